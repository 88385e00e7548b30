"""Targets that are written behind the names of their indicators, in tables without a column for them."""

from __future__ import annotations

from collections.abc import Iterable

from perfrules.expressions import read
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.imports.recognition.vocabulary import key_of, vocabulary
from perfrules.sheets.labels import on_one_line

_NUMBERED = late_pattern(
    r"(?P<label>[^\s:：0-9]{0,10}?)[（(]?(?:[0-9]{1,2}|[①-⑳])[）)]?\s*[:：.、]\s*(?P<rest>\D.*)"
)

_POINTS = late_pattern(r"(?P<name>.+?)\s*[（(](?P<points>[0-9]+(?:\.[0-9]+)?分)[）)]")


def name_and_target(text: str) -> tuple[str, str] | None:
    """The name and the target of a text that has both; None for another text.

    >>> name_and_target("数量指标1：培训人次≥500人次"), name_and_target("培训合格率95%以上")
    (('培训人次', '≥500人次'), ('培训合格率', '95%以上'))
    """
    whole = _without_number(on_one_line(text))
    subject = getattr(read(whole).comparator, "subject", None)
    if not subject or not whole.startswith(subject) or subject == whole:
        return None
    return subject, whole[len(subject) :].lstrip("：:，, ")


def without_points(name: str) -> tuple[str, str]:
    """A name without the points in brackets behind it, and these points as written, "" without.

    >>> without_points("巡河次数≥120次（15分）"), without_points("巡河次数（次）")
    (('巡河次数≥120次', '15分'), ('巡河次数（次）', ''))
    """
    found = _POINTS.fullmatch(name)
    return (found["name"], found["points"]) if found else (name, "")


def have_targets(texts: Iterable[str]) -> bool:
    """Whether at least half of some names have their target behind them."""
    found = [name_and_target(without_points(on_one_line(text))[0]) is not None for text in texts]
    return bool(found) and 2 * sum(found) >= len(found)


def _without_number(text: str) -> str:
    """A text without the number of an indicator before it: 数量指标1：, 2."""
    found = _NUMBERED.fullmatch(text)
    if found is None:
        return text
    label = key_of(found["label"])
    return found["rest"] if not label or label == "指标" or label in vocabulary().level2 else text
