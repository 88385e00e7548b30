"""How two policies differ, as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.analysis.cells.witnesses import witness_to_json
from perfrules.analysis.differences.diff import Difference, PolicyDiff
from perfrules.diagnostics import Language

_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "none": "{old} 与 {new} 对任何情形的决定都相同",
        "count": "{old} 与 {new} 的决定有 {count} 处不同",
        "before": "  原：{text}",
        "after": "  新：{text}",
        "witness": "  例如：{text}",
    },
    "en": {
        "none": "{old} and {new} decide all facts alike",
        "count": "differences between {old} and {new}: {count}",
        "before": "  before: {text}",
        "after": "  after: {text}",
        "witness": "  for example: {text}",
    },
}


def diff_lines(found: PolicyDiff, language: Language = "zh") -> Iterator[str]:
    """Each difference: where it is, what is asked for before and after, and facts that show it."""
    words = _WORDS[language]
    names = {"old": _name(found.old.id, found.old.version), "new": _name(found.new.id, found.new.version)}
    if not found:
        yield words["none"].format(**names)
        return
    yield words["count"].format(**names, count=len(found))
    for each in found:
        yield ""
        yield from _difference(each, language)


def _name(id_: str, version: str | None) -> str:
    return f"{id_}@{version}" if version else id_


def _difference(difference: Difference, language: Language) -> Iterator[str]:
    words = _WORDS[language]
    part = f"{difference.part} " if difference.part else ""
    yield part + difference.where(language)
    yield words["before"].format(text=difference.before.text(language))
    yield words["after"].format(text=difference.after.text(language))
    facts = witness_to_json(difference.witness) or {}
    yield words["witness"].format(text=" ".join(f"{name}={text}" for name, text in facts.items()))
