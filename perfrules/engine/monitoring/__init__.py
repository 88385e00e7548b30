"""Monitor projects during the year: money, indicators, alarms, and what must be explained."""

from perfrules.engine.monitoring.monitor import DEFAULT_POLICY, Monitor, load_monitor, monitor
from perfrules.engine.monitoring.report import (
    AlarmStatus,
    IndicatorStatus,
    MonitoringReport,
    SpendingStatus,
    ToExplain,
)
from perfrules.engine.monitoring.year import MonitoringError

__all__ = [
    "DEFAULT_POLICY",
    "AlarmStatus",
    "IndicatorStatus",
    "Monitor",
    "MonitoringError",
    "MonitoringReport",
    "SpendingStatus",
    "ToExplain",
    "load_monitor",
    "monitor",
]
