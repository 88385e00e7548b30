"""What came of a case, in words."""

from __future__ import annotations

from perfrules.diagnostics import Language
from perfrules.documents import spelled
from perfrules.testing.results import CaseResult, Mismatch

_WORDS: dict[Language, dict[str, str]] = {
    "zh": {"why": "依据：", "untitled": "第 {number} 例"},
    "en": {"why": "why: ", "untitled": "no. {number}"},
}


def case_title(title: str, number: int, language: Language) -> str:
    """What a case is called: its title, or its number in its file.

    >>> case_title("", 2, "zh")
    '第 2 例'
    """
    return title or _WORDS[language]["untitled"].format(number=number)


def account(result: CaseResult, language: Language) -> list[str]:
    """Of a case that failed, what was expected and what came, and what that rests on; else nothing."""
    if result.status != "fail":
        return []
    why = _WORDS[language]["why"]
    lines = [told(each, language) for each in result.mismatches]
    return lines + [f"{why}{line}" for line in result.why(language)]


def told(mismatch: Mismatch, language: Language) -> str:
    """What was expected and what came, on one line.

    >>> told(Mismatch("governed", "true", "false"), "zh")
    '适用：应为 true，实为 false'
    """
    expected, got = plain_text(mismatch.expected), plain_text(mismatch.got)
    if language == "zh":
        return f"{spelled(mismatch.name, language)}：应为 {expected}，实为 {got}"
    return f"{mismatch.name}: expected {expected}, got {got}"


def plain_text(plain: object) -> str:
    """Plain data on one line, for people.

    >>> plain_text({"sign_off": ["主要领导"], "note": ""})
    '{sign_off: [主要领导], note: ""}'
    """
    if isinstance(plain, dict):
        return "{" + ", ".join(f"{key}: {plain_text(each)}" for key, each in plain.items()) + "}"
    if isinstance(plain, list):
        return "[" + ", ".join(map(plain_text, plain)) + "]"
    return str(plain) or '""'
