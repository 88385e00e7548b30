"""What all tables in the terminal have in common."""

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

_WIDE = 110
"""From how many columns on a terminal has room for reasons beside what they are about."""

NOTHING = "—"
"""What stands in a cell of which nothing is known."""


def plain_table(title: str = "") -> Table:
    """A table without columns, its title in bold where it has one."""
    heading = styled(title, "bold") if title else None
    return Table(title=heading, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)


@define
class ReasonedTable:
    """A table whose rows each have a reason: in its last column, or on a narrow terminal in lines beneath it.

    In those lines a row goes by its cell in the column `named`, or by its first where that is empty.
    """

    console: Console
    table: Table
    heading: str
    named: int = 0
    beneath: list[Text] = field(factory=list, init=False)

    @property
    def wide(self) -> bool:
        """Whether the reasons stand in a column."""
        return self.console.width >= _WIDE

    def text_column(self, heading: str, narrowest: int) -> None:
        """Add a column of texts, which beside a column of reasons keeps some width."""
        self.table.add_column(heading, overflow="fold", min_width=narrowest if self.wide else None)

    def add(self, cells: Sequence[str | Text], reason: str, style: str = "") -> None:
        """Add a row, with the column of reasons before the first one."""
        if not self.table.rows and self.wide:
            self.table.add_column(self.heading, overflow="fold", min_width=16)
        shown = [styled(cell) if isinstance(cell, str) else cell for cell in cells]
        self.table.add_row(*shown, *((styled(reason),) if self.wide else ()), style=style)
        if reason and not self.wide:
            name = shown[self.named].plain or shown[0].plain
            self.beneath.append(styled(f"{name}  {reason}", style))

    def show(self) -> None:
        """Print the table, and what stands beneath it."""
        self.console.print(self.table)
        for line in self.beneath:
            self.console.print(Padding(line, (0, 0, 0, 1)))
        if self.beneath:
            self.console.print()


def styled(text: str, style: str = "") -> Text:
    """A text as it is, of which the terminal takes nothing for an instruction.

    >>> styled("[red]甲").plain
    '[red]甲'
    """
    return FoldedText(visible(text), style=style)


def project_title(*parts: str) -> str:
    """What a table is about: name and code of a project, and the like, those that are not empty.

    >>> project_title("培训", "", "2021-06-30")
    '培训  2021-06-30'
    """
    return "  ".join(part for part in parts if part)
