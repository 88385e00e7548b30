"""What every check of a project needs."""

from __future__ import annotations

from attrs import frozen

from perfrules.engine.monitoring.compiled_lights import CompiledLights
from perfrules.engine.monitoring.year import YearSoFar
from perfrules.policies.monitoring.policy import MonitoringPolicy


@frozen
class MonitoringContext:
    """The policy, its lights, and the year to date."""

    policy: MonitoringPolicy
    lights: CompiledLights
    year: YearSoFar
