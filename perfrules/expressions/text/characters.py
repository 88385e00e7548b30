"""The first step of reading: one spelling per character, no blanks, and the way back to the original.

An explicit table, not Unicode normalisation: NFKC would turn `10²` into `102`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from perfrules.diagnostics import Span
from perfrules.diagnostics.invisible import INVISIBLE, code_point
from perfrules.expressions.errors import refusal
from perfrules.expressions.lexicon import lexicon
from perfrules.resources.late_patterns import late_pattern

LONGEST = 500
"""Characters a target text may have; the longest published ones have about a hundred."""

_BLANKS = r"[ \t\r\n\f\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
_BLANK = late_pattern(_BLANKS)
_REFUSED = late_pattern(f"[{INVISIBLE}]")
# A circle is a zero only in years such as 二○二二年; elsewhere it may mask a digit.
_ROUND_ZERO = late_pattern("(?<=[一二三四五六七八九○◯])[○◯](?=[一二三四五六七八九○◯〇年])")
_SPLIT_NUMBER = late_pattern(f"[0-9０-９.．]{_BLANKS}[0-9０-９.．]")
# Full-width forms have a fixed distance from ASCII.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# What officials and scanners write instead of a sign of the grammar.
_LOOK_ALIKES = {
    "-": "−﹣‐‑‒➖",
    "~": "∼〜",
    "%": "﹪٪",
    "(": "﹙〔【［[",
    ")": "﹚〕】］]",
    ":": "∶﹕",
    ";": "﹔",
    ",": "﹐",
    "·": "•・‧",
    "/": "⁄∕",
    "”": '"＂',
}


class Normalised(NamedTuple):
    """A text with one spelling per character and without blanks; `offsets[i]` is the place of character i."""

    text: str
    offsets: Sequence[int]
    original: str

    def span(self, start: int, end: int) -> Span:
        """The stretch of the original from which a stretch came, which begins before the end of the text."""
        return Span(self.offsets[start], self.offsets[max(start, end - 1)] + 1)


@cache
def _table() -> dict[int, str | int]:
    simplified = lexicon()["simplified"]
    return {
        **_FULL_WIDTH,
        **{ord(like): sign for sign, likes in _LOOK_ALIKES.items() for like in likes},
        **dict(zip(map(ord, simplified["from"]), simplified["to"], strict=True)),
    }


# The reader of a condition asks several times for the same text.
@lru_cache(maxsize=64)
def plain_characters(text: str) -> str:
    """Return a text in the characters that the grammar reads, without blanks.

    >>> plain_characters("≥ ９５％")
    '≥95%'
    """
    return _BLANK.sub("", text.translate(_table()))


def normalise(text: str) -> Normalised:
    """The text as the grammar reads it.

    Raises:
        ExpressionError: PR202 for only blanks, PR203 for an invisible or control character, PR204 for
            a number with a blank inside, PR205 for more than 500 characters.
        TypeError: the value is not a text; a number does not say its unit.

    >>> normalise("≥ ９５％").text
    '≥95%'
    """
    if not isinstance(text, str):
        raise TypeError(f"an expression is a str, not {type(text).__name__}: {text!r}")
    if len(text) > LONGEST:
        raise refusal("PR205", text, Span(LONGEST, len(text)), {"longest": LONGEST})
    if found := _REFUSED.search(text):
        raise refusal("PR203", text, Span(*found.span()), {"character": code_point(found.group())})
    translated = text.translate(_table())
    if text and not _BLANK.search(translated):
        return Normalised(_with_zeros(translated), range(len(text)), text)
    if found := _SPLIT_NUMBER.search(text):
        raise refusal("PR204", text, Span(*found.span()))
    kept = [(at, character) for at, character in enumerate(translated) if not _BLANK.match(character)]
    if not kept:
        raise refusal("PR202", text, Span(0, len(text)))
    plain = "".join(character for _, character in kept)
    return Normalised(_with_zeros(plain), tuple(at for at, _ in kept), text)


def _with_zeros(text: str) -> str:
    """Return a text with the round zeros of its years as numerals: 二○二二年."""
    return _ROUND_ZERO.sub("〇", text) if "○" in text or "◯" in text else text
