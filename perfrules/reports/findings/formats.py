"""The formats of findings by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from perfrules.analysis.files import CheckReport
from perfrules.diagnostics import Language, json_text
from perfrules.reports.findings.as_github import github_text
from perfrules.reports.findings.as_junit import check_junit
from perfrules.reports.findings.as_sarif import sarif_data
from perfrules.reports.findings.as_text import concise_text, full_text


def _json(report: CheckReport, language: Language) -> str:
    return json_text(report.to_json(language))


def _sarif(report: CheckReport, language: Language) -> str:
    return json_text(sarif_data(report, language))


FORMATS: Mapping[str, Callable[[CheckReport, Language], str]] = {
    "full": full_text,
    "concise": concise_text,
    "json": _json,
    "sarif": _sarif,
    "junit": check_junit,
    "github": github_text,
}
"""The renderer of each format. The text is empty if there are no entries."""
