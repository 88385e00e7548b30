"""Words around a reported number that deny it: of a plan, of another year, of what is left."""

from __future__ import annotations

from typing import Any

from perfrules.expressions.lexicon import lexicon
from perfrules.resources import load_data
from perfrules.resources.late_patterns import late_pattern

_BETWEEN = late_pattern(r"[-+0-9.,%]+")


def denies(text: str, target: str) -> bool:
    """Whether the words of a normalised text say that its number is not the result of a target.

    >>> [denies(text, ">=10个") for text in ("建成12个", "拟建12个", "力争12个", "12个")]
    [False, True, True, False]
    >>> denies("计划投资5亿元", "计划投资>=3亿元")
    False
    """
    if text.startswith(tuple(lexicon()["soft_beginnings"])):
        return True
    return any(says_otherwise(words, target) for words in _BETWEEN.split(text))


def says_otherwise(words: str, row: str) -> bool:
    """Whether words say that a number is a plan, of another year, or what is left, and the row does not."""
    around: dict[str, Any] = load_data("grammar", "answers.yaml")["around_results"]
    if any(word in words for word in around["harmless"]):
        return False
    found = [word for word in around["anywhere"] if word in words]
    found += [word for word in around["at_beginning"] if words.startswith(word)]
    return any(word not in row for word in found)
