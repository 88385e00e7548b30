"""Facts as Python programs hand them over, brought to the types that inputs are read from.

Numbers of numpy become `int`, a `datetime` or `pandas.Timestamp` at midnight becomes a `date`. A float is
refused, because it is rarely the amount that was meant: `0.1 + 0.2` is not 0.3.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Rational, Real

from perfrules.diagnostics import Diagnostic
from perfrules.engine.decisions.errors import FactError
from perfrules.policies.decisions.inputs import Input
from perfrules.values import Quantity
from perfrules.values.numerals import LONGEST

TOO_LARGE = 10**LONGEST
"""Numbers from here on are refused: no amount comes near, and Python does not print the largest ones."""
_NUMPY_TRUTH = frozenset({"bool", "bool_"})
_LONGEST_SHOWN = 60


def from_python(input_: Input, value: object) -> object:
    """Return a fact as text, number, `Quantity`, `bool` or `date`; anything unknown is returned unchanged.

    Raises:
        FactError: PR652 for a float, PR653 for NaN or an infinity, PR654 for a number of more than 40 digits,
            PR655 for a day with a time of day.

    >>> from_python(Input("on", "date"), datetime(2021, 1, 8))
    datetime.date(2021, 1, 8)
    """
    if isinstance(value, str | bool):
        return value
    if isinstance(value, Real | Decimal):
        return _number(input_, value)
    if isinstance(value, Quantity):
        _require_length(input_, value.value)
    elif isinstance(value, datetime):
        return _day(input_, value)
    elif type(value).__module__ == "numpy" and type(value).__name__ in _NUMPY_TRUTH:
        return bool(value)
    return value


def _number(input_: Input, value: Real | Decimal) -> int | Fraction | Decimal:
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise refusal("PR653", input_, value)
        _require_short(input_, value)
        return value
    if not isinstance(value, Rational):
        # The difference of an infinity or NaN to itself is NaN, which equals nothing.
        finite = value - value == 0
        raise refusal("PR652" if finite else "PR653", input_, value)
    number = int(value) if isinstance(value, Integral) else Fraction(value)
    _require_length(input_, number)
    return number


def _require_short(input_: Input, value: Decimal) -> None:
    """Compare digits and exponent alone: `int(Decimal("1e1000000"))` takes half a minute."""
    _, digits, exponent = value.as_tuple()
    if len(digits) > LONGEST or abs(int(exponent)) > LONGEST:
        raise refusal("PR654", input_, f"{value:.6e}", longest=str(LONGEST))


def _require_length(input_: Input, number: int | Fraction) -> None:
    if abs(number.numerator) >= TOO_LARGE or number.denominator >= TOO_LARGE:
        raise refusal(
            "PR654", input_, f"2^{max(number.numerator.bit_length() - 1, 0)}…", longest=str(LONGEST)
        )


def _day(input_: Input, value: datetime) -> date:
    # The missing time of pandas (NaT) passes for a datetime and is not equal to itself.
    if value != value or value.tzinfo is not None or value.time() != datetime.min.time():
        raise refusal("PR655", input_, value)
    return value.date()


def refusal(code: str, input_: Input, value: object, **facts: str) -> FactError:
    """Return the error about a value that is not a fact of the input; a long value is cut short."""
    shown = isinstance(value, str | int | Decimal | Fraction | Quantity | date | Real)
    text = str(value) if shown else repr(value)
    if len(text) > _LONGEST_SHOWN:
        text = text[:_LONGEST_SHOWN] + "…"
    return FactError(Diagnostic(code, {"input": input_.name, "text": text, **facts}))
