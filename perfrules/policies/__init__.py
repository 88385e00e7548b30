"""Policy files and what they say: one module a kind, a common head, one loader."""
