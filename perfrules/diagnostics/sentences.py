"""The catalogue of sentences: what reports, reasons and commands say, in Chinese and in English.

They are in `grammar/sentences/<area>.yaml`: a key, and its text in both languages. Diagnostics, which have a
code and a severity, are in `perfrules.diagnostics.messages`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import get_args

from attrs import frozen

from perfrules.diagnostics.messages import Language, require_language
from perfrules.resources import load_data
from perfrules.resources.plain_repr import PlainRepr

_FOLDER = "grammar", "sentences"


def phrase(key: str, language: Language = "zh", /, **facts: object) -> str:
    """Return the sentence of a key `<area>.<name>` in a language, its `{places}` filled with the facts.

    Only the area of the key is read, at its first sentence. In `{n} {n:day|days}` the number selects a word.

    Raises:
        FileNotFoundError: an unknown area.
        KeyError: an unknown name, or a place without a fact.
        ValueError: an unknown language.

    >>> phrase("monitoring.kept", "zh", actual="98%", target=">=95%")
    '执行98%，符合目标>=95%'
    >>> phrase("diagnostics.count-error", "en", count=1), phrase("diagnostics.count-error", "en", count=2)
    ('1 error', '2 errors')
    """
    area, _, name = key.partition(".")
    return _area(area)[name][require_language(language)].format_map(
        {name: _Count(fact) if type(fact) is int else fact for name, fact in facts.items()}
    )


def worded_fact(fact: str, key: str, /, **facts: object) -> dict[str, str]:
    """Return a sentence as a fact of a message, which has a place for it in each language.

    >>> worded_fact("unit", "documents.bytes")
    {'unit_zh': '字节', 'unit_en': 'bytes'}
    """
    return {f"{fact}_{language}": phrase(key, language, **facts) for language in get_args(Language)}


@frozen(repr=False)
class Words(PlainRepr):
    """The sentences of an area in a language.

    >>> Words("monitoring", "en")("kept", actual="98%", target=">=95%")
    '98% keeps >=95%'
    """

    area: str
    language: Language

    def __call__(self, name: str, /, **facts: object) -> str:
        """Return a sentence by its name in the area; raises as `phrase` does."""
        return phrase(f"{self.area}.{name}", self.language, **facts)


class _Count(int):
    """A whole number whose format `one|more` is the first word for 1 and the second for all others."""

    def __format__(self, spec: str) -> str:
        one, bar, more = spec.partition("|")
        return (one if self == 1 else more) if bar else super().__format__(spec)


@cache
def _area(name: str) -> Mapping[str, Mapping[Language, str]]:
    area: dict[str, dict[Language, str]] = load_data(*_FOLDER, f"{name}.yaml")
    return area
