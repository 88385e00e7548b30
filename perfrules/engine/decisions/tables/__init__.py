"""The answers of a policy as a table, and as a query of SQL."""
