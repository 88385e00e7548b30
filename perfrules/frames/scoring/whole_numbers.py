"""Columns of numbers as whole numbers of their last decimal; what does not fit is left to the exact path."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

WHOLE_TYPES = (nw.Int8, nw.Int16, nw.Int32, nw.Int64, nw.UInt8, nw.UInt16, nw.UInt32)
_MOST_PLACES = 6
_FLOAT_PLACES = 4
_LARGEST_FLOAT = 10**15
"""Floats of fewer steps than this are known exactly to be on or off a grid of decimals."""


def is_number(type_: Any) -> bool:
    """Whether the values of a column can be taken as whole numbers of some last decimal."""
    return (
        type_ in WHOLE_TYPES or type_ == nw.Float64 or (type_ == nw.Decimal and type_.scale <= _MOST_PLACES)
    )


def places_of(type_: Any) -> int:
    """Return the decimals that a column of numbers is taken with."""
    if type_ == nw.Decimal:
        places: int = type_.scale
        return places
    return _FLOAT_PLACES if type_ == nw.Float64 else 0


def whole_number(column: str, type_: Any, places: int, most: int) -> nw.Expr:
    """Return a column times 10 to the number of places, null where that is not a whole number up to `most`.

    Args:
        column: The name of a column of numbers.
        type_: Its type.
        places: The decimals to keep.
        most: The largest size of a result.
    """
    values, scale = nw.col(column), 10**places
    if type_ == nw.Float64:
        return _of_float(values, scale, min(most, _LARGEST_FLOAT))
    if type_ == nw.Decimal:
        return _of_decimal(values, type_.scale, places, most)
    values = values.cast(nw.Int64)
    inside = (values >= -(most // scale)) & (values <= most // scale)
    return nw.when(inside).then(values * scale if places else values)


def _of_float(values: nw.Expr, scale: int, most: int) -> nw.Expr:
    """A float is the decimal that it is printed as: 0.1 is one tenth."""
    inside = values.is_finite() & (values.abs() * scale < most)
    safe = nw.when(inside).then(values).otherwise(nw.lit(0.0))
    count = (safe * scale).round(0)
    # Polars multiplies by the reciprocal of a divisor that is one number, which is not exact: 189 × 0.01.
    divisor = safe * 0 + scale
    return nw.when(inside & (count / divisor == safe)).then(count.cast(nw.Int64))


def _of_decimal(values: nw.Expr, own: int, places: int, most: int) -> nw.Expr:
    bound = most // 10 ** max(own, places)
    inside = (values >= nw.lit(-bound)) & (values <= nw.lit(bound))
    safe = nw.when(inside).then(values).otherwise(nw.lit(0).cast(nw.Decimal(38, own)))
    if own > places:
        inside = inside & (safe.round(places) == safe)
    return nw.when(inside).then((safe * 10**places).cast(nw.Int64))
