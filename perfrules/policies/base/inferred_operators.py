"""What a number without an operator means: a bare 100% is to be reached, or not to be exceeded."""

from __future__ import annotations

from typing import Any, Protocol

from attrs import field, frozen

from perfrules.expressions import Operator
from perfrules.policies.base.place import PolicyPlace
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import Unit


@frozen(repr=False)
class InferredOperator(PlainRepr):
    """What a number without an operator means, in a second-level group and for units that measure the same.

    Without a group, or without units, it holds for all.
    """

    operator: Operator
    group: str | None = None
    units: tuple[Unit, ...] = ()
    at: PolicyPlace | None = field(default=None, eq=False, repr=False)

    def covers(self, level2: str, unit: Unit) -> bool:
        """Whether it settles a target of that second-level group and unit."""
        if self.group not in (None, level2):
            return False
        return not self.units or any(unit.dimension == each.dimension for each in self.units)

    def to_json(self) -> dict[str, Any]:
        """The rule as plain data."""
        return {"operator": self.operator, "group": self.group, "unit": [unit.name for unit in self.units]}


class SettlesOperators(Protocol):
    """A policy that says what a number without an operator means."""

    @property
    def low_is_good(self) -> tuple[str, ...]:
        """Nouns of things to keep low, besides those of the library."""

    def operator_for(self, level2: str, unit: Unit) -> InferredOperator | None:
        """What settles it in a second-level group and unit, or None where the policy does not say."""
