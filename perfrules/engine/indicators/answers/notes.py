"""What was inferred of a row, in words."""

from __future__ import annotations

from perfrules.diagnostics import Language, phrase
from perfrules.engine.indicators.answers.model import Inference

_SOURCES = ("target", "actual", "name")


def note_text(inferred: Inference, language: Language = "zh") -> str:
    """Return what was inferred, as a clause; nothing for an operator, which the sentence itself names.

    >>> note_text(Inference("unit", "万元", "target"))
    '；未写单位，按指标值的单位万元'
    """
    if inferred.what == "operator":
        return ""
    source = inferred.source
    if source in _SOURCES:
        source = phrase(f"indicators.source-{source}", language)
    return phrase(f"indicators.note-{inferred.what}", language, value=inferred.value, source=source)
