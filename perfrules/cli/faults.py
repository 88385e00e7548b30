"""What is reported when a command ends early; loaded only then, so that help starts without diagnostics."""

from __future__ import annotations

import sys

from perfrules.diagnostics import Diagnostic, Language, json_text, phrase, render


def report(code: str, facts: dict[str, object], language: Language, *, as_json: bool) -> None:
    """Write a diagnostic to the standard error, and with `as_json` as JSON to the output."""
    found = Diagnostic(code, facts)
    if as_json:
        sys.stdout.write(json_text({"diagnostics": [found.to_json(language)]}) + "\n")
    sys.stderr.write(render(found, language) + "\n")


def report_interruption(language: Language) -> None:
    """Write that the command was interrupted."""
    sys.stderr.write(phrase("commands.interrupted", language) + "\n")
