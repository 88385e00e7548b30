"""The words as the data file has them, and the characters they are written in."""

from __future__ import annotations

from functools import cache
from typing import Any

from perfrules.resources import load_data

HAN = "一-鿿㐀-䶿〇"
"""The ranges of Chinese characters, for a character class."""
ROMAN = "\u2160-\u2169"
"""Roman numbers as one character, of classes and levels: Ⅲ类水质."""
WORD = f"[{HAN}{ROMAN}A-Za-z“”‘’《》]"
"""One character of a name; no digit, no sign, no bracket."""
NAME = f"[{HAN}{ROMAN}A-Za-z“”‘’《》()/·&-]"
"""One character of the name before a measure: 满意度(群众)."""
PROSE = f"[{HAN}{ROMAN}A-Za-z“”‘’《》(),、]"
"""One character of a result in words."""
LOOK_ALIKE = "(?<![A-Za-z])[loI](?![A-Za-z])"
"""A lone letter that is rather a digit: 人数l0人."""
STOP = r"。?\Z|;"
"""Where a text, or one of several that a semicolon parts, ends."""
PART_STOP = r"。?\Z|[;,、]"
"""Where a part of a text ends, whatever parts it from the next."""
DASH = r"(?:-{1,3}|—{1,3}|–{1,3}|―{1,2}|─{1,2}|~{1,2})"
"""The signs between the ends of a span."""


@cache
def lexicon() -> dict[str, Any]:
    """The words, as the data file has them."""
    data: dict[str, Any] = load_data("grammar", "lexicon.yaml")
    return data
