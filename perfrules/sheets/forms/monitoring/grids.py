"""Filled monitoring forms in a grid of cells of any medium."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from perfrules.data_classes import define, field
from perfrules.diagnostics import Diagnostic
from perfrules.resources import load_data
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.actuals import ActualEntry, ProjectBudget
from perfrules.sheets.cells import Cell, Row
from perfrules.sheets.forms.grids import head_of, period_of, read_money
from perfrules.sheets.forms.headings import money_unit
from perfrules.sheets.forms.labels import first_of, form_labels, label_of
from perfrules.sheets.forms.model import Claim
from perfrules.sheets.forms.monitoring.model import FilledMonitoringForm, MonitoringRow
from perfrules.sheets.forms.table_rows import on_one_line
from perfrules.sheets.forms.target_columns import target_of
from perfrules.sheets.model import Indicator
from perfrules.values import Quantity

_AMOUNTS = "initial", "adjusted", "executed", "expected"
_SPAN = late_pattern(
    r"^(?:[0-9]+-)?[0-9]+月|^至[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|inmonths[0-9]+-[0-9]+$|until[0-9]{4}-[0-9]{2}-[0-9]{2}$"
)
"""The part of the year in a heading: 1-6月执行数, Executed in months 1-6."""
_GOALS = frozenset({"年度总体目标", "年度绩效目标", "goalsoftheyear"})


@cache
def _meanings(place: str) -> Mapping[str, str]:
    spellings = load_data("grammar", "form-labels.yaml")["monitoring"][place]
    return {label_of(text): meaning for meaning, texts in spellings.items() for text in texts}


def read_monitoring_grid(rows: Iterable[Row]) -> tuple[FilledMonitoringForm, ...]:
    """The monitoring forms in a grid of cells, in order; none without a table of that kind.

    A row with 项目名称, 项目编码 or the year after a table begins the next form.
    """
    forms = [_Draft()]
    for row in rows:
        if forms[-1].table and _begins_form(row):
            forms.append(_Draft())
        forms[-1].take(row)
    return tuple(each.form() for each in forms if each.table)


def _begins_form(row: Row) -> bool:
    texts = [cell.text for cell in row]
    return first_of([label_of(text) for text in texts]) in form_labels().head or period_of(texts) is not None


def _columns(row: Row, place: str, needed: tuple[str, ...]) -> dict[str, int]:
    """The columns of a row of headings; none for a row that lacks one that is needed."""
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        meaning = _meanings(place).get(_SPAN.sub("", label_of(cell.text)))
        if meaning is not None:
            found.setdefault(meaning, at)
    return found if all(name in found for name in needed) else {}


@define
class _Draft:
    """A form while it is read, row by row."""

    head: dict[str, Cell] = field(factory=dict)
    amounts: dict[str, Cell] = field(factory=dict)
    amount_columns: dict[str, int] = field(factory=dict)
    unit: str = "万元"
    table: dict[str, int] = field(factory=dict)
    rows: list[MonitoringRow] = field(factory=list)
    levels: tuple[str, str] = ("", "")
    year: int | None = None
    as_of: date | None = None
    goals: str = ""
    diagnostics: list[Diagnostic] = field(factory=list)

    def take(self, row: Row) -> None:
        """Read one row."""
        table = _columns(row, "columns", ("name", "possibility"))
        if table:
            self.table = table
        elif self.table:
            self._take_indicator(row)
        else:
            self._take_above(row)

    def _take_above(self, row: Row) -> None:
        """Read a row above the table of indicators."""
        amounts = _columns(row, "amounts", ("executed", "expected"))
        if amounts:
            self.amount_columns = amounts
            self.unit = next(filter(None, (money_unit(cell.text) for cell in row)), self.unit)
        elif head := head_of(row):
            self.head |= head
        elif period := period_of([cell.text for cell in row]):
            self.year, self.as_of = period
        elif first_of([label_of(cell.text) for cell in row]) in _GOALS:
            self.goals = next((cell.text.strip() for cell in row[1:] if cell), "")
        elif self.amount_columns:
            self._take_amounts(row)

    def _take_amounts(self, row: Row) -> None:
        found = {name: row[at] for name, at in self.amount_columns.items() if at < len(row) and row[at]}
        whole = form_labels().whole.intersection(label_of(cell.text) for cell in row)
        if found and (not self.amounts or whole):
            self.amounts = found

    def _take_indicator(self, row: Row) -> None:
        name = on_one_line(self._text(row, "name"))
        if not name:
            return
        level1 = on_one_line(self._text(row, "level1")) or self.levels[0]
        level2 = on_one_line(self._text(row, "level2"))
        self.levels = level1, level2 or (self.levels[1] if level1 == self.levels[0] else "")
        target = self._cell(row, "target")
        wanted = target_of(on_one_line(self._text(row, "target")))
        indicator = Indicator(*self.levels, name, target=wanted.text, at=(target or row[0]).at)
        light = self._cell(row, "light")
        self.rows.append(
            MonitoringRow(
                indicator,
                self._entry(row),
                self._text(row, "light").strip(),
                None if light is None else light.at,
            )
        )

    def _entry(self, row: Row) -> ActualEntry | None:
        actual = self._cell(row, "actual")
        entry = ActualEntry(
            "" if actual is None else on_one_line(actual.text),
            at=None if actual is None else actual.at,
            forecast=self._text(row, "forecast"),
            possibility=self._text(row, "possibility"),
            explanation=self._text(row, "explanation"),
            note=self._text(row, "note"),
        )
        return None if entry == ActualEntry() else entry

    def _cell(self, row: Row, name: str) -> Cell | None:
        at = self.table.get(name)
        return row[at] if at is not None and at < len(row) and row[at] else None

    def _text(self, row: Row, name: str) -> str:
        cell = self._cell(row, name)
        return "" if cell is None else cell.text.strip()

    def form(self) -> FilledMonitoringForm:
        """The form that was read."""
        amounts: dict[str, Quantity | None] = {
            name: read_money(self.amounts[name], self.unit, self.diagnostics)
            for name in _AMOUNTS
            if name in self.amounts
        }
        places = {name: cell.at for name, cell in self.head.items()}
        if self.amounts:
            places["budget"] = next(iter(self.amounts.values())).at
        rate = self.amounts.get("rate")
        return FilledMonitoringForm(
            code=self._said(self.head, "code"),
            name=self._said(self.head, "name"),
            year=self.year,
            as_of=self.as_of,
            budget=ProjectBudget(**amounts),
            rate=None if rate is None else Claim.in_cell(rate),
            light=self._said(self.amounts, "light"),
            explanation=self._said(self.amounts, "explanation"),
            goals=self.goals,
            rows=tuple(self.rows),
            places=places,
            diagnostics=tuple(self.diagnostics),
        )

    @staticmethod
    def _said(cells: Mapping[str, Cell], name: str) -> str:
        return cells[name].text.strip() if name in cells else ""
