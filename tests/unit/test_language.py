"""Plain English: no text of the project has a phrase of an older or translated English."""

from __future__ import annotations

from pathlib import Path

import pytest
from old_phrases import PHRASES
from paths import ROOT

AREAS = (
    *(f"perfrules/{each.name}" for each in sorted((ROOT / "perfrules").iterdir()) if each.is_dir()),
    "grammar", "docs/en", "docs/decisions", "tests", "benchmarks", "examples", "policies",
    "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "CODE_OF_CONDUCT.md",
)  # fmt: skip
KINDS = {".py", ".md", ".yaml"}
LISTED = {ROOT / "tests" / "old_phrases.py", Path(__file__)}


def texts(area: str) -> list[Path]:
    path = ROOT / area
    files = [path] if path.is_file() else sorted(path.rglob("*"))
    return [each for each in files if each.suffix in KINDS and each not in LISTED]


def found(area: str) -> list[str]:
    """Each occurrence with file and line."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {match.group()}"
        for path in texts(area)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for match in PHRASES.finditer(line)
    ]


@pytest.mark.parametrize("area", AREAS)
def test_has_no_old_phrase(area):
    assert not found(area)


def test_the_phrases_of_the_guide_are_recognised():
    assert all(
        map(
            PHRASES.search,
            ["a language that there is not", "`x` is no frequency", "twice in vain", "it stands there"],
        )
    )
    assert PHRASES.search("it is no longer used; there is no rule") is None
