"""Exact values: numerals, units, quantities, intervals and dates. No float anywhere."""

from perfrules.values.dates import MonthDay, last_day
from perfrules.values.errors import QuantityError
from perfrules.values.intervals import EVERYTHING, NOTHING, Interval, IntervalSet
from perfrules.values.numerals import exact, exact_text, json_numbers, read_number
from perfrules.values.quantities import Quantity
from perfrules.values.rounding import half_up
from perfrules.values.units import BARE, Unit, UnitRegistry, default_units

__all__ = [
    "BARE",
    "EVERYTHING",
    "NOTHING",
    "Interval",
    "IntervalSet",
    "MonthDay",
    "Quantity",
    "QuantityError",
    "Unit",
    "UnitRegistry",
    "default_units",
    "exact",
    "exact_text",
    "half_up",
    "json_numbers",
    "last_day",
    "read_number",
]
