"""A filled form as a grid of cells, whichever file holds it: CSV rows, the cells of a workbook or a document.

The form's own labels lead through it (`grammar/form-labels.yaml`): a row of headings begins the amounts or
the indicators, 总分 ends them. A blank level repeats the one above, as in merged cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from attrs import define, field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.resources import load_data
from perfrules.sheets.actuals import ActualEntry, ProjectBudget, read_yuan
from perfrules.sheets.forms.model import Claim, ClaimedExecution, FilledForm, FormRow
from perfrules.sheets.labels import plain
from perfrules.sheets.model import Indicator, Origin
from perfrules.values import Quantity, QuantityError

_BRACKETED = re.compile(r"\([^()]*\)")
_AMOUNTS = "initial", "adjusted", "executed"


@frozen
class Cell:
    """The text of a cell, and where it stands."""

    text: str
    at: Origin


Row = Sequence[Cell]
Columns = Mapping[str, int]


@frozen
class _Labels:
    head: Mapping[str, str]
    amounts: Mapping[str, str]
    columns: Mapping[str, str]
    whole: frozenset[str]
    total: frozenset[str]


@cache
def _labels() -> _Labels:
    data: dict[str, Any] = load_data("grammar", "form-labels.yaml")
    head, amounts, columns = (
        {_label(text): meaning for meaning, texts in data[place].items() for text in texts}
        for place in ("head", "amounts", "columns")
    )
    whole, total = (frozenset(map(_label, data[place])) for place in ("whole", "total"))
    return _Labels(head, amounts, columns, whole, total)


def _label(text: str) -> str:
    return _BRACKETED.sub("", plain(text)).rstrip(":")


def read_grid(rows: Iterable[Row]) -> tuple[FilledForm, ...]:
    """The forms that a grid of cells holds, in order; none where it holds no table of indicators.

    A second 项目名称 or 项目编码 after a table begins the next form.
    """
    forms = [_Draft()]
    for row in rows:
        if forms[-1].columns and _head_of(row):
            forms.append(_Draft())
        forms[-1].take(row)
    return tuple(each.form() for each in forms if each.columns)


def _head_of(row: Row) -> dict[str, Cell]:
    """What a row tells of the project: each label that it holds with the next cell that holds anything."""
    found: dict[str, Cell] = {}
    for at, cell in enumerate(row):
        meaning = _labels().head.get(_label(cell.text))
        if meaning in ("code", "name"):
            value = next((each for each in row[at + 1 :] if each.text.strip()), None)
            if value is not None:
                found[meaning] = value
    return found


@define
class _Draft:
    """A form that is being read, row by row."""

    head: dict[str, Cell] = field(factory=dict)
    amounts: dict[str, Cell] = field(factory=dict)
    amount_columns: Columns = field(factory=dict)
    columns: Columns = field(factory=dict)
    rows: list[FormRow] = field(factory=list)
    levels: tuple[str, str] = ("", "")
    total: Claim | None = None
    grade: Cell | None = None
    ended: bool = False
    told: list[Diagnostic] = field(factory=list)

    def take(self, row: Row) -> None:
        """Take in what a row says."""
        labels = [_label(cell.text) for cell in row]
        if columns := _columns(labels, _labels().columns, needed=("name", "score")):
            self.columns = columns
        elif columns := _columns(labels, _labels().amounts, needed=("executed",)):
            self.amount_columns = columns
        elif _first(labels) in _labels().total and self.columns:
            self._take_total(row)
        elif self._take_grade(row, labels):
            pass
        elif self.columns:
            self._take_indicator(row)
        elif head := _head_of(row):
            self.head |= head
        elif self.amount_columns:
            self._take_amounts(row, labels)

    def _take_amounts(self, row: Row, labels: Sequence[str]) -> None:
        """The first row of amounts, unless a later one says that it is the whole."""
        told = {
            name: row[at]
            for name, at in self.amount_columns.items()
            if at < len(row) and row[at].text.strip()
        }
        if told and (not self.amounts or _labels().whole.intersection(labels)):
            self.amounts = told

    def _take_total(self, row: Row) -> None:
        self.ended = True
        cell = self._cell(row, "score")
        if cell is None:
            cell = next((each for each in reversed(row) if Claim.of(each.text).value is not None), None)
        if cell is not None:
            self.total = Claim.of(cell.text, cell.at)

    def _take_grade(self, row: Row, labels: Sequence[str]) -> bool:
        for at, label in enumerate(labels):
            if _labels().head.get(label) == "grade":
                self.grade = next((each for each in row[at + 1 :] if each.text.strip()), self.grade)
                return True
        return False

    def _take_indicator(self, row: Row) -> None:
        texts = {name: self._text(row, name) for name in self.columns}
        if self.ended or not (texts["name"] or texts.get("target")):
            return
        level1 = texts.get("level1") or self.levels[0]
        level2 = texts.get("level2") or (self.levels[1] if level1 == self.levels[0] else "")
        self.levels = (level1, level2)
        weight, target = self._claim(row, "weight"), self._cell(row, "target")
        indicator = Indicator(
            level1,
            level2,
            texts["name"],
            target=texts.get("target", ""),
            at=(target or row[0]).at,
            weight=None if weight is None else weight.value,
        )
        actual = self._cell(row, "actual")
        explanation = texts.get("explanation", "")
        entry = (
            None
            if actual is None
            else ActualEntry(actual.text.strip(), at=actual.at, explanation=explanation)
        )
        self.rows.append(FormRow(indicator, entry, weight, self._claim(row, "score")))

    def _cell(self, row: Row, name: str) -> Cell | None:
        at = self.columns.get(name)
        return row[at] if at is not None and at < len(row) and row[at].text.strip() else None

    def _text(self, row: Row, name: str) -> str:
        cell = self._cell(row, name)
        return "" if cell is None else "".join(cell.text.split())

    def _claim(self, row: Row, name: str) -> Claim | None:
        cell = self._cell(row, name)
        return None if cell is None else Claim.of(cell.text.strip(), cell.at)

    def form(self) -> FilledForm:
        """The form that was read."""
        amounts = {name: self._amount(name) for name in _AMOUNTS if name in self.amounts}
        claims = {
            name: Claim.of(cell.text.strip(), cell.at)
            for name, cell in self.amounts.items()
            if name not in _AMOUNTS
        }
        places = {name: cell.at for name, cell in self.head.items()}
        if self.amounts:
            places["budget"] = next(iter(self.amounts.values())).at
        if self.grade is not None:
            places["grade"] = self.grade.at
        if self.rows and self.rows[0].indicator.at is not None:
            places.setdefault("sheet", self.rows[0].indicator.at)
        return FilledForm(
            code=self._head("code"),
            name=self._head("name"),
            budget=ProjectBudget(**amounts),
            execution=ClaimedExecution(**claims),
            rows=tuple(self.rows),
            total=self.total,
            grade=None if self.grade is None else self.grade.text.strip(),
            places=places,
            told=tuple(self.told),
        )

    def _head(self, name: str) -> str:
        return self.head[name].text.strip() if name in self.head else ""

    def _amount(self, name: str) -> Quantity | None:
        cell = self.amounts[name]
        try:
            return read_yuan(cell.text.strip())
        except QuantityError:
            text = cell.text.strip()
            self.told.append(Diagnostic("PR304", {"text": text}, cell.at.span, cell.at.source))
            return None


def _columns(labels: Sequence[str], meanings: Mapping[str, str], *, needed: tuple[str, ...]) -> Columns:
    """The columns that a row of headings names; none where one that is needed is not there."""
    found: dict[str, int] = {}
    for at, label in enumerate(labels):
        if label in meanings:
            found.setdefault(meanings[label], at)
    return found if all(name in found for name in needed) else {}


def _first(labels: Sequence[str]) -> str:
    return next((label for label in labels if label), "")
