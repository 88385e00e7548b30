"""The operator of a target that writes none, by the evidence of the row and then of the policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from attrs import frozen

from perfrules.engine.indicators.vocabulary import vocabulary, without_suffix
from perfrules.engine.indicators.written_units import without_unit
from perfrules.expressions import Change, Comparison, Frequency, Operator, find_operator
from perfrules.policies.base.inferred_operators import SettlesOperators
from perfrules.policies.base.place import PolicyPlace
from perfrules.resources.plain_repr import PlainRepr
from perfrules.sheets import Indicator
from perfrules.values import BARE, Unit

OperatorSource = Literal["written", "name", "column", "inferred", "none"]
"""Where an operator comes from: the target, the name, another column, an inference, or nowhere."""
OperatorBasis = Literal["written", "name", "column", "direction", "noun", "change", "zero", "policy", "none"]
"""What settles an operator, in more detail.

`direction` is a column (正向), `noun` the last noun of the name. `change` and `zero` are kinds of targets.
"""
_SOURCES: dict[OperatorBasis, OperatorSource] = {
    "written": "written",
    "name": "name",
    "column": "column",
    "direction": "column",
    "none": "none",
}


def source_of(basis: OperatorBasis) -> OperatorSource:
    """The source that reports show for what settles an operator.

    >>> source_of("noun"), source_of("direction")
    ('inferred', 'column')
    """
    return _SOURCES.get(basis, "inferred")


@frozen(repr=False)
class InferredOperator(PlainRepr):
    """An operator, what settles it, and the place in the policy where that is the policy."""

    operator: Operator | None
    basis: OperatorBasis
    at: PolicyPlace | None = None


def infer_operator(
    comparator: Comparison | Frequency | Change, indicator: Indicator, policy: SettlesOperators
) -> InferredOperator:
    """The operator that a target leaves out.

    In this order: the name or a column writes it, a direction column, the last noun of the name, the policy.
    No inferred operator is met by every possible actual: `0起` is never at least none. A change (下降5%)
    means at least as far in its direction.

    >>> from perfrules.expressions import parse
    >>> from perfrules.policies.loader import find_policy
    >>> policy = find_policy("mof.self-evaluation-2020")
    >>> row = Indicator("产出指标", "质量指标", "用户投诉率", target="5%")
    >>> infer_operator(parse("5%"), row, policy)
    InferredOperator(operator='<=', basis='noun', at=None)
    """
    for found in _evidence(comparator, indicator, policy):
        if found.operator == ">=" and _is_met_by_everything(comparator):
            return InferredOperator("<=", "zero")
        return found
    return InferredOperator(None, "none")


def _evidence(
    comparator: Comparison | Frequency | Change, indicator: Indicator, policy: SettlesOperators
) -> Iterator[InferredOperator]:
    """What settles the operator, the strongest evidence first."""
    if operator := find_operator(indicator.name):
        yield InferredOperator(operator, "name")
    for column in (indicator.direction, indicator.description):
        if operator := find_operator(column):
            yield InferredOperator(operator, "column")
    if isinstance(comparator, Change):
        yield InferredOperator(">=", "change")
    if operator := direction_operator(indicator.direction):
        yield InferredOperator(operator, "direction")
    if comparator.subject and is_reduction(comparator.subject):
        yield InferredOperator(">=", "noun")
    if is_low_good(indicator.name, policy.low_is_good):
        yield InferredOperator("<=", "noun")
    elif is_reduction(indicator.name):
        yield InferredOperator(">=", "noun")
    settled = policy.operator_for(indicator.level2, _unit_of(comparator))
    if settled is not None:
        yield InferredOperator(settled.operator, "policy", settled.at)


def direction_operator(text: str) -> Operator | None:
    """The operator that a direction column says.

    >>> direction_operator("反向"), direction_operator("定量")
    ('<=', None)
    """
    directions: dict[Operator, list[str]] = vocabulary()["directions"]
    return next((operator for operator, words in directions.items() if text.strip() in words), None)


def is_low_good(name: str, further: tuple[str, ...] = ()) -> bool:
    """Whether the last noun of a name is something to keep low.

    >>> [is_low_good(name) for name in ("用户投诉率", "投诉处理率", "受理投诉件数", "办理时限")]
    [True, False, False, True]
    """
    words = vocabulary()
    whole = without_unit(name)
    if whole.endswith(tuple(words["reached"])):
        return False
    for stem in _stems(whole):
        if noun := _last_noun(stem, (*words["low_is_good"], *further)):
            before = stem.removesuffix(noun)
            ends = (*words["handling"], *words["denied"])
            return not before.startswith(tuple(words["handling"])) and not before.endswith(ends)
        if noun := _last_noun(stem, words["short_is_good"]):
            before = stem.removesuffix(noun)
            lasts = before.endswith(tuple(words["lasting"]))
            return not lasts and not before.startswith(tuple(words["shortening"]))
    return False


def _stems(name: str) -> Iterator[str]:
    """A name, and what is left of it without one or several of the words that follow a last noun."""
    yield name
    fitting = [tail for tail in vocabulary()["tails"] if name.endswith(tail) and name != tail]
    for tail in sorted(fitting, key=len, reverse=True):
        yield from _stems(name.removesuffix(tail))


def is_reduction(name: str) -> bool:
    """Whether a name begins or ends with what is done to need less: the more of it, the better.

    >>> [is_reduction(name) for name in ("成本节约率", "节约用电量", "单位成本")]
    [True, True, False]
    """
    words = vocabulary()
    stem = without_unit(name)
    if stem.startswith(tuple(words["shortening"])):
        return True
    return without_suffix(stem, words["tails_of_reductions"]).endswith(tuple(words["reductions"]))


def _last_noun(stem: str, nouns: Iterable[str]) -> str | None:
    return next((noun for noun in nouns if stem.endswith(noun)), None)


def _is_met_by_everything(comparator: Comparison | Frequency | Change) -> bool:
    """Whether every possible actual is at least the bound; only changes can be negative."""
    if isinstance(comparator, Change):
        return False
    bound = comparator.bound if isinstance(comparator, Comparison) else comparator.times
    return bound.value <= 0


def _unit_of(comparator: Comparison | Frequency | Change) -> Unit:
    if isinstance(comparator, Comparison):
        return comparator.bound.unit
    if isinstance(comparator, Frequency):
        return comparator.region.unit
    return BARE if comparator.amount is None else comparator.amount.unit
