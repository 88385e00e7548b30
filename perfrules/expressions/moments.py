"""Days and periods of the calendar as officials write them: 2021年12月底, 第三季度末, 2023.07, 当年."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from attrs import evolve, frozen

from perfrules.resources.late_patterns import late_pattern
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import MonthDay, last_day, read_number

_NUMBER = r"[0-9]+|[〇零一二三四五六七八九十]+"
_FORM = late_pattern(
    rf"""
    (?: (?P<year>[12][0-9]{{3}}|[0-9]{{4}}(?=-[0-9]{{2}}-)|二[〇零一二三四五六七八九]{{3}})
        (?:年度?|(?=[-./]|(?:[0-9]{{2}}){{1,2}}\Z))
      | (?P<this_year>当年度?|本年度?|今年|该年度?|年度) )?
    (?: [-./](?P<month_digits>[0-9]{{1,2}})(?:[-./](?P<day_digits>[0-9]{{1,2}}))?
      | (?P<month_compact>[0-9]{{2}})(?P<day_compact>[0-9]{{2}})?
      | (?P<month>{_NUMBER})月份?(?:(?P<day>{_NUMBER})[日号]|(?P<third>上旬|中旬|下旬|月?[底末]))?
      | (?P<month_dotted>[0-9]{{1,2}})\.(?P<day_dotted>[0-9]{{1,2}})
      | 前(?P<quarters>[二两三])个?季度
      | 前(?P<months>[0-9]+|[两二三四五六七八九]|十一?)个月
      | (?:第?(?P<quarter>{_NUMBER})|(?P<first_quarter>首))季度?[末底]?
      | (?P<half>[上下前后])半年[末底]?
      | (?P<whole_year>年?[底末终内]|全年度?)
    )?
    """,
    re.VERBOSE,
)
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20)}


@frozen(repr=False)
class Moment(PlainRepr):
    """A stretch of days as it was written: its first and last day; `day_written` where it is a single day."""

    first: date | MonthDay
    last: date | MonthDay
    day_written: bool


def read_moment(text: str, default_year: int | None = None) -> Moment | None:
    """Return the days that a text names, or None if no such day exists (31 April).

    Args:
        text: A date as the grammar found it.
        default_year: The year of a text that has none of its own, as the second half of `2021年1月至12月`.

    >>> read_moment("2021年第三季度末").last
    datetime.date(2021, 9, 30)
    >>> str(read_moment("12月底").last)
    '--12-31'
    """
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    groups = found.groupdict()
    year = int(read_number(groups["year"])) if groups["year"] else default_year
    try:
        return _moment(year, groups)
    except (ValueError, OverflowError):  # no such day in the calendar
        return None


def is_day(value: Fraction) -> bool:
    """Return whether a number may also be a day: 20211231.

    >>> is_day(Fraction(20211231)), is_day(Fraction(20211331))
    (True, False)
    """
    digits = str(value)
    return len(digits) == 8 and digits[:2] in ("19", "20") and read_moment(digits) is not None


_MONTH_IN_DIGITS = late_pattern("(?:19|20)[0-9]{2}[.](?:1[0-2]|0?[1-9])|20[0-4][0-9](?:1[0-2]|0[1-9])")


def is_month(digits: str) -> bool:
    """Return whether the digits of a number may also be a month: 2024.5, 202405.

    >>> is_month("2024.5"), is_month("2024.13"), is_month("202405"), is_month("365")
    (True, False, True, False)
    """
    return _MONTH_IN_DIGITS.fullmatch(digits) is not None


def _moment(year: int | None, groups: dict[str, str | None]) -> Moment:
    month = groups["month"] or groups["month_digits"] or groups["month_dotted"] or groups["month_compact"]
    day = groups["day"] or groups["day_digits"] or groups["day_dotted"] or groups["day_compact"]
    if month and day:
        exactly = _day(year, int(read_number(month)), int(read_number(day)))
        return Moment(exactly, exactly, day_written=True)
    if month:
        number = int(read_number(month))
        if groups["third"] in _THIRDS:
            first, last = _THIRDS[groups["third"] or ""]
            return Moment(_day(year, number, first), _day(year, number, last), day_written=True)
        whole = _months(year, number, number)
        return evolve(whole, first=_day(year, number, 21)) if groups["third"] == "下旬" else whole
    if groups["quarters"]:
        return _months(year, 1, 3 * int(read_number(groups["quarters"])))
    if groups["months"]:
        return _months(year, 1, int(read_number(groups["months"])))
    if groups["quarter"] or groups["first_quarter"]:
        last_month = 3 * int(read_number(groups["quarter"] or "1"))
        return _months(year, last_month - 2, last_month)
    if groups["half"]:
        return _months(year, *((1, 6) if groups["half"] in "上前" else (7, 12)))
    return _months(year, 1, 12)


def _months(year: int | None, first: int, last: int) -> Moment:
    end = MonthDay.last_of(last) if year is None else last_day(year, last)
    return Moment(_day(year, first, 1), end, day_written=False)


def _day(year: int | None, month: int, day: int) -> date | MonthDay:
    if year is not None:
        return date(year, month, day)
    date(2024, month, day)  # a leap year has every day that any year has
    return MonthDay(month, day)
