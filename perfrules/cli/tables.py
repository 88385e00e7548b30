"""Plain tables in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from perfrules.diagnostics import visible

_PIPED_WIDTH = 140


def print_table(title: str, heads: Sequence[str], rows: Iterable[tuple[Sequence[str], str]]) -> None:
    """Print a table on standard output; a row is its cells and its style; title and style may be empty."""
    heading = Text(visible(title), style="bold") if title else None
    table = Table(title=heading, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        # Chinese has no blanks to break at: fold, rather than cut a reason short.
        table.add_column(head, overflow="fold")
    for cells, style in rows:
        table.add_row(*(Text(visible(cell)) for cell in cells), style=style)
    # What is piped into a file or pager has no width of its own.
    Console(width=None if sys.stdout.isatty() else _PIPED_WIDTH).print(table)
