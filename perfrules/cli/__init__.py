"""The `perfrules` command: one module a command, each loaded only when it is called."""

from perfrules.cli.main import main

__all__ = ["main"]
