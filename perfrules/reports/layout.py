"""The form laid out on a grid of nine columns, as xlsx and docx draw it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Literal

from attrs import frozen

from perfrules.diagnostics import Language
from perfrules.engine.scoring.reasons import share_text
from perfrules.reports.figures import figure, in_wan
from perfrules.reports.form import EvaluationForm, Row
from perfrules.reports.words import Words

Role = Literal["title", "year", "label", "side", "text", "group", "figure", "share", "total", "grade"]
"""What a cell is, which settles how it is drawn; `text` and `group` are what people wrote, to the letter."""

WIDTHS = 5, 11, 16, 18, 13, 13, 9, 9, 21
"""How wide each column is, in digits; together they fill an upright A4."""
_RATE = 7


@frozen
class Cell:
    """A value from `row` and `column` on, counted from 0, over so many `rows` and `columns`."""

    row: int
    column: int
    value: str | Decimal
    role: Role
    rows: int = 1
    columns: int = 1

    @property
    def width(self) -> int:
        """How wide it is, in digits."""
        return sum(WIDTHS[self.column : self.column + self.columns])


@frozen
class Layout:
    """The cells in reading order. The indicators begin at the row `table`, whose heads every page repeats."""

    cells: tuple[Cell, ...]
    table: int

    @property
    def height(self) -> int:
        """How many rows there are."""
        return max(cell.row + cell.rows for cell in self.cells)


def lay_out(form: EvaluationForm, language: Language = "zh") -> Layout:
    """The form of a project as the measure of 2020 prints it.

    >>> from perfrules.engine.scoring import score
    >>> from perfrules.sheets import Sheet
    >>> layout = lay_out(EvaluationForm(score(Sheet(code="1", name="培训"))))
    >>> layout.cells[0].value, layout.cells[-1].value
    ('项目支出绩效自评表', '差')
    """
    return _Drawing(form, Words(language)).layout()


class _Drawing:
    """Draws from the top down; `at` is the next free row."""

    def __init__(self, form: EvaluationForm, words: Words) -> None:
        self.form, self.words = form, words
        self.cells: list[Cell] = []
        self.at = 0

    def layout(self) -> Layout:
        self._head()
        self._funds()
        self._goals()
        table = self.at
        self._indicators()
        self._total()
        return Layout(tuple(sorted(self.cells, key=lambda cell: (cell.row, cell.column))), table)

    def _put(self, column: int, value: str | Decimal, role: Role, *, columns: int = 1, rows: int = 1) -> None:
        self.cells.append(Cell(self.at, column, value, role, rows, columns))

    def _head(self) -> None:
        form, words = self.form, self.words
        self._put(0, words["title"], "title", columns=9)
        self.at += 1
        year = words["no-year"] if form.year is None else words["year"].format(year=form.year)
        self._put(0, year, "year", columns=9)
        self.at += 1
        self._pair(("project", form.card.name), ("code", form.card.code))
        self._pair(("department", form.department), ("agency", form.agency))

    def _pair(self, left: tuple[str, str], right: tuple[str, str]) -> None:
        self._put(0, self.words.inline(left[0]), "label", columns=2)
        self._put(2, left[1], "text", columns=3)
        self._put(5, self.words.inline(right[0]), "label")
        self._put(6, right[1], "text", columns=3)
        self.at += 1

    def _funds(self) -> None:
        """The budget: the whole as it is known; its parts are nowhere told, and left to be filled in."""
        parts = "funds-total", "funds-fiscal", "funds-carried", "funds-other"
        self._put(0, self.words["funds"], "label", columns=2, rows=len(parts) + 1)
        self._put(2, "", "label")
        for column, key in enumerate(("initial", "adjusted", "executed", "weight", "rate", "score"), 3):
            self._put(column, self.words[key], "label")
        for key in parts:
            self.at += 1
            self._put(2, self.words[key], "label")
            for column, value in enumerate(self._amounts() if key == "funds-total" else [""] * 6, 3):
                self._put(column, value, "share" if column == _RATE else "figure")
        self.at += 1

    def _amounts(self) -> Sequence[str | Decimal]:
        done = self.form.card.execution
        return (
            *map(_wan, (done.initial, done.budget, done.executed)),
            figure(done.weight),
            "" if done.rate is None else share_text(done.rate),
            done.score,
        )

    def _goals(self) -> None:
        goals = self.form.goals
        self._put(0, self.words["goals"], "label", columns=2, rows=max(len(goals), 1) + 1)
        self._put(2, self.words["expected"], "label", columns=3)
        self._put(5, self.words["outcome"], "label", columns=4)
        self.at += 1
        for expected, outcome in [(each.expected, each.outcome) for each in goals] or [("", "")]:
            self._put(2, expected, "text", columns=3)
            self._put(5, outcome, "text", columns=4)
            self.at += 1

    def _indicators(self) -> None:
        self._put(0, "", "label")
        keys = "level1", "level2", "indicator", "target", "actual", "weight", "score", "deviation"
        for column, key in enumerate(keys, 1):
            self._put(column, self.words[key], "label")
        self.at += 1
        rows = self.form.rows
        if rows:
            self._put(0, self.words["indicators"], "side", rows=len(rows))
        for level1, of_level1 in _runs(rows, lambda row: row.item.level1):
            self._put(1, level1, "group", rows=len(of_level1))
            for level2, of_level2 in _runs(of_level1, lambda row: row.item.level2):
                self._put(2, level2, "group", rows=len(of_level2))
                for row in of_level2:
                    self._row(row)

    def _row(self, row: Row) -> None:
        item = row.item
        self._put(3, item.name, "text")
        self._put(4, item.target, "text")
        self._put(5, item.actual or "", "text")
        self._put(6, figure(item.weight), "figure")
        self._put(7, item.score, "figure")
        self._put(8, row.deviation, "text")
        self.at += 1

    def _total(self) -> None:
        self._put(0, self.words["total"], "label", columns=6)
        self._put(6, figure(self.form.full), "total")
        self._put(7, self.form.card.total, "total")
        self._put(8, "", "label")
        self.at += 1
        self._put(0, self.words["grade"], "label", columns=6)
        self._put(6, self.form.card.grade or "", "grade", columns=3)
        self.at += 1


def _wan(yuan: Fraction | None) -> str | Decimal:
    return "" if yuan is None else figure(in_wan(yuan))


def _runs(rows: Sequence[Row], key: Callable[[Row], str]) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Neighbouring rows that share a first or second level, which one cell names for all of them."""
    for name, run in groupby(rows, key):
        yield name, tuple(run)
