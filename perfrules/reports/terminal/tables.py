"""What all tables in the terminal have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfrules.diagnostics import visible

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

NOTHING = "—"
"""What stands in a cell of which nothing is known."""


def plain_table(title: str = "") -> Table:
    """A table without columns, its title in bold where it has one."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    heading = styled(title, "bold") if title else None
    return Table(title=heading, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)


def styled(text: str, style: str = "") -> Text:
    """A text as it is, of which the terminal takes nothing for an instruction.

    >>> styled("[red]甲").plain
    '[red]甲'
    """
    from perfrules.reports.terminal.folding import FoldedText

    return FoldedText(visible(text), style=style)


def project_title(*parts: str) -> str:
    """What a table is about: name and code of a project, and the like, those that are not empty.

    >>> project_title("培训", "", "2021-06-30")
    '培训  2021-06-30'
    """
    return "  ".join(part for part in parts if part)
