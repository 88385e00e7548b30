"""A part of a formula that is being built: its node, what it measures, and where it is written."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Language, phrase
from perfrules.diagnostics.listed import Listed
from perfrules.expressions.text.characters import Normalised
from perfrules.formulas.errors import FormulaError, pointing
from perfrules.formulas.measures import Measure
from perfrules.formulas.nodes import Converted, Node, Number
from perfrules.formulas.phrases import Phrase
from perfrules.values import Quantity, Unit

_CENT = "0.01元"


class _PlainNumbers(Listed):
    """What a number without a unit counts, in the language of the message."""

    def text(self, language: Language) -> str:
        """The words in a language."""
        return phrase("arithmetic.plain-number", language)


def unit_text(unit: Unit) -> str:
    """Return the name of a unit for a message; a plain number has none.

    >>> unit_text(Unit("元", "money")), unit_text(Unit("", ""))
    ('元', '数')
    """
    return unit.name or _PlainNumbers([phrase("arithmetic.plain-number", "zh")])


@frozen
class Measured:
    """A node, the measure of its numbers, and the phrase it was built from."""

    node: Node
    measure: Measure
    phrase: Phrase

    @property
    def is_zero(self) -> bool:
        """Whether it is a written 0, which needs no unit."""
        return isinstance(self.node, Number) and not self.node.value and not self.measure.powers

    @property
    def unit_text(self) -> str:
        """What its numbers count, in words."""
        return unit_text(self.measure.unit)

    @property
    def smallest_text(self) -> str:
        """A small amount of its unit, to show how zero is avoided."""
        unit = self.measure.unit
        return _CENT if unit.dimension == "money" else f"1{unit.name}"


@frozen
class Problems:
    """Makes the errors of one formula, placed in its text."""

    text: Normalised

    def at(self, code: str, phrase: Phrase, /, *related: Diagnostic, **facts: str) -> FormulaError:
        """Return the error about a phrase."""
        return FormulaError(self.note(code, phrase, *related, **facts))

    def note(self, code: str, phrase: Phrase, /, *related: Diagnostic, **facts: str) -> Diagnostic:
        """Return the diagnostic about a phrase."""
        return pointing(self.text, code, phrase.start, phrase.end, related, **facts)


def converted(node: Node, factor: Fraction) -> Node:
    """Return the node in another unit; a number keeps how it is written."""
    if factor == 1:
        return node
    if isinstance(node, Number):
        return Number(node.value * factor, node.written)
    return Converted(node, factor)


def in_measure(part: Measured, measure: Measure, problems: Problems, other: Measured) -> Node:
    """Return the node of a part in the measure of another part.

    Raises:
        FormulaError: PR272: they measure different things; both places are in it.
    """
    if part.is_zero:
        return Number(Fraction(0), Quantity(Fraction(0), measure.unit))
    if part.measure.dimensions != measure.dimensions:
        notes = [problems.note("PR273", each.phrase, unit=each.unit_text) for each in (other, part)]
        raise problems.at("PR272", part.phrase, *notes, left=other.unit_text, right=part.unit_text)
    return converted(part.node, part.measure.factor_to(measure))


def aligned(parts: tuple[Measured, ...], problems: Problems) -> tuple[tuple[Node, ...], Measure]:
    """Return the nodes of parts that are added or compared, in the measure of the first that has one.

    Raises:
        FormulaError: PR272: two of them measure different things.
    """
    leading = next((part for part in parts if not part.is_zero), parts[0])
    nodes = tuple(in_measure(part, leading.measure, problems, leading) for part in parts)
    return nodes, leading.measure
