"""The input columns of a DMN decision table as our inputs, and their cells as conditions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Any

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.documents import Entry, Mapping, Node, to_plain
from perfrules.documents import Sequence as Items
from perfrules.documents.media.xml import Element
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.decisions.condition_to_text import in_signs, reads_as
from perfrules.policies.decisions.inputs import OTHER, Input
from perfrules.policies.formats.dmn.cells import DmnCell, kept_type, one_or_more, scalar
from perfrules.policies.formats.dmn.definitions import Definitions
from perfrules.policies.formats.dmn.extension import INPUT_KEYS, merged, read_keys, read_wording
from perfrules.policies.formats.dmn.feel import FeelKind, Tests, read_tests
from perfrules.values import EVERYTHING
from perfrules.values.value_sets import Values, unite, without

_TYPES: dict[FeelKind, str] = {
    "number": "number", "string": "choice", "boolean": "boolean", "date": "date",
}  # fmt: skip


@frozen
class InputColumn:
    """An input clause as one of our inputs.

    `is_open` is whether it is of strings and lists none, so that any string may come. `domain_text` is how
    the clause itself states its values, `choices` are its strings in the order listed, else those that rules
    name; `kept` is what is kept with it of our format.
    """

    element: Element
    input: Input
    kind: FeelKind
    is_open: bool
    domain_text: str
    choices: tuple[str, ...]
    kept: dict[str, Entry] = field(hash=False)

    def node(self) -> Mapping:
        """Its definition in our format."""
        span, input_ = self.element.span, self.input
        made: dict[str, Node] = {"type": scalar(input_.type, span)}
        label = self.element.attributes.get("label", "")
        if label and label != input_.name:
            made["title"] = scalar(label, span)
        if input_.type == "choice" and self.choices:
            made["of"] = Items(tuple(scalar(each, span) for each in self.choices), span)
        if input_.is_open:
            made["open"] = scalar("true", span)
        elif not input_.is_discrete and input_.domain != EVERYTHING:
            made["domain"] = one_or_more(in_signs(input_, input_.domain), span)
        counts = {"domain": self.is_worded, "of": self.is_open}
        kept = {key: entry for key, entry in self.kept.items() if counts.get(key, True)}
        return merged(made, kept, self.element)

    @property
    def is_worded(self) -> bool:
        """Whether the wording that is kept of its domain, if any is, still means what the clause states."""
        if "domain" not in self.kept:
            return True
        worded = to_plain(self.kept["domain"].value)
        return reads_as(self.input, [worded] if isinstance(worded, str) else worded, self.input.domain)

    def values(self, cell: DmnCell) -> Values:
        """The values that pass a cell.

        Raises:
            PolicyError: PR918–PR920: not a unary test on the column.
        """
        tests = read_tests(cell.text)
        return self._everything if tests is None else self._values_of(tests, cell)

    def condition(self, cell: DmnCell) -> tuple[Node | None, bool]:
        """The condition of a cell, None where any value passes, and whether it still means its wording.

        Raises:
            PolicyError: PR918–PR920: not a unary test on the column.
        """
        tests = read_tests(cell.text)
        wording = read_wording(cell.element)
        values = self._everything if tests is None else self._values_of(tests, cell)
        if wording and reads_as(self.input, [each.text for each in wording], values):
            return (wording[0] if len(wording) == 1 else Items(wording, cell.span)), True
        if tests is None:
            return None, not wording
        return one_or_more(self._texts(tests, values), cell.span), not wording

    def _texts(self, tests: Tests, values: Values) -> list[str]:
        """Words for what passes; choices as the cell lists them, for a set has no order."""
        named = dict.fromkeys(test.literal for test in tests.tests)
        if tests.negated or not self.input.is_discrete:
            return in_signs(self.input, values)
        listed = (frozenset({each}) for each in named if isinstance(each, str | bool))
        return [text for each in listed for text in in_signs(self.input, each)]

    @property
    def _everything(self) -> Values:
        return self.input.domain if self.input.is_discrete else EVERYTHING

    def _values_of(self, tests: Tests, cell: DmnCell) -> Values:
        if tests.tests[0].kind != self.kind:
            raise cell.mismatch(self.input.name, self.kind)
        values = reduce(unite, (test.values for test in tests.tests))
        if not tests.negated:
            return values
        rest = without(self._everything, values)
        if not rest:
            raise PolicyError(Diagnostic("PR919", {"text": cell.text}))
        return rest


def input_column(
    definitions: Definitions, element: Element, expression: DmnCell, cells: Sequence[DmnCell]
) -> InputColumn:
    """Return the column of an input clause; its cells give the type if nothing else does.

    Raises:
        PolicyError: PR920: the declared values are of another type; PR939: its type is unknown; and the
            errors of its cells.
    """
    kept = read_keys(element, INPUT_KEYS, definitions.source)
    clause = element.first("inputExpression")
    reference = "" if clause is None else clause.attributes.get("typeRef", "")
    stated, named = definitions.type_of(reference), definitions.input_type(expression.text)
    declared = DmnCell.of(element.first("inputValues") or stated.allowed or named.allowed, element)
    tests = read_tests(declared.text)
    kind = stated.kind or named.kind or next(_kinds(tests, cells), None)
    if kind is None:
        raise PolicyError(Diagnostic("PR939", {"column": expression.text}))
    if tests is not None and (tests.tests[0].kind != kind or tests.negated):
        raise declared.mismatch(expression.text, kind)
    type_, unit = kept_type(kept, _TYPES[kind])
    is_open = kind == "string" and tests is None
    choices = sorted({*_strings(cells), *_kept_choices(kept)}) if is_open else list(_literals(tests))
    domain = frozenset([*choices, OTHER]) if is_open else _domain(kind, tests)
    facts: dict[str, Any] = {} if domain is None else {"domain": domain, "is_open": is_open}
    input_ = Input(expression.text, type_, unit=unit, **facts)  # type: ignore[arg-type] # a type of the table above
    return InputColumn(element, input_, kind, is_open, declared.text, tuple(choices), kept)


def _kinds(declared: Tests | None, cells: Sequence[DmnCell]) -> Iterator[FeelKind]:
    """The kinds of values that are named, those that are declared first."""
    for tests in (declared, *(cell.tests() for cell in cells)):
        if tests is not None:
            yield tests.tests[0].kind


def _domain(kind: FeelKind, declared: Tests | None) -> Values | None:
    if kind == "boolean" or declared is None:
        return None
    return reduce(unite, (test.values for test in declared.tests))


def _kept_choices(kept: dict[str, Entry]) -> Iterator[str]:
    """The choices that our extension elements keep of an open column."""
    node = kept["of"].value if "of" in kept else None
    for each in node.items if isinstance(node, Items) else ():
        yield str(to_plain(each))


def _strings(cells: Sequence[DmnCell]) -> Iterator[str]:
    """The strings that rules name."""
    for cell in cells:
        yield from _literals(cell.tests())


def _literals(tests: Tests | None) -> Iterator[str]:
    """The strings that tests name, each once, in their order."""
    found = [test.literal for test in tests.tests] if tests is not None else []
    return (each for each in dict.fromkeys(found) if isinstance(each, str))
