"""Whether facts give formulas values in intervals: against every point of small grids."""

from __future__ import annotations

from itertools import product

from budgets import law
from formula_strategies import KINDS, STEPS, formulas, intervals
from hypothesis import given
from hypothesis import strategies as st

from perfrules.analysis.cells.witnesses import NoFacts
from perfrules.analysis.computed.formulas import Formulas
from perfrules.analysis.computed.search import Variable
from perfrules.formulas.evaluate import evaluate
from perfrules.values import Interval, IntervalSet


@st.composite
def domains(draw):
    found = {"kind": Variable(frozenset(draw(st.sets(st.sampled_from(KINDS), min_size=1))))}
    for name, step in STEPS.items():
        low = draw(st.integers(-4, 4))
        high = low + draw(st.integers(0, 4))
        found[name] = Variable(IntervalSet((Interval(low * step, True, high * step, True),)), step)
    return found


def every_fact(variables):
    axes = []
    for each in variables.values():
        if isinstance(each.values, frozenset):
            axes.append(sorted(each.values))
        else:
            low, high = each.span
            axes.append([low + at * each.step for at in range(int((high - low) / each.step) + 1)])
    return (dict(zip(variables, values, strict=True)) for values in product(*axes))


def found(variables, nodes, wanted):
    problem = Formulas(variables, nodes).problem(variables, dict(enumerate(wanted)))
    return NoFacts.EXCLUDED if problem is None else problem.find()


class TestOnAGrid:
    """On small grids the answer is always known, and it is that of trying all facts."""

    @law(400)
    @given(domains(), st.lists(st.tuples(formulas, intervals()), min_size=1, max_size=3))
    def test_it_is_the_answer_of_trying_all_facts(self, variables, constraints):
        nodes, wanted = zip(*constraints, strict=True)
        answer = found(variables, nodes, wanted)
        fitting = [
            facts
            for facts in every_fact(variables)
            if all(evaluate(node, facts) in interval for node, interval in constraints)
        ]
        if answer is NoFacts.UNKNOWN:
            return
        assert (answer is not NoFacts.EXCLUDED) == bool(fitting)
        if answer is not NoFacts.EXCLUDED:
            assert answer in fitting

    @law(200)
    @given(domains(), st.tuples(formulas, intervals()))
    def test_one_formula_is_always_settled(self, variables, constraint):
        node, interval = constraint
        assert found(variables, [node], [interval]) is not NoFacts.UNKNOWN
