"""Conditions between multiples of a named amount: 违法所得的1倍以上3倍以下, 合同金额5%以下."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfrules.diagnostics import PerfrulesError
from perfrules.expressions import parse_strictly
from perfrules.expressions.operators import leading_operator
from perfrules.expressions.text.characters import plain_characters
from perfrules.formulas.scope import FormulaScope, NumberSymbol
from perfrules.policies.decisions.inputs import Input
from perfrules.values import BARE, Interval, exact_text

_OF = "的"
_RATIO = "ratio"
_PERCENT = Fraction(1, 100)


def multiple_comparisons(text: str, axis: Input, scope: FormulaScope) -> tuple[str, ...]:
    """Return the comparisons that a text between multiples of a name states; empty if it is none.

    Without 的, a share may be a value of the name itself: 完成率90%以上 is not a multiple of 完成率.

    >>> from perfrules.values import Unit
    >>> scope = FormulaScope((NumberSymbol("违法所得", Unit("元", "money")),))
    >>> multiple_comparisons("违法所得的1倍以上3倍以下", Input("罚款", "money"), scope)
    ('>=违法所得的100%', '<=违法所得的300%')
    >>> multiple_comparisons("100元以下", Input("罚款", "money"), scope)
    ()
    """
    plain = plain_characters(text)
    name = scope.number_before(plain)
    symbol = scope.symbol(name)
    if (
        not isinstance(symbol, NumberSymbol)
        or symbol.name == axis.name
        or leading_operator(plain) is not None
    ):
        return ()
    rest = plain.removeprefix(name)
    if not rest.startswith(_OF) and symbol.unit.dimension in ("", _RATIO):
        return ()
    interval = _multiples(rest.removeprefix(_OF))
    base = name if name.isidentifier() else f"“{name}”"
    return () if interval is None else tuple(f"{sign}{base}的{share}" for sign, share in _bounds(interval))


def _multiples(text: str) -> Interval | None:
    """Return the range of multiples of a text, as plain numbers; None if it is something else."""
    try:
        region = parse_strictly(text).region
    except PerfrulesError:
        return None
    numbers = region.numbers.intervals
    if len(numbers) != 1 or not (region.unit.dimension == _RATIO or (region.unit == BARE and "分之" in text)):
        return None
    if region.unit == BARE:
        return numbers[0]
    (scaled,) = region.numbers.scaled(region.unit.factor * _PERCENT).intervals
    return scaled


def _bounds(interval: Interval) -> Iterator[tuple[str, str]]:
    """Yield the sign and the share of each end; a single number has one end."""
    if interval.low is not None and interval.low == interval.high:
        yield "=", _share(interval.low)
        return
    if interval.low is not None:
        yield ">=" if interval.low_closed else ">", _share(interval.low)
    if interval.high is not None:
        yield "<=" if interval.high_closed else "<", _share(interval.high)


def _share(value: Fraction) -> str:
    percent = exact_text(value / _PERCENT)
    return f"{value.denominator}分之{value.numerator}" if "/" in percent else f"{percent}%"
