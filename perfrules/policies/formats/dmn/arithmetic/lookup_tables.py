"""Required decision tables of numbers as tables that formulas look up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.documents import Entry, Mapping, Node, Scalar, to_plain
from perfrules.documents import Sequence as Items
from perfrules.documents.media.xml import Element
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.formats.dmn.cells import DmnCell, scalar
from perfrules.policies.formats.dmn.columns.inputs import InputColumn
from perfrules.policies.formats.dmn.definitions import Definitions
from perfrules.policies.formats.dmn.extension import read_keys
from perfrules.values import exact_text

TABLE_KEYS = "title", "description", "unit", "cite"
"""What is kept of a table."""
_HITS = frozenset({"UNIQUE", "ANY"})


def table_node(definitions: Definitions, decision: Element, columns: Sequence[InputColumn]) -> Mapping:
    """Return a decision table of numbers as a table of our format.

    Args:
        definitions: the file.
        decision: the decision, of one output.
        columns: its inputs.

    Raises:
        PolicyError: PR374: it is not a table of one number a rule, with different inputs in each;
            PR375: a cell that any value passes; and the errors of cells.
    """
    return _TableReader(definitions, decision, columns).node()


class _TableReader:
    def __init__(self, definitions: Definitions, decision: Element, columns: Sequence[InputColumn]) -> None:
        self.definitions, self.decision, self.columns = definitions, decision, columns
        table = decision.first("decisionTable")
        if table is None:
            raise ValueError("not a decision table")
        self.table = table

    def node(self) -> Mapping:
        span = self.decision.span
        outputs = tuple(self.table.all("output"))
        hit = self.table.attributes.get("hitPolicy", "UNIQUE")
        has_default = any(each.first("defaultOutputEntry") for each in outputs)
        if hit not in _HITS or len(outputs) != 1 or has_default or not self.columns:
            raise self.definitions.error("PR374", self.decision, what=f"decisionTable {hit}")
        kept = read_keys(self.decision, TABLE_KEYS, self.definitions.source)
        unit = str(to_plain(kept["unit"].value)) if "unit" in kept else ""
        by = tuple(scalar(column.input.name, span) for column in self.columns)
        made = {"by": by[0] if len(by) == 1 else Items(by, span), "values": self._values(unit)}
        entries = [Entry(Scalar(key, span), node) for key, node in made.items()]
        return Mapping((*kept.values(), *entries), span)

    def _values(self, unit: str) -> Node:
        values: dict[str, Any] = {}
        for rule in self.table.all("rule"):
            number = self._number(rule)
            *path, last = self._keys(rule)
            level = values
            for key in path:
                level = level.setdefault(key, {})
            if last in level:
                raise self.definitions.error("PR374", rule, what=last)
            level[last] = scalar(exact_text(number) + unit, rule.span)
        return _mapping(values, self.table)

    def _number(self, rule: Element) -> Fraction:
        cell = DmnCell.of(rule.first("outputEntry"), rule)
        value = cell.literal()
        if not isinstance(value, Fraction):
            raise self.definitions.error("PR374", rule, what=cell.text)
        return value

    def _keys(self, rule: Element) -> Iterator[str]:
        for column, entry in zip(self.columns, rule.all("inputEntry"), strict=True):
            cell = DmnCell.of(entry, rule)
            try:
                yield self._key(column, cell)
            except PerfrulesError as error:
                raise PolicyError(*cell.located(error, self.definitions)) from error

    def _key(self, column: InputColumn, cell: DmnCell) -> str:
        node, _ = column.condition(cell)
        if node is None:
            raise PolicyError(Diagnostic("PR375", {"text": cell.text}))
        plain = to_plain(node)
        texts = [plain] if isinstance(plain, str) else list(plain)
        return ("、" if column.input.is_discrete else "或").join(texts)


def _mapping(values: dict[str, Any], element: Element) -> Mapping:
    entries = (
        Entry(
            Scalar(key, element.span, quoted=True),
            _mapping(value, element) if isinstance(value, dict) else value,
        )
        for key, value in values.items()
    )
    return Mapping(tuple(entries), element.span)
