"""How arithmetic of FEEL is read: by recursive descent, with functions called by position or by name."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.formats.dmn.expressions.tokens import Token, tokens_of
from perfrules.policies.formats.dmn.expressions.tree import (
    FeelCall,
    FeelDays,
    FeelExpression,
    FeelName,
    FeelNegative,
    FeelNumber,
    FeelOperation,
)
from perfrules.resources.late_patterns import late_pattern

_LONGEST = 40
_DEEPEST = 60
_BEYOND = frozenset('"<>=?{.@')
_DAYS = late_pattern(r'"P([0-9]{1,6})D"')
_ROUNDING = ("n", "scale")
_PARAMETERS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("min", "max", "sum", "product", "mean"), ("list",)),
    "abs": ("number",),
    "modulo": ("dividend", "divisor"),
    **dict.fromkeys(("floor", "ceiling"), ("n",)),
    **dict.fromkeys(("decimal", "round up", "round down", "round half up", "round half down"), _ROUNDING),
}
"""The names of parameters, in their order (OMG DMN 1.4, tables 75 and 76)."""
_RESERVED = frozenset(
    {"if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "and", "or"}
)


def read_expression(text: str, names: Iterable[str] = ()) -> FeelExpression:
    """Return the tree of an arithmetic expression.

    Args:
        text: the expression.
        names: the names in its scope, which may hold blanks and signs; the longest that fits is meant.

    Raises:
        PolicyError: PR370 for FEEL beyond arithmetic; PR371 for what cannot be read.

    >>> from perfrules.policies.formats.dmn.expressions.tree import expression_text
    >>> expression_text(read_expression("max(0,  monthly pay*12 - 60000)*3.50", ["monthly pay"]))
    'max(0, monthly pay * 12 - 60000) * 3.5'
    """
    return _Reader(text, names).whole()


class _Reader:
    """Reads one expression by recursive descent."""

    def __init__(self, text: str, names: Iterable[str]) -> None:
        self.text = text
        self.tokens = tokens_of(text, names)
        self.at = 0
        self.depth = 0

    @property
    def here(self) -> Token:
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
        beyond = token.kind in ("name", "string") or token.text in _BEYOND
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
        """A power, from left to right: `-3 ** 2` is 9, and `2 ** 3 ** 2` is 64."""
        found = self._signed()
        while self._take("**"):
            found = FeelOperation("**", found, self._signed())
        return found

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
            return self._call(token.text) if token.is_called else FeelName(token.text)
        if self._take("("):
            found = self._sum()
            self._need(")")
            return self._with_property(found)
        if token.text == "@" and self.tokens[self.at + 1].kind == "string":
            self.at += 1
            return self._days()
        raise self._unreadable()

    def _with_property(self, found: FeelExpression) -> FeelExpression:
        """What is in brackets, or its days: `(paid - due).days`."""
        if self.here.text != "." or self.tokens[self.at + 1].text != "days":
            return found
        self.at += 2
        return FeelOperation("/", found, FeelDays(1))

    def _days(self) -> FeelDays:
        """A duration of whole days, the only one that a formula has."""
        days = _DAYS.fullmatch(self.here.text)
        if days is None:
            raise self.refusal("PR370", self.here.span, self.here.text)
        self.at += 1
        return FeelDays(int(days.group(1)))

    def _call(self, function: str) -> FeelCall | FeelDays:
        self._need("(")
        if function == "duration" and self.here.kind == "string":
            days = self._days()
            self._need(")")
            return days
        if self.tokens[self.at + 1].text == ":":
            return FeelCall(function, self._named_arguments(function))
        found = self._listed(")")
        return FeelCall(function, found)

    def _listed(self, end: str) -> tuple[FeelExpression, ...]:
        """Arguments up to a bracket; a list that is the only argument is the arguments."""
        found = self._listed("]") if self._take("[") else self._members(end)
        self._need(end)
        return found

    def _members(self, end: str) -> tuple[FeelExpression, ...]:
        found = []
        if self.here.text != end:
            found.append(self._sum())
            while self._take(","):
                found.append(self._sum())
        return tuple(found)

    def _named_arguments(self, function: str) -> tuple[FeelExpression, ...]:
        """Arguments by the names of the parameters, in the order of the parameters."""
        given: dict[str, tuple[FeelExpression, ...]] = {}
        parameters = _PARAMETERS.get(function, ())
        while True:
            name = self.here
            if name.text not in parameters or name.text in given:
                raise self.refusal("PR370", name.span, f"{name.text}: …")
            self.at += 1
            self._need(":")
            given[name.text] = self._one_or_listed()
            if not self._take(","):
                break
        self._need(")")
        if set(given) != set(parameters):
            missing = next(each for each in parameters if each not in given)
            raise self.refusal("PR370", name.span, f"{function}(…) – {missing}")
        return tuple(part for each in parameters for part in given[each])

    def _one_or_listed(self) -> tuple[FeelExpression, ...]:
        if not self._take("["):
            return (self._sum(),)
        found = self._members("]")
        self._need("]")
        return found
