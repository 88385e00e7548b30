"""The words for true and false in files, facts and messages."""

from __future__ import annotations

from collections.abc import Mapping

from perfrules.diagnostics.messages import Language
from perfrules.diagnostics.sentences import phrase

TRUTH: Mapping[str, bool] = {"是": True, "否": False, "true": True, "false": False}
"""What a truth value is written as."""


def truth_word(value: bool, language: Language = "zh") -> str:
    """Return the word for a truth value in a sentence.

    >>> truth_word(True), truth_word(False, "en")
    ('是', 'no')
    """
    return phrase("diagnostics.yes" if value else "diagnostics.no", language)
