"""The facts that two policies decide differently."""
