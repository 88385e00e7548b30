"""The number lines of all checked decisions."""

from __future__ import annotations

from attrs import evolve

from perfrules.analysis.check import subjects
from perfrules.analysis.files import CheckReport
from perfrules.diagnostics import Diagnostic
from perfrules.reports.number_lines.lines import PictureError, number_lines
from perfrules.reports.number_lines.model import NumberLine


def lines_of(report: CheckReport) -> tuple[list[NumberLine], list[Diagnostic]]:
    """The lines of every decision in the files, and the reasons for missing ones.

    PR740 and PR742 where one cannot be drawn, PR743 where no rule of any asks for a number or date.
    """
    lines: list[NumberLine] = []
    problems: list[Diagnostic] = []
    for file in report.files:
        for subject in () if file.policy is None else subjects(file.policy, file.document):
            try:
                name = f"{subject.policy.id} {subject.part}".rstrip()
                lines += [evolve(line, policy=name) for line in number_lines(subject.policy)]
            except PictureError as error:
                problems += error.diagnostics
    if not lines and not problems:
        problems.append(Diagnostic("PR743"))
    return lines, problems
