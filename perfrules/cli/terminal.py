"""Output with rich, loaded when a command prints some."""

from __future__ import annotations

from types import ModuleType


def rich_output() -> ModuleType:
    """Return the module `perfrules.cli.rich_output`."""
    # Late: rich costs 17 ms, and JSON, files and messages do without it.
    from perfrules.cli import rich_output

    return rich_output
