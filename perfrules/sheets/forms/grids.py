"""A filled form as a grid of cells, whichever file holds it: CSV rows, the cells of a workbook or a document.

The form's own labels lead through it (`grammar/form-labels.yaml`): a row of headings begins the amounts or
the indicators, 总分 ends them. A blank level repeats the one above, as in merged cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from attrs import define, field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.sheets.actuals import ActualEntry, ProjectBudget, read_yuan
from perfrules.sheets.forms.labels import (
    Columns,
    amount_columns,
    first_of,
    form_labels,
    label_of,
    table_columns,
)
from perfrules.sheets.forms.model import Claim, ClaimedExecution, FilledForm, FormRow
from perfrules.sheets.labels import plain
from perfrules.sheets.model import Indicator, Origin
from perfrules.values import Quantity, QuantityError

_YEAR = re.compile(r"\(?((?:19|20)[0-9]{2})年度?\)?")
_PROJECT = frozenset({"code", "project"})
_AMOUNTS = "initial", "adjusted", "executed"


@frozen
class Cell:
    """The text of a cell, and where it stands."""

    text: str
    at: Origin


Row = Sequence[Cell]


def read_grid(rows: Iterable[Row]) -> tuple[FilledForm, ...]:
    """The forms that a grid of cells holds, in order; none where it holds no table of indicators.

    A second 项目名称 or 项目编码 after a table begins the next form, as another one does in a list of rows.
    """
    forms = [_Draft()]
    for row in rows:
        if forms[-1].is_of_another(row):
            forms.append(forms[-1].next_listed() if forms[-1].listed else _Draft())
        forms[-1].take(row)
    return tuple(each.form() for each in forms if each.columns)


def _head_of(row: Row) -> dict[str, Cell]:
    """What a row tells of the project: each label that it holds with the next cell that holds anything."""
    found: dict[str, Cell] = {}
    for at, cell in enumerate(row):
        meaning = form_labels().head.get(label_of(cell.text))
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
    as_of: date | None = None
    total: Claim | None = None
    grade: Cell | None = None
    ended: bool = False
    told: list[Diagnostic] = field(factory=list)

    @property
    def listed(self) -> bool:
        """Whether the rows name the project they belong to."""
        return bool(_PROJECT.intersection(self.columns))

    def is_of_another(self, row: Row) -> bool:
        """Whether a row begins the form of another project."""
        if not self.listed:
            labels = [label_of(cell.text) for cell in row]
            if self.ended and (table_columns(labels) or amount_columns(labels)):
                return True
            return bool(self.columns) and first_of(labels) in form_labels().head and bool(_head_of(row))
        told = {name: cell.text.strip() for name, cell in self._project_of(row).items()}
        mine = {name: cell.text.strip() for name, cell in self.head.items()}
        return bool(mine) and any(text != mine.get(name, text) for name, text in told.items())

    def next_listed(self) -> _Draft:
        """The form of the next project in a list, under the same headings."""
        return _Draft(columns=self.columns)

    def _project_of(self, row: Row) -> dict[str, Cell]:
        named = {"code": self._cell(row, "code"), "name": self._cell(row, "project")}
        return {name: cell for name, cell in named.items() if cell is not None}

    def take(self, row: Row) -> None:
        """Take in what a row says."""
        labels = [label_of(cell.text) for cell in row]
        if self._take_headings(labels) or self._take_grade(row, labels):
            return
        if self.columns:
            self._take_table_row(row, labels)
        elif head := _head_of(row):
            self.head |= head
        elif year := _year([cell.text for cell in row]):
            self.as_of = date(year, 12, 31)
        elif self.amount_columns:
            self._take_amounts(row, labels)

    def _take_headings(self, labels: Sequence[str]) -> bool:
        """Whether a row is one of headings, which then lead through what follows.

        Within the table only its own headings are, as a page repeats them: cells may well say 得分 or 执行数.
        """
        columns = table_columns(labels)
        if self.columns:
            return columns == self.columns
        self.columns = columns
        if columns:
            return True
        amounts = amount_columns(labels)
        self.amount_columns = amounts or self.amount_columns
        return bool(amounts)

    def _take_table_row(self, row: Row, labels: Sequence[str]) -> None:
        """A row under the headings of the indicators: execution, the total, or an indicator."""
        lead = first_of(labels)
        if self.listed:
            self.head |= self._project_of(row)
            lead = label_of(self._text(row, "level1"))
        if lead in form_labels().execution:
            self._take_execution(row)
        elif lead in form_labels().total:
            self._take_total(row)
        else:
            self._take_indicator(row)

    def _take_amounts(self, row: Row, labels: Sequence[str]) -> None:
        """The first row of amounts, unless a later one says that it is the whole."""
        told = {
            name: row[at]
            for name, at in self.amount_columns.items()
            if at < len(row) and row[at].text.strip()
        }
        if told and (not self.amounts or form_labels().whole.intersection(labels)):
            self.amounts = told

    def _take_execution(self, row: Row) -> None:
        """The row of budget execution in the table of indicators; the rate stands where actuals do."""
        told = {"weight": "weight", "rate": "actual", "score": "score"}
        found = {name: self._cell(row, column) for name, column in told.items()}
        self.amounts |= {name: cell for name, cell in found.items() if cell is not None}

    def _take_total(self, row: Row) -> None:
        self.ended = not self.listed
        cell = self._cell(row, "score")
        if cell is None:
            # Not the points, which stand beside a score that was left out.
            others = [each for at, each in enumerate(row) if at != self.columns.get("weight")]
            cell = next((each for each in reversed(others) if Claim.of(each.text).value is not None), None)
        if cell is not None:
            self.total = Claim.of(cell.text, cell.at)

    def _take_grade(self, row: Row, labels: Sequence[str]) -> bool:
        """The grade after its label, which in the table of indicators must begin its row."""
        lead = first_of(labels)
        for at, label in enumerate(labels):
            if form_labels().head.get(label) == "grade" and (label == lead or not self.columns):
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
            else ActualEntry(_joined(actual.text), at=actual.at, explanation=explanation)
        )
        self.rows.append(FormRow(indicator, entry, weight, self._claim(row, "score")))

    def _cell(self, row: Row, name: str) -> Cell | None:
        at = self.columns.get(name)
        return row[at] if at is not None and at < len(row) and row[at].text.strip() else None

    def _text(self, row: Row, name: str) -> str:
        cell = self._cell(row, name)
        return "" if cell is None else _joined(cell.text)

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
            as_of=self.as_of,
            budget=ProjectBudget(**amounts),
            execution=ClaimedExecution(**claims),
            rows=tuple(self.rows),
            total=self.total,
            grade=None if self.grade is None else self.grade.text.strip(),
            places=places,
            told=tuple(self.told),
            listed=self.listed,
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


def _joined(text: str) -> str:
    """A cell's text without the line breaks in it and the blanks around them."""
    return "".join(part.strip() for part in text.splitlines())


def _year(texts: Sequence[str]) -> int | None:
    """The year that a row gives by itself, as the form does under its title: （2021年度）."""
    told = [plain(text) for text in texts if text.strip()]
    found = _YEAR.fullmatch(told[0]) if len(told) == 1 else None
    return None if found is None else int(found.group(1))
