"""The readings of an answer, and what they leave out."""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import evolve, frozen

from perfrules.expressions import Actual, Comparator
from perfrules.resources.plain_repr import PlainRepr

Doubt = Literal[
    "scale",
    "ratio",
    "percent",
    "counted",
    "spread",
    "sign",
    "baseline",
    "points",
    "month",
    "year",
    "start",
    "subject",
    "ceiling",
    "unit",
]
"""Why an answer has several readings."""
SETTLED_BY_RESULT: frozenset[Doubt] = frozenset({"month", "spread", "start"})
"""Doubts that do not matter where every reading has the same result."""
InferredPart = Literal["unit", "operator", "year", "period", "ratio"]


@frozen(repr=False)
class Inference(PlainRepr):
    """Something that a row leaves out and that was filled in.

    `value` is what was filled in, `source` where it was found: target, actual, name, report, and for an
    operator what settles it.
    """

    what: InferredPart
    value: str
    source: str

    def to_json(self) -> dict[str, str]:
        """The inference as plain data."""
        return {"what": self.what, "value": self.value, "source": self.source}


@frozen(repr=False)
class AnswerReading(PlainRepr):
    """One way to read a row: what is compared with what, and a text that says so."""

    target: Comparator
    actual: Actual
    text: str = ""


@frozen(repr=False)
class Answer(PlainRepr):
    """The readings of a row, the first one preferred. An answer with a `doubt` is never certain."""

    readings: tuple[AnswerReading, ...]
    inferred: tuple[Inference, ...] = ()
    doubt: Doubt | None = None

    @property
    def question(self) -> str:
        """The code of the question that an answer with a doubt asks."""
        return {"subject": "PR497", "ceiling": "PR498"}.get(self.doubt or "", "PR491")

    @classmethod
    def plain(cls, target: Comparator, actual: Actual, *inferred: Inference) -> Answer:
        """An answer with one reading."""
        return cls((AnswerReading(target, actual),), inferred)

    @classmethod
    def doubtful(cls, doubt: Doubt, *readings: AnswerReading, inferred: tuple[Inference, ...] = ()) -> Answer:
        """An answer that is not certain."""
        return cls(readings, inferred, doubt)

    def with_inferred(self, *inferred: Inference) -> Answer:
        """The same answer with further inferences before its own."""
        return evolve(self, inferred=(*inferred, *self.inferred))


@frozen(repr=False)
class AnswerContext(PlainRepr):
    """What else a row says: its name, the text of the actual and of the target, the day of the report."""

    name: str = ""
    target_text: str = ""
    actual_text: str = ""
    as_of: date | None = None
