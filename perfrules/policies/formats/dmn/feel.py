"""S-FEEL, as far as the cells of decision tables go: unary tests and literal values, exact.

Source: OMG DMN 1.3, chapter 9 "Simple Expression Language (S-FEEL)".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.policies.base.errors import PolicyError
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import Interval, IntervalSet, exact_text

FeelValue: TypeAlias = "Fraction | str | bool | date | tuple[str, ...]"
"""A literal: number, string, truth value, date, or a list of strings."""
FeelKind = Literal["number", "string", "boolean", "date", "list"]

_LONGEST = 40
_TOKEN = late_pattern(
    r"""(?P<blank>\s+)
    |(?P<number>(?:[0-9]+(?:\.(?!\.)[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<string>"(?:[^"\\]|\\.)*")
    |(?P<dots>\.\.)
    |(?P<sign><=|>=|!=|<|>|=)
    |(?P<mark>[-,()\[\]@])
    |(?P<name>[^\W\d][\w ]*?(?=\s*(?:[^\w\s]|$)))
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = late_pattern(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
_ORDERS: dict[str, Callable[[Fraction], IntervalSet]] = {
    "<": lambda bound: IntervalSet.up_to(bound, closed=False),
    "<=": IntervalSet.up_to,
    ">": lambda bound: IntervalSet.from_(bound, closed=False),
    ">=": IntervalSet.from_,
    "=": IntervalSet.point,
    "!=": lambda bound: ~IntervalSet.point(bound),
}


@frozen
class Test:
    """One test: the values of a kind that pass it, and the one value it names, if it names one."""

    kind: FeelKind
    values: IntervalSet | frozenset[str | bool]
    literal: FeelValue | None = None


@frozen
class Tests:
    """What a cell of conditions says: any of its tests passes, or none where `negated`."""

    tests: tuple[Test, ...]
    negated: bool = False


def read_tests(text: str) -> Tests | None:
    """The unary tests that a cell holds, None where it holds `-` or nothing, so that any value passes.

    Raises:
        PolicyError: PR918: the expression is not S-FEEL; PR919: it cannot be read or mixes
            values of several kinds.

    >>> [str(test.values) for test in read_tests("[18..25), >60").tests]
    ['[18, 25)', '(60, +∞)']
    >>> read_tests('not("High")').negated, read_tests("-")
    (True, None)
    """
    return None if text in {"", "-"} else _Reader(text).tests()


def read_literal(text: str) -> FeelValue | None:
    """The value that a cell of results holds, None for `null` or nothing.

    Raises:
        PolicyError: PR918, PR919: it is not a literal.

    >>> read_literal("98.830"), read_literal('"Approved"'), read_literal('["a", "b"]')
    (Fraction(9883, 100), 'Approved', ('a', 'b'))
    """
    return None if text in {"", "null"} else _Reader(text).literal_alone()


def kind_of(value: FeelValue) -> FeelKind:
    """The kind of a literal."""
    match value:
        case bool():
            return "boolean"
        case Fraction():
            return "number"
        case date():
            return "date"
        case tuple():
            return "list"
        case str():
            return "string"


def feel_text(value: FeelValue) -> str:
    r"""A value as a FEEL literal.

    >>> print(feel_text('a"b'), feel_text(Fraction(1, 2)), feel_text(date(2021, 1, 8)), feel_text(("a",)))
    "a\"b" 0.5 date("2021-01-08") ["a"]
    """
    match value:
        case bool():
            return "true" if value else "false"
        case Fraction():
            return exact_text(value)
        case date():
            return f'date("{value.isoformat()}")'
        case tuple():
            return "[" + ", ".join(map(feel_text, value)) + "]"
        case str():
            escaped = value.replace("\\", "\\\\").replace('"', '\\"')
            return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r") + '"'


@frozen
class _Token:
    kind: str
    text: str
    span: Span


class _Reader:
    """Reads one cell by recursive descent; nothing nests, so neither does it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(self._tokens())
        self.at = 0

    def _tokens(self) -> Iterator[_Token]:
        for found in _TOKEN.finditer(self.text):
            if found.lastgroup != "blank":
                yield _Token(found.lastgroup or "", found.group(), Span(*found.span()))
        yield _Token("end", "", Span(len(self.text), len(self.text)))

    @property
    def here(self) -> _Token:
        return self.tokens[self.at]

    def _take(self, *texts: str) -> _Token | None:
        """The next token if it is one of these."""
        token = self.here
        if token.kind in {"mark", "sign", "dots", "name"} and token.text in texts:
            self.at += 1
            return token
        return None

    def _need(self, *texts: str) -> _Token:
        token = self._take(*texts)
        if token is None:
            raise self._unreadable()
        return token

    def _refusal(self, code: str, token: _Token | None = None, **facts: str) -> PolicyError:
        span = Span(0, len(self.text)) if token is None else token.span
        return PolicyError(Diagnostic(code, {"text": self.text, **facts}, span, Source(self.text)))

    def _unreadable(self) -> PolicyError:
        """Why the reading stops here: a FEEL expression that is beyond S-FEEL, or nothing at all."""
        token = self.here
        following = self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        if token.kind == "name" and following.text == "(":
            return self._refusal("PR918", token, what=f"{token.text}(…)")
        if token.kind == "name" or token.text in {"+", "*", "/", "?", "{", "."}:
            return self._refusal("PR918", token, what=token.text)
        return self._refusal("PR919", None if token.kind == "end" else token)

    def tests(self) -> Tests:
        negated = self.here.text == "not" and self.tokens[self.at + 1].text == "("
        if negated:
            self.at += 2
        found = [self._test()]
        while self._take(","):
            found.append(self._test())
        if negated:
            self._need(")")
        self._end()
        if len({test.kind for test in found}) > 1:
            raise self._refusal("PR919")
        return Tests(tuple(found), negated)

    def literal_alone(self) -> FeelValue:
        value = self._list() if self.here.text == "[" else self._literal()
        self._end()
        return value

    def _end(self) -> None:
        if self.here.kind != "end":
            raise self._unreadable()

    def _list(self) -> tuple[str, ...]:
        self._need("[")
        members: list[str] = []
        while not (members and self._take("]")) and not (not members and self._take("]")):
            if members:
                self._need(",")
            token = self.here
            value = self._literal()
            if not isinstance(value, str):
                raise self._refusal("PR919", token)
            members.append(value)
        return tuple(members)

    def _test(self) -> Test:
        opening = self._take("[", "(", "]")
        if opening is not None:
            return self._interval(opening)
        sign = self._take(*_ORDERS)
        value = self._literal()
        kind = kind_of(value)
        if isinstance(value, str | bool):
            if sign is not None and sign.text != "=":
                raise self._refusal("PR918", sign, what=sign.text)
            return Test(kind, frozenset({value}), value)
        values = _ORDERS[sign.text if sign else "="](self._number(value))
        return Test(kind, values, value if sign is None or sign.text == "=" else None)

    def _interval(self, opening: _Token) -> Test:
        first = self.here
        low = self._literal()
        self._need("..")
        high = self._literal()
        closing = self._need("]", ")", "[")
        if kind_of(low) != kind_of(high) or isinstance(low, str | bool):
            raise self._refusal("PR919", first)
        ends = self._number(low), self._number(high)
        interval = Interval(ends[0], opening.text == "[", ends[1], closing.text == "]")
        values = IntervalSet((interval,))
        if values.is_empty():
            raise self._refusal("PR941", first)
        return Test(kind_of(low), values)

    def _number(self, value: FeelValue) -> Fraction:
        """Where an ordered value lies on its axis."""
        if isinstance(value, date):
            return Fraction(value.toordinal())
        if isinstance(value, Fraction):
            return value
        raise self._refusal("PR919")

    def _literal(self) -> FeelValue:
        negative = self._take("-") is not None
        token = self.here
        if token.kind == "number":
            self.at += 1
            number = self._exact(token)
            return -number if negative else number
        if negative or (token.kind == "name" and token.text not in {"true", "false", "date"}):
            raise self._unreadable()
        if token.kind == "string":
            self.at += 1
            return _unescaped(token.text)
        if self._take("true", "false"):
            return token.text == "true"
        if self._take("@"):
            return self._day()
        if self._take("date"):
            self._need("(")
            day = self._day()
            self._need(")")
            return day
        raise self._unreadable()

    def _exact(self, token: _Token) -> Fraction:
        digits, _, exponent = token.text.lower().partition("e")
        if len(digits) > _LONGEST or abs(int(exponent or 0)) > _LONGEST:
            raise self._refusal("PR919", token)
        return Fraction(token.text)

    def _day(self) -> date:
        token = self.here
        try:
            if token.kind == "string":
                self.at += 1
                return date.fromisoformat(_unescaped(token.text))
        except ValueError as error:
            raise self._refusal("PR919", token) from error
        raise self._unreadable()


def _unescaped(token: str) -> str:
    def replaced(found: re.Match[str]) -> str:
        escape = found.group(1)
        return chr(int(escape[1:], 16)) if len(escape) == 5 else _ESCAPED.get(escape, escape)

    return _ESCAPE.sub(replaced, token[1:-1])
