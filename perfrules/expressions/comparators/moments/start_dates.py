"""Days from which on something counts."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, ClassVar

from attrs import evolve, frozen

from perfrules.diagnostics import Language, phrase
from perfrules.expressions.axes import CALENDAR
from perfrules.expressions.comparators.base import Named
from perfrules.expressions.comparators.plain_data import PlainData
from perfrules.expressions.comparators.regions import Region
from perfrules.expressions.comparators.wording import day_phrase, day_text
from perfrules.values import IntervalSet, MonthDay
from perfrules.values.dates import AnyDay


@frozen
class StartDate(Named):
    """From a day on, that day `inclusive` or not; a `MonthDay` where no year is written.

    >>> from datetime import date
    >>> from perfrules.expressions import parse
    >>> start = parse(">=2021-07-01")
    >>> str(start), start.matches(date(2021, 7, 1)), start.matches(date(2021, 6, 30))
    ('>=2021年7月1日', True, False)
    """

    kind: ClassVar[str] = "start_date"
    day: AnyDay
    inclusive: bool = True

    @property
    def date(self) -> AnyDay:
        """The day, under the name that it has as plain data."""
        return self.day

    @property
    def region(self) -> Region:
        """Every day from the start on.

        Raises:
            ExpressionError: PR243 where no year is written; see `in_year`.
        """
        if isinstance(self.day, MonthDay):
            raise self.undecided()
        return Region(CALENDAR, IntervalSet.from_(Fraction(self.day.toordinal()), closed=self.inclusive))

    def in_year(self, year: int) -> StartDate:
        """The start in that year; one that has its year is returned unchanged.

        >>> from perfrules.expressions import parse
        >>> str(parse(">=7月1日").in_year(2021))
        '>=2021年7月1日'
        """
        return evolve(self, day=self.day.in_year(year)) if isinstance(self.day, MonthDay) else self

    def _fields(self) -> dict[str, Any]:
        day = self.day if isinstance(self.day, MonthDay) else self.day.isoformat()
        return {"date": str(day), "inclusive": self.inclusive}

    @classmethod
    def of_plain_data(cls, plain: PlainData) -> StartDate:
        """Return the comparator of some plain data."""
        return cls(plain.day(), plain["inclusive"], **plain.names)

    def _text(self) -> str:
        return f"{'>=' if self.inclusive else '>'}{day_text(self.day)}"

    def _phrase(self, language: Language) -> str:
        key = "targets.from" if self.inclusive else "targets.after"
        return phrase(key, language, day=day_phrase(self.day, language))
