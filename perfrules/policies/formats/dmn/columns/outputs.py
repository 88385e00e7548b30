"""The output columns of a DMN decision table as our outputs, and their cells as values."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.documents import Entry, Mapping, Node
from perfrules.documents import Sequence as Items
from perfrules.documents.media.xml import Element
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.decisions.condition_to_text import value_text
from perfrules.policies.decisions.outputs import Output, Value
from perfrules.policies.formats.dmn.cells import DmnCell, kept_type, scalar
from perfrules.policies.formats.dmn.definitions import Definitions, TypeInfo
from perfrules.policies.formats.dmn.extension import OUTPUT_KEYS, merged, read_keys
from perfrules.policies.formats.dmn.feel import FeelKind, FeelValue, kind_of, read_literal, read_tests
from perfrules.values import Quantity, Unit

_TYPES: dict[FeelKind, str] = {
    "number": "number", "string": "text", "boolean": "boolean", "date": "date", "list": "list",
}  # fmt: skip


@frozen
class OutputColumn:
    """An output clause as one of our outputs.

    `is_bounded` is whether it declares a range of values instead of a list.
    """

    element: Element
    output: Output
    kind: FeelKind
    is_bounded: bool
    kept: dict[str, Entry] = field(hash=False)

    def node(self, combine: str) -> Mapping:
        """Its definition in our format; `combine` says how answers become one."""
        span, output = self.element.span, self.output
        made: dict[str, Node] = {"type": scalar(output.type, span)}
        label = self.element.attributes.get("label", "")
        if label and label != output.name:
            made["title"] = scalar(label, span)
        if combine and combine != output.combine:
            made["combine"] = scalar(combine, span)
        if output.of:
            members = (scalar(str(value_text(value)), span) for value in output.of)
            made["of"] = Items(tuple(members), span)
        return merged(made, self.kept, self.element)

    def value(self, cell: DmnCell) -> Node | None:
        """What a cell gives it, None for nothing.

        Raises:
            PolicyError: PR918–PR920: not a literal of the column's kind.
        """
        literal = read_literal(cell.text)
        if literal is None:
            return None
        if kind_of(literal) != self.kind:
            raise cell.mismatch(self.output.name, self.kind)
        text = value_text(_value(literal, self.output.unit))
        if isinstance(text, str):
            return scalar(text, cell.span)
        return Items(tuple(scalar(each, cell.span) for each in text), cell.span)


def output_column(
    definitions: Definitions, element: Element, name: str, stated: TypeInfo, cells: Sequence[DmnCell]
) -> OutputColumn:
    """Return the column of an output clause; its cells give the type if nothing else does.

    Args:
        definitions: the file.
        element: the clause.
        name: what it is called.
        stated: the type of the whole table, which counts where the clause states none.
        cells: its cells.

    Raises:
        PolicyError: PR939: its type is unknown; and the errors of its values.
    """
    kept = read_keys(element, OUTPUT_KEYS, definitions.source)
    own = definitions.type_of(element.attributes.get("typeRef", ""))
    declared = DmnCell.of(element.first("outputValues") or own.allowed or stated.allowed, element)
    tests = read_tests(declared.text)
    first = next((each for each in (cell.literal() for cell in cells) if each is not None), None)
    kind = own.kind or stated.kind or (tests.tests[0].kind if tests else None)
    if first is not None and (kind is None or isinstance(first, tuple)):
        # A type that is a collection is known by what it is a collection of.
        kind = kind_of(first)
    if kind is None:
        raise PolicyError(Diagnostic("PR939", {"column": name}))
    type_, unit = kept_type(kept, _TYPES[kind])
    listed = [] if tests is None or tests.negated else [test.literal for test in tests.tests]
    named = [_value(each, unit) for each in listed if each is not None]
    is_list = bool(named) and len(named) == len(listed)
    of = tuple(named) if is_list and kind != "list" else ()
    output = Output(name, type_, unit=unit, of=of)  # type: ignore[arg-type] # a type of the table above
    return OutputColumn(element, output, kind, tests is not None and not is_list, kept)


def _value(literal: FeelValue, unit: Unit) -> Value:
    return Quantity(literal, unit) if isinstance(literal, Fraction) else literal
