"""Findings of `check` in the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0)."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from perfrules.analysis.cells.witnesses import witness_to_json
from perfrules.analysis.files import CheckReport
from perfrules.diagnostics import Diagnostic, Language, Severity, message, phrase
from perfrules.diagnostics.key_names import general
from perfrules.reports.findings.entries import Entry, entries, place

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "question": "warning", "info": "note"}


def sarif_data(report: CheckReport, language: Language = "zh") -> dict[str, Any]:
    """One run with a rule per code and a result per finding, with all its places."""
    found = entries(report)
    codes = sorted({each.diagnostic.code for each in found})
    driver = {
        "name": "perfrules",
        "version": version("perfrules"),
        "rules": [_rule(code, language) for code in codes],
    }
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "language": phrase("punctuation.language-tag", language),
                "columnKind": "unicodeCodePoints",
                "results": [_result(each, codes, language) for each in found],
            }
        ],
    }


def _rule(code: str, language: Language) -> dict[str, Any]:
    entry = message(code)
    rule: dict[str, Any] = {
        "id": code,
        "shortDescription": {"text": general(entry.text(language), language)},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
    }
    help_ = general(entry.help(language), language)
    return rule | ({"help": {"text": help_}} if help_ else {})


def _result(entry: Entry, codes: list[str], language: Language) -> dict[str, Any]:
    diagnostic = entry.diagnostic
    lines = [diagnostic.message(language), *entry.details(language)]
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": codes.index(diagnostic.code),
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": "\n".join(lines)},
        "locations": [{"physicalLocation": _physical(diagnostic, entry.file)}],
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {
                "id": at,
                "message": {"text": each.message(language)},
                "physicalLocation": _physical(each, entry.file),
            }
            for at, each in enumerate(diagnostic.related)
        ]
    finding = entry.finding
    if finding is not None:
        result["properties"] = {
            "policy": finding.policy,
            "rules": list(finding.rules),
            "witness": witness_to_json(finding.witness),
        }
    return result


def _physical(diagnostic: Diagnostic, file: str) -> dict[str, Any]:
    name = file if diagnostic.source is None or diagnostic.source.name is None else diagnostic.source.name
    location: dict[str, Any] = {"artifactLocation": {"uri": _uri(name)}}
    start, end = place(diagnostic), place(diagnostic, end=True)
    if start is not None and end is not None:
        location["region"] = {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        }
    return location


def _uri(name: str) -> str:
    path = Path(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
