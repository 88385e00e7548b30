"""Self-evaluation (绩效自评) as a policy: weights, operators left unwritten, methods, levels, grades."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

from attrs import field, frozen

from perfrules.expressions import Operator
from perfrules.policies.decision import DecisionPolicy
from perfrules.policies.digest import content_digest
from perfrules.policies.errors import Fault, PolicyError
from perfrules.policies.head import Head
from perfrules.values import Unit, exact_text

Method = Literal["proportional", "inverse-ratio", "over-run", "all-or-nothing", "due-share", "rated", "none"]
"""The named scoring methods; what each computes stands in `perfrules.engine.scoring.methods`."""


@frozen
class Group:
    """A first-level group (一级指标), the points it is worth, and the other names that sheets give it."""

    name: str
    weight: Fraction
    aliases: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The group as plain data."""
        return {"weight": exact_text(self.weight), "aliases": list(self.aliases)}


@frozen
class UnwrittenOperator:
    """What a number without an operator means, in a second-level group and for units that measure the same.

    Without a group, or without units, it holds for all.
    """

    operator: Operator
    group: str | None = None
    units: tuple[Unit, ...] = ()

    def covers(self, level2: str, unit: Unit) -> bool:
        """Whether it settles a target of that second-level group and unit."""
        if self.group not in (None, level2):
            return False
        return not self.units or any(unit.dimension == each.dimension for each in self.units)

    def to_json(self) -> dict[str, Any]:
        """The rule as plain data."""
        return {"operator": self.operator, "group": self.group, "unit": [unit.name for unit in self.units]}


@frozen
class MethodChoice:
    """The method for readings of a kind, with one of the operators, in a second-level group; None is any."""

    kind: str
    method: Method
    operators: tuple[Operator, ...] = ()
    group: str | None = None

    def covers(self, kind: str, operator: Operator | None, level2: str) -> bool:
        """Whether it is the method for such a target."""
        if self.kind != kind or self.group not in (None, level2):
            return False
        return not self.operators or operator in self.operators

    def to_json(self) -> dict[str, Any]:
        """The choice as plain data."""
        data = {"kind": self.kind, "method": self.method, "group": self.group}
        return data | {"operator": list(self.operators)}


@frozen
class Level:
    """A level that people rate a result in words by, the share of the points it earns, and what says it."""

    name: str
    share: Fraction
    statements: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The level as plain data; the share as a fraction of 1."""
        return {"share": exact_text(self.share), "statements": list(self.statements)}


@frozen
class ScoringPolicy:
    """How a self-evaluation is scored; `full` points are those of groups and budget execution together.

    `unwritten` and `methods` are tried in order, the first that covers a target settles it. Scores have
    `places` decimals, rounded once, half up.

    Raises:
        PolicyError: PR550 where the weights do not sum to 100, PR551 where a name stands for two groups,
            PR552 where a statement stands for two levels.
    """

    head: Head
    execution: Fraction
    groups: tuple[Group, ...]
    unwritten: tuple[UnwrittenOperator, ...]
    methods: tuple[MethodChoice, ...]
    levels: tuple[Level, ...]
    grades: DecisionPolicy
    places: int = 2
    full: Fraction = field(default=Fraction(100), init=False)

    def __attrs_post_init__(self) -> None:
        faults = [*self._weights_off(), *self._named_twice()]
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

    def group_of(self, level1: str) -> Group | None:
        """The group that a sheet's first-level name means, or None."""
        return next((group for group in self.groups if level1 in (group.name, *group.aliases)), None)

    def level_of(self, statement: str) -> Level | None:
        """The level that a statement says, or None."""
        return next((level for level in self.levels if statement in (level.name, *level.statements)), None)

    def operator_for(self, level2: str, unit: Unit) -> Operator | None:
        """What a number without an operator means there, or None where the policy does not say."""
        return next((each.operator for each in self.unwritten if each.covers(level2, unit)), None)

    def method_for(self, kind: str, operator: Operator | None, level2: str) -> Method | None:
        """The method for such a target, or None where the policy does not say."""
        return next((each.method for each in self.methods if each.covers(kind, operator, level2)), None)

    @cached_property
    def digest(self) -> str:
        """The fingerprint of the content."""
        return content_digest(self.to_json())

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
            "grades": self.grades.digest,
        }
