"""Faults of target sheets as the files and findings that every format of findings shows."""

from __future__ import annotations

from collections.abc import Iterable

from perfrules.analysis.files import CheckedFile, CheckReport
from perfrules.analysis.findings.finding import Finding, Suggestion
from perfrules.diagnostics import Diagnostic
from perfrules.engine.linting import SheetFinding
from perfrules.sheets import Indicator
from perfrules.sheets.imports.unreadable import is_of_file


def lint_report(
    files: Iterable[str],
    findings: Iterable[SheetFinding],
    read: Iterable[Diagnostic],
    policy: str,
) -> CheckReport:
    """Group faults by file.

    Args:
        files: the files that were read, which appear even where nothing was found.
        findings: the faults.
        read: what was noticed while the files were read; errors of a file itself are its problems.
        policy: the id of the policy that graded the faults.
    """
    found: dict[str, list[Finding]] = {}
    problems: dict[str, list[Diagnostic]] = {}
    for each in findings:
        finding = Finding(each.diagnostic, policy, suggestion=_suggestion(each))
        found.setdefault(_file(each.diagnostic), []).append(finding)
    for diagnostic in read:
        if is_of_file(diagnostic):
            problems.setdefault(_file(diagnostic), []).append(diagnostic)
        else:
            found.setdefault(_file(diagnostic), []).append(Finding(diagnostic, policy))
    names = dict.fromkeys([*files, *found, *problems])
    return CheckReport(
        tuple(
            CheckedFile(name, findings=tuple(found.get(name, ())), problems=tuple(problems.get(name, ())))
            for name in names
        )
    )


def _file(diagnostic: Diagnostic) -> str:
    return "" if diagnostic.source is None else diagnostic.source.name or ""


def _suggestion(found: SheetFinding) -> Suggestion | None:
    if found.fix is None:
        return None
    indicator: Indicator = found.sheet.indicators[found.fix.indicator]
    before, after = getattr(indicator, found.fix.field), found.fix.text
    shown = f"{before} → {after}" if before else after
    return Suggestion(shown, shown, indicator.name, found.fix.field, after)
