"""An audit as JSON."""

from __future__ import annotations

from perfrules.diagnostics import Language, json_text
from perfrules.ledgers import AuditReport


def render(report: AuditReport, language: Language) -> bytes:
    """Return the data of `AuditReport.to_json`."""
    return (json_text(report.to_json(language), 2) + "\n").encode()
