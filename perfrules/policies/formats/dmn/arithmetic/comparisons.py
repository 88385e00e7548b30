"""Unary tests that compare with a name, `<= limit * 1.1`, as conditions, and such conditions as tests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import frozen

from perfrules.formulas.nodes import Converted, Difference, Name, Node
from perfrules.policies.decisions.computing.computed import Computed
from perfrules.policies.decisions.rules import Condition, Rule
from perfrules.policies.formats.dmn.arithmetic.from_node import (
    expression_of,
    feel_number,
    multiple,
)
from perfrules.policies.formats.dmn.arithmetic.to_formula import formula_of
from perfrules.policies.formats.dmn.expressions.reading import read_expression
from perfrules.policies.formats.dmn.expressions.tree import FeelExpression, expression_text, names_of
from perfrules.policies.formats.dmn.unary_tests import UnsaidError
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import Interval, IntervalSet

_AND = late_pattern(r"\s+and\s+(?=\?)")
_SIGNS = ("<=", ">=", "!=", "<", ">", "=")
_NOT = late_pattern(r"not\s*\((.*)\)", re.DOTALL)
_FLIPPED = {"<": ">", "<=": ">=", "=": "=", "!=": "!=", ">=": "<=", ">": "<"}
_OPENING = {"[": ">=", "(": ">", "]": ">"}
_CLOSING = {"]": "<=", ")": "<", "[": "<"}


@frozen
class Compared:
    """One comparison of the value of a column with an expression."""

    sign: str
    bound: FeelExpression

    @property
    def condition(self) -> str:
        """The comparison in the language of conditions."""
        return f"{self.sign}{formula_of(self.bound)}"

    @property
    def test(self) -> str:
        """The comparison as a unary test."""
        if self.sign == "!=":
            return f"not({expression_text(self.bound)})"
        return f"{self.sign} {expression_text(self.bound)}"


def read_compared(text: str, names: Iterable[str]) -> tuple[Compared, ...]:
    """Return the comparisons of a cell that must all hold; none if it does not compare with a name.

    Raises:
        PolicyError: PR370, PR371: a bound is not arithmetic.

    >>> [each.condition for each in read_compared("(100..limit * 1.1]", ["limit"])]
    ['>100', '<=limit × 1.1']
    """
    known = tuple(names)
    found = tuple(Compared(sign, read_expression(bound, known)) for sign, bound in _bounds(text.strip()))
    return found if any(names_of(each.bound) for each in found) else ()


def _bounds(text: str) -> Iterator[tuple[str, str]]:
    if ".." in text and text[0] in _OPENING and text[-1] in _CLOSING:
        low, _, high = text[1:-1].partition("..")
        yield _OPENING[text[0]], low
        yield _CLOSING[text[-1]], high
        return
    if text.startswith("?"):
        for part in _AND.split(text):
            yield _signed(part.removeprefix("?").strip())
        return
    negated = _NOT.fullmatch(text)
    yield ("!=", negated.group(1)) if negated else _signed(text)


def _signed(text: str) -> tuple[str, str]:
    sign = next((each for each in _SIGNS if text.startswith(each)), "")
    return sign or "=", text[len(sign) :]


def compared_text(compared: tuple[Compared, ...]) -> str:
    """Return comparisons as one unary test: one alone, the two ends of an interval, or joined by `and`.

    >>> (
    ...     compared_text(read_compared("[a..b)", ["a", "b"])),
    ...     compared_text(read_compared("? > a and ? > b", "ab")),
    ... )
    ('[a..b)', '? > a and ? > b')
    """
    if len(compared) == 1:
        return compared[0].test
    lows = [each for each in compared if each.sign in (">", ">=")]
    highs = [each for each in compared if each.sign in ("<", "<=")]
    if len(compared) != 2 or len(lows) != 1 or len(highs) != 1:
        return " and ".join(f"? {each.sign} {expression_text(each.bound)}" for each in compared)
    low, high = expression_text(lows[0].bound), expression_text(highs[0].bound)
    opening, closing = ("[" if lows[0].sign == ">=" else "("), ("]" if highs[0].sign == "<=" else ")")
    return f"{opening}{low}..{high}{closing}"


def compared_in(
    rule: Rule, name: str, differences: Mapping[str, Computed], ranges: Mapping[str, Interval]
) -> tuple[Compared, ...]:
    """Return the comparisons with a name that a rule makes on an input or computed name.

    Raises:
        UnsaidError: FEEL has no exact words for one.
    """
    return tuple(
        _compared(condition, differences[about].formula.node, ranges)
        for about, condition in rule.when.items()
        if about in differences and condition.about == name
    )


def _compared(condition: Condition, difference: Node, ranges: Mapping[str, Interval]) -> Compared:
    sign = _sign_of(condition)
    if not isinstance(difference, Difference) or not isinstance(difference.left, Name):
        raise UnsaidError(condition.text)
    if difference.left.name == condition.about:
        return Compared(sign, expression_of(difference.right, ranges))
    factor = difference.right.factor if isinstance(difference.right, Converted) else Fraction(1)
    return Compared(_FLIPPED[sign], multiple(expression_of(difference.left, ranges), 1 / factor))


def _sign_of(condition: Condition) -> str:
    zero = Fraction(0)
    values = {
        "<": IntervalSet.up_to(zero, closed=False),
        "<=": IntervalSet.up_to(zero),
        "=": IntervalSet.point(zero),
        "!=": ~IntervalSet.point(zero),
        ">=": IntervalSet.from_(zero),
        ">": IntervalSet.from_(zero, closed=False),
    }
    for sign, expected in values.items():
        if condition.values == expected:
            return sign
    raise UnsaidError(condition.text)


def plain_bounds(values: object) -> tuple[Compared, ...]:
    """Return a plain condition as comparisons, to stand beside one with a name in an interval.

    Raises:
        UnsaidError: the values are not one interval, or no decimal is equal to a bound.
    """
    if not isinstance(values, IntervalSet) or len(values.intervals) != 1:
        raise UnsaidError(str(values))
    (interval,) = values.intervals
    ends = []
    if interval.low is not None:
        ends.append((">=" if interval.low_closed else ">", interval.low))
    if interval.high is not None:
        ends.append(("<=" if interval.high_closed else "<", interval.high))
    return tuple(Compared(sign, feel_number(end)) for sign, end in ends)
