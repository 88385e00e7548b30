"""Files of `kind: monitoring`, read into typed policies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve

from perfrules.documents import Document
from perfrules.policies.base.collector import Collector
from perfrules.policies.base.head_from_document import read_head
from perfrules.policies.base.inferred_operators_from_document import read_inferred_operators, read_units
from perfrules.policies.base.place import PolicyPlace
from perfrules.policies.decisions.bands import band_policy
from perfrules.policies.decisions.condition_from_text import any_of, read_condition
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Condition
from perfrules.policies.monitoring.lights import Alarm, Light, Measure, alarm_input, measure_input
from perfrules.policies.monitoring.policy import MonitoringPolicy, WayChoice
from perfrules.policies.schedules.from_document import read_checkpoints


def read_monitoring(document: Document) -> MonitoringPolicy:
    """The policy that a document of `kind: monitoring` states.

    Raises:
        PolicyError: with everything that is wrong with it, by place.
    """
    return _MonitoringReader(document).policy()


class _MonitoringReader:
    """Reads one document and continues after a fault, so that all faults are reported at once."""

    def __init__(self, document: Document) -> None:
        self.plain = document.plain
        self.collector = Collector(document)
        self.head = read_head(document, self.collector)

    def policy(self) -> MonitoringPolicy:
        plain, explain = self.plain, self.plain.get("explain", {})
        checkpoints = read_checkpoints(self.collector.document, self.collector)
        unwritten = read_inferred_operators(self.collector)
        ways = tuple(self._way(each, at) for at, each in enumerate(plain["ways"]))
        lights, alarms = self._lights(), self._alarms()
        self.collector.raise_all()
        policy = self.collector.attempt(
            lambda: MonitoringPolicy(
                self.head,
                checkpoints,
                unwritten,
                ways,
                tuple(plain["possibilities"]),
                tuple(Light(name, colour) for name, colour in plain["colours"].items()),
                lights,
                alarms,
                tuple(explain.get("lights", ())),
                tuple(explain.get("possibilities", ())),
                plain.get("between", "last-checkpoint"),
                plain.get("budget", "initial"),
                tuple(plain.get("low_is_good", ())),
            )
        )
        self.collector.raise_all()
        if policy is None:
            raise AssertionError("a policy without problems was not made")
        return policy

    def _way(self, plain: Mapping[str, Any], at: int) -> WayChoice:
        operators, units = tuple(plain.get("operator", ())), read_units(self.collector, "ways", at)
        document = self.collector.document
        place = PolicyPlace(document.source, document.span("ways", at))
        return WayChoice(plain["way"], plain.get("kind"), operators, plain.get("group"), units, place)

    def _lights(self) -> dict[Measure, DecisionPolicy]:
        possibilities = self.plain["possibilities"]
        read: dict[Measure, DecisionPolicy | None] = {
            name: self._bands("lights", measure_input(name, possibilities)) for name in self.plain["lights"]
        }
        return {name: decision for name, decision in read.items() if decision is not None}

    def _alarms(self) -> dict[Alarm, DecisionPolicy]:
        """A value in no band is what an alarm is meant to be silent about."""
        read: dict[Alarm, DecisionPolicy | None] = {
            name: self._bands("alarms", alarm_input(name)) for name in self.plain.get("alarms", {})
        }
        return {
            name: evolve(decision, partial=True) for name, decision in read.items() if decision is not None
        }

    def _bands(self, part: str, number: Input) -> DecisionPolicy | None:
        plain = self.plain[part][number.name]
        read = {
            name: self._condition(number, text, (part, number.name, name)) for name, text in plain.items()
        }
        bands = [(name, condition) for name, condition in read.items() if condition is not None]
        return self.collector.attempt(
            lambda: band_policy(self.head, number, bands, output="light"), part, number.name
        )

    def _condition(
        self, number: Input, text: str | Sequence[str], path: tuple[str | int, ...]
    ) -> Condition | None:
        if isinstance(text, str):
            return self.collector.attempt(lambda: read_condition(number, text), *path)
        read = [self._condition(number, each, (*path, at)) for at, each in enumerate(text)]
        sound = [condition for condition in read if condition is not None]
        return any_of(sound) if sound else None
