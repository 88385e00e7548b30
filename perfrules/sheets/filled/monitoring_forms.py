"""A recognised table as a filled monitoring form (项目支出绩效目标执行监控表)."""

from __future__ import annotations

from perfrules.sheets.actuals import ActualEntry
from perfrules.sheets.filled.evaluations import unknown_headings
from perfrules.sheets.forms.monitoring.model import FilledMonitoringForm, MonitoringRow
from perfrules.sheets.imports.recognition.form import ImportedForm
from perfrules.sheets.imports.recognition.tables.rows import ImportedRow


def monitoring_form_of(form: ImportedForm) -> FilledMonitoringForm:
    """The monitoring form in a table that was recognised, with what was noticed of it.

    >>> from perfrules.sheets import Indicator, Sheet
    >>> row = ImportedRow(Indicator("产出指标", "数量指标", "人数"), actual_text="5人")
    >>> monitoring_form_of(ImportedForm(Sheet(code="1"), "monitoring", (row,))).rows[0].entry.text
    '5人'
    """
    return FilledMonitoringForm(
        code=form.sheet.code,
        name=form.sheet.name,
        year=form.year,
        as_of=form.day,
        budget=form.budget,
        rate=form.execution.rate,
        light=form.spending.get("light", ""),
        explanation=form.spending.get("explanation", ""),
        goals="\n".join(form.goal_texts),
        rows=tuple(map(_row, form.rows)),
        places=form.sheet.places,
        diagnostics=(*form.problems, *unknown_headings(form)),
    )


def _row(row: ImportedRow) -> MonitoringRow:
    said = {name: cell.text.strip() for name, cell in row.said.items()}
    light = row.said.get("light")
    entry = ActualEntry(
        row.actual_text,
        at=None if row.actual is None else row.actual.at,
        forecast=said.get("forecast", ""),
        possibility=said.get("possibility", ""),
        explanation=said.get("explanation", ""),
        note=said.get("note", ""),
    )
    return MonitoringRow(
        row.indicator,
        None if entry == ActualEntry() else entry,
        said.get("light", ""),
        None if light is None else light.at,
    )
