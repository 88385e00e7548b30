"""The wordings of operators: which operator a word means, and which one stands in a longer text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import cast

from perfrules.expressions.comparators import Operator
from perfrules.expressions.lexicon import operator_patterns


@cache
def _compiled() -> Mapping[Operator, re.Pattern[str]]:
    return {cast("Operator", name): re.compile(pattern) for name, pattern in operator_patterns().items()}


@lru_cache(maxsize=1024)
def operator_of(word: str) -> Operator:
    """The operator that a word or sign stands for, as the grammar found it.

    >>> operator_of("不得超过"), operator_of("≥")
    ('<=', '>=')
    """
    # The number that some words need behind them is not part of the word.
    return next(operator for operator, pattern in _compiled().items() if pattern.match(word + "1"))


def find_operator(text: str) -> Operator | None:
    """The one operator that stands anywhere in a text, or None where there is none or more than one.

    >>> find_operator("培训人数（≥**人）"), find_operator("不高于支出核定数额"), find_operator("合格率")
    ('>=', '<=', None)
    """
    found: set[Operator] = set()
    at = 0
    while at < len(text):
        for operator, pattern in _compiled().items():
            if match := pattern.match(text, at):
                found.add(operator)
                at = match.end() - 1
                break
        at += 1
    return found.pop() if len(found) == 1 else None
