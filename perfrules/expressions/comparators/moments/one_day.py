"""What a deadline and a start have in common: one day, which may be written without its year."""

from __future__ import annotations

from typing import Any, Self

from attrs import evolve, frozen

from perfrules.expressions.comparators.base import Named
from perfrules.expressions.comparators.plain_data import PlainData
from perfrules.values import MonthDay
from perfrules.values.dates import AnyDay


@frozen(repr=False)
class OneDay(Named):
    """A comparator with one day, that day `inclusive` or not; a `MonthDay` where no year is written."""

    day: AnyDay
    inclusive: bool = True

    @property
    def date(self) -> AnyDay:
        """The day, under the name that it has as plain data."""
        return self.day

    def in_year(self, year: int) -> Self:
        """Return the comparator with its day in that year; one that has its year stays as it is.

        >>> from perfrules.expressions import parse
        >>> str(parse("2月底前").in_year(2021)), str(parse(">=7月1日").in_year(2021))
        ('2021年2月28日前', '>=2021年7月1日')
        """
        day = self.day.in_year(year) if isinstance(self.day, MonthDay) else self.day
        return evolve(self, day=day)

    def _fields(self) -> dict[str, Any]:
        day = self.day if isinstance(self.day, MonthDay) else self.day.isoformat()
        return {"date": str(day), "inclusive": self.inclusive}

    @classmethod
    def of_plain_data(cls, plain: PlainData) -> Self:
        """Return the comparator of some plain data."""
        return cls(plain.day(), plain["inclusive"], **plain.names)
