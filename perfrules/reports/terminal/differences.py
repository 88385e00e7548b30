"""Differences of two policies as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.analysis.cells.witnesses import witness_to_json
from perfrules.analysis.differences.diff import Difference, PolicyDiff
from perfrules.diagnostics import Language

MOST_LISTED = 50
"""The number of listed differences; the JSON has all."""

_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "none": "{old} 与 {new} 对任何情形的决定都相同",
        "count": "{old} 与 {new} 的决定有 {count} 处不同",
        "more": "{old} 与 {new} 的决定至少有 {count} 处不同",
        "unknown": "{old} 与 {new} 的决定是否相同，没有证明",
        "left": "另有 {count} 处没有列出",
        "left_more": "另有 {count} 处以上没有列出",
        "before": "  原：{text}",
        "after": "  新：{text}",
        "witness": "  例如：{text}",
    },
    "en": {
        "none": "{old} and {new} decide all facts alike",
        "count": "differences between {old} and {new}: {count}",
        "more": "differences between {old} and {new}: at least {count}",
        "unknown": "it is not proved whether {old} and {new} decide all facts alike",
        "left": "{count} more are not listed",
        "left_more": "at least {count} more are not listed",
        "before": "  before: {text}",
        "after": "  after: {text}",
        "witness": "  for example: {text}",
    },
}


def diff_lines(found: PolicyDiff, language: Language = "zh") -> Iterator[str]:
    """Each difference with its region, both outcomes and a witness."""
    words = _WORDS[language]
    names = {"old": _name(found.old.id, found.old.version), "new": _name(found.new.id, found.new.version)}
    if not found:
        yield words["none"].format(**names)
        return
    if not found.differences:
        yield words["unknown"].format(**names)
        return
    yield words["count" if found.rest == "none" else "more"].format(**names, count=len(found))
    for each in found.differences[:MOST_LISTED]:
        yield ""
        yield from _difference(each, language)
    left = max(0, len(found) - MOST_LISTED)
    if left or found.rest == "more":
        yield ""
        yield words["left" if found.rest == "none" else "left_more"].format(count=max(left, 1))


def _name(id_: str, version: str | None) -> str:
    return f"{id_}@{version}" if version else id_


def _difference(difference: Difference, language: Language) -> Iterator[str]:
    words = _WORDS[language]
    part = f"{difference.part} " if difference.part else ""
    yield part + difference.where(language)
    before, after = difference.texts(language)
    yield words["before"].format(text=before)
    yield words["after"].format(text=after)
    facts = witness_to_json(difference.witness) or {}
    yield words["witness"].format(text=" ".join(f"{name}={text}" for name, text in facts.items()))
