"""Check that the section that a policy names contains the words it cites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from perfrules.analysis.citations.sections import CitedText
from perfrules.analysis.findings.finding import Finding
from perfrules.analysis.findings.pointing import Path
from perfrules.documents import Document


def citation_findings(document: Document, policy: str, texts: Sequence[CitedText]) -> list[Finding]:
    """What is wrong with the citations of a policy file, as far as the cited documents are at hand.

    Args:
        document: the policy file; citations are found wherever its kind has them.
        policy: the policy's id.
        texts: the documents at hand. A citation names one by its title, or by the name of its file.

    Returns:
        PR640 the phrase is not in the document, PR641 it is in another section, PR642 there is no
        such section, PR643 a document is not at hand, reported once.
    """
    return [
        Finding(document.diagnostic(code, *path, **facts), policy)
        for code, path, facts in _problems(document, texts)
    ]


def _problems(document: Document, texts: Sequence[CitedText]) -> Iterator[tuple[str, Path, dict[str, str]]]:
    missing: set[str] = set()
    for path, cited in _citations(document.plain, ()):
        name = cited["document"]
        text = next((each for each in texts if each.is_called(name)), None)
        if text is not None:
            yield from _judged(text, path, cited)
        elif name not in missing:
            missing.add(name)
            yield "PR643", (*path, "document"), {"document": name}


def _citations(plain: Any, path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """Every citation in plain data, with its path."""
    if isinstance(plain, dict):
        for key, value in plain.items():
            if key == "cite":
                yield from (((*path, key, at), each) for at, each in enumerate(value))
            else:
                yield from _citations(value, (*path, key))
    elif isinstance(plain, list):
        for at, each in enumerate(plain):
            yield from _citations(each, (*path, at))


def _judged(text: CitedText, path: Path, cited: dict[str, str]) -> Iterator[tuple[str, Path, dict[str, str]]]:
    facts = {name: cited.get(name, "") for name in ("document", "section", "phrase")}
    section, phrase = facts["section"], facts["phrase"]
    lines = text.section(section)
    if lines is None:
        yield "PR642", (*path, "section"), facts
    elif phrase and not text.holds(phrase):
        yield "PR640", (*path, "phrase"), facts
    elif phrase and not text.holds(phrase, lines):
        yield "PR641", (*path, "phrase"), {**facts, "line": str(text.line_of(phrase))}
