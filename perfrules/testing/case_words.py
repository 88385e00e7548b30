"""Results of cases in words."""

from __future__ import annotations

from perfrules.diagnostics import Language, phrase
from perfrules.documents import spelled
from perfrules.testing.results import CaseResult, Mismatch


def case_title(title: str, number: int, language: Language) -> str:
    """The title of a case, or its number in the file.

    >>> case_title("", 2, "zh")
    '第 2 例'
    """
    return title or phrase("tests.untitled", language, number=number)


def failure_lines(result: CaseResult, language: Language) -> list[str]:
    """Expected and actual values of a failed case and the reasons; nothing for other cases."""
    if result.status != "fail":
        return []
    lines = [mismatch_text(each, language) for each in result.mismatches]
    return lines + [phrase("tests.why", language, text=line) for line in result.why(language)]


def mismatch_text(mismatch: Mismatch, language: Language) -> str:
    """The expected and the actual value on one line.

    >>> mismatch_text(Mismatch("governed", "true", "false"), "zh")
    '适用：应为 true，实为 false'
    """
    expected, got = plain_text(mismatch.expected), plain_text(mismatch.got)
    names = {"name_zh": spelled(mismatch.name, "zh"), "name_en": mismatch.name}
    return phrase("tests.mismatch", language, **names, expected=expected, got=got)


def plain_text(plain: object) -> str:
    """Plain data on one line.

    >>> plain_text({"sign_off": ["主要领导"], "note": ""})
    '{sign_off: [主要领导], note: ""}'
    """
    if isinstance(plain, dict):
        return "{" + ", ".join(f"{key}: {plain_text(each)}" for key, each in plain.items()) + "}"
    if isinstance(plain, list):
        return "[" + ", ".join(map(plain_text, plain)) + "]"
    return str(plain) or '""'
