"""Read the facts that formulas use: texts and numbers, into whole steps or numerator and denominator."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import cast

from attrs import define, field

from perfrules.engine.decisions.axes import MOST_REMEMBERED, UnlocatedError
from perfrules.engine.decisions.errors import FactError
from perfrules.engine.decisions.facts import point_of, read_fact
from perfrules.engine.decisions.python_values import TOO_LARGE
from perfrules.policies.decisions.inputs import OTHER, Input
from perfrules.values import Quantity


@define(eq=False)
class NumberReader:
    """Reads the facts of a numeric input exactly; texts are remembered."""

    input: Input
    _seen: dict[str, tuple[int, int]] = field(factory=dict, init=False)

    def read(self, value: object) -> tuple[int, int]:
        """Return numerator and denominator of a fact in the unit of the input.

        Raises:
            UnlocatedError: the fact is not one of the input.
        """
        if type(value) is str:
            found = self._seen.get(value)
            if found is None:
                found = self._slowly(value)
                if len(self._seen) >= MOST_REMEMBERED:
                    self._seen.clear()
                self._seen[value] = found
            return found
        if type(value) is int and -TOO_LARGE < value < TOO_LARGE:
            return value, 1
        return self._slowly(value)

    def _slowly(self, value: object) -> tuple[int, int]:
        if isinstance(value, Quantity) and value.unit == self.input.unit:
            number, denominator = value.value.as_integer_ratio()
            if -TOO_LARGE < number < TOO_LARGE and denominator < TOO_LARGE:
                return number, denominator
        return Fraction(_point(self.input, value)).as_integer_ratio()


@define(eq=False)
class StepReader(NumberReader):
    """Reads the facts of a numeric input with a step, as whole steps; `per_unit` is how many a unit is."""

    _steps: dict[str, int] = field(factory=dict, init=False)
    per_unit: int = field(init=False)

    @per_unit.default
    def _whole_steps(self) -> int:
        """Return how many steps a unit is, or 0 if that is not a whole number."""
        step = self.input.step or Fraction(1)
        return step.denominator if step.numerator == 1 else 0

    def steps(self, value: object) -> int:
        """Return how many steps a fact is.

        Raises:
            UnlocatedError: the fact is not one of the input, or is not on the grid of its step.
        """
        if type(value) is str:
            found = self._steps.get(value)
            if found is None:
                found = self._counted(value)
                if len(self._steps) >= MOST_REMEMBERED:
                    self._steps.clear()
                self._steps[value] = found
            return found
        return self._counted(value)

    def _counted(self, value: object) -> int:
        number, denominator = self.read(value)
        step = self.input.step or Fraction(1)
        steps, rest = divmod(number * step.denominator, denominator * step.numerator)
        if rest:
            raise UnlocatedError
        return steps


@define(eq=False)
class DateReader:
    """Reads the facts of a date, as days counted from the beginning of the calendar."""

    input: Input

    def read(self, value: object) -> int:
        """Return the ordinal of a fact.

        Raises:
            UnlocatedError: the fact is not a day.
        """
        return value.toordinal() if type(value) is date else int(_point(self.input, value))


@define(eq=False)
class ChoiceReader:
    """Reads the facts of a choice or truth value, as a member of the domain."""

    input: Input

    def read(self, value: object) -> str | bool:
        """Return the member of the domain that a fact is; an unlisted text of an open choice is `OTHER`.

        Raises:
            UnlocatedError: the fact is not one of the input.
        """
        if isinstance(value, str | bool) and value in self.input.domain:
            return value
        point = cast(str | bool, _point(self.input, value))
        return point if point in self.input.domain else OTHER


def _point(input_: Input, value: object) -> Fraction | str | bool:
    try:
        return point_of(read_fact(input_, value))
    except FactError as error:
        raise UnlocatedError from error
