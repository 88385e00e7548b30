"""Common parts of tables in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from perfrules.diagnostics import visible
from perfrules.reports.terminal.folding import FoldedText
from perfrules.reports.terminal.plain_layout import plain_lines
from perfrules.resources.plain_repr import PlainRepr

_WIDE = 110
"""The width from which a terminal has room for a column of reasons."""

_DATE = 10
"""The width of a date such as 2021-06-30."""
NOTHING = "—"
"""The text of an unknown cell."""


def plain_table(title: str = "") -> Table:
    """An empty table, with a bold title if it has one."""
    heading = styled(title, "bold") if title else None
    return Table(title=heading, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)


@define(repr=False)
class ReasonedTable(PlainRepr):
    """A table with a reason per row: in the last column, or in lines below on a narrow terminal.

    Those lines name a row by its cell in the column `named`, or by its first cell if that is empty.
    """

    console: Console
    table: Table
    heading: str
    named: int = 0
    beneath: list[Text] = field(factory=list, init=False)
    wide: bool = field(init=False)
    """Whether the reasons are a column."""

    def __attrs_post_init__(self) -> None:
        self.wide = self.console.width >= _WIDE

    def text_column(self, heading: str, narrowest: int) -> None:
        """Add a column of texts with a minimum width; where there is room for a date, it is not broken."""
        width = narrowest if self.wide else min(narrowest, _DATE)
        self.table.add_column(heading, overflow="fold", min_width=width)

    def add(self, cells: Sequence[str | Text], reason: str, style: str = "") -> None:
        """Add a row; before the first one, add the column of reasons."""
        if not self.table.rows and self.wide:
            self.table.add_column(self.heading, overflow="fold", min_width=16)
        shown = [styled(cell) if isinstance(cell, str) else cell for cell in cells]
        self.table.add_row(*shown, *((styled(reason),) if self.wide else ()), style=style)
        if reason and not self.wide:
            name = shown[self.named].plain or shown[0].plain
            self.beneath.append(styled(f"{name}  {reason}", style))

    def show(self) -> None:
        """Print the table and the lines below it."""
        print_table(self.console, self.table)
        for line in self.beneath:
            self.console.print(Padding(line, (0, 0, 0, 1)))
        if self.beneath:
            self.console.print()


def print_table(console: Console, table: Table) -> None:
    """Print a table of `plain_table`; without colours by a layout that is much faster."""
    lines = plain_lines(table, console.width) if console.color_system is None else None
    if lines is None:
        console.print(table)
    else:
        console.file.write("\n".join([*lines, ""]))


def styled(text: str, style: str = "") -> Text:
    """A text without control characters and markup, safe for a terminal.

    >>> styled("[red]甲").plain
    '[red]甲'
    """
    return FoldedText(visible(text), style=style)


def project_title(*parts: str) -> str:
    """The heading of a table: the parts that are not empty, such as name and code of a project.

    >>> project_title("培训", "", "2021-06-30")
    '培训  2021-06-30'
    """
    return "  ".join(part for part in parts if part)
