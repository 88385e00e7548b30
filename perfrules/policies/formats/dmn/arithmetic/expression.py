"""Arithmetic of FEEL as a tree: numbers, names, `+ - * / **`, and calls of functions by position.

Source: OMG DMN 1.3, 10.3.1.2 "FEEL syntax", rules 4 and 16–27 (arithmetic, names) and 40 (invocation).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.policies.base.errors import PolicyError
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import exact_text

Sign = Literal["+", "-", "*", "/", "**"]

_LONGEST = 40
_DEEPEST = 60
_RANKS: dict[str, int] = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 3}
_SIGNED, _WHOLE = 4, 5
_NUMBER = late_pattern(r"(?:[0-9]+(?:\.(?!\.)[0-9]*)?|\.[0-9]+)")
_WORD = late_pattern(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_SIGN = late_pattern(r"\*\*|[-+*/(),\[\]]")
_BLANK = late_pattern(r"\s+")
_CALLED = late_pattern(r"\s*\(")
_WORDS_OF_CALLS = late_pattern(r"[^\W\d]\w*(?:\s+[^\W\d]\w*)*(?=\s*\()")
_RESERVED = frozenset(
    {"if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "and", "or"}
)


@frozen
class FeelNumber:
    """A number, not negative."""

    value: Fraction


@frozen
class FeelName:
    """The name of an input or of a required decision, any blanks in it one."""

    name: str


@frozen
class FeelCall:
    """A call of a function; the members of a list that is the only argument are the arguments."""

    function: str
    arguments: tuple[FeelExpression, ...]


@frozen
class FeelOperation:
    """Two parts with a sign between them."""

    sign: Sign
    left: FeelExpression
    right: FeelExpression


@frozen
class FeelNegative:
    """A part with `-` before it, which binds more closely than any other sign."""

    value: FeelExpression


FeelExpression: TypeAlias = FeelNumber | FeelName | FeelCall | FeelOperation | FeelNegative


def read_expression(text: str, names: Iterable[str] = ()) -> FeelExpression:
    """Return the tree of an arithmetic expression.

    Args:
        text: the expression.
        names: the names in its scope, which may hold blanks and signs; the longest that fits is meant.

    Raises:
        PolicyError: PR370 for FEEL beyond arithmetic; PR371 for what cannot be read.

    >>> expression_text(read_expression("max(0,  monthly pay*12 - 60000)*3.50", ["monthly pay"]))
    'max(0, monthly pay * 12 - 60000) * 3.5'
    """
    return _Reader(text, names).whole()


def expression_text(expression: FeelExpression) -> str:
    """Return the text of a tree, with brackets only where they are needed.

    >>> expression_text(FeelOperation("-", FeelName("a"), FeelOperation("-", FeelName("b"), FeelName("c"))))
    'a - (b - c)'
    """
    return _worded(expression)[0]


def names_of(expression: FeelExpression) -> tuple[str, ...]:
    """Return the names in a tree, each once, in order of first use."""
    match expression:
        case FeelName():
            return (expression.name,)
        case FeelOperation():
            found = (*names_of(expression.left), *names_of(expression.right))
        case FeelNegative():
            found = names_of(expression.value)
        case FeelCall():
            found = tuple(name for each in expression.arguments for name in names_of(each))
        case FeelNumber():
            found = ()
    return tuple(dict.fromkeys(found))


def _worded(expression: FeelExpression) -> tuple[str, int]:
    match expression:
        case FeelNumber():
            return exact_text(expression.value), _WHOLE
        case FeelName():
            return expression.name, _WHOLE
        case FeelCall():
            return f"{expression.function}({', '.join(map(expression_text, expression.arguments))})", _WHOLE
        case FeelNegative():
            return f"-{_inside(expression.value, _WHOLE)}", _SIGNED
        case FeelOperation():
            rank = _RANKS[expression.sign]
            # Readers differ on what `-2 ** 2` and `2 ** 3 ** 2` mean.
            loosest = _WHOLE if expression.sign == "**" else rank
            right = _inside(expression.right, max(rank + 1, loosest))
            return f"{_inside(expression.left, loosest)} {expression.sign} {right}", rank


def _inside(expression: FeelExpression, loosest: int) -> str:
    text, rank = _worded(expression)
    return text if rank >= loosest else f"({text})"


@frozen
class _Token:
    kind: Literal["number", "name", "sign", "end", "other"]
    text: str
    span: Span
    is_called: bool = False


class _Reader:
    """Reads one expression by recursive descent."""

    def __init__(self, text: str, names: Iterable[str]) -> None:
        self.text = text
        longest_first = sorted({name for name in names if name}, key=len, reverse=True)
        patterns = (r"\s+".join(map(re.escape, name.split())) for name in longest_first)
        self.known = re.compile("(?:" + "|".join(patterns) + r")(?!\w)") if longest_first else None
        self.tokens = self._tokens()
        self.at = 0
        self.depth = 0

    def _tokens(self) -> list[_Token]:
        found = []
        at = 0
        while at < len(self.text):
            blank = _BLANK.match(self.text, at)
            if blank is not None:
                at = blank.end()
                continue
            found.append(self._token(at))
            at = found[-1].span.end
        return [*found, _Token("end", "", Span(at, at))]

    def _token(self, at: int) -> _Token:
        number = _NUMBER.match(self.text, at)
        if number is not None:
            return _Token("number", number.group(), Span(at, number.end()))
        known = self.known.match(self.text, at) if self.known else None
        called = _WORDS_OF_CALLS.match(self.text, at)
        if known is not None and (called is None or known.end() >= called.end()):
            return self._named(at, known.end())
        word = called or known or _WORD.match(self.text, at)
        if word is not None:
            return self._named(at, word.end())
        sign = _SIGN.match(self.text, at)
        if sign is not None:
            return _Token("sign", sign.group(), Span(at, sign.end()))
        return _Token("other", self.text[at], Span(at, at + 1))

    def _named(self, start: int, end: int) -> _Token:
        name = " ".join(self.text[start:end].split())
        return _Token("name", name, Span(start, end), _CALLED.match(self.text, end) is not None)

    @property
    def here(self) -> _Token:
        return self.tokens[self.at]

    def _take(self, *signs: str) -> str:
        token = self.here
        if token.kind == "sign" and token.text in signs:
            self.at += 1
            return token.text
        return ""

    def _need(self, sign: str) -> None:
        if not self._take(sign):
            raise self._unreadable()

    def _unreadable(self) -> PolicyError:
        """Why the reading stops here: FEEL beyond arithmetic, or nothing at all."""
        token = self.here
        beyond = token.kind == "name" or (token.kind == "other" and token.text in '"<>=?{.@')
        code, span = ("PR370" if beyond else "PR371"), token.span
        if token.kind == "end":
            span = Span(0, len(self.text))
        return self.refusal(code, span, token.text)

    def refusal(self, code: str, span: Span, what: str) -> PolicyError:
        facts = {"text": self.text, "what": what}
        return PolicyError(Diagnostic(code, facts, span, Source(self.text)))

    def whole(self) -> FeelExpression:
        found = self._sum()
        if self.here.kind != "end":
            raise self._unreadable()
        return found

    def _sum(self) -> FeelExpression:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.refusal("PR371", self.here.span, self.here.text)
        found = self._product()
        while sign := self._take("+", "-"):
            found = FeelOperation("+" if sign == "+" else "-", found, self._product())
        self.depth -= 1
        return found

    def _product(self) -> FeelExpression:
        found = self._power()
        while sign := self._take("*", "/"):
            found = FeelOperation("*" if sign == "*" else "/", found, self._power())
        return found

    def _power(self) -> FeelExpression:
        start = self.here
        base = self._signed()
        if not self._take("**"):
            return base
        if start.text == "-":
            raise self.refusal("PR370", start.span, "-… ** …")
        power = FeelOperation("**", base, self._signed())
        if self.here.text == "**":
            raise self.refusal("PR370", self.here.span, "… ** … ** …")
        return power

    def _signed(self) -> FeelExpression:
        if not self._take("-"):
            return self._single()
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.refusal("PR371", self.here.span, self.here.text)
        found = FeelNegative(self._signed())
        self.depth -= 1
        return found

    def _single(self) -> FeelExpression:
        token = self.here
        if token.kind == "number":
            self.at += 1
            if len(token.text) > _LONGEST:
                raise self.refusal("PR371", token.span, token.text)
            return FeelNumber(Fraction(token.text))
        if token.kind == "name" and token.text not in _RESERVED and not token.text.startswith("if "):
            self.at += 1
            return FeelCall(token.text, self._arguments()) if token.is_called else FeelName(token.text)
        if self._take("("):
            found = self._sum()
            self._need(")")
            return found
        raise self._unreadable()

    def _arguments(self) -> tuple[FeelExpression, ...]:
        self._need("(")
        closing = "])" if self._take("[") else ")"
        found = []
        if self.here.text != closing[0]:
            found.append(self._sum())
            while self._take(","):
                found.append(self._sum())
        for sign in closing:
            self._need(sign)
        return tuple(found)
