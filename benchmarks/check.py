"""Milliseconds of CPU to prove a policy, beside z3 asked of the same table, all in one run.

    python benchmarks/check.py

needs z3-solver (the `test` extra); without it only perfrules is measured.
Policies are built in Python, so that no reading is in the times. `perfrules.check` looks for all there is to
find; its time is the least of several rounds. z3 is asked two questions only: is there a fact for which no
rule holds, and one for which two do. It is given up after 30 s a question.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from fractions import Fraction
from importlib.util import find_spec
from typing import Any

from attrs import evolve
from timing import print_table, shown

from perfrules.analysis.check import check
from perfrules.analysis.differences.diff import diff
from perfrules.formulas.formula import Formula
from perfrules.formulas.nodes import Difference, Name, Product
from perfrules.policies.base.head import Head
from perfrules.policies.decisions.computing.computed import Computed
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import Output
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Condition, Rule
from perfrules.values import BARE, Interval, IntervalSet

CENT = Fraction(1, 100)
ROUNDS = 7
LONGEST = 30_000
"""Milliseconds that z3 has for a question."""
_Box = list[tuple[int, int]]


def tiles(inputs: int, parts: int) -> list[_Box]:
    """Rules that part the whole space between them: `parts` tiers on each input."""
    boxes: list[_Box] = [[]]
    for _ in range(inputs):
        boxes = [[*box, (100 * tier, 100 * (tier + 1))] for box in boxes for tier in range(parts)]
    return boxes


def strewn(inputs: int, rules: int) -> list[_Box]:
    """Rules strewn over the space, with holes between them and on top of one another."""
    source = random.Random(7)
    return [[_stretch(source) for _ in range(inputs)] for _ in range(rules)]


def _stretch(source: random.Random) -> tuple[int, int]:
    low, high = sorted(source.sample(range(10_000), 2))
    return low, high


def policy_of(boxes: list[_Box], hit: str, *, last: int | None) -> DecisionPolicy:
    """Box after box a rule; tiers that end at `last` have no upper end."""
    names = [f"x{at}" for at in range(len(boxes[0]))]
    inputs = tuple(Input(name, "money", domain=IntervalSet.from_(Fraction(0)), step=CENT) for name in names)
    rules = tuple(
        Rule(f"r{number}", _when(names, box, last), {"who": (f"岗位{number}",)})
        for number, box in enumerate(boxes)
    )
    return DecisionPolicy(Head("benchmark"), inputs, (Output("who", "roles"),), rules, hit)  # type: ignore[arg-type]


def _when(names: list[str], box: _Box, last: int | None) -> dict[str, Condition]:
    when = {}
    for name, (low, high) in zip(names, box, strict=True):
        top = None if high == last else Fraction(high)
        when[name] = Condition(IntervalSet((Interval(Fraction(low), low == 0, top, True),)), f"{low}-{high}")
    return when


def milliseconds(call: Callable[[], Any], rounds: int = ROUNDS) -> float:
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        call()
        taken.append((time.process_time() - start) * 1e3)
    return min(taken)


def by_z3(policy: DecisionPolicy) -> None:
    """Is there a gap; do two rules overlap."""
    import z3

    cents = {each.name: z3.Int(each.name) for each in policy.inputs}
    holds = []
    for rule in policy.rules:
        parts = []
        for name, condition in rule.when.items():
            (interval,) = condition.values
            low, high = int(interval.low * 100), interval.high
            parts.append(cents[name] >= low if interval.low_closed else cents[name] > low)
            if high is not None:
                parts.append(cents[name] <= int(high * 100))
        holds.append(z3.And(parts))
    solver = z3.Solver()
    solver.set("timeout", LONGEST)
    solver.add([number >= 0 for number in cents.values()])
    solver.push()
    solver.add(z3.Not(z3.Or(holds)))
    solver.check()
    solver.pop()
    solver.add(z3.PbGe([(each, 1) for each in holds], 2))
    solver.check()


TABLES: list[tuple[str, list[_Box], str, int | None, float | None, bool]] = [
    ("1 input, 1,000 tiers", tiles(1, 1000), "unique", 100_000, 10, True),
    ("1 input, 10,000 tiers", tiles(1, 10_000), "unique", 1_000_000, 150, False),
    ("2 inputs, 1,024 tiles", tiles(2, 32), "unique", 3200, 60, True),
    ("2 inputs, 10,000 tiles", tiles(2, 100), "unique", 10_000, 1000, False),
    ("2 inputs, 1,000 strewn", strewn(2, 1000), "first", None, 60, False),
    ("4 inputs, 256 tiles", tiles(4, 4), "unique", 400, 1000, True),
    ("4 inputs, 200 strewn", strewn(4, 200), "first", None, 1000, True),
]


def main() -> None:
    rows = []
    for name, boxes, hit, last, target, ask in TABLES:
        ours = milliseconds(lambda: check(policy_of(boxes, hit, last=last)))  # noqa: B023 - called in this turn
        building = milliseconds(lambda: policy_of(boxes, hit, last=last))  # noqa: B023 - called in this turn
        theirs = None
        if ask and find_spec("z3"):
            policy = policy_of(boxes, hit, last=last)
            theirs = milliseconds(lambda: by_z3(policy), 1)  # noqa: B023 - called in this turn
        mine = ours - building
        rows.append(
            (
                name,
                shown(mine),
                "" if target is None else f"{target:,.0f}",
                "" if theirs is None else shown(theirs),
                "" if theirs is None else f"{shown(theirs / mine)}×",
            )
        )
    print_table(("ms of CPU", "perfrules", "target", "z3, two questions", "to ours"), rows)
    print()
    computing()
    print()
    differences()


def computing() -> None:
    """Two hundred rules on two names that are computed from four inputs."""
    rows = []
    for name, boxes, hit in (
        ("200 tiles", tiles(2, 14)[:200], "unique"),
        ("200 strewn", strewn(2, 200), "first"),
    ):
        policy = computing_policy(boxes, hit)
        found = check(policy)
        rows.append((name, shown(milliseconds(lambda: check(policy), 3)), "2,000", str(len(found))))  # noqa: B023 - called within the turn
    print_table(("ms of CPU, 2 computed names", "perfrules", "target", "findings"), rows)


def computing_policy(boxes: list[_Box], hit: str) -> DecisionPolicy:
    """Rules on a limit (rate × people × days) and on what is spent beyond it."""
    upto = IntervalSet((Interval(Fraction(1), True, Fraction(500), True),))
    inputs = (
        Input("rate", "number", domain=upto, step=Fraction(10)),
        Input("people", "number", domain=upto, step=Fraction(1)),
        Input("days", "number", domain=upto, step=Fraction(1, 2)),
        Input("spent", "number", domain=IntervalSet.from_(Fraction(0)), step=CENT),
    )
    rate, people, days, spent = (Name(each.name) for each in inputs)
    formulas = {
        "x0": Product(Product(rate, people), days),
        "x1": Difference(spent, Product(Product(rate, people), days)),
    }
    compute = tuple(Computed(name, Formula(node, BARE, name)) for name, node in formulas.items())
    rules = tuple(
        Rule(f"r{number}", _when([*formulas], box, None), {"who": (f"岗位{number}",)})
        for number, box in enumerate(boxes)
    )
    outputs = (Output("who", "roles"),)
    return DecisionPolicy(Head("benchmark"), inputs, outputs, rules, hit, compute=compute)  # type: ignore[arg-type]


def differences() -> None:
    """A policy beside versions of it in which some rules require something else."""
    old = policy_of(strewn(4, 200), "first", last=None)
    rows = []
    for changed in (0, 1, 20, 200):
        rules = tuple(
            evolve(rule, then={"who": ("另一岗位",)}) if at < changed else rule
            for at, rule in enumerate(old.rules)
        )
        new = evolve(old, rules=rules)
        found = diff(old, new)
        rows.append(
            (
                f"4 inputs, 200 strewn, {changed} changed",
                shown(milliseconds(lambda: diff(old, new))),  # noqa: B023 - called in this turn
                f"{len(found)} ({found.rest})",
            )
        )
    print_table(("ms of CPU", "diff", "differences, what is left out"), rows)


if __name__ == "__main__":
    main()
