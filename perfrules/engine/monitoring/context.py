"""What is the same for everything that is watched of a project."""

from __future__ import annotations

from attrs import frozen

from perfrules.engine.monitoring.compiled_lights import CompiledLights
from perfrules.engine.monitoring.year import YearSoFar
from perfrules.policies.monitoring.policy import MonitoringPolicy


@frozen
class MonitoringContext:
    """The policy, its lights, and the year so far."""

    policy: MonitoringPolicy
    lights: CompiledLights
    year: YearSoFar
