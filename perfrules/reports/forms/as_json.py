"""Forms as JSON: what `perfrules score --json` and `perfrules monitor --json` print."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from perfrules.diagnostics import Language
from perfrules.reports.forms.evaluation import Report

if TYPE_CHECKING:
    from perfrules.reports.forms.monitoring import MonitoringForms


def plain(report: Report | MonitoringForms, language: Language = "zh") -> dict[str, Any]:
    """Return the cards or the status of projects, and the diagnostics, as plain data, numbers as text.

    >>> plain(Report(()))
    {'cards': [], 'diagnostics': []}
    """
    noticed = [diagnostic.to_json(language) for diagnostic in report.diagnostics]
    if isinstance(report, Report):
        return {"cards": [form.card.to_json(language) for form in report.forms], "diagnostics": noticed}
    return {"projects": [form.report.to_json(language) for form in report.forms], "diagnostics": noticed}


def render(report: Report | MonitoringForms, language: Language) -> bytes:
    """Return the file's content; a lone surrogate, which no file holds, is escaped."""
    text = json.dumps(plain(report, language), ensure_ascii=False, indent=2) + "\n"
    return text.encode(errors="backslashreplace")
