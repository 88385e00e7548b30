"""The words for true and false in files, facts and messages."""

from __future__ import annotations

from collections.abc import Mapping

from perfrules.diagnostics.messages import Language

TRUTH: Mapping[str, bool] = {"是": True, "否": False, "true": True, "false": False}
"""What a truth value is written as."""
_SPOKEN: Mapping[Language, Mapping[bool, str]] = {
    "zh": {True: "是", False: "否"},
    "en": {True: "yes", False: "no"},
}


def truth_word(value: bool, language: Language = "zh") -> str:
    """Return the word for a truth value in a sentence.

    >>> truth_word(True), truth_word(False, "en")
    ('是', 'no')
    """
    return _SPOKEN[language][bool(value)]
