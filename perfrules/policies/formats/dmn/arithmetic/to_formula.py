"""FEEL arithmetic as the text of a formula that computes exactly the same, or refused by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from perfrules.diagnostics import Diagnostic
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.formats.dmn.expressions.tree import (
    FeelCall,
    FeelDays,
    FeelExpression,
    FeelName,
    FeelNegative,
    FeelNumber,
    FeelOperation,
    expression_text,
)
from perfrules.values import exact_text

_SIGNS = {"+": ("+", 1), "-": ("-", 1), "*": ("×", 2), "/": ("÷", 2)}
_SIGNED, _WHOLE = 0, 3
_MOST_PLACES = 20
_LARGEST_POWER = 12
_ONE = FeelNumber(Fraction(1))


def formula_of(expression: FeelExpression) -> str:
    """Return the text of the formula that an expression is.

    Raises:
        PolicyError: PR370: a function, a number of arguments or an exponent without an exact counterpart.

    >>> from perfrules.policies.formats.dmn.expressions.reading import read_expression
    >>> formula_of(read_expression("max(0, floor(pay / 12)) * rate", ["pay", "rate"]))
    '最大(0, 取整(pay ÷ 12, 1, 向下)) × rate'
    """
    return _worded(expression)[0]


def formula_name(name: str) -> str:
    """Return a name as formulas have it: in quotation marks if it has blanks or signs in it.

    >>> formula_name("pay"), formula_name("monthly pay")
    ('pay', '“monthly pay”')
    """
    return name if name.isidentifier() else f"“{name}”"


def _worded(expression: FeelExpression) -> tuple[str, int]:
    """Return an expression in words and how closely they bind: 0 signed, 1 sum, 2 product, 3 one thing."""
    match expression:
        case FeelNumber():
            return exact_text(expression.value), _WHOLE
        case FeelName():
            return formula_name(expression.name), _WHOLE
        case FeelNegative():
            return f"-{_inside(expression.value, _WHOLE)}", _SIGNED
        case FeelCall():
            return _called(expression)
        case FeelDays():
            return f"{expression.count}天", _WHOLE
        case FeelOperation(sign="/", right=FeelDays(count=1)):
            # The days between two dates are a duration in FEEL, and a number of days in a formula.
            return _worded(expression.left)
        case FeelOperation(sign="**"):
            return _worded(_power(expression))
        case FeelOperation():
            sign, rank = _SIGNS[expression.sign]
            right = _inside(expression.right, rank + 1 if expression.sign in "-/" else rank)
            return f"{_inside(expression.left, rank)} {sign} {right}", rank


def _inside(expression: FeelExpression, loosest: int) -> str:
    text, rank = _worded(expression)
    return text if rank >= loosest else f"({text})"


def _power(expression: FeelOperation) -> FeelExpression:
    """A power of a small whole number as a product, or as 1 divided by it."""
    exponent = _constant(expression.right)
    if exponent is None or abs(exponent) not in range(_LARGEST_POWER + 1):
        alone = FeelOperation("**", _ONE, expression.right)
        raise _beyond(expression, expression_text(alone).removeprefix("1 "))
    if not exponent:
        return _ONE
    product = _joined("*", [expression.left] * int(abs(exponent)))
    return product if exponent > 0 else FeelOperation("/", _ONE, product)


def _constant(expression: FeelExpression) -> Fraction | None:
    """Return the number that an expression of numbers and `+ - *` is; None for any other."""
    match expression:
        case FeelNumber():
            return expression.value
        case FeelNegative():
            value = _constant(expression.value)
            return None if value is None else -value
        case FeelOperation(sign="+" | "-" | "*"):
            left, right = _constant(expression.left), _constant(expression.right)
            if left is None or right is None:
                return None
            added = {"+": left + right, "-": left - right, "*": left * right}
            return added[expression.sign]
    return None


def _called(call: FeelCall) -> tuple[str, int]:
    read = _FUNCTIONS.get(call.function)
    if read is None:
        raise _beyond(call, f"{call.function}(…)")
    counts, make = read
    if len(call.arguments) not in counts:
        raise _beyond(call, expression_text(call))
    made = make(call, call.arguments)
    return made if isinstance(made, tuple) else (made, _WHOLE)


_Made = str | tuple[str, int]
_Maker = Callable[[FeelCall, Sequence[FeelExpression]], _Made]


def _extreme(word: str) -> _Maker:
    def make(_: FeelCall, arguments: Sequence[FeelExpression]) -> _Made:
        if len(arguments) == 1:
            return _worded(arguments[0])
        return f"{word}({', '.join(map(formula_of, arguments))})"

    return make


def _added(_: FeelCall, arguments: Sequence[FeelExpression]) -> _Made:
    return _worded(_joined("+", arguments))


def _multiplied(_: FeelCall, arguments: Sequence[FeelExpression]) -> _Made:
    return _worded(_joined("*", arguments))


def _joined(sign: str, parts: Sequence[FeelExpression]) -> FeelExpression:
    whole = parts[0]
    for part in parts[1:]:
        whole = FeelOperation("+" if sign == "+" else "*", whole, part)
    return whole


def _mean(_: FeelCall, arguments: Sequence[FeelExpression]) -> _Made:
    count = FeelNumber(Fraction(len(arguments)))
    return _worded(FeelOperation("/", _joined("+", arguments), count))


def _absolute(_: FeelCall, arguments: Sequence[FeelExpression]) -> _Made:
    (value,) = arguments
    return f"最大({formula_of(value)}, {formula_of(FeelNegative(value))})"


def _modulo(_: FeelCall, arguments: Sequence[FeelExpression]) -> _Made:
    """The rest of a division that rounds down: FEEL defines it by `floor`."""
    dividend, divisor = arguments
    whole = FeelCall("floor", (FeelOperation("/", dividend, divisor),))
    return _worded(FeelOperation("-", dividend, FeelOperation("*", divisor, whole)))


def _to_step(way: str) -> _Maker:
    def make(call: FeelCall, arguments: Sequence[FeelExpression]) -> _Made:
        return f"取整({formula_of(arguments[0])}, {_step(call, arguments)}, {way})"

    return make


def _by_sign(above: str, below: str) -> _Maker:
    """A rounding that goes one way for numbers above zero and the other way below."""

    def make(call: FeelCall, arguments: Sequence[FeelExpression]) -> _Made:
        value, step = formula_of(arguments[0]), _step(call, arguments)
        return f"取整(最大({value}, 0), {step}, {above}) + 取整(最小({value}, 0), {step}, {below})", 1

    return make


def _half_down(call: FeelCall, arguments: Sequence[FeelExpression]) -> _Made:
    value, step = formula_of(arguments[0]), _step(call, arguments)
    half = exact_text(Fraction(step) / 2)
    above, below = f"最大({value}, 0) - {half}", f"最小({value}, 0) + {half}"
    return f"取整({above}, {step}, 向上) + 取整({below}, {step}, 向下)", 1


def _step(call: FeelCall, arguments: Sequence[FeelExpression]) -> str:
    """The step of a rounding to decimal places, which a whole number states; 1 without one."""
    places = _constant(arguments[1]) if len(arguments) > 1 else Fraction(0)
    if places is None or abs(places) not in range(_MOST_PLACES + 1):
        raise _beyond(call, expression_text(call))
    return exact_text(Fraction(10) ** int(-places))


def _beyond(expression: FeelExpression, what: str) -> PolicyError:
    return PolicyError(Diagnostic("PR370", {"text": expression_text(expression), "what": what}))


_ANY_COUNT = range(1, 1000)
_FUNCTIONS: Mapping[str, tuple[Sequence[int], _Maker]] = {
    "min": (_ANY_COUNT, _extreme("最小")),
    "max": (_ANY_COUNT, _extreme("最大")),
    "sum": (_ANY_COUNT, _added),
    "product": (_ANY_COUNT, _multiplied),
    "mean": (_ANY_COUNT, _mean),
    "abs": ((1,), _absolute),
    "modulo": ((2,), _modulo),
    "floor": ((1, 2), _to_step("向下")),
    "ceiling": ((1, 2), _to_step("向上")),
    "decimal": ((2,), _to_step("四舍六入五成双")),
    "round half up": ((2,), _to_step("四舍五入")),
    "round half down": ((2,), _half_down),
    "round up": ((2,), _by_sign("向上", "向下")),
    "round down": ((2,), _by_sign("向下", "向上")),
}
"""The functions with an exact counterpart: how many arguments they take, and what they become."""
