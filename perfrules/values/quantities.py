"""Quantities: an exact number of a unit."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from attrs import frozen

from perfrules.diagnostics import Diagnostic
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values.errors import QuantityError, problem
from perfrules.values.numerals import exact_text, json_numbers
from perfrules.values.units import BARE, Unit, UnitRegistry, default_units


@frozen(order=False, repr=False)
class Quantity(PlainRepr):
    """An exact `value` of a `unit`; two are equal when number and unit are the same.

    Order goes by what they amount to: `Quantity(90, 分钟) < Quantity(2, 小时)`. A bare number takes the unit
    of what it is compared with.

    Raises:
        QuantityError: PR235 where two quantities are compared that measure different things.

    >>> from perfrules.values import default_units
    >>> units = default_units()
    >>> Quantity(Fraction(90), units["分钟"]) < Quantity(Fraction(2), units["小时"])
    True
    >>> str(Quantity(Fraction(3, 2), units["公里"]).to(units["米"]))
    '1500米'
    """

    value: Fraction
    unit: Unit = BARE

    def comparable(self, other: Quantity | Unit) -> bool:
        """Return whether the two measure the same thing, or one is a bare number."""
        theirs = other.unit if isinstance(other, Quantity) else other
        return self.unit.dimension == theirs.dimension or BARE in (self.unit, theirs)

    def to(self, unit: Unit) -> Quantity:
        """The same amount in another unit.

        Raises:
            QuantityError: PR235 where the units measure different things.
        """
        return Quantity(self.in_(unit), unit)

    def in_(self, unit: Unit) -> Fraction:
        """Return the number of that unit; a bare number is in it already.

        Raises:
            QuantityError: PR235 where the units measure different things.
        """
        if self.unit == unit or self.unit == BARE or unit == BARE:
            return self.value
        if self.unit.dimension != unit.dimension:
            raise problem("PR235", str(self), unit=self.unit.name, other=unit.name)
        return self.value * self.unit.factor / unit.factor

    def __lt__(self, other: Quantity) -> bool:
        return self.value < other.in_(self.unit)

    def __le__(self, other: Quantity) -> bool:
        return self.value <= other.in_(self.unit)

    def __gt__(self, other: Quantity) -> bool:
        return self.value > other.in_(self.unit)

    def __ge__(self, other: Quantity) -> bool:
        return self.value >= other.in_(self.unit)

    def to_json(self) -> dict[str, Any]:
        """`{"value", "unit"}`; also `exact`, a fraction, where the value is not a decimal."""
        return {**json_numbers("value", self.value), "unit": self.unit.name}

    @classmethod
    def from_json(cls, data: Mapping[str, Any], units: UnitRegistry | None = None) -> Quantity:
        """Return the quantity from the data of `to_json`. Added in 0.2.

        Args:
            data: what `to_json` returned.
            units: the units to know; those that ship with the library where none are given.

        Raises:
            QuantityError: PR650: a part is missing or has another form; PR233: an unknown unit.

        >>> str(Quantity.from_json({"value": "0.667", "exact": "2/3", "unit": "%"}))
        '2/3%'
        """
        try:
            value, unit = Fraction(data.get("exact", data["value"])), data["unit"]
        except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
            raise QuantityError(Diagnostic("PR650", {"part": "value, unit"})) from error
        if not isinstance(unit, str) or not isinstance(data["value"], str):
            raise QuantityError(Diagnostic("PR650", {"part": "value, unit"}))
        return cls(value, (default_units() if units is None else units)[unit])

    def __str__(self) -> str:
        # 12月 is December.
        name = "个月" if self.unit.name == "月" else self.unit.name
        return f"{exact_text(self.value)}{name}"
