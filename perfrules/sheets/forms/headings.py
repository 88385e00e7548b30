"""Rows of headings: which column holds what, in which unit, and which columns are unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perfrules.data_classes import frozen
from perfrules.expressions import Comparison, Frequency, read
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.cells import Cell, Row
from perfrules.sheets.forms.labels import form_labels, label_of
from perfrules.sheets.labels import plain

NEEDED = "target", "actual", "weight", "score"
"""The columns without which a row cannot be checked."""

_BRACKETS = late_pattern(r"\(([^()]+)\)")
_MONEY = late_pattern(r"(?:单位:?)?((?:百?万|千|亿)?元)")
_WITH_UNITS = "target", "actual"


@frozen
class Headings:
    """The headings of a table.

    Attributes:
        columns: The column of each meaning, counted from 0.
        units: The unit that a heading gives the numbers below it, by meaning: 年度指标值（万元）.
        unknown: The cells whose heading is not understood.
    """

    columns: Mapping[str, int]
    units: Mapping[str, str]
    unknown: tuple[Cell, ...] = ()

    @property
    def lacking(self) -> tuple[str, ...]:
        """The needed columns that were not found."""
        return tuple(name for name in NEEDED if name not in self.columns)


def table_headings(row: Row) -> Headings | None:
    """The headings of the table of indicators; None for a row that is not its headings.

    >>> from perfrules.diagnostics import Source, Span
    >>> from perfrules.sheets import Origin
    >>> here = Origin(Source(""), Span(0, 0))
    >>> found = table_headings([Cell(text, here) for text in ("三级指标", "指标值（%）", "甲栏", "得分")])
    >>> found.columns, found.units, [each.text for each in found.unknown]
    ({'name': 0, 'target': 1, 'score': 3}, {'target': '%'}, ['甲栏'])
    """
    columns = _columns(row, form_labels().columns)
    has_results = {"score", "actual"}.intersection(columns) or {"target", "weight"}.issubset(columns)
    if "name" not in columns or not has_results:
        return None
    units = {name: heading_unit(row[columns[name]].text) for name in _WITH_UNITS if name in columns}
    return Headings(columns, {name: unit for name, unit in units.items() if unit}, _unknown(row))


def amount_headings(row: Row) -> Headings | None:
    """The headings of the amounts; None for a row that is not their headings."""
    columns = _columns(row, form_labels().amounts)
    if "executed" not in columns:
        return None
    unit = next(filter(None, (money_unit(cell.text) for cell in row)), None)
    return Headings(columns, {} if unit is None else {"amounts": unit}, _unknown(row))


def money_unit(text: str) -> str | None:
    """The unit of money in the brackets of a heading.

    >>> money_unit("项目资金（元）"), money_unit("全年预算数（A）")
    ('元', None)
    """
    found = (_MONEY.fullmatch(inside) for inside in _BRACKETS.findall(plain(text)))
    return next((each.group(1) for each in found if each is not None), None)


def _columns(row: Sequence[Cell], meanings: Mapping[str, str]) -> Mapping[str, int]:
    """The column of each meaning; of two headings with one meaning the first counts."""
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        meaning = meanings.get(label_of(cell.text))
        if meaning is not None:
            found.setdefault(meaning, at)
    return found


def _unknown(row: Row) -> tuple[Cell, ...]:
    labels = form_labels()
    known = {*labels.columns, *labels.amounts, *labels.head, *labels.passed_over, *labels.total}
    return tuple(cell for cell in row if cell and label_of(cell.text) not in known)


def heading_unit(text: str) -> str:
    """The unit in the brackets of a heading, "" where none of them is a unit."""
    return next(filter(is_unit, _BRACKETS.findall(plain(text))), "")


def is_unit(text: str) -> bool:
    """Whether a text is a unit of measurement.

    >>> is_unit("万元"), is_unit("次/年"), is_unit("B/A")
    (True, True, False)
    """
    counted = read(f"1{text}").comparator
    if isinstance(counted, Comparison):
        return counted.operator is None and bool(counted.bound.unit.name)
    return isinstance(counted, Frequency)
