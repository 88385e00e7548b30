"""The rules for measures: one bound, two ends, an approximation, a rate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from attrs import evolve

from perfrules.expressions.amounts.amounts import AmountRules
from perfrules.expressions.amounts.bounds import (
    Amount,
    Edge,
    ReadingProblem,
    directed,
    lower_and_upper,
    mixed,
    ordered,
    sharing,
)
from perfrules.expressions.binding.likely_numbers import (
    are_years,
    as_day,
    from_the_top,
    is_numbered,
    likely_thousands,
    lost_unit,
    may_be_month,
    school_year,
)
from perfrules.expressions.comparators import (
    Approximate,
    Comparison,
    Frequency,
    Named,
    Operator,
    Range,
)
from perfrules.expressions.grammar.token import Token
from perfrules.expressions.operators import operator_of
from perfrules.values import BARE, Quantity, Unit

_MIRRORED: dict[Operator, Operator] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}
_BETWEEN = ("介于", "位于")
"""Words that two ends must follow."""
_LARGEST_SHARE = 100
"""A number without a unit up to this may be a percentage itself."""


class Measure(NamedTuple):
    """A comparator, its written unit, whether it is a lone Chinese numeral, and a name between its ends."""

    comparator: Named
    spelling: str = ""
    lone_numeral: bool = False
    name: Token | None = None


class MeasureRules(AmountRules):
    """`measure`."""

    def bare(self, amounts: list[Amount]) -> Measure:
        if day := as_day(amounts[0]):
            return Measure(day)
        amount = self.alone_amount(amounts[0])
        if is_numbered(amount):
            raise amount.problem("PR201")
        return Measure(self._comparison(None, amount), lone_numeral=amount.spoken and amount.unit is None)

    def closed(self, edges: list[Edge]) -> Measure:
        self.check_dash(edges[0].amount)
        return Measure(self._comparison(*edges[0]))

    def compared(self, children: list[Any]) -> Measure:
        token, amount = children
        return Measure(self._comparison(*directed(operator_of(token.value), amount)))

    def done(self, children: list[Any]) -> Measure:
        """Build 至少开展3次: what is done between the operator and the amount."""
        operator, doing, amount = children
        return self.compared([operator, amount])._replace(name=doing)

    def raised(self, children: list[Any]) -> Measure:
        """Build 由80%提高到90%: a bound, and the figure from which it is to be reached.

        Raises:
            ReadingProblem: PR222 where the bound does not lie in the direction of the word.
        """
        _, first, word, last = children
        operator = operator_of(word.value)
        edge = last if isinstance(last, Edge) else directed(operator, last)
        start, end = sharing(first, edge.amount)
        comparison = self._comparison(edge.operator, end)
        if edge.operator != operator or not isinstance(comparison, Comparison):
            raise end.problem("PR211")
        if not start.quantity.comparable(end.quantity):
            raise ReadingProblem("PR215", start.start, end.end)
        rises = operator == ">="
        if (start.quantity >= end.quantity) if rises else (start.quantity <= end.quantity):
            raise ReadingProblem("PR222", start.start, end.end)
        unit = end.quantity.unit
        return Measure(evolve(comparison, start=Quantity(start.quantity.in_(unit), unit)))

    def agreed(self, children: list[Any]) -> Measure:
        token, edge = children
        if operator_of(token.value) != edge.operator:
            raise edge.amount.problem("PR211")
        return self.closed([edge])

    def held(self, children: list[Any]) -> Measure:
        held = children[1]
        return self.closed([held if isinstance(held, Edge) else directed("<=", held)])

    def equated(self, children: list[Any]) -> Measure:
        return Measure(self._comparison(*directed("=", children[1])))

    def stayed(self, children: list[Any]) -> Measure:
        word, stayed = children
        if word in _BETWEEN:  # 介于3天 has lost its other end
            raise ReadingProblem.at("PR201", word)
        return self.closed([stayed]) if isinstance(stayed, Edge) else self.bare([stayed])

    def span(self, children: list[Any]) -> Measure:
        first, second = (child for child in children if not isinstance(child, Token))
        upper = second if isinstance(second, Edge) else directed("<=", second)
        if upper.is_lower:
            raise upper.amount.problem("PR211")
        if school_year(first, upper.amount):
            raise ReadingProblem("PR201", first.start, upper.amount.end)
        if upper.amount.spelling == "季度":  # 一至三季度 are quarters of a year, or that many of them
            raise ReadingProblem("PR209", first.start, upper.amount.end)
        if may_be_month(upper.amount):  # 6-9月发放
            raise ReadingProblem("PR209", first.start, upper.amount.end)
        if lost_unit(first, upper.amount):
            raise ReadingProblem("PR222", first.start, upper.amount.end)
        if are_years(first, upper.amount):
            raise ReadingProblem("PR262", first.start, upper.amount.end)
        start, end = sharing(first, upper.amount)
        if start.divided or end.divided:
            raise (start if start.divided else end).problem("PR344")
        written = directed(">=", start)
        lower, upper = ordered(written, Edge(upper.operator, end))
        span = self._range(lower, upper)
        if lower.amount.start > upper.amount.start:
            span = evolve(span, warnings=(from_the_top(span, start.start, end.end),))
        return Measure(span, spelling=upper.amount.spelling)

    def joined(self, children: list[Any]) -> Measure:
        """Build 300与500间, where 间 means 之间 and is not a unit.

        Raises:
            ReadingProblem: PR201 for two amounts joined in another way.
        """
        first, _, second = children
        if first.unit is not None or second.spelling != "间":
            raise ReadingProblem("PR201", first.start, second.end)
        return self.span([first, second._replace(unit=None, spelling="", end=second.end - 1)])

    def two_edges(self, children: list[Any]) -> Measure:
        first, second = _edges(children)
        start, end = sharing(first.amount, second.amount)
        low, high = lower_and_upper(first._replace(amount=start), second._replace(amount=end))
        return Measure(self._range(low, high))

    def chained(self, children: list[Any]) -> Measure:
        left, first, variable, second, right = children
        start, end = sharing(left, right)
        low, high = lower_and_upper(
            directed(_MIRRORED[operator_of(first.value)], start), directed(operator_of(second.value), end)
        )
        ends = self._range(low, high)
        return Measure(ends, name=None if _is_letter(variable) else variable)

    def each_period(self, children: list[Any]) -> Measure:
        """Build a count per period: 一年不少于两次."""
        period, token, count = children
        edge = directed(operator_of(token.value), count)
        return Measure(self._comparison(edge.operator, mixed([period, edge.amount], self._units)))

    def plus_minus(self, children: list[Any]) -> Measure:
        middle, _, spread = children
        if middle.unit is None and spread.unit is not None and spread.unit.dimension == "ratio":
            if middle.value <= _LARGEST_SHARE:  # 95±5%: 5% of 95, or 5 of 100?
                raise spread.problem("PR214")
            middle = middle._replace(unit=BARE)
        if spread.unit is not None and spread.unit.name == "%" and middle.unit not in (None, spread.unit):
            spread = spread._replace(value=middle.value * spread.value / 100, unit=middle.unit)
        middle, spread = sharing(middle, spread)
        width = spread.quantity.in_(middle.unit or BARE)
        low, high = middle._replace(value=middle.value - width), middle._replace(value=middle.value + width)
        return Measure(self._range(Edge(">=", low), Edge("<=", high)))

    def around_zero(self, children: list[Any]) -> Measure:
        """Build ±5% and 控制在±5%以内: as far below zero as above."""
        spread = children[-1]
        if children[0] == "+-":  # +-3%: two signs that contradict each other
            raise ReadingProblem.at("PR201", children[0])
        operators = [operator_of(child.value) for child in children[:-1] if child.type == "OPERATOR"]
        edge = spread if isinstance(spread, Edge) else directed(operators[0] if operators else "<=", spread)
        if edge.operator not in ("<", "<=") or operators not in ([], [edge.operator]):
            raise edge.amount.problem("PR211")
        low = edge.amount._replace(value=-edge.amount.value)
        return Measure(self._range(Edge(_MIRRORED[edge.operator], low), edge))

    def approximate(self, children: list[Any]) -> Measure:
        amount = next(child for child in children if isinstance(child, Amount))
        if amount.included is not None:
            raise amount.problem("PR211")
        if amount.divided:
            raise amount.problem("PR344")
        if may_be_month(amount):  # 6月左右
            raise amount.problem("PR209")
        return Measure(Approximate(amount.quantity), spelling=amount.spelling)

    def reached_about(self, children: list[Any]) -> Measure:
        """Build 达到55%左右.

        Raises:
            ReadingProblem: PR211 for 不少于5个左右, where the bound and 左右 contradict each other.
        """
        operator, amount, around = children
        if operator not in ("达到", "达", "能达到", "可达到", "可达"):
            raise ReadingProblem.at("PR211", operator, around)
        return self.approximate([amount, around])

    def _comparison(self, operator: Operator | None, amount: Amount) -> Named:
        if amount.per is not None:
            return Frequency(operator, amount.quantity, amount.per)
        comparison = Comparison(operator, amount.quantity, warnings=likely_thousands(amount))
        return self._as_frequency(comparison) if "/" in comparison.bound.unit.name else comparison

    def _as_frequency(self, comparison: Comparison) -> Named:
        """Return a count per period as a frequency, any other comparison unchanged."""
        count, *per = comparison.bound.unit.name.split("/")
        if len(per) != 1 or not self._units[count].counts or not self._units.is_period(per[0]):
            return comparison
        times = Quantity(comparison.bound.value, self._units[count])
        return Frequency(comparison.operator, times, self._units.per(per[0]))

    def _range(self, low: Edge, high: Edge) -> Range:
        start = min(low.amount.start, high.amount.start)
        end = max(low.amount.end, high.amount.end)
        bottom, top = low.amount.quantity, high.amount.quantity
        if low.amount.per or high.amount.per or not bottom.comparable(top):
            raise ReadingProblem("PR215", start, end)
        closed = low.operator == ">=" and high.operator == "<="
        if bottom > top or (bottom == top and not closed):
            raise ReadingProblem("PR222", start, end)
        return Range(bottom, low.operator == ">=", top, high.operator == "<=")

    def per(self, measure: Named, each: Sequence[Unit]) -> Named:
        """Return the measure as a rate per each of the units: 每人每月 500元 is 500元/人/月.

        Raises:
            ReadingProblem: PR216 without a unit, PR214 where it is a rate per one of the units already.
        """
        if isinstance(measure, Comparison) and measure.bound.unit != BARE:
            return self._as_frequency(evolve(measure, bound=self._rated(measure.bound, each)))
        if isinstance(measure, Range) and measure.high.unit != BARE:
            return evolve(measure, low=self._rated(measure.low, each), high=self._rated(measure.high, each))
        if isinstance(measure, Approximate) and measure.about.unit != BARE:
            return evolve(measure, about=self._rated(measure.about, each))
        raise ReadingProblem("PR216")

    def _rated(self, quantity: Quantity, each: Sequence[Unit]) -> Quantity:
        return Quantity(quantity.value, self.per_each(quantity.unit, each))


def _edges(children: list[Any]) -> list[Edge]:
    """Return the two edges among operators, amounts and edges; a lone amount closes the other side."""
    edges: list[Edge | Amount] = []
    operator: Operator | None = None
    for child in children:
        if isinstance(child, Edge):
            edges.append(child)
        elif isinstance(child, Amount):
            edges.append(child if operator is None else directed(operator, child))
            operator = None
        elif child.type == "OPERATOR":
            operator = operator_of(child.value)
    first, second = edges
    return [_closing(first, second), _closing(second, first)]


def _closing(end: Edge | Amount, other: Edge | Amount) -> Edge:
    """Return an end as an edge; a lone amount closes the side that the other leaves open."""
    if isinstance(end, Edge):
        return end
    return directed("<=" if isinstance(other, Edge) and other.is_lower else ">=", end)


def _is_letter(variable: Token) -> bool:
    """Return whether a name is only the variable of 60<x<=80, which names nothing."""
    return variable.isascii() and len(variable) == 1
