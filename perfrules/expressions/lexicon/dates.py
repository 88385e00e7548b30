"""The patterns of dates and periods."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from perfrules.expressions.lexicon.vocabulary import needing, one_of
from perfrules.expressions.lexicon.words import DASH, PART_STOP, STOP, lexicon

YEAR = r"(?:(?:19|20)[0-9]{2}|二[〇零][一二三四五六七八九〇零]{2})"
"""A year in digits or read out digit by digit."""
_MONTH = r"(?:1[0-2]|0?[1-9](?![0-9])|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9](?![0-9])|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_COMPACT_MONTH = r"(?:19|20)[0-9]{2}(?:1[0-2]|0[1-9])(?![0-9])"
_COMPACT_DAY = r"(?:19|20)[0-9]{2}(?:1[0-2]|0[1-9])(?:3[01]|[12][0-9]|0[1-9])(?![0-9])"
_SOME_YEAR = needing("年", rf"{YEAR}年度?|当年度?|本年度?|今年|该年度?|年度")
_THIRD = r"(?:上旬|中旬|下旬|月?底|月?末|初|中)"
_QUARTER = r"(?:第?[1-4一二三四]|首)季度?"
_BEFORE = r"(?:前(?!半年)|之前|以前|及以前|及之前|或以前|止|截止|为止)"
_DIGITS = "[0-9〇零一二三四五六七八九十]{0,8}"
_DATE_AHEAD = (
    rf"{_DIGITS}[年月季半第上下当本今该/\-前之以止截为]|{YEAR}\.|[0-9]{{1,2}}\.[0-9]{{1,2}}[前之以止截为]"
)
"""What every date begins with: its first digits and a word or sign that few other numbers have after them."""
_PERIOD_AHEAD = rf"{_DIGITS}[年月全前半当本今该上下\-—–―─~→至到]"


@cache
def dates() -> Mapping[str, str]:
    """A date, its parts, and a period."""
    return {
        "spoken_date": f"(?:{'|'.join(_spoken())})",
        "date": f"(?:{'|'.join([*_spoken(), *_in_digits()])})",
        "date_ahead": _DATE_AHEAD,
        "year": YEAR,
        "month": _MONTH,
        "day": _DAY,
        "after_day": rf"{_BEFORE}|[、和及与]{_DAY}[日号]|\(|{STOP}|{one_of(lexicon()['outcomes'])}",
        "period": "|".join(_periods()),
        "period_ahead": _PERIOD_AHEAD,
        "recurring": _recurring(),
    }


def _spoken() -> list[str]:
    return [
        needing("月", rf"{_SOME_YEAR}?{_MONTH}月份?{_DAY}[日号]"),
        needing("月", rf"{_SOME_YEAR}{_MONTH}月份?{_THIRD}?"),
        needing("月", rf"{_MONTH}月份?{_THIRD}"),
        needing("月", rf"{_MONTH}月份?(?={_BEFORE})"),
        needing(".", rf"(?:1[0-2]|0?[1-9])\.(?:3[01]|[12][0-9]|0?[1-9])(?={_BEFORE})"),
        needing("月", rf"{_MONTH}月份"),
        needing("季", rf"{_SOME_YEAR}{_QUARTER}[末底]?"),
        needing(
            "季",
            rf"(?<![<>=≥≤于过达到少多])[1-4一二三四首]季度(?={PART_STOP}|内|{one_of(lexicon()['outcomes'])})",
        ),
        needing("季", rf"{_QUARTER}[末底]|第[1-4一二三四]季度|{_QUARTER}(?={_BEFORE})"),
        needing("季", rf"{_SOME_YEAR}?(?:{_QUARTER}|前[二两三]个?季度)(?={_reaching()})"),
        needing("年", rf"{YEAR}年度?(?={_reaching()})"),
        needing("半", rf"{_SOME_YEAR}?[上下]半年(?={_reaching()})"),
        needing("半", rf"{_SOME_YEAR}?[上下]半年(?:[末底]|(?={_BEFORE}))|{_SOME_YEAR}[上下前后]半年"),
        needing("年", rf"{_SOME_YEAR}?年?(?:年底|年末|年终(?!了)|年内)|{_SOME_YEAR}(?:[底末内]|终(?!了))"),
        needing(
            "年",
            rf"{YEAR}年(?={_BEFORE}|以前|{PART_STOP}|{DASH}|[至到(]|{one_of(lexicon()['outcomes'])}(?:{PART_STOP}))",
        ),
    ]


@cache
def _reaching() -> str:
    """Return what shows that a period has a target of its own: 2025年达到80%, 二季度完成50%."""
    words = lexicon()
    signs = one_of(each for signs in words["symbols"].values() for each in signs)
    bounds = one_of(word for each in words["operators"].values() for word in each if len(word) > 1)
    reached = one_of(words["reached"])
    return f"(?:{reached})?(?:{signs}|[不超低]|{bounds}|[0-9.]+%)|{reached}[0-9]"


def _in_digits() -> list[str]:
    day = r"(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])"
    return [
        needing("-", r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])"),
        *(needing(mark[-1], rf"{YEAR}{mark}(?:1[0-2]|0?[1-9]){mark}{day}") for mark in ("-", "/", r"\.")),
        needing("前止", rf"{_COMPACT_DAY}(?={_BEFORE})"),
        needing("-./", rf"{YEAR}[-./](?:1[0-2]|0[1-9])(?![0-9])(?={DASH}|至|到|前|之前|以前|底|末)"),
        needing(".", rf"{YEAR}\.(?:1[0-2]|0?[1-9])(?={DASH}{YEAR}\.)"),
        needing("./", rf"(?<=[0-9年月日号—–~-][-—–~至到]){YEAR}[./](?:1[0-2]|0?[1-9])(?![0-9])"),
    ]


def _recurring() -> str:
    """Return the pattern of the beginning of a recurring deadline."""
    ordinal = r"第?[一二三四五六1-6首末]个?月|最后"
    day = rf"[一二三四五六日天](?:{_BEFORE}|\()|{_DAY}[日号]|{_MONTH}月"
    following = needing("次翌", rf"(?:每个?(?:月|季度?|年度?))?{next_period()}")
    return (
        following
        + "|"
        + needing("每", rf"每个?(?:周|星期|月|季度?|半年|年度?)(?:[月季年]?度?[底末终]|{ordinal}|{day})")
    )


def next_period() -> str:
    """Return the pattern of 次月 and the like before a day in it."""
    return rf"(?:次月份?(?={_DAY}[日号]|月?[底末]|最后)|[次翌]年(?={_MONTH}月|年?[底末]))"


def _periods() -> list[str]:
    return [
        needing("年", rf"(?:{_SOME_YEAR}|)全年度?(?={PART_STOP})"),
        needing("半", rf"(?:{YEAR}年度?)?[上下前后]半年(?={PART_STOP})"),
        needing("季", rf"{_SOME_YEAR}?前[二两三]个?季度(?={PART_STOP})"),
        needing("前", rf"{_SOME_YEAR}?前(?:[二两三四五六七八九]|十一?|1[01]|[2-9])个月(?={PART_STOP})"),
        needing("月", rf"(?:{YEAR}年)?{_MONTH}月{_DAY}(?:{DASH}|至|到){_DAY}[日号](?={PART_STOP})"),
        needing("月", rf"{_SOME_YEAR}?{_MONTH}(?:月份?)?(?:{DASH}|至|到){_MONTH}月份?(?={PART_STOP})"),
        needing("年", rf"{YEAR}年?(?:{DASH}|至|到){YEAR}年度?(?!{_MONTH}月|[0-9])"),
        needing("年", rf"{YEAR}年度?(?={PART_STOP})"),
        *(
            needing("-—–―─~→至到", rf"{compact}(?:{DASH}|至|到){compact}(?={PART_STOP})")
            for compact in (_COMPACT_MONTH, _COMPACT_DAY)
        ),
    ]
