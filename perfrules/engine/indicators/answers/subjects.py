"""Whether the words around a reported number speak of the row that it answers."""

from __future__ import annotations

from collections.abc import Iterable

from perfrules.engine.indicators.answers.model import AnswerContext
from perfrules.engine.indicators.answers.words import is_denied
from perfrules.engine.indicators.vocabulary import vocabulary, without_suffix
from perfrules.expressions import read
from perfrules.expressions.text.denials import says_otherwise
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.labels import plain

_BETWEEN = late_pattern(r"[-+0-9.,%]+")
_SHARES = ("%", "‰")


def speaks_of_row(context: AnswerContext, unit: str = "") -> bool:
    """Whether the words around a number let it be the result of the row.

    They do not where they speak of a plan, of another year or of what is left, or name a rate that shares no
    word with the row. A text of a number and its `unit` alone is not read again.

    >>> answers = ("8个", "已建成8个", "拟建8个", "目标8个")
    >>> [speaks_of_row(AnswerContext("新建驿站", "≥10个", answer)) for answer in answers]
    [True, True, False, False]
    >>> rates = ("合格率98%", "优良率98%")
    >>> [speaks_of_row(AnswerContext("验收合格率", "≥95%", answer), "%") for answer in rates]
    [True, False]
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
        words = [plain(getattr(said, "subject", "")), plain(getattr(said, "counted", ""))]
    if is_denied(context.actual_text):
        return all(each in row for each in words)
    if any(says_otherwise(each, row) for each in words):
        return False
    return unit not in _SHARES or _is_rate_of(words[0], row)


def _is_rate_of(words: str, row: str) -> bool:
    """Whether words are not a rate, or one that shares a word with the row or is another name for it."""
    around = vocabulary()["around_results"]
    stem = without_suffix(words, around["rates"])
    if stem == words or not set(stem).isdisjoint(row):
        return True
    return any(_has(stem, alike) and _has(row, alike) for alike in around["alike"])


def _has(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)
