"""Monitoring (绩效运行监控) as a policy: checkpoints, how targets are compared with the year, lights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Literal

from attrs import field, frozen

from perfrules.diagnostics.hints import near
from perfrules.diagnostics.read_only import read_only_by_name
from perfrules.expressions import Operator
from perfrules.policies.base.content import PolicyContent
from perfrules.policies.base.errors import Fault, Key, PolicyError
from perfrules.policies.base.head import Head
from perfrules.policies.base.inferred_operators import InferredOperator
from perfrules.policies.base.place import PolicyPlace
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.monitoring.lights import Alarm, Light, Measure
from perfrules.policies.schedules.policy import Milestone, SchedulePolicy
from perfrules.values import Unit, exact_text

Way = Literal["pro-rata", "inside", "due-dates", "stated"]
"""How a target is compared with the year to date:

against its share by whole months ÷ 12, as kept or not kept, by the due dates so far, or as people state it.
"""
Between = Literal["last-checkpoint", "straight-line"]
"""What is due between two checkpoints: what the last one asked, or a straight line to the next."""
Base = Literal["initial", "adjusted"]
"""The budget that spending is measured by."""

_FULL = 100
_GROWING: frozenset[str] = frozenset({">=", ">", "="})
_PRO_RATED = frozenset({"comparison", "frequency"})
_WAYS_ZH: Mapping[Way, str] = {
    "pro-rata": "按序时进度",
    "inside": "按是否达标",
    "due-dates": "按到期次数",
    "stated": "按表述",
}


@frozen
class WayChoice:
    """The way for readings of a kind, with one of the operators, in a second-level group, of some units.

    What is None or empty holds for all; units stand for those that measure the same.

    >>> choice = WayChoice("pro-rata", "comparison", (">=",), "数量指标")
    >>> choice.covers("comparison", ">=", "数量指标"), choice.covers("comparison", "<=", "数量指标")
    (True, False)
    """

    way: Way
    kind: str | None = None
    operators: tuple[Operator, ...] = ()
    group: str | None = None
    units: tuple[Unit, ...] = ()
    at: PolicyPlace | None = field(default=None, eq=False, repr=False)

    def covers(self, kind: str, operator: Operator | None, level2: str, unit: Unit | None = None) -> bool:
        """Whether it is the way for such a target; `unit` is None for one that is not measured in any."""
        if self.kind not in (None, kind) or self.group not in (None, level2):
            return False
        if self.operators and operator not in self.operators:
            return False
        return not self.units or (
            unit is not None and unit.dimension in {each.dimension for each in self.units}
        )

    @property
    def is_sound(self) -> bool:
        """Whether it covers only targets that can be held so.

        What is not to be exceeded is kept or not kept on any day of the year; only what is to be reached
        grows with it.
        """
        if self.way == "pro-rata" and self.kind == "range":
            return not self.operators
        if self.way == "pro-rata":
            return self.kind in _PRO_RATED and bool(self.operators) and _GROWING.issuperset(self.operators)
        return self.way != "due-dates" or self.kind == "recurring_deadline"

    def to_json(self) -> dict[str, Any]:
        """The choice as plain data."""
        data = {"way": self.way, "kind": self.kind, "operator": list(self.operators), "group": self.group}
        return data | {"unit": [unit.name for unit in self.units]}


@frozen
class MonitoringPolicy(PolicyContent):
    """How projects are watched while the year runs.

    `checkpoints` hold for sheets without a plan of their own. `unwritten` and `ways` are tried in order, the
    first that covers a target settles it. `colours` are the lights, the gravest first; `possibilities` what
    people may say of reaching a target, the best first. `lights` and `alarms` are decisions over one input
    each; where an alarm's decision gives no light it does not ring. What shows one of `explain_lights`, and a
    target of which one of `explain_possibilities` is said, must be explained.

    Raises:
        PolicyError: PR563–PR565 for checkpoints that do not rise with the year, PR630 for a light that is
            none of the colours, PR631 where the last checkpoint is not 100%, PR632 for a way that does not
            suit its targets, PR633 and PR635 for possibilities that are not listed, or twice.
    """

    head: Head
    checkpoints: tuple[Milestone, ...]
    unwritten: tuple[InferredOperator, ...]
    ways: tuple[WayChoice, ...]
    possibilities: tuple[str, ...]
    colours: tuple[Light, ...]
    lights: Mapping[Measure, DecisionPolicy] = field(converter=read_only_by_name, hash=False)
    alarms: Mapping[Alarm, DecisionPolicy] = field(converter=read_only_by_name, factory=dict, hash=False)
    explain_lights: tuple[str, ...] = ()
    explain_possibilities: tuple[str, ...] = ()
    between: Between = "last-checkpoint"
    budget: Base = "initial"
    low_is_good: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        faults = [
            *self._checkpoints_off(),
            *self._ways_off(),
            *self._unknown_lights(),
            *self._possibilities_off(),
        ]
        if faults:
            raise PolicyError.of(faults)

    def _checkpoints_off(self) -> Iterator[Fault]:
        SchedulePolicy(self.head, self.checkpoints)
        share = self.checkpoints[-1].share
        if share != _FULL:
            percentage = f"{exact_text(share or Fraction(0))}%"
            yield Fault("PR631", ("checkpoints", len(self.checkpoints) - 1, "share"), {"share": percentage})

    def _ways_off(self) -> Iterator[Fault]:
        for at, choice in enumerate(self.ways):
            if not choice.is_sound:
                facts = {"way": choice.way, "way_zh": _WAYS_ZH[choice.way]}
                yield Fault("PR632", ("ways", at, "way"), facts)

    def _unknown_lights(self) -> Iterator[Fault]:
        known = [light.name for light in self.colours]
        for place, decision in self.bands.items():
            for rule in decision.rules:
                name = str(rule.then["light"])
                if name not in known:
                    yield Fault("PR630", (*place.split("/"), Key(name)), {"light": name, **near(name, known)})
        for at, name in enumerate(self.explain_lights):
            if name not in known:
                yield Fault("PR630", ("explain", "lights", at), {"light": name, **near(name, known)})

    def _possibilities_off(self) -> Iterator[Fault]:
        for at, text in enumerate(self.possibilities):
            if text in self.possibilities[:at]:
                yield Fault("PR635", ("possibilities", at), {"text": text})
        for at, text in enumerate(self.explain_possibilities):
            if text not in self.possibilities:
                facts = {"text": text, **near(text, self.possibilities)}
                yield Fault("PR633", ("explain", "possibilities", at), facts)

    @property
    def bands(self) -> Mapping[str, DecisionPolicy]:
        """Every table of bands as a decision, by its place: `lights/progress`.

        Whether they leave holes can be proved of each (`perfrules check`).
        """
        lights = {f"lights/{name}": decision for name, decision in self.lights.items()}
        return lights | {f"alarms/{name}": decision for name, decision in self.alarms.items()}

    def operator_for(self, level2: str, unit: Unit) -> InferredOperator | None:
        """What settles a number without an operator there, or None where the policy does not say."""
        return next((each for each in self.unwritten if each.covers(level2, unit)), None)

    def way_for(
        self, kind: str, operator: Operator | None, level2: str, unit: Unit | None = None
    ) -> WayChoice | None:
        """The choice of way for such a target, or None where the policy does not say."""
        return next((each for each in self.ways if each.covers(kind, operator, level2, unit)), None)

    def gravest(self, names: tuple[str, ...]) -> str | None:
        """The gravest of some lights, None of none."""
        return next((light.name for light in self.colours if light.name in names), None)

    def to_json(self) -> dict[str, Any]:
        """The policy as plain data."""
        return {
            "kind": "monitoring",
            **self.head.to_json(),
            "checkpoints": [each.to_json() for each in self.checkpoints],
            "between": self.between,
            "budget": self.budget,
            "operators": [each.to_json() for each in self.unwritten],
            **({"low_is_good": list(self.low_is_good)} if self.low_is_good else {}),
            "ways": [each.to_json() for each in self.ways],
            "possibilities": list(self.possibilities),
            "colours": [each.to_json() for each in self.colours],
            "lights": {name: decision.digest for name, decision in self.lights.items()},
            "alarms": {name: decision.digest for name, decision in self.alarms.items()},
            "explain": {
                "lights": sorted(self.explain_lights),
                "possibilities": sorted(self.explain_possibilities),
            },
        }
