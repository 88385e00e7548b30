"""Differences of two policies as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.analysis.cells.witnesses import witness_to_json
from perfrules.analysis.differences.diff import Difference, PolicyDiff
from perfrules.diagnostics import Language, Words

MOST_LISTED = 50
"""The number of listed differences; the JSON has all."""


def diff_lines(found: PolicyDiff, language: Language = "zh") -> Iterator[str]:
    """Each difference with its region, both outcomes and a witness."""
    words = Words("terminal-differences", language)
    names = {"old": _name(found.old.id, found.old.version), "new": _name(found.new.id, found.new.version)}
    if not found:
        yield words("none", **names)
        return
    if not found.differences:
        yield words("unknown", **names)
        return
    yield words("count" if found.rest == "none" else "more", **names, count=len(found))
    for each in found.differences[:MOST_LISTED]:
        yield ""
        yield from _difference(each, language)
    left = max(0, len(found) - MOST_LISTED)
    if left or found.rest == "more":
        yield ""
        yield words("left" if found.rest == "none" else "left-more", count=max(left, 1))


def _name(id_: str, version: str | None) -> str:
    return f"{id_}@{version}" if version else id_


def _difference(difference: Difference, language: Language) -> Iterator[str]:
    words = Words("terminal-differences", language)
    part = f"{difference.part} " if difference.part else ""
    yield part + difference.where(language)
    before, after = difference.texts(language)
    yield words("before", text=before)
    yield words("after", text=after)
    facts = witness_to_json(difference.witness) or {}
    yield words("witness", text=" ".join(f"{name}={text}" for name, text in facts.items()))
