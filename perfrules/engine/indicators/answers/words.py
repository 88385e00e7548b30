"""Answers in words: the target's own words, words for done, words for none."""

from __future__ import annotations

from typing import TypeGuard

from perfrules.diagnostics import PerfrulesError
from perfrules.engine.indicators.vocabulary import vocabulary, without_prefix, without_suffix
from perfrules.expressions import Change, Comparator, Comparison, Frequency, Level, Qualitative, Range
from perfrules.sheets.labels import plain

_SHORTEST = 2
_AT_MOST = ("<", "<=")
_BLANKS = "。，,、；;！! "


def is_fully_reached(target: Comparator, answer: str, written: str = "") -> bool:
    """Whether words say that all of a target was reached: its own words, a better grade, or 达标.

    Words of lesser degree (有所提高 for 显著提高) do not.

    >>> is_fully_reached(Qualitative("健全"), "已健全"), is_fully_reached(Qualitative("优"), "良好")
    (True, False)
    >>> is_fully_reached(Qualitative("显著提升"), "居民生活质量显著提升")
    True

    A level of a scale is compared on that scale, on which 合格 may be too little:

    >>> from perfrules.expressions import parse
    >>> [is_fully_reached(parse("良好以上"), answer) for answer in ("优秀", "已达到良好", "合格", "达标")]
    [True, True, False, True]

    The text of the target, as it is `written`, counts unless it is a number: `≥266米` does not say how many.

    >>> is_fully_reached(parse("不超过预算"), "未超预算", "不超过预算")
    True
    >>> is_fully_reached(parse("≥266米"), "≥266米", "≥266米")
    False
    """
    said = _plain(answer)
    is_number = isinstance(target, Comparison | Range | Frequency | Change)
    if written and not is_number and _core(_undenied(answer)) == _core(_undenied(written)):
        return True
    if isinstance(target, Level) and (reached := _reaches_level(said, target)) is not None:
        return reached
    wanted = _plain(target.text) if isinstance(target, Qualitative) else ""
    if (reached := _reaches_grade(said, wanted)) is not None:
        return reached
    return said in vocabulary()["done"] or (bool(wanted) and _says(said, wanted))


def is_none(answer: str) -> bool:
    """Whether words say that there was none: 无, 未发生, 零事故 is a number of its own.

    >>> is_none("未发生"), is_none("发生")
    (True, False)
    """
    return _plain(answer) in {*vocabulary()["none"], *vocabulary()["never"]}


def may_be_none(target: Comparator | None) -> TypeGuard[Comparison]:
    """Whether 无 or 未发生 can answer a target with a number: none is wanted, or a number of things at most.

    >>> from perfrules.expressions import parse
    >>> [may_be_none(parse(text)) for text in ("0起", "≤5起", "≥5场", "≤5万元")]
    [True, True, False, False]
    """
    if not isinstance(target, Comparison):
        return False
    is_count = target.bound.unit.counts or target.bound.unit.dimension == "people"
    return target.bound.value == 0 or (is_count and target.operator in _AT_MOST)


def is_denied(answer: str) -> bool:
    """Whether an answer denies a thing in words, without a number.

    >>> is_denied("无投诉"), is_denied("0起投诉")
    (True, False)
    """
    return _plain(answer).startswith(tuple(vocabulary()["denying"]))


def is_nothing(answer: str) -> bool:
    """Whether words report nothing, where the target is not that there is none.

    >>> is_nothing("无"), is_nothing("未发生")
    (True, False)
    """
    return _plain(answer) in vocabulary()["none"]


def wants_change(target: str) -> bool:
    """Whether words ask for a number to rise or fall, so that a per cent may say by how much it did.

    >>> wants_change("稳步增长"), wants_change("显著提高")
    (True, False)
    """
    return _plain(target).endswith(tuple(vocabulary()["moving"]))


def is_unchanged(answer: str) -> bool:
    """Whether words say that nothing changed.

    >>> is_unchanged("持平"), is_unchanged("下降")
    (True, False)
    """
    return _plain(answer) in vocabulary()["unchanged"]


def _says(said: str, wanted: str) -> bool:
    """Whether an answer says the words that are wanted, alone or at the end of a sentence."""
    own = vocabulary()["own_words"]
    core = _core(wanted)
    if _core(said) == core or _turned(_core(said)) == core:
        return True
    before = said.removesuffix(wanted)
    if before == said or len(wanted) < _SHORTEST:
        return False
    return not any(denial in before[-4:] for denial in own["denials"])


def _undenied(text: str) -> str:
    """A text in which every 未超, 未超过 and 不超过 is 不超."""
    for denial in vocabulary()["not_above"]:
        text = text.replace(denial, "不超")
    return _plain(text)


def _core(text: str) -> str:
    """A text without 已, 得到 and the like around it."""
    own = vocabulary()["own_words"]
    shorter = without_suffix(without_prefix(text, own["before"]), own["after"])
    return text if shorter == text else _core(shorter)


def _turned(text: str) -> str:
    """显著提升 for 提升显著."""
    return text[2:] + text[:2] if len(text) == 4 else text


def _reaches_level(said: str, wanted: Level) -> bool | None:
    """Whether a level is at least the one that is wanted; None where its scale lacks the answer."""
    if said in vocabulary()["done"] and said not in _ranks():
        return None
    try:
        return wanted.matches(_core(said))
    except PerfrulesError:
        return None


def _reaches_grade(said: str, wanted: str) -> bool | None:
    """Whether a grade is at least the one that is wanted; None where one of them is not a grade."""
    ranks = _ranks()
    one, other = ranks.get(_core(said)), ranks.get(_core(wanted))
    return None if one is None or other is None else one <= other


def _ranks() -> dict[str, int]:
    """The grades and their places, the best first."""
    return {word: at for at, words in enumerate(vocabulary()["grades"]) for word in words}


def _plain(text: str) -> str:
    return plain(text).strip(_BLANKS)
