"""Whether facts give formulas values in intervals, beside z3, for inputs without steps."""

from __future__ import annotations

from fractions import Fraction

import z3
from budgets import law
from formula_strategies import KINDS, formulas, intervals
from hypothesis import given
from hypothesis import strategies as st

from perfrules.analysis.cells.witnesses import NoFacts
from perfrules.analysis.computed.formulas import Formulas
from perfrules.analysis.computed.search import Variable
from perfrules.formulas.nodes import (
    Brackets,
    Converted,
    Difference,
    Greatest,
    Least,
    Lookup,
    Name,
    Negative,
    Number,
    Product,
    Quotient,
    Rounded,
    Sum,
    walk,
)
from perfrules.values import IntervalSet

LONGEST = 2000
"""Milliseconds for a question; one that takes longer is left out."""


def in_z3(node, names):
    match node:
        case Number():
            return z3.Q(node.value.numerator, node.value.denominator)
        case Name():
            return names[node.name]
        case Converted() | Negative():
            return in_z3(node.value, names) * z3.Q(node.factor.numerator, node.factor.denominator)
        case Sum():
            return in_z3(node.left, names) + in_z3(node.right, names)
        case Difference():
            return in_z3(node.left, names) - in_z3(node.right, names)
        case Product():
            return in_z3(node.left, names) * in_z3(node.right, names)
        case Quotient():
            return in_z3(node.left, names) / in_z3(node.right, names)
        case Least() | Greatest():
            first, *others = (in_z3(member, names) for member in node.members)
            for other in others:
                first = z3.If((first < other) == isinstance(node, Least), first, other)
            return first
    raise TypeError(node)


def lies_in(value, interval):
    conditions = []
    for end, closed, sign in (
        (interval.low, interval.low_closed, 1),
        (interval.high, interval.high_closed, -1),
    ):
        if end is not None:
            beyond = sign * (value - z3.Q(end.numerator, end.denominator))
            conditions.append(beyond >= 0 if closed else beyond > 0)
    return z3.And(conditions)


arithmetic = formulas.filter(
    lambda node: not any(isinstance(each, Lookup | Rounded | Brackets) for each in walk(node))
)
constraints = st.lists(st.tuples(arithmetic, intervals()), min_size=1, max_size=3)


@law(200)
@given(st.fixed_dictionaries({name: intervals() for name in "abc"}), constraints)
def test_z3_gives_the_same_answer(domains, wanted):
    variables = {name: Variable(IntervalSet((each,))) for name, each in domains.items()}
    variables["kind"] = Variable(frozenset(KINDS))
    nodes = [node for node, _ in wanted]
    problem = Formulas(variables, nodes).problem(variables, {at: each for at, (_, each) in enumerate(wanted)})
    facts = NoFacts.EXCLUDED if problem is None else problem.find()
    names = {name: z3.Real(name) for name in domains}
    solver = z3.Solver()
    solver.set("timeout", LONGEST)
    solver.add([lies_in(names[name], each) for name, each in domains.items()])
    solver.add([lies_in(in_z3(node, names), each) for node, each in wanted])
    answer = solver.check()
    if facts is NoFacts.EXCLUDED:
        assert answer != z3.sat
    elif facts is not NoFacts.UNKNOWN:
        assert answer != z3.unsat
        assert all(isinstance(facts[name], Fraction) for name in domains)
