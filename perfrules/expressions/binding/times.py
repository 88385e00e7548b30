"""The rules for deadlines, recurring ones and periods."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Literal, NamedTuple, get_args

from perfrules.diagnostics import Diagnostic, Language, Span
from perfrules.expressions.amounts.bounds import Amount, ReadingProblem
from perfrules.expressions.comparators import (
    AllOf,
    Comparator,
    Deadline,
    Named,
    Operator,
    Period,
    RecurringDeadline,
    StartDate,
)
from perfrules.expressions.comparators.times import Day, Every
from perfrules.expressions.comparators.wording import day_phrase
from perfrules.expressions.grammar.token import Token
from perfrules.expressions.lexicon.words import DASH
from perfrules.expressions.moments import Moment, read_moment
from perfrules.expressions.operators import operator_of
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import MonthDay, Unit, read_number

_EVERY: dict[str, Every] = {"周": "week", "月": "month", "季度": "quarter", "半年": "half-year", "年": "year"}
_WEEKDAYS = {day: number for number, day in enumerate("一二三四五六日", start=1)} | {"天": 7}
_DAYS = ("DATE", "MONTH", "DAY")
_BEFORE = ("前", "之前", "以前")
_ENDS = ("底", "末", "终", "内")
"""What says that the end of a month, quarter or year is meant."""
_ISO = late_pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INCLUSIVE = {"<=", "="}


class Each(NamedTuple):
    """每 and a unit: what a rate is per."""

    unit: Unit
    token: Token


class TimeRules:
    """`deadline`, `recurrence`, `period`."""

    def deadline(self, children: list[Any]) -> Named:
        token = next(child for child in children if isinstance(child, Token) and child.type == "DATE")
        moment = _moment(token)
        last = moment.last
        included = _day_included(children, last)
        before = children[0]
        if before is not token and before.type == "EARLIER_THAN":
            included = False
        elif before is not token and before.type == "OPERATOR":
            operator = operator_of(before.value)
            if operator in (">", ">=") or (operator == "=" and _ISO.fullmatch(token)):
                return _signed(operator, moment, children)
            included = operator in _INCLUSIVE
        return Deadline(last, included, warnings=_before_a_period(token, moment, children))

    def included_day(self, tokens: list[Token]) -> tuple[bool, Token]:
        return True, tokens[0]

    def excluded_day(self, tokens: list[Token]) -> tuple[bool, Token]:
        return False, tokens[0]

    def recurring(self, children: list[Any]) -> Named:
        each, *rest = children[1:] if isinstance(children[0], Token) else children
        every = _EVERY.get(each.unit.name)
        tokens = {child.type: child for child in rest if isinstance(child, Token)}
        place = None if every is None else _place_in(every, tokens)
        if every is None or place is None:
            raise ReadingProblem.at("PR219", each.token, rest[0])
        month, day = place
        inclusive = _day_included(rest, _when(every, month, day))
        date = tokens.get("DATE")
        warnings = _before_a_period(date, _moment(date), rest) if date is not None else ()
        return RecurringDeadline(every, month, day, inclusive=inclusive, warnings=warnings)

    def next_recurring(self, children: list[Any]) -> Named:
        """Build 次月5日前 and 每季度次月10日前: a day of the period after each."""
        at = next(n for n, child in enumerate(children) if getattr(child, "type", "") == "NEXT")
        each = next((child for child in children[:at] if isinstance(child, Each)), None)
        token, rest = children[at], children[at + 1 :]
        named: Every = "year" if token.endswith("年") else "month"
        every = named if each is None else _EVERY.get(each.unit.name)
        first_month = named == "month" and every in ("quarter", "half-year")
        tokens = {child.type: child for child in rest if isinstance(child, Token)}
        place = _place_in(named, tokens) if every == named or first_month else None
        if every is None or place is None:
            raise ReadingProblem.at("PR219", token if each is None else each.token, rest[0])
        month, day = place
        inclusive = _day_included(rest, _when(every, month, day))
        warnings = _before_a_period(rest[0], _moment(rest[0]), rest) if rest[0].type == "DATE" else ()
        month = 1 if first_month else month
        return RecurringDeadline(every, month, day, inclusive, following=True, warnings=warnings)

    def start_date(self, tokens: list[Token]) -> Named:
        """Build 自2019年5月8日起.

        Raises:
            ReadingProblem: PR213 for 12月31日后 and 12月31日起, rather deadlines with a wrong last word.
        """
        *since, token, side = tokens
        first = _moment(token).first
        if side != "起" or (isinstance(first, MonthDay) and not since):
            raise ReadingProblem.at("PR213", side)
        return StartDate(first, inclusive=True)

    def recurring_days(self, children: list[Any]) -> Comparator:
        """Read 每年6月30日、12月31日前 or 每月10日和25日前 as a deadline for each day."""
        days = [child for child in children if isinstance(child, Token) and child.type in _DAYS]
        last = next(n for n, child in enumerate(children) if child is days[-1])
        each = next(child for child in children if isinstance(child, Each))
        tail = children[last + 1 :]
        parts = [self.recurring([each, _as_date(day), *tail]) for day in days]
        return AllOf(tuple(parts))

    def period(self, tokens: list[Token]) -> Named:
        first, second = (token for token in tokens if token.type not in ("SINCE", "DASH", "UNTIL"))
        if second.type == "DAY":  # 9月1日-15日
            second = second.update(value=re.sub("[0-9一二三四五六七八九十]+[日号]$", "", first) + second)
        return _period(first, second)

    def whole_period(self, tokens: list[Token]) -> Named:
        token = tokens[0]
        ends = re.split(f"{DASH}|至|到", token)
        if len(ends) == 1:
            moment = _moment(token)
            return Period(moment.first, moment.last)
        if len(ends[0]) > len("2021") and ends[0].isdigit():  # 202201-202212
            return _period(*(token.update(value=end) for end in ends))
        if token.endswith(("日", "号")):  # 4月12-19日
            month = ends[0][: ends[0].index("月") + 1]
            return _period(token.update(value=ends[0] + "日"), token.update(value=month + ends[1]))
        suffix = "年" if re.search("年度?$", token) else "月"
        first, second = (token.update(value=re.sub("[年月份度]*$", "", end) + suffix) for end in ends)
        return _period(first, second)


def _as_date(token: Token) -> Token:
    """Return a month alone as the date of its end."""
    return token.update(type="DATE", value=token + "底") if token.type == "MONTH" else token


def _moment(token: Token, year: int | None = None) -> Moment:
    moment = read_moment(token.value, year)
    if moment is None:
        raise ReadingProblem.at("PR218", token)
    return moment


def _signed(operator: Operator, moment: Moment, children: list[Any]) -> Named:
    """>=2021-07-01 and >2021年6月 start on a day, =2021-07-01 is that day alone."""
    if len(children) > 2:  # ≥2021年7月1日前, >2021年7月1日(含)
        raise ReadingProblem.at("PR211", children[0], children[1])
    if operator == "=":
        return Period(moment.first, moment.last)
    return StartDate(moment.last if operator == ">" else moment.first, inclusive=operator == ">=")


def _before_a_period(token: Token, moment: Moment, children: list[Any]) -> tuple[Diagnostic, ...]:
    """Return the warning about 10月前 or 2023年前: either the beginning or the end is meant."""
    before = [child for child in children if isinstance(child, Token) and child.type == "BEFORE"]
    if not before or before[0] not in _BEFORE or moment.day_written or token.endswith(_ENDS):
        return ()
    ends = {
        f"{name}_{language}": day_phrase(day, language)
        for name, day in (("start", moment.first), ("end", moment.last))
        for language in get_args(Language)
    }
    return (Diagnostic("PR340", ends, Span(token.start_pos, before[0].end_pos)),)


def _period(first: Token, second: Token) -> Named:
    start = _moment(first)
    year = None if isinstance(start.first, MonthDay) else start.first.year
    if year is not None and second.startswith(("次年", "翌年")):
        year += 1
    end = _moment(second.update(value=re.sub("^[次翌同]年", "", second)), year)
    if isinstance(start.first, MonthDay) != isinstance(end.last, MonthDay) or start.first > end.last:  # type: ignore[operator] # both are of one type here
        raise ReadingProblem.at("PR220", first, second)
    return Period(start.first, end.last)


def _place_in(every: Every, tokens: dict[str, Token]) -> tuple[int | None, Any] | None:
    """Return the month and day of a recurring deadline, or None if the words do not fit the period."""
    if "NTH_MONTH" in tokens:
        return _place_in_month(every, tokens)
    if "LAST" in tokens:
        return _last_of(every, tokens["LAST"])
    if "WEEKDAY" in tokens:
        return (None, _WEEKDAYS[tokens["WEEKDAY"].value]) if every == "week" else None
    if "MONTH" in tokens:
        return _date_of_year(_as_date(tokens["MONTH"])) if every == "year" else None
    if "DATE" in tokens:
        return _date_of_year(tokens["DATE"]) if every == "year" else None
    return (None, _day(tokens["DAY"])) if every == "month" else None


def _place_in_month(every: Every, tokens: dict[str, Token]) -> tuple[int, Any] | None:
    """Return the place of 每季度首月10日 or 每半年第4个月底; None if the period has no such month."""
    months = {"quarter": 3, "half-year": 6}.get(every, 0)
    name = re.sub("[第个月]", "", tokens["NTH_MONTH"])
    month = {"首": 1, "末": months, "最后一": months, "最后1": months}.get(name) or int(read_number(name))
    if month > months:
        return None
    return month, _last(tokens["LAST"]) if "LAST" in tokens else _day(tokens["DAY"])


def _when(every: Every, month: int | None, day: Day) -> MonthDay | int | None:
    """Return the recurring day of the calendar, or its number in its month."""
    if every == "week" or not isinstance(day, int):
        return None
    return MonthDay(month, day) if every == "year" and month is not None else day


def _day(token: Token) -> int:
    return int(read_number(token[:-1]))


def _last_of(every: Every, token: Token) -> tuple[int | None, Any] | None:
    """Return the place of 每季末 or 每月最后一个工作日; the word may name the period again (每年年底)."""
    named = re.sub("最后.*|的|[底末终]$", "", token).replace("季度", "季").replace("季", "季度")
    if every == "week" or _EVERY.get(named, every) not in (every, "month"):
        return None
    return (12 if every == "year" else None), _last(token)


def _last(token: Token) -> Literal["last", "last-working-day"]:
    return "last-working-day" if token.endswith("工作日") else "last"


def _date_of_year(token: Token) -> tuple[int, Any] | None:
    moment = _moment(token)
    if not isinstance(moment.last, MonthDay):
        return None
    return moment.last.month, (moment.last.day if moment.day_written else "last")


def _day_included(children: list[Any], when: date | MonthDay | int | None) -> bool:
    """Return whether the day itself counts; a day named in brackets must be the one before them.

    `when` is that day, its number alone where every month has it, or None where it has none (月底).
    """
    for included, named in (
        child for child in children if isinstance(child, tuple) and not isinstance(child, Each)
    ):
        if isinstance(named, Amount):  # 含1,000 beside a day
            raise named.problem("PR217")
        if named is not None and not _is_day(re.sub("^.*?含|[()]", "", named), when):
            raise ReadingProblem.at("PR217", named)
        return bool(included)
    return True


def _is_day(text: str, when: date | MonthDay | int | None) -> bool:
    if re.fullmatch("[^年月./-]+[日号]", text):
        return int(read_number(text[:-1])) == (when if isinstance(when, int) or when is None else when.day)
    moment = read_moment(text, when.year if isinstance(when, date) else None)
    return moment is not None and moment.last == when
