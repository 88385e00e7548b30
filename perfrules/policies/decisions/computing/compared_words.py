"""The words of a condition that may be names of the policy: `limit` in `不超过 limit`."""

from __future__ import annotations

from perfrules.expressions.operators import leading_operator
from perfrules.expressions.text.characters import plain_characters
from perfrules.formulas.scope import FormulaScope
from perfrules.resources.late_patterns import late_pattern

_WORDS = late_pattern(r"(?!\d)\w+|“[^“”]+”")
SHARE_OF = late_pattern(r"(.+)的([0-9.]+(?:%|倍)|一半|[^的分]+分之[^的分]+)")
"""A share of something: limit的110%."""


def compared_words(text: str) -> tuple[str, ...]:
    """Return the words of the formula that a condition compares with; empty without an operator before it.

    >>> compared_words("不超过 limit的110%"), compared_words("不超过100元")
    (('limit',), ('元',))
    """
    plain = plain_characters(text)
    found = leading_operator(plain)
    if found is None:
        return ()
    return tuple(word.strip("“”") for word in _WORDS.findall(SHARE_OF.sub(r"\1", plain[found[1] :])))


def compares_with_name(text: str, scope: FormulaScope) -> bool:
    """Return whether a condition compares with a name of the scope: `不超过 limit`.

    >>> from perfrules.formulas.scope import NumberSymbol
    >>> from perfrules.values import Unit
    >>> scope = FormulaScope((NumberSymbol("limit", Unit("元", "money")),))
    >>> compares_with_name("不超过 limit", scope), compares_with_name("不超过100元", scope)
    (True, False)
    """
    return any(_known(word, scope) for word in compared_words(text))


def _known(word: str, scope: FormulaScope) -> bool:
    return scope.table(word) is not None or scope.symbol(word) is not None
