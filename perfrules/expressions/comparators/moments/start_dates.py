"""Days from which on something counts."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from attrs import frozen

from perfrules.diagnostics import Language, phrase
from perfrules.expressions.axes import CALENDAR
from perfrules.expressions.comparators.moments.one_day import OneDay
from perfrules.expressions.comparators.regions import Region
from perfrules.expressions.comparators.wording import day_phrase, day_text
from perfrules.values import IntervalSet, MonthDay


@frozen(repr=False)
class StartDate(OneDay):
    """From a day on, that day `inclusive` or not; a `MonthDay` where no year is written.

    >>> from datetime import date
    >>> from perfrules.expressions import parse
    >>> start = parse(">=2021-07-01")
    >>> str(start), start.matches(date(2021, 7, 1)), start.matches(date(2021, 6, 30))
    ('>=2021年7月1日', True, False)
    """

    kind: ClassVar[str] = "start_date"

    @property
    def region(self) -> Region:
        """Every day from the start on.

        Raises:
            ExpressionError: PR243 where no year is written; see `in_year`.
        """
        if isinstance(self.day, MonthDay):
            raise self.undecided()
        return Region(CALENDAR, IntervalSet.from_(Fraction(self.day.toordinal()), closed=self.inclusive))

    def _text(self) -> str:
        return f"{'>=' if self.inclusive else '>'}{day_text(self.day)}"

    def _phrase(self, language: Language) -> str:
        key = "targets.from" if self.inclusive else "targets.after"
        return phrase(key, language, day=day_phrase(self.day, language))
