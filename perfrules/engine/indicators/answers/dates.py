"""Days and months that answer a deadline."""

from __future__ import annotations

import re
from datetime import date

from perfrules.engine.indicators.answers.model import Answer, AnswerContext, AnswerReading, Inference
from perfrules.engine.indicators.vocabulary import vocabulary, without_prefix, without_suffix
from perfrules.expressions import Deadline, ExpressionError, Period, read
from perfrules.expressions.moments import Moment, read_moment
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.labels import plain
from perfrules.values import MonthDay

_YEAR = late_pattern(r"(?:19|20)[0-9]{2}|二[〇零]")
_BY = "前"
_BEFORE = late_pattern("(?:之|以)?前$")
_START_OR_END = "PR340"


def answer_date(target: Deadline | Period, context: AnswerContext) -> Answer | None:
    """The readings of a text that answers a deadline or a period; None for a text that names no day.

    A day without a year takes the year of the report. A month answers a deadline within or after that month;
    where the month does not decide, the row is doubtful.

    >>> from perfrules.expressions import parse
    >>> deadline, month = parse("2025年11月底前"), AnswerContext(actual_text="2025年11月")
    >>> [str(each.actual) for each in answer_date(deadline, month).readings]
    ['2025-11-30']
    >>> answer_date(parse("2025年11月15日前"), month).doubt
    'month'
    """
    read = _read(context.actual_text, context.as_of)
    if read is None:
        return None
    first, last, has_year = read
    if first is None or last is None:
        return Answer.doubtful("year")
    year = (context.as_of or last).year
    notes = () if has_year else (Inference("year", str(year), "report"),)
    settled = target.in_year(year)
    days = (last,) if _decides(settled, first, last) else (first, last)
    readings = tuple(AnswerReading(settled, day, day.isoformat()) for day in days)
    if (start := _start_of(context.target_text, year)) is not None:
        earlier = Deadline(start, inclusive=False)
        before = tuple(AnswerReading(earlier, day, day.isoformat()) for day in dict.fromkeys((first, last)))
        return Answer((*readings, *before), notes, "start")
    return Answer(readings, notes, "month" if len(days) > 1 else None)


def _start_of(target: str, year: int) -> date | None:
    """The day before which 6月前 or 2026年前 may mean; None for a deadline with one meaning."""
    found = next((each for each in read(target).diagnostics if each.code == _START_OR_END), None)
    if found is None or found.span is None:
        return None
    moment = read_moment(_BEFORE.sub("", target[found.span.start : found.span.end]))
    return None if moment is None else _day(moment.first, date(year, 1, 1))


def days_of(text: str, as_of: date | None) -> tuple[date, ...]:
    """The days that a text lists, those without a year in the year of the report; none for another text.

    >>> [str(day) for day in days_of("1月8日、2月9日", date(2025, 12, 31))]
    ['2025-01-08', '2025-02-09']
    """
    parts = re.split("[、,;，；]", plain(text))
    moments = [_with_year(read_moment(part), as_of) for part in parts]
    days = [each[1] for each in moments if each is not None and each[0] == each[1]]
    return tuple(day for day in days if day is not None) if len(days) == len(parts) else ()


def _read(text: str, as_of: date | None) -> tuple[date | None, date | None, bool] | None:
    """The first and the last day that a text names, None without a year, and whether it writes its year."""
    words = vocabulary()["dates"]
    label = without_suffix(without_prefix(plain(text), words["before"]), words["after"])
    by = label.endswith(_BY)
    moment = read_moment(label.removesuffix(_BY))
    days = _with_year(moment, as_of)
    if days is None:
        return None
    first, last = days
    # 10月底前 may be any day up to its end; the year is as early as it can be.
    if by and last is not None:
        first = date(last.year, 1, 1)
    return first, last, _YEAR.match(label) is not None


def _with_year(moment: Moment | None, as_of: date | None) -> tuple[date | None, date | None] | None:
    if moment is None:
        return None
    return _day(moment.first, as_of), _day(moment.last, as_of)


def _day(day: date | MonthDay, as_of: date | None) -> date | None:
    if isinstance(day, MonthDay):
        return None if as_of is None else day.in_year(as_of.year)
    return day


def _decides(target: Deadline | Period, first: date, last: date) -> bool:
    """Whether all days of a stretch meet the target, or none does because all come after it."""
    if first == last:
        return True
    try:
        met = [target.matches(day) for day in (first, last)]
        end = target.region.numbers.intervals[-1]
    except ExpressionError:
        return True
    after = end.high is not None and first.toordinal() > end.high
    return all(met) or (after and not any(met))
