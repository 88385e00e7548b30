"""Tables in the terminal, and what is shown while a command is busy."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager

from rich.console import Console
from rich.text import Text

from perfrules.reports.terminal.tables import plain_table, styled

_PIPED_WIDTH = 140


def print_table(title: str, heads: Sequence[str], rows: Iterable[tuple[Sequence[str], str]]) -> None:
    """Print a table on standard output; a row is its cells and its style; title and style may be empty."""
    table = plain_table(title)
    for head in heads:
        table.add_column(head, overflow="fold")
    for cells, style in rows:
        table.add_row(*map(styled, cells), style=style)
    standard_output().print(table)


def standard_output() -> Console:
    """The console that data are shown on; what is piped has no width of its own, unless COLUMNS gives one."""
    of_its_own = sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdecimal()
    return Console(width=None if of_its_own else _PIPED_WIDTH)


def busy(text: str) -> AbstractContextManager[object]:
    """Show on standard error what is being done, while it is done."""
    return Console(stderr=True).status(Text(text))
