"""Sheets and reports for the tests of monitoring."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from perfrules.engine.monitoring import Monitor, MonitoringReport
from perfrules.sheets import (
    ActualEntry,
    Checkpoint,
    Indicator,
    ProjectActuals,
    ProjectBudget,
    Sheet,
)
from perfrules.values import Quantity, default_units

YUAN = default_units()["元"]
JUNE = date(2021, 6, 30)
QUARTERS = tuple(
    Checkpoint(by, Fraction(share))
    for by, share in (("3月底", 25), ("6月底", 50), ("10月底", 75), ("12月底", 100))
)


def row(target: str, level2: str = "数量指标", name: str = "指标", **more: object) -> Indicator:
    return Indicator("产出指标", level2, name, target=target, **more)  # type: ignore[arg-type]


def entry(text: str = "", **more: str) -> ActualEntry:
    return ActualEntry(text, **more)  # type: ignore[arg-type]


def budget(**amounts: int) -> ProjectBudget:
    return ProjectBudget(**{name: Quantity(Fraction(amount), YUAN) for name, amount in amounts.items()})


def watch(
    watcher: Monitor,
    indicator: Indicator | None = None,
    actual: ActualEntry | str | None = None,
    as_of: date = JUNE,
    *,
    money: ProjectBudget | None = None,
    plan: tuple[Checkpoint, ...] = QUARTERS,
    explanation: str = "",
) -> MonitoringReport:
    entry = ActualEntry(actual) if isinstance(actual, str) else actual
    entries = {} if entry is None else {"指标": entry}
    project = ProjectActuals(money or ProjectBudget(), indicators=entries, explanation=explanation)
    rows = () if indicator is None else (indicator,)
    return watcher.monitor(Sheet(code="1", name="甲", plan=plan, indicators=rows), project, as_of)


def codes(report: MonitoringReport, severity: str = "") -> list[str]:
    ours = [each for each in report.diagnostics if each.code not in {"PR466", "PR479", "PR480"}]
    return [each.code for each in ours if severity in ("", each.severity)]
