"""The part of a year that a report on monitoring tells of, in words."""

from __future__ import annotations

from perfrules.diagnostics import Language
from perfrules.engine.monitoring import MonitoringReport
from perfrules.values import last_day

_MONTHS: dict[Language, str] = {"zh": "1-{months}月", "en": "in months 1-{months}"}
_UNTIL: dict[Language, str] = {"zh": "至{day}", "en": "until {day}"}


def span_of(report: MonitoringReport, language: Language = "zh") -> str:
    """The form's 1-N月, where the day ends a month."""
    day = report.as_of
    if report.months and (day == last_day(day.year, day.month) or day.year > report.year):
        return _MONTHS[language].format(months=report.months)
    return _UNTIL[language].format(day=day)
