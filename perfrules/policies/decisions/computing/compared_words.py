"""The words of a condition that may be names of the policy: `limit` in `不超过 limit`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from perfrules.expressions.operators import Operator, after_not_equal, leading_date_order, leading_operator
from perfrules.expressions.text.characters import plain_characters
from perfrules.formulas.scope import FormulaScope, functions
from perfrules.resources.late_patterns import late_pattern

_WORDS = late_pattern(r"(?!\d)\w+|“[^“”]+”")
_OF = "的"
Sign: TypeAlias = Operator | Literal["!="]
"""What a comparison begins with."""


def leading_sign(plain: str) -> tuple[Sign, int] | None:
    """Return the sign that a condition begins with and the number of its characters, or None.

    The text is in plain characters.

    >>> (
    ...     leading_sign("不等于limit"),
    ...     leading_sign("不超过limit"),
    ...     leading_sign("晚于due"),
    ...     leading_sign("limit"),
    ... )
    (('!=', 3), ('<=', 3), ('>', 2), None)
    """
    rest = after_not_equal(plain)
    if rest is not None:
        return "!=", len(plain) - len(rest)
    return leading_operator(plain) or leading_date_order(plain)


def compared_words(text: str) -> tuple[str, ...]:
    """Return the words of the formula that a condition compares with; empty without a sign before it.

    A word before 的 counts too, because a share of it may follow.

    >>> compared_words("不超过 limit的110%"), compared_words("不超过100元")
    (('limit的110', 'limit'), ('元',))
    """
    plain = plain_characters(text)
    found = leading_sign(plain)
    if found is None:
        return ()
    words = [word.strip("“”") for word in _WORDS.findall(plain[found[1] :])]
    return tuple(part for word in words for part in _with_bases(word))


def _with_bases(word: str) -> Iterator[str]:
    """Yield a word, and the part of it before each 的."""
    yield word
    parts = word.split(_OF)
    yield from (_OF.join(parts[:count]) for count in range(len(parts) - 1, 0, -1))


def compares_with_name(text: str, scope: FormulaScope) -> bool:
    """Return whether a condition compares with a name of the scope, or with a function: `不超过 limit`.

    >>> from perfrules.formulas.scope import NumberSymbol
    >>> from perfrules.values import Unit
    >>> scope = FormulaScope((NumberSymbol("limit", Unit("元", "money")),))
    >>> compares_with_name("不超过 limit", scope), compares_with_name("不超过100元", scope)
    (True, False)
    """
    words = compared_words(text)
    # The functions are loaded only for what may be a call.
    calls = "(" in plain_characters(text) and not functions().keys().isdisjoint(words)
    return calls or any(_known(word, scope) for word in words)


def _known(word: str, scope: FormulaScope) -> bool:
    return scope.table(word) is not None or scope.symbol(word) is not None
