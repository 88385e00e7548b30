"""Arithmetic of FEEL as a tree: numbers, names, `+ - * / **`, days, and calls of functions.

Source: OMG DMN 1.3, 10.3.1.2 "FEEL syntax", rules 4 and 16–27 (arithmetic, names) and 40 (invocation).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import frozen

from perfrules.values import exact_text

Sign = Literal["+", "-", "*", "/", "**"]

_RANKS: dict[str, int] = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 3}
_SIGNED, _WHOLE = 4, 5


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


@frozen
class FeelDays:
    """A whole number of days: `duration("P15D")`. What is divided by one day is a number of days."""

    count: int


FeelExpression: TypeAlias = FeelNumber | FeelDays | FeelName | FeelCall | FeelOperation | FeelNegative


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
        case FeelNumber() | FeelDays():
            found = ()
    return tuple(dict.fromkeys(found))


def is_duration(expression: FeelExpression) -> bool:
    """Return whether an expression is a duration of FEEL by itself, which is not a number.

    >>> is_duration(FeelNegative(FeelDays(2))), is_duration(FeelOperation("/", FeelDays(2), FeelDays(1)))
    (True, False)
    """
    match expression:
        case FeelDays():
            return True
        case FeelNegative():
            return is_duration(expression.value)
        case FeelOperation(sign="/"):
            return is_duration(expression.left) and not is_duration(expression.right)
        case FeelOperation(sign="*"):
            return is_duration(expression.left) or is_duration(expression.right)
        case FeelOperation():
            return is_duration(expression.left) and is_duration(expression.right)
        case _:
            return False


def _worded(expression: FeelExpression) -> tuple[str, int]:
    match expression:
        case FeelNumber():
            return exact_text(expression.value), _WHOLE
        case FeelDays():
            return f'duration("P{expression.count}D")', _WHOLE
        case FeelName():
            return expression.name, _WHOLE
        case FeelCall():
            return f"{expression.function}({', '.join(map(expression_text, expression.arguments))})", _WHOLE
        case FeelNegative():
            return f"-{_inside(expression.value, _WHOLE)}", _SIGNED
        case FeelOperation(sign="/", right=FeelDays(count=1)):
            # The property says the same as the division, and more programs know it.
            return f"({expression_text(expression.left)}).days", _WHOLE
        case FeelOperation():
            rank = _RANKS[expression.sign]
            # Readers differ on what `-2 ** 2` and `2 ** 3 ** 2` mean.
            loosest = _WHOLE if expression.sign == "**" else rank
            right = _inside(expression.right, max(rank + 1, loosest))
            return f"{_inside(expression.left, loosest)} {expression.sign} {right}", rank


def _inside(expression: FeelExpression, loosest: int) -> str:
    text, rank = _worded(expression)
    return text if rank >= loosest else f"({text})"
