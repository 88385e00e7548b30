"""A report as JSON: what `perfrules score --json` prints."""

from __future__ import annotations

import json
from typing import Any

from perfrules.diagnostics import Language
from perfrules.reports.form import Report


def plain(report: Report, language: Language = "zh") -> dict[str, Any]:
    """The cards and what was noticed, as plain data, numbers as text.

    >>> plain(Report(()))
    {'cards': [], 'diagnostics': []}
    """
    return {
        "cards": [form.card.to_json(language) for form in report.forms],
        "diagnostics": [diagnostic.to_json(language) for diagnostic in report.diagnostics],
    }


def render(report: Report, language: Language) -> bytes:
    """The file's content; a lone surrogate, which no file holds, stands in it escaped."""
    text = json.dumps(plain(report, language), ensure_ascii=False, indent=2) + "\n"
    return text.encode(errors="backslashreplace")
