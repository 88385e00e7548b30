"""The year of a form, and the day up to which it reports: lines of a year, headings such as 1-7月执行数."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from datetime import date

from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.labels import plain

_YEAR_LINE = late_pattern(
    r"\(?(?:year)?(?P<year>(?:19|20)[0-9]{2})年?度?(?:[0-9]{1,2}月?[-—–~至][0-9]{1,2}月|上半年|前三季度)?"
    r"(?:,(?:截至|asof)(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}))?\)?"
)
"""The year in a line of its own: （2021年度）, （2021年1-7月）, （2021年度，截至2021-06-30）."""
_MONTHS = late_pattern(r"(?<![0-9])1月?[-—–~至到](?P<month>1[0-2]|[1-9])月")
_WORDS = {
    "一季度": 3, "1季度": 3, "上半年": 6, "前二季度": 6, "前两季度": 6, "前2季度": 6,
    "前三季度": 9, "前3季度": 9,
}  # fmt: skip


def end_of_period(texts: Iterable[str], year: int | None) -> date | None:
    """The last day of the part of the year that headings name; None without one, or with several.

    >>> end_of_period(["1-7月执行数", "1—7月执行情况"], 2024)
    datetime.date(2024, 7, 31)
    >>> end_of_period(["上半年", "1-9月"], 2024), end_of_period(["年度指标值"], 2024)
    (None, None)
    """
    months = {month for text in texts for month in months_in(text)}
    if year is None or len(months) != 1:
        return None
    (month,) = months
    return date(year, month, calendar.monthrange(year, month)[1])


def months_in(heading: str) -> Iterator[int]:
    """The last month of each part of the year, from January on, that a heading names.

    >>> list(months_in("1-7月执行数")), list(months_in("前三季度完成值")), list(months_in("三季度完成值"))
    ([7], [9], [])
    """
    text = plain(heading)
    yield from (int(found["month"]) for found in _MONTHS.finditer(text))
    yield from (month for word, month in _WORDS.items() if word in text)


def year_line(text: str) -> re.Match[str] | None:
    """The `year` of a line that holds nothing else, and its `day` where it names one."""
    return _YEAR_LINE.fullmatch(plain(text))


def is_year_line(text: str) -> bool:
    """Whether a line holds the year of a form alone.

    >>> is_year_line("（2021年度，截至2021-06-30）"), is_year_line("2021年度总结")
    (True, False)
    """
    return year_line(text) is not None


def day_of(text: str) -> date | None:
    """The day in a text such as 2021-06-30; None for another text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
