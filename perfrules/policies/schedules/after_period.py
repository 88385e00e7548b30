"""Deadlines that count from the end of each period: 每季度终了后10日内."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from attrs import frozen

from perfrules.diagnostics import PerfrulesError
from perfrules.policies.base.terms import Term
from perfrules.policies.base.terms_from_text import read_term
from perfrules.resources.late_patterns import late_pattern
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import last_day
from perfrules.values.working_days import WorkCalendar

_YEAR = 12
_FEWEST_A_YEAR = {"days": 365, "working-days": 200, "months": 12}
"""The least number of days, working days or months in a year."""
_MONTHS = {"月": 1, "月度": 1, "季": 3, "季度": 3, "半年": 6, "半年度": 6, "年": 12, "年度": 12}
_END = late_pattern(r"每个?(半?年度?|季度?|月度?)(?:终了|结束|末|底)(?:之日)?")
_WORDING = late_pattern(r"每个?(半?年度?|季度?|月度?)(?:终了|结束)(?:之日起|后|之后)的?(.+)")


@frozen(repr=False)
class AfterPeriod(PlainRepr):
    """A term after the end of every month, quarter, half-year or year.

    >>> report = AfterPeriod(3, Term(10, "days"))
    >>> [str(day) for day in report.due_dates(2025, WorkCalendar())]
    ['2025-01-10', '2025-04-10', '2025-07-10', '2025-10-10']
    """

    day: ClassVar[None] = None
    inclusive: ClassVar[bool] = True
    months: int
    term: Term

    def due_dates(self, year: int, calendar: WorkCalendar) -> tuple[date, ...]:
        """Return the last days of the terms that end in a year, before they roll over rest days.

        Raises:
            CalendarError: PR560: a term of working days reaches a year whose working days are unknown.
        """
        return tuple(
            end for each in self._period_ends(year) if (end := self.term.ends(each, calendar)).year == year
        )

    def _period_ends(self, year: int) -> Iterator[date]:
        """Yield the ends of the periods whose terms may end in the year."""
        longest = 1 + self.term.count // _FEWEST_A_YEAR[self.term.of]
        for each in range(max(1, year - longest), year + 1):
            for month in range(self.months, _YEAR + 1, self.months):
                yield last_day(each, month)

    def to_json(self) -> dict[str, Any]:
        """Return the length of the period in months, and the term."""
        return {"kind": "after_period", "months": str(self.months), "term": self.term.to_json()}


def read_after_period(text: str) -> AfterPeriod | None:
    """Return the deadline in a text that counts from the end of each period; None if it is another text.

    >>> read_after_period("每季度终了后10日内")
    AfterPeriod(months=3, term=Term(count=10, of='days', first_day_counts=False))
    """
    worded = _WORDING.fullmatch(text.strip())
    if worded is None:
        return None
    try:
        return AfterPeriod(_MONTHS[worded[1]], read_term(worded[2]))
    except PerfrulesError:
        # The whole is read as an expression then, which names the part that is wrong.
        return None


def period_months(text: str) -> int | None:
    """Return the months of the period whose end a text names; None if it names something else.

    >>> period_months("每季度终了"), period_months("验收合格之日")
    (3, None)
    """
    worded = _END.fullmatch(text.strip())
    return None if worded is None else _MONTHS[worded[1]]
