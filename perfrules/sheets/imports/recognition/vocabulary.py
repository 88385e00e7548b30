"""What headings and labels mean, from the section `tables` of `grammar/sheet-labels.yaml`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

from attrs import frozen

from perfrules.resources import load_data
from perfrules.resources.late_patterns import late_pattern
from perfrules.resources.plain_repr import PlainRepr
from perfrules.sheets.labels import plain

_BRACKETED = late_pattern(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】")
STAGES = "initial", "adjusted", "executed", "expected"
"""The stages of an amount: budgeted first, after changes, spent, expected to be spent."""
_YEAR = late_pattern(r"^(?:(?P<year>(?:19|20)[0-9]{2})年度?|(?:20)?xx年度?)")
_SPAN = late_pattern(
    r"^(?:[0-9]{1,2}[-—–~至])?[0-9]{1,2}月(?:底|末|份)?|^截[至止][0-9年月日底末]+|^至[0-9-]{10}|^上半年|^本期"
    r"|inmonths[0-9]+-[0-9]+$|until[0-9]{4}-[0-9]{2}-[0-9]{2}$"
)
_LEADING = late_pattern(r"^(?:[0-9]{1,2}[.、)]|[一二三四五六七八九十]{1,3}、)")
_PATTERN_RANK = 1_000


@frozen(repr=False)
class Heading(PlainRepr):
    """What a heading means.

    `rank` orders headings of one meaning, the usual spelling first. `year` is the year in the heading.
    """

    meaning: str | None
    rank: int = 0
    year: int | None = None


@frozen(repr=False)
class Vocabulary(PlainRepr):
    """The words of the tables, by the kind of place in which they are found."""

    columns: Mapping[str, tuple[str, int]]
    patterns: tuple[tuple[re.Pattern[str], str], ...]
    groups: frozenset[str]
    plain_names: frozenset[str]
    plain_targets: frozenset[str]
    plain_actuals: frozenset[str]
    listed_total: frozenset[str]
    qualifiers: Mapping[str, re.Pattern[str]]
    fields: Mapping[str, str]
    field_patterns: tuple[tuple[re.Pattern[str], str], ...]
    goal_columns: Mapping[str, str]
    goal_patterns: tuple[tuple[re.Pattern[str], str], ...]
    amounts: Mapping[str, str]
    amount_patterns: tuple[tuple[re.Pattern[str], str], ...]
    money: frozenset[str]
    whole: frozenset[str]
    execution: frozenset[str]
    total: frozenset[str]
    subtotal: frozenset[str]
    notes: frozenset[str]
    level1: frozenset[str]
    level2: frozenset[str]
    possibilities: frozenset[str]
    ticks: frozenset[str]
    directions: frozenset[str]
    signs: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The words that ship with the library."""
    data: dict[str, Any] = load_data("grammar", "sheet-labels.yaml")["tables"]
    columns = {
        key_of(label): (meaning, rank)
        for meaning, labels in data["columns"].items()
        for rank, label in enumerate(labels)
    }
    meanings = {name: _meanings(data[name]) for name in ("fields", "goal_columns", "amounts")}
    return Vocabulary(
        columns=columns,
        patterns=_patterns(data["patterns"]),
        field_patterns=_patterns(data["field_patterns"]),
        amount_patterns=_patterns(data["amount_patterns"]),
        goal_patterns=_patterns(data["goal_patterns"]),
        qualifiers={name: re.compile("|".join(data[name])) for name in ("prior", "midterm", "review")},
        fields=meanings["fields"],
        goal_columns=meanings["goal_columns"],
        amounts=meanings["amounts"],
        signs=frozenset(plain(sign) for sign in data["signs"]),
        groups=_keys(data["groups"]),
        plain_names=_keys(data["plain_names"]),
        plain_targets=_keys(data["plain_targets"]),
        plain_actuals=_keys(data["plain_actuals"]),
        listed_total=_keys(data["listed_total"]),
        money=_keys(data["money"]),
        whole=_keys(data["whole"]),
        execution=_keys(data["execution"]),
        total=_keys(data["total"]),
        subtotal=_keys(data["subtotal"]),
        notes=_keys(data["notes"]),
        level1=_keys(data["level1"]),
        level2=_keys(data["level2"]),
        possibilities=_keys(data["possibilities"]),
        ticks=_keys(data["ticks"]),
        directions=_keys(data["directions"]),
    )


def _patterns(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), meaning) for pattern, meaning in pairs)


def _meanings(spellings: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {key_of(label): meaning for meaning, labels in spellings.items() for label in labels}


def _keys(labels: Iterable[str]) -> frozenset[str]:
    return frozenset(key_of(label) for label in labels)


@cache
def key_of(text: str) -> str:
    """A label in the form in which labels are compared: no blanks, brackets or colons, small letters.

    >>> key_of("其中：财政 拨款（万元）"), key_of("一级指标")
    ('其中财政拨款', '一级指标')
    """
    narrowed = plain(text).lower()
    bare = _BRACKETED.sub("", narrowed) or narrowed
    return _LEADING.sub("", bare.replace(":", "").rstrip(".。*"))


@cache
def heading_of(text: str) -> Heading:
    """What a heading of a column means; its meaning is None where it is unknown.

    >>> heading_of("2024年度指标值（%）"), heading_of("1-6月执行情况").meaning, heading_of("甲").meaning
    (Heading(meaning='target', rank=0, year=2024), 'actual', None)
    """
    key = key_of(text)
    found = _YEAR.match(key)
    year = int(found["year"]) if found and found["year"] else None
    rest = _SPAN.sub("", key[found.end() :] if found else key)
    yearly = () if rest in vocabulary().plain_names else ("年度" + rest,)
    for each in dict.fromkeys((key, rest, *yearly)):
        if each in vocabulary().columns:
            meaning, rank = vocabulary().columns[each]
            return Heading(meaning, rank, year)
    if len(rest) <= _LONGEST_HEADING:
        for pattern, meaning in vocabulary().patterns:
            if pattern.search(rest):
                return Heading(meaning, _PATTERN_RANK, year)
    return Heading(None, 0, year)


def near_heading(text: str, meanings: Collection[str] = ()) -> str | None:
    """The usual heading that differs from an unknown one in a single character, or None.

    Args:
        text: the heading.
        meanings: what the other columns mean; their headings are left out.

    >>> near_heading("三及指标"), near_heading("分直"), near_heading("经办科室")
    ('三级指标', '分值', None)
    >>> near_heading("分直", {"weight"})
    """
    key = key_of(text)
    near = [
        (rank, label)
        for label, (meaning, rank) in vocabulary().columns.items()
        if meaning not in meanings and meaning in _NEEDED and _differs_in_one(key, label)
    ]
    return min(near)[1] if near else None


_NEEDED = frozenset({"name", "target", "actual", "weight", "score", "explanation"})


def _differs_in_one(one: str, other: str) -> bool:
    """Whether one character is wrong, missing or too much."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == len(longer):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


_LONGEST_HEADING = 24
_LONGEST_AMOUNT = 14
_LONGEST_FIELD = 14


def is_group(text: str) -> bool:
    """Whether a heading only groups the headings below or beside it."""
    key = key_of(text)
    found = _YEAR.match(key)
    rest = _SPAN.sub("", key[found.end() :] if found else key)
    return not rest or rest in vocabulary().groups or rest in _qualifying_words()


@cache
def _qualifying_words() -> frozenset[str]:
    data = load_data("grammar", "sheet-labels.yaml")["tables"]
    return frozenset(word for name in ("prior", "midterm", "review") for word in data[name])


def field_of(text: str) -> str | None:
    """What a label beside a value means.

    >>> field_of("项目名称："), field_of("年度资金总额（万元）"), field_of("培训")
    ('name', 'total', None)
    """
    key = key_of(text)
    fields = vocabulary().fields
    if key in fields:
        return fields[key]
    found = _YEAR.match(key)
    rest = key[found.end() :] if found else key
    for each in (rest, rest.removeprefix("其中")):
        if each in fields:
            return fields[each]
    if len(rest) > _LONGEST_FIELD or rest in vocabulary().columns or rest in vocabulary().goal_columns:
        return None
    return next((meaning for pattern, meaning in vocabulary().field_patterns if pattern.search(rest)), None)


def goal_column_of(text: str) -> str | None:
    """Which goals are below a heading: `expected`, `outcome`, `midterm`; None for another heading.

    >>> goal_column_of("预期目标"), goal_column_of("全年目标实际完成情况"), goal_column_of("培训")
    ('expected', 'outcome', None)
    """
    key = key_of(text)
    found = vocabulary().goal_columns.get(key)
    if found is not None or len(key) > _LONGEST_AMOUNT or key in vocabulary().columns:
        return found
    return next((kind for pattern, kind in vocabulary().goal_patterns if pattern.search(key)), None)


def amount_of(text: str) -> str | None:
    """What a heading of amounts means."""
    key = key_of(text)
    found = _YEAR.match(key)
    rest = _SPAN.sub("", key[found.end() :] if found else key)
    words = vocabulary()
    if words.qualifiers["prior"].search(key):
        # 上年度预算 is not money of this year.
        return None
    if key in words.amounts or rest in words.amounts:
        return words.amounts.get(key) or words.amounts[rest]
    if len(rest) > _LONGEST_AMOUNT or key in words.money:
        return None
    return next((meaning for pattern, meaning in words.amount_patterns if pattern.search(rest)), None)
