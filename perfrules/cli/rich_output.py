"""Everything that commands print with rich: tables, cards, progress bars."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import TypeVar

from rich.console import Console
from rich.progress import track
from rich.text import Text

from perfrules.reports.terminal.cards import print_cards
from perfrules.reports.terminal.monitoring import print_monitoring
from perfrules.reports.terminal.tables import plain_table, styled
from perfrules.reports.terminal.verification import print_checks, print_monitoring_checks

__all__ = [
    "busy",
    "print_cards",
    "print_checks",
    "print_monitoring",
    "print_monitoring_checks",
    "print_table",
    "standard_output",
    "with_bar",
]

_Each = TypeVar("_Each")

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


def with_bar(items: Sequence[_Each]) -> Iterable[_Each]:
    """Return the items; while they are taken, a progress bar is on standard error."""
    return track(items, description="", console=Console(stderr=True), transient=True)


def busy(text: str) -> AbstractContextManager[object]:
    """Show on standard error what is being done, while it is done."""
    return Console(stderr=True).status(Text(text))
