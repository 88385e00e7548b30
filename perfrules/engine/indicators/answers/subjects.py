"""Whether the words around a reported number speak of the row that it answers."""

from __future__ import annotations

from collections.abc import Iterable

from perfrules.engine.indicators.answers.model import AnswerContext
from perfrules.engine.indicators.vocabulary import vocabulary, without_prefix, without_suffix
from perfrules.expressions import read
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.labels import plain

_BETWEEN = late_pattern(r"[-+0-9.,%]+")


def speaks_of_row(context: AnswerContext, unit: str = "") -> bool:
    """Whether the words around a number say no more than that it was achieved, or share a word with the row.

    A plan, another rate, or what is left over is not a result: 拟建12个, 优良率98% against 合格率.

    A text of a number and its `unit` alone is not read again.

    >>> answers = ("8个", "已建成8个", "标准驿站8个", "拟建8个", "目标8个")
    >>> [speaks_of_row(AnswerContext("新建驿站", "≥10个", answer)) for answer in answers]
    [True, True, True, False, False]
    """
    if _BETWEEN.sub("", plain(context.actual_text)).removeprefix("万") in ("", unit):
        return True
    said = read(context.actual_text).comparator
    if getattr(said, "soft", False):
        return False
    row = plain(context.name + context.target_text)
    if said is None:
        words = _BETWEEN.split(plain(context.actual_text))
    else:
        words = [getattr(said, "subject", ""), getattr(said, "counted", "")]
    return all(_fits(plain(each), row) for each in words)


def _fits(words: str, row: str) -> bool:
    around = vocabulary()["around_results"]
    if words in row:
        return True
    if any(word in words and word not in row for word in around["other"]):
        return False
    rest = set(_without(words, around["neutral"])) - set(around["measures"])
    return not rest or not rest.isdisjoint(row)


def _without(text: str, words: Iterable[str]) -> str:
    """A text without some words at its ends; "" where it has no others."""
    words = tuple(words)
    shorter = "" if text in words else without_suffix(without_prefix(text, words), words)
    return text if shorter == text else _without(shorter, words)
