"""Compile formulas to Python over whole numbers, so that a decision does no arithmetic on fractions.

The code is generated from the model. Names and texts of authors enter it only as values, never as code.
A number is a numerator and a positive denominator; where the inputs have steps the denominator is a constant.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import product
from math import lcm
from types import CodeType, FunctionType
from typing import Any, TypeAlias

from attrs import define, field

from perfrules.formulas.evaluate import row_for, sum_of_brackets
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

Ratio: TypeAlias = tuple[str, int | str]
"""The source of a numerator, and the denominator: a constant, or its source."""


@define(eq=False)
class Machine:
    """Writes the lines of one function; `constants` are what its code may name."""

    known: dict[str, Ratio] = field(factory=dict)
    choices: dict[str, str] = field(factory=dict)
    lines: list[str] = field(factory=list)
    constants: dict[str, Any] = field(factory=dict)
    _count: int = 0

    def fresh(self, source: str) -> str:
        """Write an assignment and return the name of its variable."""
        name = self._name("v")
        self.lines.append(f"{name} = {source}")
        return name

    def constant(self, value: Any) -> str:
        """Return a name by which the code refers to a value."""
        name = self._name("c")
        self.constants[name] = value
        return name

    def _name(self, letter: str) -> str:
        self._count += 1
        return f"{letter}{self._count}"

    def function(self, parameter: str, result: str) -> Callable[[Any], Any]:
        """Return the function of the lines written so far."""
        body = "".join(f"    {line}\n" for line in self.lines)
        source = f"def computed({parameter}):\n{body}    return {result}\n"
        module = compile(source, "<formulas of a policy>", "exec")
        code = next(each for each in module.co_consts if isinstance(each, CodeType))
        return FunctionType(
            code, {**self.constants, "__builtins__": {"ZeroDivisionError": ZeroDivisionError}}
        )

    # ---- nodes

    def ratio(self, node: Node) -> Ratio:
        """Write a formula and return its number."""
        match node:
            case Number():
                return str(node.value.numerator), node.value.denominator
            case Name():
                return self.known[node.name]
            case Converted() | Negative():
                return self._scaled(self.ratio(node.value), node.factor)
            case Sum() | Difference():
                return self._added(self.ratio(node.left), self.ratio(node.right), node)
            case Product():
                left, right = self.ratio(node.left), self.ratio(node.right)
                return self.fresh(f"{left[0]} * {right[0]}"), self.times(left[1], right[1])
            case Quotient():
                return self._divided(self.ratio(node.left), self.ratio(node.right))
            case Least() | Greatest():
                return self._extreme(node)
            case Rounded():
                return self._rounded(node)
            case _:
                return self._tabled(node)

    def times(self, left: int | str, right: int | str) -> int | str:
        """Return the product of two denominators, each a constant or one variable."""
        if isinstance(left, int) and isinstance(right, int):
            return left * right
        if 1 in (left, right):
            return right if left == 1 else left
        return self.fresh(f"{left} * {right}")

    def _scaled(self, ratio: Ratio, factor: Fraction) -> Ratio:
        number = ratio[0] if factor.numerator == 1 else self.fresh(f"{ratio[0]} * {factor.numerator}")
        return number, self.times(ratio[1], factor.denominator)

    def _added(self, left: Ratio, right: Ratio, node: Sum | Difference) -> Ratio:
        (first, second), denominator = self.common([left, right])
        return self.fresh(f"{first} {'+' if isinstance(node, Sum) else '-'} {second}"), denominator

    def common(self, ratios: Sequence[Ratio]) -> tuple[list[str], int | str]:
        """Return the numerators of several numbers over one denominator."""
        constants = [each for _, each in ratios if isinstance(each, int)]
        if len(constants) == len(ratios):
            whole = lcm(*constants)
            return [
                _product(number, whole // each)
                for number, each in zip((number for number, _ in ratios), constants, strict=True)
            ], whole
        numbers = []
        for at, (number, _) in enumerate(ratios):
            others = [str(each) for other, (_, each) in enumerate(ratios) if other != at]
            numbers.append(self.fresh(" * ".join([number, *others])))
        return numbers, self.fresh(" * ".join(str(each) for _, each in ratios))

    def _divided(self, left: Ratio, right: Ratio) -> Ratio:
        below = self.fresh(_joined(left[1], right[0]))
        above = self.fresh(_joined(right[1], left[0]))
        self.lines.append(f"if not {below}: raise ZeroDivisionError")
        self.lines.append(f"if {below} < 0: {below} = -{below}; {above} = -{above}")
        return above, below

    def _extreme(self, node: Least | Greatest) -> Ratio:
        numbers, denominator = self.common([self.ratio(member) for member in node.members])
        sign = "<" if isinstance(node, Least) else ">"
        found = self.fresh(numbers[0])
        for number in numbers[1:]:
            self.lines.append(f"if {number} {sign} {found}: {found} = {number}")
        return found, denominator

    def _rounded(self, node: Rounded) -> Ratio:
        number, denominator = self.ratio(node.value)
        steps = self.fresh(_product(number, node.step.denominator))
        of = self.fresh(f"{denominator} * {node.step.numerator}")
        if node.rounding == "up":
            whole = f"-(-{steps} // {of})"
        elif node.rounding == "down":
            whole = f"{steps} // {of}"
        elif node.rounding == "half_even":
            # A half rounded up to an odd step goes one step back.
            nearest = self.fresh(f"(2 * {steps} + {of}) // (2 * {of})")
            whole = f"{nearest} - ({nearest} & 1 and (2 * {steps} + {of}) % (2 * {of}) == 0)"
        else:
            half = f"(2 * {steps} + {of}) // (2 * {of})"
            opposite = f"-((-2 * {steps} + {of}) // (2 * {of}))"
            whole = f"{half} if {steps} >= 0 else {opposite}"
        return self.fresh(f"({whole}) * {node.step.numerator}"), node.step.denominator

    def _tabled(self, node: Lookup | Brackets) -> Ratio:
        if isinstance(node, Brackets):
            return self._bracketed(node)
        if all(isinstance(key, Choice) for key in node.keys):
            return self._by_choices(node)
        return self._by_bands(node)

    def _by_choices(self, node: Lookup) -> Ratio:
        whole = lcm(*(row.value.denominator for row in node.table.rows))
        numbers = {
            keys if len(keys) > 1 else keys[0]: int(row.value * whole)
            for row in node.table.rows
            for keys in _combinations(row.keys)
        }
        names = [self.choices[key.name] for key in node.keys if isinstance(key, Choice)]
        key = names[0] if len(names) == 1 else f"({', '.join(names)})"
        return self.fresh(f"{self.constant(numbers)}[{key}]"), whole

    def _by_bands(self, node: Lookup) -> Ratio:
        """Look a row up with exact fractions: tables by bands are short."""
        keys = []
        for key in node.keys:
            if isinstance(key, Choice):
                keys.append(self.choices[key.name])
            else:
                number, denominator = self.ratio(key)
                keys.append(f"{self.constant(Fraction)}({number}, {denominator})")
        found = self.fresh(f"{self.constant(_finder(node))}({', '.join(keys)})")
        return self.fresh(f"{found}[0]"), self.fresh(f"{found}[1]")

    def _bracketed(self, node: Brackets) -> Ratio:
        """The sum is linear in each bracket: constant + rate × value."""
        number, denominator = self.ratio(node.value)
        lows = [each.low for each in node.brackets]
        starts = [sum_of_brackets(each.low, node.brackets) - each.rate * each.low for each in node.brackets]
        whole = lcm(*(each.denominator for each in (*starts, *(bracket.rate for bracket in node.brackets))))
        scale = lcm(*(each.denominator for each in lows))
        # Below 0 there is nothing in any bracket.
        begins = self.constant([int(low * scale) for low in lows])
        constants = self.constant([0, *(int(start * whole) for start in starts)])
        rates = self.constant([0, *(int(each.rate * whole) for each in node.brackets)])
        at = self.fresh(
            f"{self.constant(bisect_right)}({begins}, {_product(number, scale)} // {denominator})"
        )
        return (
            self.fresh(f"{constants}[{at}] * {denominator} + {rates}[{at}] * {number}"),
            self.times(denominator, whole),
        )


def _finder(node: Lookup) -> Callable[..., tuple[int, int]]:
    """Return the function from exact keys to the number of their row."""
    parameters = [f"key {at}" for at in range(len(node.keys))]
    keys = tuple(
        Choice(name) if isinstance(key, Choice) else Name(name)
        for name, key in zip(parameters, node.keys, strict=True)
    )
    plain = Lookup(node.table, keys)

    def found(*values: Any) -> tuple[int, int]:
        row = row_for(plain, dict(zip(parameters, values, strict=True)))
        return row.value.as_integer_ratio()

    return found


def _combinations(keys: Iterable[Any]) -> Iterable[tuple[Any, ...]]:
    return product(*keys)


def _product(number: str, factor: int) -> str:
    return number if factor == 1 else f"{number} * {factor}"


def _joined(left: int | str, right: str) -> str:
    return right if left == 1 else f"{left} * {right}"
