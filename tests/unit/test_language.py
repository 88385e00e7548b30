"""Plain English: phrases of an older or translated English do not spread, and disappear in time."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from paths import ROOT

PHRASES = re.compile(
    r"\b(?:that there (?:is|are) not|(?<!there )is no (?!longer|more|less|other)\w+"
    r"|in vain|ado|amiss|unasked|told|mend(?:s|ed|ing)?|whoever|whichever|held against"
    r"|stands(?! for)|how (?:it|projects?|they) stand|comes? to(?= (?:a|an|the|its|their|what)\b)"
    r"|holds? together|so many"
    r"|where there (?:is|are) (?:none|no\b)|be had|untold)\b",
    re.IGNORECASE,
)
ALLOWED: dict[str, int] = {
    "tests": 14,
}
"""The most occurrences per area. Lower a figure when an area has fewer; never raise one."""

AREAS = (
    *(f"perfrules/{each.name}" for each in sorted((ROOT / "perfrules").iterdir()) if each.is_dir()),
    "grammar", "docs/en", "docs/decisions", "tests", "benchmarks", "examples", "policies",
    "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "CODE_OF_CONDUCT.md",
)  # fmt: skip
KINDS = {".py", ".md", ".yaml"}


def texts(area: str) -> list[Path]:
    path = ROOT / area
    files = [path] if path.is_file() else sorted(path.rglob("*"))
    return [each for each in files if each.suffix in KINDS and each != Path(__file__)]


def found(area: str) -> list[str]:
    """Each occurrence with file and line."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {match.group()}"
        for path in texts(area)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for match in PHRASES.finditer(line)
    ]


@pytest.mark.parametrize("area", AREAS)
def test_old_phrases_do_not_spread(area):
    occurrences = found(area)
    assert len(occurrences) <= ALLOWED.get(area, 0), "\n".join(occurrences[-20:])


def test_the_phrases_of_the_guide_are_recognised():
    assert all(
        map(
            PHRASES.search,
            ["a language that there is not", "`x` is no frequency", "twice in vain", "it stands there"],
        )
    )
    assert PHRASES.search("it is no longer used; there is no rule") is None


def test_no_allowance_is_left_for_an_area_that_is_gone():
    assert set(ALLOWED) <= set(AREAS)
    assert Counter(AREAS).most_common(1)[0][1] == 1
