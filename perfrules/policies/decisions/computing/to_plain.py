"""Turn computed names and tables into the plain data of their file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from perfrules.documents import Plain
from perfrules.policies.decisions.computing.computed import CitedTable, Computed
from perfrules.values import default_units, exact_text
from perfrules.values.units import Unit


def plain_compute(compute: Iterable[Computed]) -> dict[str, Plain]:
    """Return the computed names by name; differences behind conditions are not written."""
    return {each.name: _computed(each) for each in compute if not each.comparison}


def _computed(computed: Computed) -> dict[str, Plain]:
    plain: dict[str, Plain] = {"title": computed.title} if computed.title else {}
    plain["formula"] = computed.formula.text
    plain |= _unit(computed.unit)
    if computed.cite:
        plain["cite"] = [each.to_json() for each in computed.cite]
    return plain


def _unit(unit: Unit) -> dict[str, Plain]:
    """Return the unit, if a file can name it: 人·天 has no name there."""
    known = "·" not in unit.name and unit.name and all(map(default_units().find, unit.name.split("/")))
    return {"unit": unit.name} if known else {}


def plain_tables(tables: Iterable[CitedTable]) -> dict[str, Plain]:
    """Return the tables by name, a level of values for each key."""
    return {each.table.name: _table(each) for each in tables}


def _table(cited: CitedTable) -> dict[str, Plain]:
    table = cited.table
    plain: dict[str, Plain] = {"title": table.title} if table.title else {}
    plain["by"] = table.by[0] if len(table.by) == 1 else list(table.by)
    plain |= _unit(table.unit)
    values: dict[str, Any] = {}
    for row in table.rows:
        level = values
        for text in row.texts[:-1]:
            level = level.setdefault(text, {})
        level[row.texts[-1]] = exact_text(row.value) + table.unit.name
    plain["values"] = values
    if cited.cite:
        plain["cite"] = [each.to_json() for each in cited.cite]
    return plain
