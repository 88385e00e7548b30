"""The wordings of operators: which operator a word means, and which one a longer text holds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal, cast

from perfrules.expressions.lexicon import WordPattern, lexicon, operator, operator_words
from perfrules.expressions.lexicon.operators import REACHING
from perfrules.resources.late_patterns import late_pattern
from perfrules.values.numerals import CHINESE

_NUMERAL = late_pattern(f"[0-9]|{CHINESE}")
Operator = Literal["<", "<=", "=", ">=", ">"]


@cache
def _meanings() -> Mapping[str, Operator]:
    wordings = [*operator_words().items(), *lexicon()["symbols"].items()]
    return {word: cast("Operator", name) for name, words in wordings for word in words}


@lru_cache(maxsize=1024)
def operator_of(word: str) -> Operator:
    """Return the operator that a word or sign means, with modals before it and 为 or 了 after it.

    >>> operator_of("不得超过"), operator_of("≥"), operator_of("应不少于"), operator_of("不低于为")
    ('<=', '>=', '>=', '>=')
    """
    meanings = _meanings()
    endings = (word[at:] for at in range(len(word)))
    known = (
        meanings.get(each) or meanings.get(each.removesuffix("为").removesuffix("了")) for each in endings
    )
    return next(filter(None, known))


@cache
def _anywhere() -> WordPattern:
    return WordPattern(operator())


def find_operator(text: str) -> Operator | None:
    """Return the operator in a text, or None if it holds none or more than one.

    >>> find_operator("培训人数（≥**人）"), find_operator("不高于支出核定数额"), find_operator("合格率")
    ('>=', '<=', None)
    """
    if not _NUMERAL.search(text) and not any(each in text for each in _sure()):
        return None
    found = {operator_of(each.group()) for each in _anywhere().covering(text).finditer(text)}
    return found.pop() if len(found) == 1 else None


def leading_operator(text: str) -> tuple[Operator, int] | None:
    """Return the operator that a text begins with and the number of its characters, or None.

    The text is in plain characters, without blanks.

    >>> leading_operator("不得超过limit"), leading_operator("≥limit"), leading_operator("limit")
    (('<=', 4), ('>=', 1), None)
    """
    start = 0
    while modal := next((each for each in _modals() if text.startswith(each, start)), ""):
        start += len(modal)
    for end in range(min(len(text), start + _longest()), 0, -1):
        for first in {0, start}:
            if first < end and (meaning := _meanings().get(text[first:end])) is not None:
                return meaning, end
    return None


def leading_date_order(text: str) -> tuple[Operator, int] | None:
    """Return the order of dates that a text in plain characters begins with and its length, or None.

    >>> leading_date_order("不晚于到期日期"), leading_date_order("不超过limit")
    (('<=', 3), None)
    """
    for name, words in lexicon()["date_order"].items():
        for word in words:
            if text.startswith(word):
                return cast("Operator", name), len(word)
    return None


def after_not_equal(text: str) -> str | None:
    """Return what follows the sign or word for *not equal* at the beginning of a text, or None.

    The text is in plain characters.

    >>> after_not_equal("不等于limit"), after_not_equal("≠5元"), after_not_equal("=5元")
    ('limit', '5元', None)
    """
    for word in lexicon()["not_equal"]:
        if text.startswith(word):
            return text[len(word) :]
    return None


@cache
def _sure() -> tuple[str, ...]:
    """The signs and words that are operators without a number behind them."""
    signs = {sign for each in lexicon()["symbols"].values() for sign in each}
    return tuple(
        each for each in _meanings() if each in signs or (len(each) > 1 and not each.endswith(REACHING))
    )


@cache
def _modals() -> tuple[str, ...]:
    return tuple(sorted(lexicon()["modals"], key=len, reverse=True))


@cache
def _longest() -> int:
    """How many characters the longest operator has."""
    return max(map(len, _meanings()))
