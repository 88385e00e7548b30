"""The rows around a table of indicators: labels with values, amounts, goals, titles, notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import define, field

from perfrules.diagnostics import Diagnostic
from perfrules.documents.media.pages import Cell, Grid
from perfrules.documents.origin import Origin
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.forms.model import Claim
from perfrules.sheets.heading_units import money_unit
from perfrules.sheets.imports.headings import looks_like_title, money_unit_of
from perfrules.sheets.imports.recognition.goals import GoalReader
from perfrules.sheets.imports.recognition.ledger import Ledger
from perfrules.sheets.imports.recognition.money import (
    SOURCES,
    MoneyReader,
    bare_label,
    heads_amounts,
    is_amount,
)
from perfrules.sheets.imports.recognition.pairs import are_labels, inline_pairs, is_label, may_be_label
from perfrules.sheets.imports.recognition.plan import PlanReader
from perfrules.sheets.imports.recognition.reported_days import day_of, year_line
from perfrules.sheets.imports.recognition.vocabulary import (
    STAGES,
    amount_of,
    field_of,
    goal_column_of,
    key_of,
    vocabulary,
)
from perfrules.sheets.labels import blanks, on_one_line, plain

_YEAR = late_pattern(r"(?<![0-9])((?:19|20)[0-9]{2})\s*年")
_UNKNOWN_PAIR = late_pattern(r"([^:0-9]{2,10}):([^:]+)")
_PURPOSE = "资金用途"
_LONGEST_GRADE = 6
_MONTH = late_pattern(r"(?:19|20)[0-9]{2}\.[0-9]{1,2}")
_UNIT = "单位"  # of amounts, or an agency
_FILLING_IN = frozenset(
    {_UNIT, "填报单位", "申报单位", "项目申报单位", "单位名称", "预算单位", "预算单位名称"}
)
_TEXT_FIELDS = frozenset({"code", "name", "department", "agency", "purpose", "grade"})

_POINTS_OF = late_pattern(r"([0-9.]+分?)(?:/[0-9.]+分?)?")
"""A total, perhaps with the points that it is of: 98.00 / 100."""


@define
class HeadReader:
    """Reads rows and lines around the table of one form."""

    ledger: Ledger
    money: MoneyReader
    goals: GoalReader
    fields: dict[str, str] = field(factory=dict)
    places: dict[str, Origin] = field(factory=dict)
    extra: dict[str, str] = field(factory=dict)
    title: str = ""
    year: int | None = None
    as_of: date | None = None
    notes: list[Cell] = field(factory=list)
    total: Claim | None = None
    grid: Grid | None = None
    plan: PlanReader = field(init=False)
    problems: list[Diagnostic] = field(factory=list)
    above: dict[int, Cell] = field(factory=dict)
    periods: list[str] = field(factory=list)
    has_purpose: bool = False
    labels: dict[str, str] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.plan = PlanReader(self.ledger)

    def take(self, grid: Grid, number: int) -> None:
        """Take one row."""
        if grid is not self.grid:
            self.goals.end_table()
            self.grid = grid
        cells = new_cells(grid, number)
        if not cells:
            return
        if self.goals.goes_on(grid.rows[number], cells):
            self.goals.take(cells)
            return
        self.goals.label = None
        if self._take_below(cells) or self._take_purpose(cells):
            return
        if self.plan.take(cells) or self._take_alone(cells, grid) or self.money.take_headings(cells):
            return
        if self.money.columns and self.money.take_row(grid, number):
            return
        self.money.columns = {}
        if self.goals.opens(cells):
            self.goals.open(cells)
        elif not self.goals.takes_headings(cells):
            self._take_pairs(cells)

    def _take_purpose(self, cells: Sequence[Cell]) -> bool:
        """Whether a text alone follows the row that 预算规模及资金用途 begins: the purpose of the money."""
        follows, self.has_purpose = self.has_purpose, _PURPOSE in cells[0].text
        cell = cells[0]
        if not follows or len(cells) > 1 or cell.column == 0 or is_label(cell) or "purpose" in self.fields:
            return False
        self._set("purpose", cell.text, cell.at)
        self.ledger.accept(cell, "purpose")
        return True

    def _take_below(self, cells: Sequence[Cell]) -> bool:
        """Whether a row holds nothing but labels, or the values below such labels, which are taken."""
        labels, self.above = self.above, {}
        if labels and not any(map(is_label, cells)) and labels.keys() >= {cell.column for cell in cells}:
            for cell in cells:
                self._take_pair(labels[cell.column], cell)
            return True
        if len(cells) > 1 and are_labels(cells):
            self.above = {cell.column: cell for cell in cells}
            for cell in cells:
                self.ledger.accept(cell, "label")
            return True
        return False

    def _take_alone(self, cells: Sequence[Cell], grid: Grid) -> bool:
        """Whether a row holds one text alone: a title, a year, a unit, a line of labels, a note."""
        cell = cells[0]
        if len(cells) > 1 or (field_of(cell.text) is not None and grid.width > 1):
            return False
        if self.take_line(cell.text, cell.at, alone=True):
            self.ledger.accept(cell, "head")
        elif key_of(cell.text) in vocabulary().money:
            self.money.take_unit(cell.text)
            self.ledger.accept(cell, "label")
        else:
            self._take_note(cell)
        return True

    def _take_note(self, cell: Cell) -> None:
        """Keep a text as a note; an amount is left, so that it is reported in the end."""
        if not is_amount(cell.text) or _MONTH.fullmatch(plain(cell.text)):
            self.notes.append(cell)
            self.ledger.accept(cell, "narrative")

    def take_line(self, text: str, at: Origin, *, alone: bool = False) -> bool:
        """Whether a line of text belongs to the head, which takes it.

        Args:
            text: the line.
            at: its place.
            alone: whether a line that looks like a title is the title of the form.
        """
        line = " ".join(text.split())
        unit = money_unit_of(line)
        if unit is not None:
            self.money.unit = unit
            return True
        if (unit := money_unit(line)) is not None and heads_amounts(line):
            self.money.unit = unit
            return True
        if found := year_line(line):
            self.year = int(found["year"])
            self.periods.append(line)
            self.as_of = day_of(found["day"] or "") or self.as_of
            return True
        if pairs := list(inline_pairs(text)):
            for label, value in pairs:
                self._take_inline(label, value, at)
            return True
        if alone and not self.title and looks_like_title(line):
            self.set_title(line, at)
            return True
        return False

    @property
    def is_named(self) -> bool:
        """Whether the code or the name of the project is known."""
        return not self.fields.keys().isdisjoint(("code", "name"))

    def set_title(self, text: str, at: Origin) -> None:
        """Take the title; a year in it is the year of the form."""
        self.title = text
        self.places.setdefault("sheet", at)
        if self.year is None and (found := _YEAR.search(text)):
            self.year = int(found[1])

    def _take_inline(self, label: str, value: str, at: Origin) -> None:
        meaning = field_of(label)
        if meaning in _TEXT_FIELDS:
            self._set(meaning, value, at, label)
        elif meaning == "goals" or goal_column_of(label) is not None:
            kind = goal_column_of(label) or "expected"
            self.goals.goals["expected" if meaning == "goals" else kind].append(value)
        elif key_of(label) in vocabulary().total and (found := _POINTS_OF.fullmatch(plain(value))):
            self.total = self.total or Claim.of(found[1], at)
        elif key_of(label) in ("单位", "金额单位") and money_unit(f"({value})"):
            self.money.take_unit(f"({value})")
        elif key_of(label) == _UNIT:
            self._set("agency", value, at, label)
        elif meaning in SOURCES or meaning == "further":
            source = bare_label(label) if meaning == "further" else meaning
            self.money.take_beside(source, "initial", Cell(value, at), label)
        elif (stage := amount_of(label)) in STAGES and is_amount(value):
            self.money.take_beside("total", stage, Cell(value, at), label)
        elif value:
            self.extra.setdefault(label, value)

    def _set(self, meaning: str, value: str, at: Origin, label: str = "") -> None:
        if not value.strip() or plain(value) in blanks():
            return
        if meaning in self.fields:
            if not self._is_better(meaning, label):
                if label and on_one_line(value) != self.fields[meaning]:
                    self.extra.setdefault(on_one_line(label), on_one_line(value))
                return
            self.extra.setdefault(self.labels[meaning], self.fields[meaning])
        self.fields[meaning] = on_one_line(value)
        self.places[meaning] = at
        self.labels[meaning] = on_one_line(label)

    def _is_better(self, meaning: str, label: str) -> bool:
        """Whether the value so far is of who fills in the form, and this of who carries out the project."""
        known = key_of(self.labels[meaning])
        return meaning == "agency" and known in _FILLING_IN and key_of(label) not in _FILLING_IN

    def _take_pairs(self, cells: Sequence[Cell]) -> None:
        """Take labels, each with the value beside it."""
        at = 0
        while at < len(cells):
            cell = cells[at]
            following = cells[at + 1] if at + 1 < len(cells) else None
            at += self._take_pair(cell, following)

    def _take_pair(self, cell: Cell, following: Cell | None) -> int:
        """Take a label and its value; how many cells were taken."""
        meaning = field_of(cell.text)
        if meaning is None and (pairs := list(inline_pairs(cell.text))):
            for label, value in pairs:
                self._take_inline(label, value, cell.at)
            self.ledger.accept(cell, "head")
            return 1
        if key_of(cell.text) in vocabulary().money:
            return self.money.take_label(cell, following)
        if key_of(cell.text) in vocabulary().total and following is not None:
            self.total = self.total or Claim.in_cell(following)
            self.ledger.accept(cell, "label")
            self.ledger.accept(following, "total")
            return 2
        if meaning is not None:
            return self._take_known(meaning, cell, following)
        if following is not None and (stage := amount_of(cell.text)) in STAGES and is_amount(following.text):
            self.ledger.accept(cell, "label")
            self.money.take_beside("total", stage, following, cell.text)
            self.ledger.accept(following, f"budget.total.{stage}")
            return 2
        if found := _UNKNOWN_PAIR.fullmatch(plain(cell.text)):
            self.extra.setdefault(found[1], found[2])
            self.ledger.accept(cell, "head")
            return 1
        if following is not None and may_be_label(cell) and not is_label(following):
            label = on_one_line(cell.text)
            self._take_inline(label, on_one_line(following.text), following.at)
            self.ledger.accept(cell, "label")
            self.ledger.accept(following, f"fields.{label}")
            return 2
        if may_be_label(cell):
            self.ledger.accept(cell, "label")
        else:
            self._take_note(cell)
        return 1

    def _take_known(self, meaning: str, cell: Cell, following: Cell | None) -> int:
        self.ledger.accept(cell, "label")
        if following is None or is_label(following):
            return 1
        if meaning == "grade" and len(plain(following.text)) > _LONGEST_GRADE:
            self.extra.setdefault(on_one_line(cell.text), on_one_line(following.text))
        elif meaning in _TEXT_FIELDS:
            self._set(meaning, following.text, following.at, cell.text)
        elif meaning in SOURCES:
            self.money.take_beside(meaning, "initial", following, cell.text)
        elif meaning == "further":
            self.money.take_beside(bare_label(cell.text), "initial", following, cell.text)
        elif meaning == "executed":
            self.money.take_beside("total", "executed", following, cell.text)
        elif meaning == "goals":
            self.goals.goals["expected"].append(on_one_line(following.text))
        else:
            self.extra.setdefault(on_one_line(cell.text), on_one_line(following.text))
        self.ledger.accept(following, meaning)
        return 2


def new_cells(grid: Grid, number: int) -> list[Cell]:
    """The cells that begin in a row and hold something, from left to right."""
    found = {id(cell): cell for cell in grid.rows[number] if cell and cell.row == number}
    return list(found.values())
