"""The text of a formula: signs, names and Chinese function words, as `read_formula` reads them."""

from __future__ import annotations

from perfrules.formulas.nodes import (
    Brackets,
    Choice,
    Converted,
    Difference,
    Greatest,
    Least,
    Lookup,
    Name,
    Negative,
    Node,
    Number,
    Product,
    Quotient,
    Rounded,
    Sum,
)
from perfrules.formulas.scope import functions, roundings

_SIGNS = {Sum: ("+", 1), Difference: ("-", 1), Product: ("×", 2), Quotient: ("÷", 2)}
_WHOLE = 3


def formula_text(node: Node | Choice) -> str:
    """Return the text of a formula; units that were converted are left as they are written.

    >>> formula_text(Product(Sum(Name("a"), Name("b")), Name("c")))
    '(a + b) × c'
    """
    return _worded(node)[0]


def _worded(node: Node | Choice) -> tuple[str, int]:
    """Return a node in words and how closely they bind: 1 a sum, 2 a product, 3 a single thing."""
    match node:
        case Number():
            # A 0 beside a number per day or in 天·人 has a unit that cannot be written and need not be.
            counted = node.written.unit.name.partition("/")[0]
            is_bare = not node.value and bool(node.written.unit.name) and (not counted or "·" in counted)
            return "0" if is_bare else str(node.written), _WHOLE
        case Name() | Choice():
            return _quoted(node.name), _WHOLE
        case Converted():
            return _worded(node.value)
        case Negative():
            return f"-{_inside(node.value, _WHOLE)}", 1
        case Sum() | Difference() | Product() | Quotient():
            sign, rank = _SIGNS[type(node)]
            return f"{_inside(node.left, rank)} {sign} {_inside(node.right, rank + 1)}", rank
        case _:
            return _call(node), _WHOLE


def _inside(node: Node, loosest: int) -> str:
    text, rank = _worded(node)
    return text if rank >= loosest else f"({text})"


def _call(node: Least | Greatest | Rounded | Lookup | Brackets) -> str:
    match node:
        case Rounded():
            return f"{_word('round')}({formula_text(node.value)}, {node.written}, {_way(node)})"
        case Lookup():
            return f"{_quoted(node.table.name)}({', '.join(map(formula_text, node.keys))})"
        case Brackets():
            return f"{_word('brackets')}({formula_text(node.value)}, {_quoted(node.table)})"
        case _:
            name = "min" if isinstance(node, Least) else "max"
            return f"{_word(name)}({', '.join(map(formula_text, node.members))})"


def _word(function: str) -> str:
    return next(word for word, meaning in functions().items() if meaning == function and word != function)


def _way(node: Rounded) -> str:
    ways = roundings().items()
    return next(word for word, meaning in ways if meaning == node.rounding and word != node.rounding)


def _quoted(name: str) -> str:
    """Return a name as formulas have it: in quotation marks if it has signs in it."""
    return name if name.isidentifier() else f"“{name}”"
