"""The part of a year that a monitoring report covers, in words."""

from __future__ import annotations

from perfrules.diagnostics import Language, phrase
from perfrules.engine.monitoring import MonitoringReport
from perfrules.values import last_day


def span_of(report: MonitoringReport, language: Language = "zh") -> str:
    """The form's 1-N月, where the day ends a month."""
    day = report.as_of
    if report.months and (day == last_day(day.year, day.month) or day.year > report.year):
        return phrase("findings.months", language, months=report.months)
    return phrase("findings.until", language, day=day)
