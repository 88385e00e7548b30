"""The JSON of a comparator, as the comparators read it back."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from attrs import frozen

from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import Quantity, Unit, UnitRegistry
from perfrules.values.dates import AnyDay, any_day


@frozen(repr=False)
class PlainData(PlainRepr):
    """The keys of a comparator and the units that it may name.

    What is missing or has another form raises LookupError, TypeError, ValueError or ArithmeticError.
    """

    data: Mapping[str, Any]
    units: UnitRegistry

    def __getitem__(self, key: str) -> Any:
        return self.data[key]

    @property
    def fields(self) -> dict[str, Any]:
        """All keys but the kind."""
        return {key: value for key, value in self.data.items() if key != "kind"}

    @property
    def names(self) -> dict[str, Any]:
        """The names around a comparator, where it has some."""
        return {key: self.data[key] for key in ("subject", "counted", "soft") if key in self.data}

    def quantity(self) -> Quantity:
        """The number and its unit."""
        return Quantity.from_json(self.data, self.units)

    def number(self, key: str) -> Fraction:
        """The exact number of a key."""
        return Fraction(self.data.get(f"{key}_exact", self.data[key]))

    def unit(self, key: str = "unit") -> Unit:
        """The unit of a key; a rate may be per several of one (2年)."""
        name = self.data[key]
        return self.units.per(name) if key == "per" else self.units[name]

    def day(self, key: str = "date") -> AnyDay:
        """The day of a key."""
        return any_day(self.data[key])
