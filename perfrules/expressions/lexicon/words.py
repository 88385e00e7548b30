"""The words as the data file has them, and the characters they are written in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from perfrules.resources import load_data

HAN = "一-鿿㐀-䶿〇"
"""The ranges of Chinese characters, for a character class."""
ROMAN = "\u2160-\u2169"
"""Roman numbers as one character, of classes and levels: Ⅲ类水质."""
WORD = f"[{HAN}{ROMAN}A-Za-z“”‘’《》]"
"""One character of a name; no digit, no sign, no bracket."""
NAME = f"[{HAN}{ROMAN}A-Za-z“”‘’《》()/·-]"
"""One character of the name before a measure: 满意度(群众)."""
PROSE = f"[{HAN}{ROMAN}A-Za-z“”‘’《》(),、]"
"""One character of a result in words."""
LOOK_ALIKE = "(?<![A-Za-z])[loI](?![A-Za-z])"
"""A lone letter that is rather a digit: 人数l0人."""
STOP = r"。?\Z|;"
"""Where a text, or one of several that a semicolon parts, ends."""
PART_STOP = r"。?\Z|[;,、]"
"""Where a part of a text ends, whatever parts it from the next."""
DASH = r"(?:-{1,3}|—{1,3}|–{1,3}|―{1,2}|─{1,2}|~{1,2}|→)"
"""What stands between the ends of a span."""


@cache
def lexicon() -> dict[str, Any]:
    """The words, as the data file has them."""
    data: dict[str, Any] = load_data("grammar", "lexicon.yaml")
    return data


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest that fits; common beginnings are written once.

    >>> one_of(["大于", "大于等于", "高于"])
    '(?:大于(?:等于)?|高于)'
    """
    return _branches(sorted({word for word in words if word}))


def one_whole(words: Iterable[str]) -> str:
    """As `one_of`, but atomic: a run of words that divides in one way only is matched in linear time.

    >>> one_whole(["需", "要", "需要"])
    '(?>(?:要|需要?))'
    """
    return f"(?>{one_of(words)})"


def _branches(words: list[str]) -> str:
    """An alternation of sorted words: by first character, then by what they share, then by how they go on."""
    parts = []
    for _, group in groupby(words, key=itemgetter(0)):
        each = list(group)
        shared = _beginning(each[0], each[-1])
        endings = [word[len(shared) :] for word in each if word != shared]
        optional = "?" if len(endings) < len(each) and endings else ""
        parts.append(re.escape(shared) + (_branches(endings) + optional if endings else ""))
    if len(parts) > 1 and all(len(part) == 1 for part in parts):
        return f"[{''.join(parts)}]"
    return parts[0] if len(words) == 1 and len(words[0]) == 1 else f"(?:{'|'.join(parts)})"


def _beginning(first: str, last: str) -> str:
    """What the first and the last of sorted words, and so all between them, begin with."""
    shared = 0
    while shared < min(len(first), len(last)) and first[shared] == last[shared]:
        shared += 1
    return first[:shared]
