"""Comparisons of sheets as tables: a row per project, a row per changed field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfrules.diagnostics import Language, phrase
from perfrules.reports.forms.figures import figure, in_wan
from perfrules.reports.forms.natural_order import natural_key
from perfrules.reports.listings.model import Column, ListedTable, ListingReport, Value
from perfrules.reports.roles import Tint
from perfrules.sheets import FieldValues, SheetComparison

_TINTS: dict[str, Tint] = {"changed": "yellow", "partial": "blue", "same": "green"}


def comparison_report(
    comparisons: Sequence[SheetComparison], names: Sequence[str], language: Language = "zh"
) -> ListingReport:
    """Two tables; `names` are what the versions are called, such as 申报 and 批复."""
    ordered = sorted(comparisons, key=lambda each: natural_key(each.sheet.code or each.sheet.name))
    counts = {state: sum(each.state == state for each in ordered) for state in ("same", "changed", "partial")}
    facts = (
        phrase("compare.versions", language, names=" → ".join(names)),
        phrase("compare.counts", language, **counts),
    )
    tables = (_projects(ordered, names, language), _changes(ordered, names, language))
    return ListingReport(phrase("compare.title", language), tables, facts)


def _head(key: str, language: Language, width: int) -> Column:
    return Column(phrase(f"compare.{key}", language), width)


def _projects(
    comparisons: Sequence[SheetComparison], names: Sequence[str], language: Language
) -> ListedTable:
    columns = (
        _head("number", language, 6),
        _head("code", language, 22),
        _head("project", language, 34),
        *(Column(phrase("compare.budget-of", language, name=name), 14, "share") for name in names),
        _head("changed-fields", language, 10),
        _head("changed-indicators", language, 10),
        Column(phrase("compare.state", language), 26, "light"),
    )
    rows = tuple(_project(number, each, names, language) for number, each in enumerate(comparisons, 1))
    tints = {_state(each, names, language): _TINTS[each.state] for each in comparisons}
    unit = phrase("compare.in-wan", language)
    return ListedTable(phrase("compare.projects", language), columns, rows, unit, tints)


def _project(
    number: int, compared: SheetComparison, names: Sequence[str], language: Language
) -> tuple[Value, ...]:
    budgets = [None if sheet is None else sheet.budget.total_quantity for sheet in compared.versions]
    return (
        Decimal(number),
        compared.sheet.code,
        compared.sheet.name,
        *("" if each is None else figure(in_wan(each.value)) for each in budgets),
        Decimal(len(compared.changes)),
        Decimal(sum(each.state != "same" for each in compared.indicators)),
        _state(compared, names, language),
    )


def _state(compared: SheetComparison, names: Sequence[str], language: Language) -> str:
    if compared.state != "partial":
        return phrase(f"compare.state-{compared.state}", language)
    having = [name for name, sheet in zip(names, compared.versions, strict=True) if sheet is not None]
    return phrase("compare.only-in", language, names="、".join(having))


def _changes(comparisons: Sequence[SheetComparison], names: Sequence[str], language: Language) -> ListedTable:
    columns = (
        _head("code", language, 22),
        _head("project", language, 30),
        _head("level2", language, 18),
        _head("indicator", language, 26),
        _head("field", language, 14),
        *(Column(name, 28) for name in names),
        _head("remark", language, 20),
    )
    rows = tuple(row for each in comparisons for row in _rows(each, language))
    return ListedTable(phrase("compare.changes", language), columns, rows)


def _rows(compared: SheetComparison, language: Language) -> Iterator[tuple[Value, ...]]:
    project = compared.sheet.code, compared.sheet.name
    for change in compared.changes:
        yield (*project, "", "", *_values(change, language))
    for row in compared.indicators:
        for change in row.changes:
            yield (*project, row.indicator.level2, row.indicator.name, *_values(change, language))


def _values(change: FieldValues, language: Language) -> tuple[str, ...]:
    absent = phrase("compare.absent", language)
    remark = phrase("compare.same-meaning", language) if change.same_meaning else ""
    shown = (absent if value is None else value for value in change.values)
    return (phrase(f"compare.field-{change.field}", language), *shown, remark)
