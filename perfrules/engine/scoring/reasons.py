"""Why an item has its score, with its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import field, frozen

from perfrules.diagnostics import Language, phrase
from perfrules.diagnostics.read_only import read_only_by_name
from perfrules.engine.indicators.answers import Inference
from perfrules.engine.indicators.answers.notes import note_text
from perfrules.engine.indicators.figures import exact_percent, percent
from perfrules.engine.indicators.operators import OperatorBasis
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import exact_text

_MEASURED = {
    "met",
    "proportional",
    "inverse-ratio",
    "over-run",
    "over-run-all",
    "exceeded",
    "passed",
    "passed-floor",
    "pass-floor",
    "below-floor",
    "intervals",
    "lateness",
    "own",
    "all-or-nothing",
    "due-share",
    "due-lateness",
    "all-due",
}
_POINTS = {"weight"}
"""The facts that are points; every other fraction is a share."""
_UNREMARKED: frozenset[OperatorBasis] = frozenset({"written", "none"})


@frozen(repr=False)
class Reason(PlainRepr):
    """The name of a sentence of `scoring`, the facts that fill it, and the keys of the sentences that follow.

    Facts are kept as values and become words when the text is requested.
    """

    sentence: str
    facts: Mapping[str, object] = field(converter=read_only_by_name, factory=dict, hash=False)
    basis: OperatorBasis = "none"
    further: tuple[str, ...] = ()
    inferred: tuple[Inference, ...] = ()

    def text(self, language: Language = "zh", *, exact: bool = False) -> str:
        """The reason as a sentence; shares have two decimals, or are exact fractions where that is asked."""
        words = {name: _worded(name, fact, exact=exact) for name, fact in self.facts.items()}
        first = phrase(f"scoring.{self.sentence}", language, **words)
        rest = "".join(phrase(each, language, **words) for each in self.further)
        return first + self._notes(language) + rest

    def _notes(self, language: Language) -> str:
        """What was inferred, in words: the operator, then units, years and periods."""
        if self.sentence not in _MEASURED:
            return ""
        operator = "" if self.basis in _UNREMARKED else phrase(f"scoring.operator-{self.basis}", language)
        return operator + "".join(note_text(each, language) for each in self.inferred)


def _worded(name: str, fact: object, *, exact: bool) -> str:
    if not isinstance(fact, Fraction):
        return str(fact)
    if name in _POINTS:
        return exact_text(fact)
    return exact_percent(fact) if exact else percent(fact)
