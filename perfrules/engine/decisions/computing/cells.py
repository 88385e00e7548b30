"""The function from facts to the cell of a policy that computes: read, compute, locate, all in one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from perfrules.engine.decisions.axes import Axis, NumberAxis
from perfrules.engine.decisions.computing.machine import Machine, Ratio
from perfrules.engine.decisions.computing.readers import ChoiceReader, DateReader, NumberReader, StepReader
from perfrules.engine.decisions.python_values import TOO_LARGE
from perfrules.formulas.formula import Formula
from perfrules.formulas.nodes import names_in
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import Outcome, Value
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.values import Quantity

CellOf: TypeAlias = Callable[[Mapping[str, object]], int]
OutcomesOf: TypeAlias = Callable[[Mapping[str, object]], tuple[Outcome, ...]]


def cell_function(policy: DecisionPolicy, axes: Mapping[str, Axis]) -> CellOf:
    """Return the function from facts to the cell over all axes: inputs first, then computed names.

    It raises `LookupError` or `ArithmeticError` for facts that the policy cannot decide on.
    """
    exact = _CellWriter(policy, axes).function()
    return _CellWriter(policy, axes, exact).function() if has_stepless_numbers(policy.inputs) else exact


def outcomes_function(policy: DecisionPolicy, outcomes: Sequence[Outcome]) -> OutcomesOf:
    """Return the function from facts to some outcomes, each formula as its number."""
    formulas = [value for outcome in outcomes for value in outcome.values() if isinstance(value, Formula)]
    needed = needed_names(policy, formulas)
    exact = _outcomes_function(FactWriter(policy, needed).machine, outcomes)
    if not has_stepless_numbers(each for each in policy.inputs if each.name in needed):
        return exact
    return _outcomes_function(FactWriter(policy, needed, exact).machine, outcomes)


def has_stepless_numbers(inputs: Iterable[Input]) -> bool:
    """Return whether an input is a number without a step, whose facts may be any fraction."""
    return any(each.step is None and not each.is_discrete and each.type != "date" for each in inputs)


def _outcomes_function(machine: Machine, outcomes: Sequence[Outcome]) -> OutcomesOf:
    quantity, fraction = machine.constant(Quantity), machine.constant(Fraction)

    def written(value: Value) -> str:
        if not isinstance(value, Formula):
            return machine.constant(value)
        above, below = machine.ratio(value.node)
        number = f"{fraction}({above}, {below})"
        if below == 1:
            number = f"{fraction}({above})"
        elif isinstance(below, int):
            # A fraction of one whole number is made in half the time.
            number = f"{fraction}({above} // {below}) if not {above} % {below} else {number}"
        return f"{quantity}({number}, {machine.constant(value.unit)})"

    made = [
        "{"
        + ", ".join(f"{machine.constant(name)}: {written(value)}" for name, value in outcome.items())
        + "}"
        for outcome in outcomes
    ]
    return machine.function("facts", f"({''.join(f'{each}, ' for each in made)})")


def needed_names(policy: DecisionPolicy, formulas: Iterable[Formula]) -> frozenset[str]:
    """Return the names that formulas use, those of computed names included."""
    computed = {each.name: each for each in policy.compute}
    found: set[str] = set()
    waiting = [name for formula in formulas for name in names_in(formula.node)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += computed[name].depends_on if name in computed else ()
    return frozenset(found)


class FactWriter:
    """Writes how the inputs that formulas need are read, and how the computed names are computed.

    Args:
        policy: the policy.
        needed: the inputs and computed names that are needed.
        otherwise: what to call with facts that are not whole numbers, for inputs without a step. With it the
            code has no fractions; without it, a numerator and a denominator for each such input.
    """

    def __init__(
        self, policy: DecisionPolicy, needed: Container[str], otherwise: Callable[..., object] | None = None
    ) -> None:
        self.policy, self.machine = policy, Machine()
        self.otherwise = None if otherwise is None else self.machine.constant(otherwise)
        for input_ in policy.inputs:
            if input_.name in needed:
                self.read(input_)
        for each in policy.compute:
            if each.name in needed:
                self.machine.known[each.name] = self.machine.ratio(each.formula.node)

    def read(self, input_: Input) -> None:
        """Write how an input is read: a number, or the member of a choice."""
        machine = self.machine
        fact = machine.fresh(f"facts[{machine.constant(input_.name)}]")
        if input_.is_discrete:
            machine.choices[input_.name] = machine.fresh(self._member(input_, fact))
        elif input_.type == "date":
            day = machine.fresh(f"{machine.constant(DateReader(input_).read)}({fact})")
            machine.known[input_.name] = day, 1
        elif input_.step is None and self.otherwise is not None:
            machine.lines.append(f"if not ({self._is_whole(fact)}): return {self.otherwise}(facts)")
            machine.known[input_.name] = fact, 1
        elif input_.step is None:
            pair = machine.fresh(f"{machine.constant(NumberReader(input_).read)}({fact})")
            machine.known[input_.name] = machine.fresh(f"{pair}[0]"), machine.fresh(f"{pair}[1]")
        else:
            steps = machine.fresh(self._steps(StepReader(input_), fact))
            if input_.step.numerator != 1:
                steps = machine.fresh(f"{steps} * {input_.step.numerator}")
            machine.known[input_.name] = steps, input_.step.denominator

    def _member(self, input_: Input, fact: str) -> str:
        """Write how the member of a domain is read; most facts are a text of it, which needs no call."""
        machine = self.machine
        read = f"{machine.constant(ChoiceReader(input_).read)}({fact})"
        if input_.type == "boolean":
            return read
        kind, text = machine.constant(type), machine.constant(str)
        return (
            f"{fact} if {kind}({fact}) is {text} and {fact} in {machine.constant(input_.domain)} else {read}"
        )

    def _steps(self, reader: StepReader, fact: str) -> str:
        """Write how whole steps are read; most facts are whole numbers, which need no call."""
        machine = self.machine
        read = f"{machine.constant(reader.steps)}({fact})"
        if not reader.per_unit:
            return read
        steps = f"{fact} * {reader.per_unit}" if reader.per_unit != 1 else fact
        return f"{steps} if {self._is_whole(fact)} else {read}"

    def _is_whole(self, fact: str) -> str:
        machine = self.machine
        low, high = machine.constant(-TOO_LARGE), machine.constant(TOO_LARGE)
        return f"{machine.constant(type)}({fact}) is {machine.constant(int)} and {low} < {fact} < {high}"


class _CellWriter:
    """Writes the function from facts to a cell."""

    def __init__(
        self, policy: DecisionPolicy, axes: Mapping[str, Axis], otherwise: CellOf | None = None
    ) -> None:
        self.policy, self.axes = policy, axes
        needed = needed_names(policy, (each.formula for each in policy.compute))
        names = needed | {each.name for each in policy.compute}
        self.machine = FactWriter(policy, names, otherwise).machine

    def function(self) -> CellOf:
        cell = "0"
        for input_ in self.policy.inputs:
            cell = self._joined(cell, input_.name, self._input(input_.name))
        for each in self.policy.compute:
            segment = self._segment(each.name, self.machine.known[each.name])
            cell = self._joined(cell, each.name, segment)
        return self.machine.function("facts", cell)

    def _joined(self, cell: str, name: str, segment: str) -> str:
        size = len(self.axes[name].masks)
        if size == 1:
            return cell
        return segment if cell == "0" else self.machine.fresh(f"{cell} * {size} + {segment}")

    def _input(self, name: str) -> str:
        """Write how an input is located and return its segment."""
        machine = self.machine
        if name in machine.known:
            return self._segment(name, machine.known[name])
        member = machine.choices.get(name) or f"facts[{machine.constant(name)}]"
        return machine.fresh(f"{machine.constant(self.axes[name].locate)}({member})")

    def _segment(self, name: str, ratio: Ratio) -> str:
        """Write the bisection of an axis, with thresholds in whole numbers over the same denominator."""
        axis, machine = self.axes[name], self.machine
        if not isinstance(axis, NumberAxis) or not axis.thresholds:
            return "0"
        number, denominator = ratio
        scaled = number if axis.scale == 1 else machine.fresh(f"{number} * {axis.scale}")
        factor = denominator if isinstance(denominator, int) else 1
        thresholds = [each * factor for each in axis.thresholds]
        places, members = machine.constant(thresholds), machine.constant(frozenset(thresholds))
        left, right = machine.constant(bisect_left), machine.constant(bisect_right)
        if isinstance(denominator, int):
            return machine.fresh(f"2 * {left}({places}, {scaled}) + ({scaled} in {members})")
        whole = machine.fresh(f"{scaled} // {denominator}")
        return machine.fresh(
            f"2 * {right}({places}, {whole}) if {whole} * {denominator} != {scaled} "
            f"else 2 * {left}({places}, {whole}) + ({whole} in {members})"
        )
