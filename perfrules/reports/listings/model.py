"""A report of tables: reviews, comparisons and summaries are made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.invisible import code_point
from perfrules.documents.invisible import UNSEEN
from perfrules.reports.forms.errors import ReportError
from perfrules.reports.roles import Role, Tint

Value = str | Decimal


@frozen
class Column:
    """A column by its head, its width in digits, and how its texts are drawn; numbers are always figures."""

    head: str
    width: int = 14
    role: Role = "text"


@frozen
class ListedTable:
    """A table with a name. `note` is above it: the unit of its amounts.

    `tints` are the colours of the values in columns of lights. `summed` says that the last row is a sum.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""
    tints: Mapping[str, Tint] = field(factory=dict)
    summed: bool = False

    def role(self, column: int, value: Value, *, last: bool) -> Role:
        """How a cell is drawn; `last` is the last row of the table."""
        role: Role = "figure" if isinstance(value, Decimal) else self.columns[column].role
        if self.summed and last:
            return "total" if role in ("figure", "share") else "label"
        return role

    def head_role(self, column: int) -> Role:
        """How a heading is drawn: in line with the figures below it."""
        has_figures = any(isinstance(row[column], Decimal) for row in self.rows)
        return "figure" if has_figures else self.columns[column].role

    def tint(self, column: int, value: Value) -> Tint:
        """The colour behind a cell."""
        return self.tints.get(str(value), "") if self.columns[column].role == "light" else ""


@frozen
class ListingReport:
    """Tables under a title; `facts` are short remarks below the title."""

    title: str
    tables: tuple[ListedTable, ...]
    facts: tuple[str, ...] = ()

    def require_showable(self, longest: int | None = None) -> None:
        """Refuse texts that a report would show wrongly or cut short.

        Raises:
            ReportError: PR780 for each invisible character, PR781 for each text longer than `longest`.
        """
        problems = [problem for text in self._texts() for problem in _problems(text, longest)]
        if problems:
            raise ReportError(*problems)

    def _texts(self) -> Iterator[tuple[str, str]]:
        for table in self.tables:
            for row in table.rows:
                for column, value in zip(table.columns, row, strict=True):
                    yield column.head, str(value)


def _problems(cell: tuple[str, str], longest: int | None) -> Iterator[Diagnostic]:
    column, text = cell
    unseen = UNSEEN.search(text)
    if unseen is not None:
        yield Diagnostic("PR780", {"column": column, "character": code_point(unseen.group())})
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if longest is not None and length > longest:
        yield Diagnostic("PR781", {"column": column, "length": f"{length:,}", "limit": f"{longest:,}"})
