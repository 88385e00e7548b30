"""The words, numbers and signs of an arithmetic expression of FEEL."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from attrs import frozen

from perfrules.diagnostics import Span
from perfrules.resources.late_patterns import late_pattern

_NUMBER = late_pattern(r"(?:[0-9]+(?:\.(?!\.)[0-9]*)?|\.[0-9]+)")
_WORD = late_pattern(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_SIGN = late_pattern(r"\*\*|[-+*/(),:@\[\]]")
_STRING = late_pattern(r'"[^"]*"')
_BLANK = late_pattern(r"\s+")
_CALLED = late_pattern(r"\s*\(")
_WORDS_OF_CALLS = late_pattern(r"[^\W\d]\w*(?:\s+[^\W\d]\w*)*(?=\s*\()")


@frozen
class Token:
    """A number, a name with any blanks in it one, a string, a sign, the end, or another character."""

    kind: Literal["number", "name", "string", "sign", "end", "other"]
    text: str
    span: Span
    is_called: bool = False


def tokens_of(text: str, names: Iterable[str]) -> list[Token]:
    """Return the tokens of a text; the last is its end.

    Args:
        text: the expression.
        names: the names in its scope, which may hold blanks and signs; the longest that fits is meant.

    >>> [each.text for each in tokens_of("monthly pay*12", ["monthly pay"])]
    ['monthly pay', '*', '12', '']
    """
    longest_first = sorted({name for name in names if name}, key=len, reverse=True)
    patterns = (r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    known = re.compile("(?:" + "|".join(patterns) + r")(?!\w)") if longest_first else None
    found = []
    at = 0
    while at < len(text):
        blank = _BLANK.match(text, at)
        if blank is not None:
            at = blank.end()
            continue
        found.append(_token(text, at, known))
        at = found[-1].span.end
    return [*found, Token("end", "", Span(at, at))]


def _token(text: str, at: int, known: re.Pattern[str] | None) -> Token:
    number = _NUMBER.match(text, at)
    if number is not None:
        return Token("number", number.group(), Span(at, number.end()))
    name = known.match(text, at) if known else None
    called = _WORDS_OF_CALLS.match(text, at)
    if name is not None and (called is None or name.end() >= called.end()):
        return _named(text, at, name.end())
    word = called or name or _WORD.match(text, at)
    if word is not None:
        return _named(text, at, word.end())
    string = _STRING.match(text, at)
    if string is not None:
        return Token("string", string.group(), Span(at, string.end()))
    sign = _SIGN.match(text, at)
    if sign is not None:
        return Token("sign", sign.group(), Span(at, sign.end()))
    return Token("other", text[at], Span(at, at + 1))


def _named(text: str, start: int, end: int) -> Token:
    name = " ".join(text[start:end].split())
    return Token("name", name, Span(start, end), _CALLED.match(text, end) is not None)
