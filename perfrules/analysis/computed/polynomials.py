"""Formulas as sums of products, so that equal ones are recognised.

`share` above 1 with `share = spent ÷ limit` is the same as `spent - limit` above 0 where the limit is
positive. Formulas that cannot be multiplied out, such as a minimum, take part as if they were inputs.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce
from itertools import product
from typing import TypeAlias

from attrs import frozen

from perfrules.formulas.nodes import (
    Converted,
    Difference,
    Negative,
    Node,
    Number,
    Product,
    Quotient,
    Sum,
)
from perfrules.values import Interval, IntervalSet, Quantity

MOST_TERMS = 24
"""A formula with more terms is not multiplied out."""

_ONE, _ZERO = Fraction(1), Fraction(0)
Term: TypeAlias = tuple[Node, ...]
"""What is multiplied, in an order of its own; a factor that occurs twice is there twice."""
Polynomial: TypeAlias = Mapping[Term, Fraction]
"""The coefficient of each term; the empty term is the number 1."""


@frozen
class Ratio:
    """A formula as one polynomial by another."""

    above: Polynomial
    below: Polynomial


class _TooManyTermsError(Exception):
    """A formula has too many terms when it is multiplied out."""


@frozen
class Form:
    """A formula as `factor × node + constant`, and as a polynomial; without a node it is the constant."""

    node: Node | None
    factor: Fraction
    constant: Fraction
    polynomial: Polynomial

    def bound(self, interval: Interval) -> Interval:
        """The interval of the node for which the formula lies in an interval."""
        low = None if interval.low is None else (interval.low - self.constant) / self.factor
        high = None if interval.high is None else (interval.high - self.constant) / self.factor
        if self.factor > 0:
            return Interval(low, interval.low_closed, high, interval.high_closed)
        return Interval(high, interval.high_closed, low, interval.low_closed)


def ratio_of(node: Node) -> Ratio | None:
    """A formula as one polynomial by another, None if it has too many terms."""
    try:
        return _ratio(node)
    except _TooManyTermsError:
        return None


def form_of(polynomial: Polynomial) -> Form:
    """A polynomial by its terms with the leading coefficient 1, so that equal ones are recognised.

    >>> from perfrules.formulas.nodes import Name
    >>> a, b = Name("a"), Name("b")
    >>> ratio = ratio_of(Difference(b, Sum(a, a)))
    >>> form_of(ratio.above).factor
    Fraction(-2, 1)
    """
    constant = polynomial.get((), _ZERO)
    rest = {term: factor for term, factor in polynomial.items() if term}
    if not rest:
        return Form(None, _ONE, constant, polynomial)
    leading = rest[min(rest, key=_order)]
    return Form(node_of(_scaled(rest, 1 / leading)), leading, constant, polynomial)


def difference(ratio: Ratio, threshold: Fraction) -> Form:
    """The form of what is above less a multiple of what is below."""
    return form_of(_added(ratio.above, _scaled(ratio.below, -threshold)))


def meet_intervals(one: Interval, other: Interval) -> Interval | None:
    """What is in both, None if that is nothing."""
    both = IntervalSet((one,)) & IntervalSet((other,))
    return both.intervals[0] if both.intervals else None


def _ratio(node: Node) -> Ratio:
    match node:
        case Number():
            return Ratio({(): node.value} if node.value else {}, {(): _ONE})
        case Converted() | Negative():
            inner = _ratio(node.value)
            return Ratio(_scaled(inner.above, node.factor), inner.below)
        case Sum() | Difference():
            left, right = _ratio(node.left), _ratio(node.right)
            sign = _ONE if isinstance(node, Sum) else -_ONE
            above = _added(_times(left.above, right.below), _scaled(_times(right.above, left.below), sign))
            if left.below == right.below:
                return Ratio(_added(left.above, _scaled(right.above, sign)), left.below)
            return Ratio(above, _times(left.below, right.below))
        case Product():
            left, right = _ratio(node.left), _ratio(node.right)
            return Ratio(_times(left.above, right.above), _times(left.below, right.below))
        case Quotient():
            left, right = _ratio(node.left), _ratio(node.right)
            if not right.above:
                raise _TooManyTermsError
            return Ratio(_times(left.above, right.below), _times(left.below, right.above))
        case _:
            return Ratio({(node,): _ONE}, {(): _ONE})


def _scaled(polynomial: Polynomial, factor: Fraction) -> Polynomial:
    return {term: number * factor for term, number in polynomial.items()} if factor else {}


def _added(one: Polynomial, other: Polynomial) -> Polynomial:
    found = dict(one)
    for term, number in other.items():
        total = found.get(term, _ZERO) + number
        if total:
            found[term] = total
        else:
            found.pop(term, None)
    return found


def _times(one: Polynomial, other: Polynomial) -> Polynomial:
    if len(one) * len(other) > MOST_TERMS:
        raise _TooManyTermsError
    products = (
        {tuple(sorted((*first, *second), key=repr)): number * by}
        for (first, number), (second, by) in product(one.items(), other.items())
    )
    return reduce(_added, products, {})


def _order(term: Term) -> tuple[int, str]:
    return len(term), repr(term)


def node_of(polynomial: Polynomial) -> Node:
    """A polynomial as a formula; equal polynomials are equal formulas."""
    terms = [_term(term, polynomial[term]) for term in sorted(polynomial, key=_order)]
    return reduce(Sum, terms) if terms else _number(_ZERO)


def _term(term: Term, factor: Fraction) -> Node:
    if not term:
        return _number(factor)
    made: Node = reduce(Product, term)
    return made if factor == 1 else Converted(made, factor)


def _number(value: Fraction) -> Node:
    return Number(value, Quantity(value))
