"""What the numbers of a formula measure: powers of simple units."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from perfrules.expressions.axes import CALENDAR
from perfrules.values import BARE, Unit, default_units

_RATIO = "ratio"
# The base unit of ratios is %; as a plain number 100% is 1.
_WHOLE = Fraction(1, 100)


@frozen
class Measure:
    """Simple units and their powers, at most one unit for each dimension; without any, a plain number."""

    powers: tuple[tuple[Unit, int], ...] = ()

    @property
    def dimensions(self) -> frozenset[tuple[str, int]]:
        """What two measures must have in common to be added."""
        return frozenset((unit.dimension, power) for unit, power in self.powers)

    def times(self, other: Measure, power: int = 1) -> tuple[Measure, Fraction]:
        """Return the measure of a product (of a quotient for power -1), and the factor of its number.

        >>> hour, day = default_units()["小时"], default_units()["天"]
        >>> Measure(((day, 1),)).times(Measure(((hour, 1),)), -1)
        (Measure(powers=()), Fraction(24, 1))
        """
        powers = {unit.dimension: (unit, exponent) for unit, exponent in self.powers}
        factor = Fraction(1)
        for unit, exponent in other.powers:
            mine, before = powers.get(unit.dimension, (unit, 0))
            factor *= (unit.factor / mine.factor) ** (exponent * power)
            powers[unit.dimension] = mine, before + exponent * power
        return Measure(tuple(each for each in powers.values() if each[1])), factor

    def factor_to(self, other: Measure) -> Fraction:
        """Return the factor that turns numbers of this measure into numbers of one with equal dimensions."""
        return self.times(other, -1)[1]

    @property
    def has_date(self) -> bool:
        """Whether it counts days of the calendar, of which only a span can be taken."""
        return any(unit.dimension == CALENDAR.dimension for unit, _ in self.powers)

    @property
    def unit(self) -> Unit:
        """The unit of its numbers; one that no text can write if it has several numerators.

        >>> units = default_units()
        >>> Measure(((units["元"], 1), (units["人"], -1))).unit == units["元/人"]
        True
        """
        above = [unit for unit, power in self.powers for _ in range(power)]
        below = [unit for unit, power in self.powers for _ in range(-power)]
        if not above and not below:
            return BARE
        factor = Fraction(1)
        for unit in above:
            factor *= unit.factor
        for unit in below:
            factor /= unit.factor
        name = "/".join(["·".join(unit.name for unit in above), *(unit.name for unit in below)])
        over = "·".join(sorted(unit.dimension for unit in above))
        return Unit(name, "/".join([over, *sorted(unit.dimension for unit in below)]), factor)


def measure_of(unit: Unit) -> tuple[Measure, Fraction]:
    """Return the measure of a unit, and the factor that turns its numbers into numbers of the measure.

    A share is a plain number: 50% is 1/2.

    >>> measure_of(default_units()["%"])
    (Measure(powers=()), Fraction(1, 100))
    """
    measure, factor = Measure(), Fraction(1)
    for power, part in _parts(unit):
        if part.dimension == _RATIO:
            factor *= (part.factor * _WHOLE) ** power
        elif part.dimension:
            measure, change = measure.times(Measure(((part, 1),)), power)
            factor *= change
    return measure, factor


def _parts(unit: Unit) -> Iterator[tuple[int, Unit]]:
    """Yield the simple units of a unit with their powers: 元/人 is 元 and one per 人."""
    registry = default_units()
    first, *others = unit.name.split("/")
    # A unit of an author's file is known to no registry here; it counts as simple.
    if not others or registry.find(first) is None:
        yield 1, unit
        return
    yield 1, registry[first]
    yield from ((-1, registry[each]) for each in others)
