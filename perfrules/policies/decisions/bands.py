"""Bands over one number – grades over a score, lights over a rate – as the decision they are."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from perfrules.policies.base.head import Head
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import Output
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Condition, Rule
from perfrules.values import Interval, IntervalSet, Unit, default_units

POINTS = Unit("分", "score")
"""The points of a score."""


def score_input(full: Fraction, step: Fraction | None = None) -> Input:
    """Return the input `score`, from 0 to the full points, in steps of its rounding, if any.

    >>> str(score_input(Fraction(100)).domain)
    '[0, 100]'
    """
    domain = IntervalSet((Interval(Fraction(0), True, full, True),))
    return Input("score", "number", unit=POINTS, domain=domain, step=step, title="得分")


def rating_input() -> Input:
    """The rating in per cent that an assessor gives a result, from 0 to 100.

    >>> str(rating_input().domain)
    '[0, 100]'
    """
    domain = IntervalSet((Interval(Fraction(0), True, Fraction(100), True),))
    return Input("rating", "number", unit=default_units()["%"], domain=domain)


def band_policy(
    head: Head, number: Input, bands: Iterable[tuple[str, Condition]], *, output: str = "grade"
) -> DecisionPolicy:
    """The decision that gives each number the name of its band; a number in two bands is an error.

    Args:
        head: the head of the policy that contains the bands.
        number: what the bands divide.
        bands: the name of each band and what it admits, the best first.
        output: what a band's name is called in the outcome.

    Raises:
        PolicyError: PR520: a name is used twice; and the other problems of the bands.

    >>> good, poor = IntervalSet.from_(Fraction(60)), IntervalSet.up_to(Fraction(60), closed=False)
    >>> bands = [("合格", Condition(good)), ("不合格", Condition(poor))]
    >>> policy = band_policy(Head("unit.grades"), score_input(Fraction(100)), bands)
    >>> [rule.then["grade"] for rule in policy.rules]
    ['合格', '不合格']
    """
    rules = tuple(Rule(name, {number.name: condition}, {output: name}) for name, condition in bands)
    names = tuple(dict.fromkeys(rule.id for rule in rules))
    return DecisionPolicy(head, (number,), (Output(output, of=names),), rules)
