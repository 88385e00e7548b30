"""Filled forms in a grid of cells of any medium: csv, workbook or document.

The form's own labels (`grammar/form-labels.yaml`) lead through the grid: a row of headings begins the amounts
or the indicators, 总分 ends them. A blank level repeats the level above, as in merged cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from perfrules.data_classes import define, field
from perfrules.diagnostics import Diagnostic
from perfrules.documents.origin import Origin
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.actuals import ProjectBudget
from perfrules.sheets.amounts import read_amount
from perfrules.sheets.cells import Cell, Row
from perfrules.sheets.forms.headings import Headings, amount_headings, table_headings
from perfrules.sheets.forms.labels import first_of, form_labels, label_of
from perfrules.sheets.forms.model import Claim, ClaimedExecution, FilledForm
from perfrules.sheets.forms.table_rows import TableRows
from perfrules.sheets.labels import plain
from perfrules.sheets.model import MONEY
from perfrules.values import Quantity, QuantityError, default_units

_YEAR = late_pattern(
    r"\(?(?:year)?(?P<year>(?:19|20)[0-9]{2})(?:年度?)?(?:,(?:截至|asof)(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}))?\)?"
)
_AMOUNTS = "initial", "adjusted", "executed"
_CLAIMS = "weight", "rate", "score"
_DEFAULT_UNIT = "万元"


def read_grid(rows: Iterable[Row]) -> tuple[FilledForm, ...]:
    """The forms in a grid of cells, in order; none without a table of indicators.

    A second 项目名称 or 项目编码 after a table begins the next form, as another name does in a list of rows.
    """
    forms = [_Draft()]
    for row in rows:
        if forms[-1].is_of_another(row):
            forms.append(forms[-1].next_listed() if forms[-1].listed else _Draft())
        forms[-1].take(row)
    return tuple(each.form() for each in forms if each.table is not None)


def head_of(row: Row) -> dict[str, Cell]:
    """The code and name in a row: the value of a label is the next cell that is not blank."""
    found: dict[str, Cell] = {}
    for at, cell in enumerate(row):
        meaning = form_labels().head.get(label_of(cell.text))
        if meaning in ("code", "name"):
            value = next((each for each in row[at + 1 :] if each), None)
            if value is not None:
                found[meaning] = value
    return found


@define
class _Draft:
    """A form while it is read, row by row."""

    head: dict[str, Cell] = field(factory=dict)
    amounts: dict[str, Cell] = field(factory=dict)
    amount_headings: Headings | None = None
    table: TableRows | None = None
    as_of: date | None = None
    total: Claim | None = None
    grade: Cell | None = None
    ended: bool = False
    diagnostics: list[Diagnostic] = field(factory=list)

    @property
    def listed(self) -> bool:
        """Whether the rows name the project to which they belong."""
        return self.table is not None and self.table.listed

    def is_of_another(self, row: Row) -> bool:
        """Whether a row begins the form of another project."""
        if self.table is not None and self.table.listed:
            named = {name: cell.text.strip() for name, cell in self.table.project_of(row).items()}
            mine = {name: cell.text.strip() for name, cell in self.head.items()}
            return bool(mine) and any(text != mine.get(name, text) for name, text in named.items())
        if self.ended and (table_headings(row) or amount_headings(row) or _period_in(row)):
            return True
        begins = first_of([label_of(cell.text) for cell in row]) in form_labels().head
        return self.table is not None and begins and bool(head_of(row))

    def next_listed(self) -> _Draft:
        """The form of the next project in a list, under the same headings."""
        return _Draft(table=None if self.table is None else TableRows(self.table.headings))

    def take(self, row: Row) -> None:
        """Read one row."""
        labels = [label_of(cell.text) for cell in row]
        if self._take_headings(row) or self._take_grade(row, labels):
            return
        if self.table is not None:
            self._take_table_row(self.table, row, labels)
        elif head := head_of(row):
            self.head |= head
        elif period := period_of([cell.text for cell in row]):
            self.as_of = period[1]
        elif self.amount_headings is not None:
            self._take_amounts(self.amount_headings, row, labels)

    def _take_headings(self, row: Row) -> bool:
        """Whether a row holds headings.

        Within the table only its own headings count, as a page repeats them: a cell may well say 得分.
        """
        headings = table_headings(row)
        if self.table is not None:
            return headings is not None and headings.columns == self.table.headings.columns
        if headings is not None:
            self.table = TableRows(headings)
            self._report_unknown(headings)
            return True
        amounts = amount_headings(row)
        if amounts is not None:
            self.amount_headings = amounts
            self._report_unknown(amounts)
        return amounts is not None

    def _report_unknown(self, headings: Headings) -> None:
        for cell in headings.unknown:
            heading = " ".join(cell.text.split())
            self.diagnostics.append(Diagnostic("PR484", {"heading": heading}, cell.at.span, cell.at.source))

    def _take_table_row(self, table: TableRows, row: Row, labels: Sequence[str]) -> None:
        """Read a row below the headings of the indicators: execution, the total, or an indicator."""
        lead = first_of(labels[: table.lead_columns])
        if table.listed:
            self.head |= table.project_of(row)
            lead = label_of(table.text(row, "level1"))
            day = _iso_day(table.text(row, "day"))
            self.as_of = day or self.as_of
        if lead in form_labels().execution:
            self.amounts |= table.execution_of(row)
        elif lead in form_labels().total:
            self._take_total(table, row)
        elif not self.ended:
            table.take(row)

    def _take_amounts(self, headings: Headings, row: Row, labels: Sequence[str]) -> None:
        """Keep the first row of amounts, unless a later row is labelled as the whole."""
        found = {name: row[at] for name, at in headings.columns.items() if at < len(row) and row[at]}
        if found and (not self.amounts or form_labels().whole.intersection(labels)):
            self.amounts = found

    def _take_total(self, table: TableRows, row: Row) -> None:
        self.ended = not table.listed
        cell = table.cell(row, "score")
        if cell is None:
            # Not the points, which are beside a score that was left out.
            others = [each for at, each in enumerate(row) if at != table.headings.columns.get("weight")]
            cell = next((each for each in reversed(others) if Claim.of(each.text).value is not None), None)
        if cell is not None:
            self.total = Claim.in_cell(cell)

    def _take_grade(self, row: Row, labels: Sequence[str]) -> bool:
        """Read the grade behind its label, which in the table of indicators must begin its row."""
        lead = first_of(labels)
        for at, label in enumerate(labels):
            if form_labels().head.get(label) == "grade" and (label == lead or self.table is None):
                self.grade = next((each for each in row[at + 1 :] if each), self.grade)
                return True
        return False

    def form(self) -> FilledForm:
        """The form that was read."""
        amounts = {name: self._amount(name) for name in _AMOUNTS if name in self.amounts}
        claims = {name: Claim.in_cell(self.amounts[name]) for name in _CLAIMS if name in self.amounts}
        table = self.table
        return FilledForm(
            code=self._head("code"),
            name=self._head("name"),
            as_of=self.as_of,
            budget=ProjectBudget(**amounts),
            execution=ClaimedExecution(**claims),
            rows=() if table is None else table.finished(),
            total=self.total,
            grade=None if self.grade is None else self.grade.text.strip(),
            places=self._places(),
            diagnostics=tuple(self.diagnostics),
            listed=self.listed,
            lacking=() if table is None else table.lacking,
            group_points={} if table is None else table.group_points,
        )

    def _places(self) -> dict[str, Origin]:
        places = {name: cell.at for name, cell in self.head.items()}
        if self.amounts:
            places["budget"] = next(iter(self.amounts.values())).at
        if self.grade is not None:
            places["grade"] = self.grade.at
        first = self.table.rows[0].indicator.at if self.table is not None and self.table.rows else None
        return places if first is None else {"sheet": first, **places}

    def _head(self, name: str) -> str:
        return self.head[name].text.strip() if name in self.head else ""

    def _amount(self, name: str) -> Quantity | None:
        units = {} if self.amount_headings is None else self.amount_headings.units
        return read_money(self.amounts[name], units.get("amounts", _DEFAULT_UNIT), self.diagnostics)


def read_money(cell: Cell, unit: str, diagnostics: list[Diagnostic]) -> Quantity | None:
    """An amount in yuan, a bare number in the given unit; None, with PR304, for a text that is not one."""
    text = cell.text.strip()
    try:
        amount, own = read_amount(text, unit)
    except QuantityError:
        diagnostics.append(Diagnostic("PR304", {"text": text}, cell.at.span, cell.at.source))
        return None
    return Quantity(amount * MONEY[own], default_units()["元"])


def _period_in(row: Row) -> bool:
    return period_of([cell.text for cell in row]) is not None


def period_of(texts: Sequence[str]) -> tuple[int, date] | None:
    """The year and the day in a row of its own: （2021年度），（2021年度，截至2021-06-30）."""
    written = [plain(text) for text in texts if text.strip()]
    found = _YEAR.fullmatch(written[0]) if len(written) == 1 else None
    if found is None:
        return None
    year = int(found["year"])
    return year, _iso_day(found["day"] or "") or date(year, 12, 31)


def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
