"""Comparators over the calendar: deadlines, recurring ones, frequencies, periods."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import evolve, frozen

from perfrules.diagnostics import Language, phrase
from perfrules.expressions.actuals import Actual, to_actual
from perfrules.expressions.axes import CALENDAR
from perfrules.expressions.comparators.base import Named
from perfrules.expressions.comparators.measures import half_line, share_of_bound
from perfrules.expressions.comparators.moments.one_day import OneDay
from perfrules.expressions.comparators.plain_data import PlainData
from perfrules.expressions.comparators.regions import Region
from perfrules.expressions.comparators.wording import (
    day_phrase,
    day_text,
    month_phrase,
    quantity_phrase,
    quantity_text,
)
from perfrules.expressions.operators import Operator
from perfrules.resources.late_modules import late_module
from perfrules.values import Interval, IntervalSet, MonthDay, Quantity, Unit, last_day
from perfrules.values.dates import AnyDay, day_or_last

if TYPE_CHECKING:
    from perfrules.values import working_days
    from perfrules.values.working_days import WorkCalendar
else:
    working_days = late_module("perfrules.values.working_days")

Every = Literal["week", "month", "quarter", "half-year", "year"]
Day = int | Literal["last", "last-working-day"]
"""A day of a month by its number, or the last one, or the last one on which people work."""

_EVERY_ZH: dict[Every, str] = {
    "week": "周",
    "month": "月",
    "quarter": "季度",
    "half-year": "半年",
    "year": "年",
}
_MONTHS: dict[Every, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_NAMED_PERIODS = ("天", "周", "旬", "半月", "月", "季度", "半年", "年", "工作日", "小时", "学期", "学年")
_WEEKDAYS = "一二三四五六日"


@frozen(repr=False)
class Deadline(OneDay):
    """By a day, that day `inclusive` unless the text says otherwise; a `MonthDay` where no year is written.

    >>> from perfrules.expressions import parse
    >>> str(parse("12月底前")), parse("2023年底").matches(date(2023, 12, 31))
    ('12月31日前', True)
    """

    kind: ClassVar[str] = "deadline"

    @property
    def region(self) -> Region:
        """Every day up to the deadline. Raises PR243 where no year is written; see `in_year`."""
        if isinstance(self.day, MonthDay):
            raise self.undecided()
        days = IntervalSet.up_to(Fraction(self.day.toordinal()), closed=self.inclusive)
        return Region(CALENDAR, days)

    def _text(self) -> str:
        return f"{day_text(self.day)}{'' if self.inclusive else '(不含)'}前"

    def _phrase(self, language: Language) -> str:
        key = "targets.by" if self.inclusive else "targets.before"
        return phrase(key, language, day=day_phrase(self.day, language))


@frozen(repr=False)
class RecurringDeadline(Named):
    """By a day of every month, quarter, half-year, year or week.

    `month` is the month within the quarter, half-year or year, None for the last one; `day` the day of the
    month (of the week: Monday is 1), "last" or "last-working-day". `following` where it is a day of the
    period after each: 次月5日前, 次年3月底前.

    >>> from perfrules.expressions import parse
    >>> wages = parse("每月8日前")
    >>> [str(day) for day in wages.due_dates(2021)[:2]]
    ['2021-01-08', '2021-02-08']
    """

    kind: ClassVar[str] = "recurring_deadline"
    every: Every
    month: int | None
    day: Day
    inclusive: bool = True
    following: bool = False

    def due_dates(self, year: int, calendar: WorkCalendar | None = None) -> tuple[date, ...]:
        """The days it falls on in a year; a 31st in a shorter month is that month's last day.

        Args:
            year: The year of the calendar.
            calendar: The working days for `last-working-day`; by default those of the yearly notices.

        Raises:
            ExpressionError: PR243 for a weekly deadline, which no year settles alone.
            CalendarError: PR560 where a last working day falls into a year whose working days are unknown.

        >>> from perfrules.expressions import parse
        >>> str(parse("每月最后一个工作日前").due_dates(2021)[1])
        '2021-02-26'
        """
        if self.every == "week":
            raise self.undecided()
        length = _MONTHS[self.every]
        return tuple(self._day_of(year, month, calendar) for month in range(self.month or length, 13, length))

    def _day_of(self, year: int, month: int, calendar: WorkCalendar | None) -> date:
        if isinstance(self.day, int):
            return day_or_last(year, month, self.day)
        last = last_day(year, month)
        if self.day == "last":
            return last
        return (calendar or working_days.WorkCalendar()).rolled(last, "previous-working-day")

    def _fields(self) -> dict[str, Any]:
        fields = {"every": self.every, "month": self.month, "day": self.day, "inclusive": self.inclusive}
        return fields | ({"following": True} if self.following else {})

    def _text(self) -> str:
        following = f"次{self._next_period()}" if self.following else ""
        day = self._day_zh()
        if self.following and self.every in ("quarter", "half-year"):
            day = day.removeprefix("第1个月")
        return f"每{_EVERY_ZH[self.every]}{following}{day}{'' if self.inclusive else '(不含)'}前"

    def _next_period(self) -> str:
        """Return the period that follows: the month after a quarter, the year after a year."""
        return "年" if self.every == "year" else "月"

    def _day_zh(self) -> str:
        if self.day == "last-working-day":
            month = "" if self.month is None or self.every == "year" else f"第{self.month}个月"
            return f"{month}最后一个工作日"
        if self.every == "week" and self.day != "last":
            return _WEEKDAYS[self.day - 1]
        last = self.day == "last"
        if self.month is None:
            return f"{self.day}日" if not last else "末" if self.every in ("quarter", "half-year") else "底"
        month = f"{self.month}月" if self.every == "year" else f"第{self.month}个月"
        return month + ("底" if last else f"{self.day}日")

    def _phrase(self, language: Language) -> str:
        kind = "by" if self.inclusive else "before"
        every = {"every_zh": _EVERY_ZH[self.every], "every_en": self.every}
        if not self.following:
            day = {"day_zh": self._day_zh(), "day_en": self._day_en()}
            return phrase(f"targets.recurring-{kind}", language, **every, **day)
        yearly = self.every == "year"
        within = self if yearly else evolve(self, month=None, every="month")
        day = {"day_zh": RecurringDeadline._day_zh(within), "day_en": RecurringDeadline._day_en(within)}
        following = {"next_zh": self._next_period(), "next_en": "year" if yearly else "month"}
        return phrase(f"targets.next-recurring-{kind}", language, **every, **following, **day)

    def _day_en(self) -> str:
        if self.every == "week" and isinstance(self.day, int):
            return phrase(f"calendar.weekday-{self.day}", "en")
        if isinstance(self.day, int):
            day = phrase("targets.numbered-day", "en", day=self.day)
        else:
            day = phrase(f"targets.{self.day}", "en")
        if self.month is None:
            return day
        if self.every != "year":
            month = phrase(f"targets.ordinal-{self.month}", "en")
            return phrase("targets.day-of-nth-month", "en", day=day, month=month)
        month = month_phrase(self.month, "en")
        if isinstance(self.day, int):
            return phrase("calendar.month-day", "en", day=self.day, month=month)
        return phrase("targets.day-of-month", "en", day=day, month=month)


@frozen(repr=False)
class Frequency(Named):
    """So often in a period: `times` of a count word, per year, month, day and so on.

    >>> from perfrules.expressions import parse
    >>> str(parse("一年不少于两次")), str(parse("每季度"))
    ('每年>=2次', '每季度1次')
    """

    kind: ClassVar[str] = "frequency"
    operator: Operator | None
    times: Quantity
    per: Unit

    @property
    def value(self) -> Fraction:
        """How often in a period."""
        return self.times.value

    @property
    def unit(self) -> Unit:
        """What is counted: 次, 场."""
        return self.times.unit

    @property
    def region(self) -> Region:
        """The rates that meet it, in the compound unit 次/月 and the like."""
        count, per = self.times.unit, self.per
        unit = Unit(
            f"{count.name}/{per.name}", f"{count.dimension}/{per.dimension}", count.factor / per.factor
        )
        return Region(unit, half_line(self.operator, self.times.value))

    def completion(self, actual: Actual | int | Decimal | Fraction | str) -> Fraction:
        """Return the share as for a comparison of rates."""
        return share_of_bound(self.operator, self.region, self.times.value, to_actual(actual, self))

    def _fields(self) -> dict[str, Any]:
        return {"operator": self.operator, **self.times.to_json(), "per": self.per.name}

    @classmethod
    def of_plain_data(cls, plain: PlainData) -> Frequency:
        """Return the comparator of some plain data."""
        return cls(plain["operator"], plain.quantity(), plain.unit("per"), **plain.names)

    def _text(self) -> str:
        return (
            f"每{self.per.name}{self.operator or ''}{quantity_text(self.times, alone=self.operator is None)}"
        )

    def _phrase(self, language: Language) -> str:
        times = quantity_phrase(self.operator, self.times, language)
        per = self.per.name
        if per in _NAMED_PERIODS:
            per = phrase(f"targets.per-{per}", language)
        return phrase("targets.frequency", language, per=per, times=times)


@frozen(repr=False)
class Period(Named):
    """From a day to a day, both included; `MonthDay`s where no year is written.

    >>> from perfrules.expressions import parse
    >>> str(parse("2023.07-2024.01"))
    '2023年7月1日至2024年1月31日'
    """

    kind: ClassVar[str] = "period"
    start: AnyDay
    end: AnyDay

    @property
    def region(self) -> Region:
        """Every day of the period. Raises PR243 where no year is written; see `in_year`."""
        if isinstance(self.start, MonthDay) or isinstance(self.end, MonthDay):
            raise self.undecided()
        start, end = Fraction(self.start.toordinal()), Fraction(self.end.toordinal())
        return Region(CALENDAR, IntervalSet((Interval(start, True, end, True),)))

    def in_year(self, year: int) -> Period:
        """The period of that year; one that has its years stays as it is."""
        start = self.start.in_year(year) if isinstance(self.start, MonthDay) else self.start
        end = self.end.in_year(year) if isinstance(self.end, MonthDay) else self.end
        return evolve(self, start=start, end=end)

    def _fields(self) -> dict[str, Any]:
        ends = (
            str(each) if isinstance(each, MonthDay) else each.isoformat() for each in (self.start, self.end)
        )
        return dict(zip(("start", "end"), ends, strict=True))

    @classmethod
    def of_plain_data(cls, plain: PlainData) -> Period:
        """Return the comparator of some plain data."""
        return cls(plain.day("start"), plain.day("end"), **plain.names)

    def _text(self) -> str:
        return f"{day_text(self.start)}至{day_text(self.end)}"

    def _phrase(self, language: Language) -> str:
        start, end = day_phrase(self.start, language), day_phrase(self.end, language)
        return phrase("targets.period", language, start=start, end=end)
