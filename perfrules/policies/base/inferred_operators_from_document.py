"""Read the `operators` of a policy file: what a number without an operator means."""

from __future__ import annotations

from functools import partial

from perfrules.policies.base.collector import Collector
from perfrules.policies.base.inferred_operators import InferredOperator
from perfrules.policies.base.place import PolicyPlace
from perfrules.values import Unit, default_units


def read_inferred_operators(collector: Collector) -> tuple[InferredOperator, ...]:
    """Return how a document reads numbers without an operator; problems go to the collector."""
    return tuple(
        _inferred_operator(collector, at) for at in range(len(collector.document.plain["operators"]))
    )


def _inferred_operator(collector: Collector, at: int) -> InferredOperator:
    document = collector.document
    plain = document.plain["operators"][at]
    place = PolicyPlace(document.source, document.span("operators", at))
    units = read_units(collector, "operators", at)
    return InferredOperator(plain["operator"], plain.get("group"), units, place)


def read_units(collector: Collector, part: str, at: int) -> tuple[Unit, ...]:
    """Return the units that an entry of a list holds for; empty if it names none."""
    found = [
        collector.attempt(partial(default_units().__getitem__, text), part, at, "unit", place)
        for place, text in enumerate(collector.document.plain[part][at].get("unit", ()))
    ]
    return tuple(unit for unit in found if unit is not None)
