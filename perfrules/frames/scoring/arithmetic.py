"""Points in whole numbers: one division, rounded once, half up, by its remainder."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import narwhals.stable.v2 as nw

from perfrules.frames.scoring.plans import Form, Formula

_INT64 = 2**63 - 1
_AT_LEAST, _AT_MOST = (">", ">="), ("<", "<=")


def largest(form: Form, most_points: int) -> int:
    """Return the largest number that the formula of a form takes without overflow.

    Args:
        form: The formula.
        most_points: The most points of a row, in the last decimal.

    >>> largest(Form(">=", "share"), 10_000)
    461145544565510
    """
    return _INT64 // ((most_points * 2 + 1) * form.floor.denominator)


def completion(form: Form, actual: nw.Expr, target: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    """Return the share of its points that an actual earns, as a quotient of whole numbers.

    Args:
        form: The formula.
        actual: A whole number of at least 0, at most `largest`.
        target: The target in the same unit, at least 1.
    """
    if form.formula == "met":
        return nw.when(_met(form.operator, actual, target)).then(nw.lit(1)).otherwise(nw.lit(0)), nw.lit(1)
    return _FORMULAS[form.formula](form, actual, target)


def rounded_quotient(dividend: nw.Expr, divisor: nw.Expr) -> nw.Expr:
    """Return a quotient of whole numbers, rounded half up, where whole numbers are divided exactly.

    Args:
        dividend: A whole number of at least 0; twice of it and the divisor fit into 64 bits.
        divisor: A whole number of at least 1.
    """
    return (dividend * 2 + divisor) // (divisor * 2)


def quotient_by_floats(dividend: nw.Expr, divisor: nw.Expr) -> nw.Expr:
    """Return a quotient as `rounded_quotient` does, where `//` divides floats; it must be far below 2⁵³.

    The quotient of floats may be one off where it is next to a whole number. Then the remainder, which is
    exact, is negative or at least the divisor, and the rounded quotient is right all the same.
    """
    quotient = (dividend.cast(nw.Float64) / divisor.cast(nw.Float64)).floor().cast(nw.Int64)
    remainder = dividend - quotient * divisor
    up = nw.when(remainder >= divisor - remainder).then(nw.lit(1)).otherwise(nw.lit(0))
    return quotient + up


def _met(operator: str, actual: nw.Expr, target: nw.Expr) -> nw.Expr:
    return {
        ">=": lambda: actual >= target,
        ">": lambda: actual > target,
        "<=": lambda: actual <= target,
        "<": lambda: actual < target,
        "=": lambda: actual == target,
    }[operator]()


def _completion(form: Form, actual: nw.Expr, target: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    """The completion, at most 1, as a quotient."""
    smaller = nw.when(actual < target).then(actual).otherwise(target)
    larger = nw.when(actual < target).then(target).otherwise(actual)
    if form.operator in _AT_LEAST:
        return smaller, target
    return (target, larger) if form.operator in _AT_MOST else (smaller, larger)


def _over_run(form: Form, actual: nw.Expr, target: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    del form
    left = target * 2 - actual
    over = nw.when(left > 0).then(left).otherwise(nw.lit(0))
    return nw.when(actual > target).then(over).otherwise(target), target


def _above_floor(form: Form, actual: nw.Expr, target: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    part, whole = _completion(form, actual, target)
    above = part * form.floor.denominator - whole * form.floor.numerator
    above = nw.when(above > 0).then(above).otherwise(nw.lit(0))
    return above, whole * (form.floor.denominator - form.floor.numerator)


_FORMULAS: Mapping[Formula, Callable[[Form, nw.Expr, nw.Expr], tuple[nw.Expr, nw.Expr]]] = {
    "share": _completion,
    "over-run": _over_run,
    "floor": _above_floor,
}
