"""Faults of a text that cannot be read, found in the text itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from perfrules.expressions.lexicon import WordPattern, lexicon, numbers, one_of, operator_words
from perfrules.expressions.lexicon.operators import REACHING, sign
from perfrules.expressions.lexicon.words import PART_STOP, STOP
from perfrules.values import UnitRegistry

VAGUE = frozenset({"PR201", "PR207", "PR212", "PR213", "PR214", "PR231", "PR233", "PR246"})
"""Codes that are less specific than a fault of the text."""

_LETTERS = str.maketrans("OolI|", "00111")
_DIGITS = str.maketrans("零一二三四五六七八九", "0123456789")
_BRACKETS = {")": "(", "(": ")"}


class Fault(NamedTuple):
    """A code, the stretch of the normalised text it is about, and the facts of its message."""

    code: str
    start: int
    end: int
    facts: Mapping[str, object] = {}


def find_fault(text: str, units: UnitRegistry) -> Fault | None:
    """Return the main fault of a normalised text that cannot be read, or None if none is found.

    >>> from perfrules.values import default_units
    >>> [find_fault(text, default_units()).code for text in ("9O%", "≥≥95%", "前10名", "(≥95%")]
    ['PR226', 'PR206', 'PR225', 'PR224']
    """
    return next(_faults(text, units), None)


def _faults(text: str, units: UnitRegistry) -> Iterator[Fault]:
    for code, pattern in _patterns(units):
        if found := pattern.search(text):
            part = found.group("fault")
            facts = {"likely": _LIKELY[code](part)} if code in _LIKELY else {}
            yield Fault(code, *found.span("fault"), facts)
    if (at := _lone_bracket(text)) is not None:
        yield Fault("PR224", at, at + 1, {"other": _BRACKETS[text[at]]})


@cache
def _patterns(units: UnitRegistry) -> tuple[tuple[str, WordPattern], ...]:
    """Return each fault by its code, the most specific first."""
    numeral, unit = numbers.numeral(units), numbers.unit(units)
    words = lexicon()
    spoken = {word for wordings in operator_words().values() for word in wordings if len(word) > 1}
    # 资金未到位 and 不超支 are not bounds with a missing number.
    lacking = one_of(word for word in spoken if len(word) > 2 and not word.endswith(REACHING))
    before = one_of([*spoken, *words["approximately"], *words["holding"]])
    digits = "[0-9OolI|]"
    sources = {
        "PR249": r"^(?P<fault>[“”‘「『\"'].*[”’」』\"'])$",
        "PR244": rf"(?<![^;,、])(?P<fault>一)(?:{PART_STOP})",
        "PR229": r"(?P<fault>[□■_?�]+|\*{2,}|…+|\.{3,}|[Xx×]{2,})",
        "PR227": r"(?<![0-9.])(?P<fault>[0-9.]+[eE][+-]?[0-9]+)",
        "PR228": r"(?P<fault>[0-9.]+(?:[⁰¹²³⁴-⁹]+|\^[0-9]*))",
        "PR226": rf"(?<![A-Za-z])(?P<fault>(?={digits}*[0-9])(?={digits}*[OolI|]){digits}{{2,}})(?![A-Za-z])",
        "PR206": f"(?>{sign()}|{before}为?)(?P<fault>{sign()})",
        "PR225": rf"(?P<fault>第{numeral}(?!季){unit}?|(?:前|倒数)第?{numeral}[名位])",
        "PR251": f"(?P<fault>打?{numeral}折)",
        "PR250": f"(?P<fault>{_inexact(numeral, unit)})",
        "PR207": rf"(?P<fault>(?:{sign()}|{lacking}为?){unit}?|^{one_of(spoken)}|^{unit})(?:{STOP})",
    }
    return tuple((code, WordPattern(source)) for code, source in sources.items())


def _percentage(discount: str) -> str:
    """Return the percentage of a discount: 八折 is 80%, 八五折 and 8.5折 are 85%.

    >>> _percentage("打八五折"), _percentage("八折"), _percentage("8.5折")
    ('85%', '80%', '85%')
    """
    digits = re.sub("[打折.点]", "", discount).translate(_DIGITS)
    return f"{digits if len(digits) > 1 else digits + '0'}%"


def _without_doubt(part: str) -> str:
    """Return the number without the word that makes it inexact: 200余人次 is 200人次, 近百人 is 一百人.

    >>> _without_doubt("200余人次"), _without_doubt("近百人")
    ('200人次', '一百人')
    """
    number = re.sub("^将?近|^[数几上]|[余多来几]", "", part, count=1)
    return f"一{number}" if number[0] in "百千万" else number


_LIKELY: Mapping[str, Callable[[str], str]] = {
    "PR226": lambda part: part.translate(_LETTERS),
    "PR250": _without_doubt,
    "PR251": _percentage,
}


def _inexact(numeral: str, unit: str) -> str:
    """Return the pattern of a number that is not exact: 近百人, 200余人次, 十来万."""
    about = f"(?<!接)(?:将?近|数|几|上)[十百千万]+{unit}?|(?<!接)将?近{numeral}{unit}?"
    return f"{about}|{numeral}[余多来几](?:[万亿]{unit}?|{unit})"


def _lone_bracket(text: str) -> int | None:
    """Return the place of the first bracket without a partner."""
    opened: list[int] = []
    for at, character in enumerate(text):
        if character == "(":
            opened.append(at)
        elif character == ")":
            if not opened:
                return at
            opened.pop()
    return opened[0] if opened else None
