"""The patterns of results in words: what makes a text qualitative."""

from __future__ import annotations

from collections.abc import Mapping

from perfrules.expressions.lexicon.changes import baseline, direction
from perfrules.expressions.lexicon.dates import dates
from perfrules.expressions.lexicon.numbers import numeral, unit
from perfrules.expressions.lexicon.operators import REACHING, long_words
from perfrules.expressions.lexicon.words import PART_STOP, PROSE, WORD, lexicon, one_of
from perfrules.values import UnitRegistry


def results_in_words(units: UnitRegistry) -> Mapping[str, str]:
    """A grade, or a promise that begins or ends in words of effect; and what stands against it."""
    return {
        "graded": _graded(),
        "in_words": f"(?!{_unpromising(units)})(?:{_promise(units)}|{_result()})",
        "comparing": _comparing(),
        "change_only": rf"{WORD}*?{baseline()}{direction()}(?:{PART_STOP})",
    }


def _qualitative(name: str) -> str:
    return one_of(lexicon()["qualitative"][name])


def _graded() -> str:
    return f"{_qualitative('grades')}(?={PART_STOP})"


def _grade() -> str:
    """A grade with which a result may end: of more than one character, and no field of work."""
    words = lexicon()["qualitative"]
    return one_of(grade for grade in words["grades"] if len(grade) > 1 and grade not in words["topics"])


def _unpromising(units: UnitRegistry) -> str:
    """A reason, a denial, a number of something, a deadline, a question."""
    effect = f"(?:{_qualitative('adverbs')}|{_qualitative('verbs')}|{_grade()})"
    denied = f"{PROSE}{{0,30}}?{_qualitative('denials')}{effect}"
    amount = rf"(?:{numeral(units)}{unit(units)}|[百千]分之{numeral(units)}|百分百)"
    sides = one_of([*lexicon()["above"], *lexicon()["below"], *lexicon()["beyond"], *lexicon()["around"]])
    counted = rf"{WORD}*{amount}{sides}?(?:{PART_STOP})"
    so_many = rf"(?>{_qualitative('adverbs')})*(?:{_qualitative('verbs')})?{amount}"
    timed = rf"{PROSE}{{0,30}}?{numeral(units)}{unit(units)}{sides}"
    dated = rf"{PROSE}{{0,30}}?(?:{dates()['date']}|{dates()['recurring']})(?:之前|以前|前)"
    asked = f"{PROSE}*{_qualitative('questions')}"
    return "|".join([_qualitative("reasons"), denied, counted, so_many, timed, dated, asked])


def _promise(units: UnitRegistry) -> str:
    """Adverbs and a verb with what they are about; 、 joins it to more of its kind only."""
    adverb, verb = _qualitative("adverbs"), _qualitative("verbs")
    joined = f"(?!、(?!{adverb}|{verb}|{_grade()}|{numeral(units)}))"
    begun = f"(?:(?>{adverb})+{_promising()}|{_promising(alone=True)})"
    return f"{begun}{PROSE}{{0,40}}?{joined}"


def _promising(*, alone: bool = False) -> str:
    """The verb of a promise; one that names a thing with the words after it (完成时间, 服务中心) is none.

    `alone`, without adverbs, and in few words, it says what it promises (保障民生) or is none (保障措施).
    """
    verb, raising, calm = _qualitative("verbs"), _qualitative("raising"), f"(?:{PART_STOP})"
    naming = rf"[后前时期]|{PROSE}{{0,20}}{_qualitative('heads')}{calm}"
    known = f"(?={PROSE}{{0,3}}?(?:{_qualitative('objects')}|{_grade()}){calm})"
    said = f"(?:{known}|(?!{PROSE}{{0,3}}{calm}))" if alone else ""
    own = f"(?:{verb}{{1,2}})?{_qualitative('own_heads')}{calm}"
    whole = f"|{_qualitative('lone')}(?={calm})" if alone else ""
    return rf"(?:{raising}(?!{own})|(?!{raising}){verb}(?!{naming}){said}{whole})"


def _result() -> str:
    adverb, verb = _qualitative("adverbs"), _qualitative("verbs")
    return rf"{PROSE}{{1,30}}?(?:(?>{adverb})+{verb}|{_grade()}|{_qualitative('effects')})"


def _comparing() -> str:
    """Operators that would make a measure of it."""
    words = [word for word in long_words() if not word.endswith(REACHING)]
    return one_of([*words, *(word for word in lexicon()["holding"] if word.endswith("在"))])
