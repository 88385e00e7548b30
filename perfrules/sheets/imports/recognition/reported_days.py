"""The day up to which a form reports, by the parts of the year in its headings: 1-7月执行数, 上半年."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date

from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.labels import plain

_MONTHS = late_pattern(r"(?<![0-9])1月?[-—–~至到](?P<month>1[0-2]|[1-9])月")
_WORDS = {"上半年": 6, "前三季度": 9, "前3季度": 9}


def end_of_period(texts: Iterable[str], year: int | None) -> date | None:
    """The last day of the part of the year that headings name; None without one, or with several.

    >>> end_of_period(["1-7月执行数", "1—7月执行情况"], 2024)
    datetime.date(2024, 7, 31)
    >>> end_of_period(["上半年", "1-9月"], 2024), end_of_period(["年度指标值"], 2024)
    (None, None)
    """
    months = {month for text in texts for month in _months_in(plain(text))}
    if year is None or len(months) != 1:
        return None
    (month,) = months
    return date(year, month, calendar.monthrange(year, month)[1])


def _months_in(text: str) -> Iterable[int]:
    yield from (int(found["month"]) for found in _MONTHS.finditer(text))
    yield from (month for word, month in _WORDS.items() if word in text)
