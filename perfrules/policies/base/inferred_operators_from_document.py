"""The `operators` of a policy file: what a number without one means."""

from __future__ import annotations

from functools import partial

from perfrules.policies.base.collector import Collector
from perfrules.policies.base.inferred_operators import UnwrittenOperator
from perfrules.policies.base.place import PolicyPlace
from perfrules.values import Unit, default_units


def read_unwritten(collector: Collector) -> tuple[UnwrittenOperator, ...]:
    """What the collector's document says of operators left out; what is wrong goes to the collector."""
    return tuple(_unwritten(collector, at) for at in range(len(collector.document.plain["operators"])))


def _unwritten(collector: Collector, at: int) -> UnwrittenOperator:
    document = collector.document
    plain = document.plain["operators"][at]
    place = PolicyPlace(document.source, document.span("operators", at))
    units = read_units(collector, "operators", at)
    return UnwrittenOperator(plain["operator"], plain.get("group"), units, place)


def read_units(collector: Collector, part: str, at: int) -> tuple[Unit, ...]:
    """The units that an entry of a list in the collector's document holds for; none where it names none."""
    found = [
        collector.attempt(partial(default_units().__getitem__, text), part, at, "unit", place)
        for place, text in enumerate(collector.document.plain[part][at].get("unit", ()))
    ]
    return tuple(unit for unit in found if unit is not None)
