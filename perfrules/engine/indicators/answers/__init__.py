"""What an office reports, understood as an answer to a target: one reading, several, or none."""

from perfrules.engine.indicators.answers.model import (
    SETTLED_BY_RESULT,
    Answer,
    AnswerContext,
    AnswerReading,
    Doubt,
    Inference,
)
from perfrules.engine.indicators.answers.reader import read_answer

__all__ = [
    "SETTLED_BY_RESULT",
    "Answer",
    "AnswerContext",
    "AnswerReading",
    "Doubt",
    "Inference",
    "read_answer",
]
