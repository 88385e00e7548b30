"""Self-evaluation (绩效自评) as a policy: weights, operators left unwritten, methods, levels, grades."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import Any, Literal

from attrs import field, frozen

from perfrules.expressions import Operator
from perfrules.policies.base.content import PolicyContent
from perfrules.policies.base.errors import Fault, PolicyError
from perfrules.policies.base.head import Head
from perfrules.policies.base.inferred_operators import InferredOperator
from perfrules.policies.base.place import PolicyPlace
from perfrules.policies.decisions.bands import band_policy, rating_input
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Condition
from perfrules.policies.scoring.methods import MethodChoice
from perfrules.policies.scoring.over_achievement import OverAchievement, in_shares, percent_input
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import IntervalSet, Unit, exact_text
from perfrules.values.value_sets import is_empty, meet

Weights = Literal["mixed", "declared", "equal"]
"""Where an indicator's points come from: the sheet, an equal share of its group, or either."""
MissingGroups = Literal["lost", "redistributed"]
"""What becomes of the points of a group of which a sheet has no indicator."""


@frozen(repr=False)
class Group(PlainRepr):
    """A first-level group (一级指标), the points it is worth, and the other names that sheets give it."""

    name: str
    weight: Fraction
    aliases: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The group as plain data."""
        return {"weight": exact_text(self.weight), "aliases": list(self.aliases)}


@frozen(repr=False)
class Level(PlainRepr):
    """A level that people rate a result in words by, the share of the points it earns, and what says it.

    `band` holds the ratings in per cent that an assessor may give on this level; None where only the share
    counts.

    Raises:
        PolicyError: PR627 where the share lies outside the band.
    """

    name: str
    share: Fraction
    statements: tuple[str, ...] = ()
    band: Condition | None = None
    at: PolicyPlace | None = field(default=None, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if not self.holds(self.share):
            facts = {"level": self.name, "share": f"{exact_text(self.share * 100)}%"}
            raise PolicyError.of([Fault("PR627", ("share",), facts)])

    def holds(self, share: Fraction) -> bool:
        """Whether a share of the points is one of this level."""
        return share == self.share if self.band is None else share * 100 in self.band.values

    def to_json(self) -> dict[str, Any]:
        """The level as plain data; the share as a fraction of 1."""
        data = {"share": exact_text(self.share), "statements": list(self.statements)}
        return data if self.band is None else data | {"band": str(self.band.values)}


@frozen(repr=False)
class ScoringPolicy(PolicyContent, PlainRepr):
    """How a self-evaluation is scored; `full` points are those of groups and budget execution together.

    `unwritten`, `methods` and `over_achievement` are tried in order, the first that covers a target settles
    it. A result whose completion lies in one of `explain` is to be explained. Scores have `places` decimals,
    rounded once, half up.

    Raises:
        PolicyError: PR550 where the weights do not sum to 100, PR551 where a name means two groups,
            PR552 where a statement means two levels, PR628 where a rating lies in two bands.
    """

    head: Head
    execution: Fraction
    groups: tuple[Group, ...]
    unwritten: tuple[InferredOperator, ...]
    methods: tuple[MethodChoice, ...]
    levels: tuple[Level, ...]
    grades: DecisionPolicy
    places: int = 2
    weights: Weights = "mixed"
    missing_groups: MissingGroups = "lost"
    explain: tuple[Condition, ...] = ()
    over_achievement: tuple[OverAchievement, ...] = ()
    execution_at: PolicyPlace | None = field(default=None, eq=False, repr=False)
    low_is_good: tuple[str, ...] = ()
    full: Fraction = field(default=Fraction(100), init=False)

    def __attrs_post_init__(self) -> None:
        faults = [*self._weights_off(), *self._named_twice(), *self._bands_meet()]
        if faults:
            raise PolicyError.of(faults)

    def _weights_off(self) -> Iterator[Fault]:
        total = self.execution + sum((group.weight for group in self.groups), Fraction(0))
        if total != self.full:
            yield Fault("PR550", ("groups",), {"total": exact_text(total), "full": exact_text(self.full)})

    def _named_twice(self) -> Iterator[Fault]:
        seen: set[str] = set()
        for group in self.groups:
            for name in (group.name, *group.aliases):
                if name in seen:
                    yield Fault("PR551", ("groups", group.name), {"name": name})
                seen.add(name)
        said: set[str] = set()
        for level in self.levels:
            for statement in {level.name, *level.statements}:
                if statement in said:
                    yield Fault("PR552", ("levels", level.name), {"text": statement})
                said.add(statement)

    def _bands_meet(self) -> Iterator[Fault]:
        for one, other in combinations((each for each in self.levels if each.band is not None), 2):
            if one.band and other.band and not is_empty(meet(one.band.values, other.band.values)):
                facts = {"lower": one.name, "higher": other.name}
                yield Fault("PR628", ("levels", other.name, "band"), facts)

    def group_of(self, level1: str) -> Group | None:
        """The group that a sheet's first-level name means, or None."""
        return next((group for group in self.groups if level1 in (group.name, *group.aliases)), None)

    def level_of(self, statement: str) -> Level | None:
        """The level that a statement says, or None."""
        return next((level for level in self.levels if statement in (level.name, *level.statements)), None)

    def level_at(self, rating: Fraction) -> Level | None:
        """The level in whose band a rating lies, a fraction of 1, or None."""
        return next((each for each in self.levels if each.band is not None and each.holds(rating)), None)

    def operator_for(self, level2: str, unit: Unit) -> InferredOperator | None:
        """What settles a number without an operator there, or None where the policy does not say."""
        return next((each for each in self.unwritten if each.covers(level2, unit)), None)

    def method_for(self, kind: str, operator: Operator | None, level2: str) -> MethodChoice | None:
        """The choice of method for such a target, or None where the policy does not say."""
        return next((each for each in self.methods if each.covers(kind, operator, level2)), None)

    @property
    def best_level(self) -> Level | None:
        """The level that earns the most, or None where the policy has no levels."""
        return max(self.levels, key=lambda level: level.share, default=None)

    @property
    def bands(self) -> Mapping[str, DecisionPolicy]:
        """Every table of bands as a decision, by its place: grades, levels, intervals.

        Whether they leave holes can be proved of each (`perfrules check`).
        """
        number = percent_input("actual")
        tables = {"grades": self.grades}
        levels = [(each.name, each.band) for each in self.levels if each.band is not None]
        if levels:
            tables["levels"] = band_policy(self.head, rating_input(), levels, output="level")
        for at, choice in enumerate(self.methods):
            if choice.intervals:
                parts = [(each.when.text, each.when) for each in choice.intervals]
                tables[f"methods/{at}"] = band_policy(self.head, number, parts, output="share")
        return tables

    @cached_property
    def explained(self) -> IntervalSet:
        """The completions that must be explained, as fractions of 1."""
        return in_shares(each.values for each in self.explain)

    def to_json(self) -> dict[str, Any]:
        """The policy as plain data."""
        return {
            **self.head.to_json(),
            "execution": exact_text(self.execution),
            "groups": {group.name: group.to_json() for group in self.groups},
            "operators": [each.to_json() for each in self.unwritten],
            "methods": [each.to_json() for each in self.methods],
            "levels": {level.name: level.to_json() for level in self.levels},
            "places": self.places,
            "weights": self.weights,
            "missing_groups": self.missing_groups,
            **({"low_is_good": list(self.low_is_good)} if self.low_is_good else {}),
            "explain": [str(each.values) for each in self.explain],
            "over_achievement": [each.to_json() for each in self.over_achievement],
            "grades": self.grades.digest,
        }
