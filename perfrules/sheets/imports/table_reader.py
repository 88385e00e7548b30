"""Read tables of any document into sheets."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from perfrules.diagnostics import Diagnostic
from perfrules.sheets.imports.head_rows import HeadRows
from perfrules.sheets.imports.indicator_rows import IndicatorRows, Indicators, before_header, is_header
from perfrules.sheets.imports.tables import Paragraph, Row, Table
from perfrules.sheets.labels import labels, plain
from perfrules.sheets.model import Sheet


@frozen
class TableReading:
    """The sheet that a table was read into, and what was noticed on the way."""

    sheet: Sheet
    diagnostics: tuple[Diagnostic, ...]


def is_target_table(table: Table) -> bool:
    """Whether a table is a 绩效目标表, or what is left of one."""
    known = labels()
    return any(
        known.head.get(plain(row[0].text)) == "code" or plain(row[0].text) in known.groups or is_header(row)
        for row in table.rows
    )


def split_sheets(table: Table) -> Iterator[Table]:
    """The tables of one sheet each that follow one another without any text between them."""
    rows: list[Row] = []
    opened: set[str] = set()
    for row in table.rows:
        label = labels().head.get(plain(row[0].text))
        if label in opened:
            yield Table(tuple(rows))
            rows, opened = [], set()
        if label is not None:
            opened.add(label)
        rows.append(row)
    yield Table(tuple(rows))


def read_table(
    table: Table, title: Paragraph | None = None, part: str = "", unit: str = "万元", *, last: bool = False
) -> TableReading:
    """Read one table into a sheet; nothing is lost, and what is not understood is reported.

    Args:
        table: the rows of one sheet.
        title: the line above the table.
        part: the part of the document that contains it.
        unit: the unit of amounts that give none.
        last: whether the document ends with it, so that a short last row is one that breaks off.
    """
    head, rows = HeadRows(unit), IndicatorRows()
    for row in table.rows:
        if is_header(row):
            before, header = before_header(row)
            if before:
                head.take(before)
            rows.open(header)
        elif rows.header:
            rows.take(row)
        else:
            head.take(row)
    start = table.rows[0][0].at if title is None else title.at
    indicators = rows.finish(last=last)
    sheet = Sheet(
        title="" if title is None else title.text,
        part=part,
        code=head.text("code"),
        name=head.text("name"),
        purpose=head.text("purpose"),
        budget=head.budget(),
        plan=head.plan(),
        goals=tuple(head.goals),
        indicators=indicators.indicators,
        missing=tuple(_missing(head, rows, indicators)),
        places={"sheet": start, **head.places()},
    )
    return TableReading(sheet, (*head.diagnostics, *indicators.diagnostics))


def _missing(head: HeadRows, rows: IndicatorRows, indicators: Indicators) -> Iterator[str]:
    yield from head.missing()
    if head.open_goal is not None and not rows.header:
        yield head.open_goal
    if not indicators.indicators:
        yield "绩效指标"
    yield from indicators.cut_off
