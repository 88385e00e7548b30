"""Why a light is shown, in sentences with the numbers put in."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import field, frozen

from perfrules.diagnostics import Language, phrase
from perfrules.diagnostics.listed import Listed
from perfrules.diagnostics.read_only import read_only_by_name
from perfrules.engine.indicators.answers import Inference
from perfrules.engine.indicators.answers.notes import note_text
from perfrules.engine.indicators.figures import exact_percent, percent, share_text
from perfrules.engine.monitoring.compiled_lights import ShownLight
from perfrules.values import Quantity, exact_text, half_up

_PLACES = 2


@frozen
class Clause:
    """A sentence by its key and the facts that fill it; facts become words when the text is requested."""

    sentence: str
    facts: Mapping[str, object] = field(converter=read_only_by_name, factory=dict, hash=False)

    def text(self, language: Language, *, exact: bool = False) -> str:
        """The sentence; rates and fractions have two decimals, or are exact where that is asked."""
        facts = {name: _worded(each, language, exact=exact) for name, each in self.facts.items()}
        return phrase(self.sentence, language, **facts)


def light_clause(shown: ShownLight) -> tuple[Clause, ...]:
    """Return the clause of a light, and its band if it divides numbers; nothing without a light."""
    if shown.light is None:
        return ()
    if not shown.band:
        return (Clause("monitoring.plain-light", {"light": shown.light}),)
    return (Clause("monitoring.light", {"light": shown.light, "band": shown.band}),)


def _worded(fact: object, language: Language, *, exact: bool) -> object:
    """A rate as a percentage; an exact one that is not a short decimal as a fraction with its percentage."""
    if isinstance(fact, Inference):
        return note_text(fact, language)
    if isinstance(fact, Listed):
        return fact.text(language)
    if isinstance(fact, Quantity):
        return str(fact) if exact else _rounded(fact, language)
    if not isinstance(fact, Fraction):
        return fact
    if not exact:
        return percent(fact)
    text = exact_percent(fact)
    if text.endswith("%"):
        return text
    about = share_text(fact)
    return text + phrase("punctuation.brackets", language, text=about)


def _rounded(quantity: Quantity, language: Language) -> str:
    """A fraction with two decimals; a decimal, and what would be rounded to zero, as it is."""
    value = Fraction(half_up(quantity.value, _PLACES))
    if "/" not in exact_text(quantity.value) or not value:
        return str(quantity)
    return phrase("monitoring.about", language, amount=Quantity(value, quantity.unit))


def clauses_text(clauses: tuple[Clause, ...], language: Language = "zh", *, exact: bool = False) -> str:
    """Some clauses as one sentence; rates have two decimals, or are exact where that is asked.

    >>> clauses_text(
    ...     (
    ...         Clause("monitoring.kept", {"actual": "98%", "target": ">=95%"}),
    ...         Clause("monitoring.light", {"light": "绿灯", "band": "是"}),
    ...     )
    ... )
    '执行98%，符合目标>=95%，绿灯（是）'
    """
    return "".join(each.text(language, exact=exact) for each in clauses)
