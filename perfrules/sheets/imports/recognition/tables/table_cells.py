"""The cells of a table by their headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import frozen

from perfrules.documents.media.pages import Cell, Grid
from perfrules.sheets.forms.labels import is_part
from perfrules.sheets.imports.recognition.tables.column import Column
from perfrules.sheets.imports.recognition.tables.header import Header
from perfrules.sheets.imports.recognition.vocabulary import heading_of, key_of, vocabulary
from perfrules.sheets.labels import on_one_line, plain

_KEPT = (
    "prior",
    "unadjusted",
    "interim",
    "midterm",
    "review",
    "rule",
    "evidence",
    "rate",
    "number",
    "day",
    "extra",
)
_REMARKS = frozenset({"explanation", "possibility", "light", "note"})
_POINTS = ["score", "weight"]
_NOT_EXTRA = frozenset({"number", "day"})


@frozen
class TableCells:
    """The rows below one header."""

    grid: Grid
    header: Header

    def by_meaning(self, number: int) -> dict[str, list[Cell]]:
        """The cells of a row by the meaning of their headings.

        A cell that reaches from another heading into a column of remarks is not a remark.
        """
        found = {name: self.below(number, columns) for name, columns in self.header.columns.items()}
        begun = {id(cell): name for name in found for cell in found[name] if self._begins(name, cell)}
        for name in _REMARKS & found.keys():
            found[name] = [cell for cell in found[name] if begun.get(id(cell), name) == name]
        return found

    def _begins(self, name: str, cell: Cell) -> bool:
        """Whether a cell begins below a heading of a meaning."""
        return any(cell.column in column.places for column in self.header.columns[name])

    def below(self, number: int, columns: Sequence[Column]) -> list[Cell]:
        """The cells of a row below some headings, each once and from left to right."""
        row = self.grid.rows[number]
        places = [at for column in columns for at in column.places if at < len(row)]
        return list(
            {id(row[at]): row[at] for at in places if row[at] and not self.is_heading(row[at])}.values()
        )

    def is_heading(self, cell: Cell) -> bool:
        """Whether a cell of the header reaches down into the rows."""
        return cell.row <= self.header.last

    def heading(self, name: str) -> str:
        """The heading of a meaning."""
        return self.header.columns[name][0].text

    def unit(self, name: str) -> str:
        """The unit in the heading of a meaning."""
        columns = self.header.columns.get(name, ())
        return columns[0].unit if columns else ""

    def text(self, number: int, name: str, cells: Sequence[Cell]) -> str:
        """The text of the cells of a row under a heading; a tick means the heading above it."""
        columns = self.header.columns.get(name, ())
        for column in columns:
            ticked = any(key_of(cell.text) in vocabulary().ticks for cell in self.below(number, (column,)))
            if column.choice and ticked:
                return column.choice
        return joined(cells)

    def covered(self, cell: Cell) -> int:
        """How many indicators a cell covers; parts (其中) have no points of their own."""
        names = (
            each
            for number in range(cell.row, min(cell.row + cell.rows, len(self.grid.rows)))
            for each in self.below(number, self.header.columns["name"])
            if each.row == number and not is_part(each.text) and not is_empty_name(each.text)
        )
        return len({each.row for each in names})

    def unread(self, number: int) -> list[Cell]:
        """The cells of a row below headings that are not understood."""
        return self.below(number, [each for each in self.header.extra if not each.is_known])

    def others(self, number: int) -> Iterator[tuple[str, str, list[Cell]]]:
        """The cells below other headings: the heading, no text for a number, and the cells."""
        kept = [each for name in _KEPT for each in self.header.columns.get(name, ())]
        seen: Counter[str] = Counter()
        for column in (*kept, *self.header.extra):
            cells = self.below(number, (column,))
            seen[column.text] += 1
            again = f"（{seen[column.text]}）" if seen[column.text] > 1 else ""
            text = "" if column.meaning in _NOT_EXTRA else joined(cells)
            yield f"{column.text}{again}", text, cells


def joined(cells: Sequence[Cell]) -> str:
    """The texts of cells as one line."""
    return "".join(on_one_line(cell.text) for cell in cells)


def is_empty_name(text: str) -> bool:
    """Whether a text only numbers an indicator that is not there: 指标1：."""
    key = key_of(text).rstrip("0123456789一二三四五六七八九十…. ")
    return key in ("指标", "目标", "") and not plain(text).isdigit()


def points_in_order(heading: str) -> tuple[str, ...]:
    """Which of points and score a heading names, in order; none unless it names both.

    >>> points_in_order("得分/分值"), points_in_order("得分"), points_in_order("指标值/分值")
    (('score', 'weight'), (), ())
    """
    found = tuple(heading_of(part).meaning or "" for part in heading.replace("／", "/").split("/"))
    return found if sorted(found) == _POINTS else ()
