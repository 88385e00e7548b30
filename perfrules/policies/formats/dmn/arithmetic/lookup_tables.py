"""Required decision tables of numbers as tables that formulas look up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from attrs import frozen

from perfrules.diagnostics import PerfrulesError, Span
from perfrules.documents import Entry, Mapping, Node, Scalar, to_plain
from perfrules.documents import Sequence as Items
from perfrules.documents.media.xml import Element
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.formats.dmn.arithmetic.table_grid import GridError, grid_of
from perfrules.policies.formats.dmn.cells import DmnCell, scalar
from perfrules.policies.formats.dmn.columns.inputs import InputColumn
from perfrules.policies.formats.dmn.columns.structure import hit_of
from perfrules.policies.formats.dmn.definitions import Definitions
from perfrules.policies.formats.dmn.extension import read_keys
from perfrules.values import exact_text
from perfrules.values.value_sets import Values

TABLE_KEYS = "title", "description", "unit", "cite"
"""What is kept of a table."""
_SIMPLE = frozenset({"unique", "any"})
_AGGREGATED: dict[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "sum": lambda numbers: sum(numbers, Fraction(0)),
    "min": min,
    "max": max,
    "count": lambda numbers: Fraction(len(numbers)),
}


def table_node(definitions: Definitions, decision: Element, columns: Sequence[InputColumn]) -> Mapping:
    """Return a decision table of numbers as a table of our format.

    Args:
        definitions: the file.
        decision: the decision, of one output.
        columns: its inputs.

    Raises:
        PolicyError: PR374: it is not a table of one number a rule, or gives several numbers at once; and
            the errors of cells.
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
        outputs = tuple(self.table.all("output"))
        if len(outputs) != 1 or not self.columns:
            raise self.definitions.error("PR374", self.decision, what="decisionTable")
        hit, aggregation = hit_of(self.definitions, self.table)
        default = outputs[0].first("defaultOutputEntry")
        if hit in _SIMPLE and default is None and not self._has_any():
            return self._made(self.columns, self._values)
        columns, values = self._cut(Answers(hit, aggregation, self._ranks(outputs[0])), default)
        return self._made(columns, lambda unit: _mapping(_nested(values, unit, self.table.span), self.table))

    def _made(self, columns: Sequence[InputColumn], values: Callable[[str], Node]) -> Mapping:
        span = self.decision.span
        kept = read_keys(self.decision, TABLE_KEYS, self.definitions.source)
        unit = str(to_plain(kept["unit"].value)) if "unit" in kept else ""
        by = tuple(scalar(column.input.name, span) for column in columns)
        made = {"by": by[0] if len(by) == 1 else Items(by, span), "values": values(unit)}
        entries = [Entry(Scalar(key, span), node) for key, node in made.items()]
        return Mapping((*kept.values(), *entries), span)

    def _has_any(self) -> bool:
        """Whether any value passes a cell."""
        return any(cell.text.strip() in ("", "-") for cells in self._cells() for cell in cells)

    def _cells(self) -> list[list[DmnCell]]:
        """The cells, by rule and column."""
        rules = self.table.all("rule")
        return [[DmnCell.of(entry, rule) for entry in rule.all("inputEntry")] for rule in rules]

    def _ranks(self, output: Element) -> tuple[Fraction, ...]:
        """The numbers that `outputValues` lists, the first first."""
        tests = DmnCell.of(output.first("outputValues"), output).tests()
        literals = [each.literal for each in tests.tests] if tests is not None else []
        return tuple(each for each in literals if isinstance(each, Fraction))

    def _cut(
        self, answers: Answers, default: Element | None
    ) -> tuple[Sequence[InputColumn], list[tuple[tuple[str, ...], Fraction]]]:
        """The columns that tell rules apart, and the number of each combination of their keys."""
        numbers = [self._number(rule) for rule in self.table.all("rule")]
        otherwise = None if default is None else self._literal(DmnCell.of(default, self.decision))
        by_column = [list(cells) for cells in zip(*self._cells(), strict=True)]
        try:
            grid = grid_of(
                self.columns,
                [[self._passing(column, cell) for cell in cells]
                 for column, cells in zip(self.columns, by_column, strict=True)],
            )  # fmt: skip
            found = list(grid.numbers(lambda held: answers.of([numbers[at] for at in held], otherwise)))
        except GridError as error:
            raise self.definitions.error("PR374", self.decision, what=f"decisionTable – {error}") from error
        return grid.columns, found

    def _passing(self, column: InputColumn, cell: DmnCell) -> Values:
        try:
            return column.values(cell)
        except PerfrulesError as error:
            raise PolicyError(*cell.located(error, self.definitions)) from error

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
        return self._literal(DmnCell.of(rule.first("outputEntry"), rule))

    def _literal(self, cell: DmnCell) -> Fraction:
        value = cell.literal()
        if not isinstance(value, Fraction):
            raise self.definitions.error("PR374", cell.element, what=cell.text)
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
        plain = to_plain(node) if node is not None else "-"
        texts = [plain] if isinstance(plain, str) else list(plain)
        return ("、" if column.input.is_discrete else "或").join(texts)


@frozen
class Answers:
    """How a table answers where several rules hold: its hit policy, aggregation, and order of numbers."""

    hit: str
    aggregation: str
    ranks: tuple[Fraction, ...]

    def of(self, numbers: Sequence[Fraction], otherwise: Fraction | None) -> Fraction | None:
        """Return the number of the table; None where it gives none.

        Raises:
            GridError: several numbers where there may be one, or a list.
        """
        if not numbers:
            return otherwise
        if self.hit == "first":
            return numbers[0]
        if self.hit == "priority" and all(each in self.ranks for each in numbers):
            return min(numbers, key=self.ranks.index)
        if self.hit == "collect" and self.aggregation in _AGGREGATED:
            return _AGGREGATED[self.aggregation](numbers)
        if self.hit in _SIMPLE and len(numbers if self.hit == "unique" else set(numbers)) == 1:
            return numbers[0]
        raise GridError(f"{self.hit}: {', '.join(map(exact_text, numbers))}")


def _nested(values: Sequence[tuple[tuple[str, ...], Fraction]], unit: str, span: Span) -> dict[str, Any]:
    """The numbers, one level for each key."""
    found: dict[str, Any] = {}
    for (*path, last), number in values:
        level = found
        for key in path:
            level = level.setdefault(key, {})
        level[last] = scalar(exact_text(number) + unit, span)
    return found


def _mapping(values: dict[str, Any], element: Element) -> Mapping:
    entries = (
        Entry(
            Scalar(key, element.span, quoted=True),
            _mapping(value, element) if isinstance(value, dict) else value,
        )
        for key, value in values.items()
    )
    return Mapping(tuple(entries), element.span)
