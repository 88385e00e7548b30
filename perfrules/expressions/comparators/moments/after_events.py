"""Deadlines that run from an event: 验收合格后30日内."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from attrs import frozen

from perfrules.diagnostics import Language, phrase
from perfrules.expressions.actuals import Actual, to_actual
from perfrules.expressions.comparators.base import Named
from perfrules.expressions.comparators.measures import half_line, share_of_bound
from perfrules.expressions.comparators.plain_data import PlainData
from perfrules.expressions.comparators.regions import Region
from perfrules.expressions.comparators.wording import quantity_text, spoken_text
from perfrules.expressions.operators import Operator
from perfrules.values import Quantity, Unit, json_numbers

_DAYS = ("天", "工作日", "自然日", "日历日")


@frozen(repr=False)
class RelativeDeadline(Named):
    """Within so long after an event, the last day `inclusive` unless the text says otherwise.

    An actual is the time that passed since the event.

    >>> from perfrules.expressions import parse
    >>> deadline = parse("自验收之日起15日内")
    >>> deadline.event, deadline.matches("15天"), deadline.matches("16天")
    ('验收', True, False)
    """

    kind: ClassVar[str] = "relative_deadline"
    event: str
    within: Quantity
    inclusive: bool = True

    @property
    def operator(self) -> Operator:
        """`<=`, or `<` where the last moment is excluded."""
        return "<=" if self.inclusive else "<"

    @property
    def region(self) -> Region:
        """The times since the event that meet it."""
        return Region(self.within.unit, half_line(self.operator, self.within.value))

    @property
    def days(self) -> Fraction:
        """The number of the days allowed."""
        return self.within.value

    @property
    def value(self) -> Fraction:
        """The number of the hours, months and so on allowed."""
        return self.within.value

    @property
    def unit(self) -> Unit:
        """The unit of the time allowed."""
        return self.within.unit

    def completion(self, actual: Actual | int | Decimal | Fraction | str) -> Fraction:
        """The time allowed ÷ the time taken."""
        return share_of_bound(self.operator, self.region, self.within.value, to_actual(actual, self))

    def _fields(self) -> dict[str, Any]:
        unit = self.within.unit.name
        number = json_numbers("days" if unit in _DAYS else "value", self.within.value)
        return {"event": self.event, **number, "unit": unit, "inclusive": self.inclusive}

    @classmethod
    def of_plain_data(cls, plain: PlainData) -> RelativeDeadline:
        """Return the comparator of some plain data."""
        number = plain.number("days" if "days" in plain.data else "value")
        return cls(plain["event"], Quantity(number, plain.unit()), plain["inclusive"], **plain.names)

    def _text(self) -> str:
        quantity = quantity_text(self.within, alone=True)
        return f"{self.event}后{quantity}内" if self.inclusive else f"{self.event}后<{quantity}"

    def _phrase(self, language: Language) -> str:
        key = "targets.within-after" if self.inclusive else "targets.sooner-after"
        return phrase(key, language, event=self.event, quantity=spoken_text(self.within, language))
