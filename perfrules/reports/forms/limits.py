"""Whether the texts of a report can be shown, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import get_args

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Language, worded_fact
from perfrules.diagnostics.invisible import code_point
from perfrules.documents.invisible import UNSEEN
from perfrules.reports.forms.errors import ReportError
from perfrules.reports.forms.evaluation import EvaluationForm, Report
from perfrules.reports.forms.monitoring import MonitoringForm, MonitoringForms

_NAME_LENGTH = 30


@frozen
class _Text:
    project: str
    part: str
    text: str
    indicator: str = ""

    def facts(self) -> dict[str, str]:
        name = self.indicator[:_NAME_LENGTH]
        part = worded_fact("part", f"form-parts.{self.part}", name=name)
        return {"project": self.project[:_NAME_LENGTH], **part}


def require_showable(report: Report | MonitoringForms, longest: int | None = None) -> None:
    """Refuse what a report would show wrongly, not at all, or cut short.

    Args:
        report: what is to be written.
        longest: how many characters a cell holds, as UTF-16 counts them; None without a limit.

    Raises:
        ReportError: PR752 for each invisible character, PR753 for each text that is too long.
    """
    texts = chain.from_iterable(
        _monitored(form) if isinstance(form, MonitoringForm) else _scored(form) for form in report.forms
    )
    problems = [problem for text in texts for problem in _problems(text, longest)]
    if problems:
        raise ReportError(*problems)


def _problems(shown: _Text, longest: int | None) -> Iterator[Diagnostic]:
    unseen = UNSEEN.search(shown.text)
    if unseen is not None:
        yield Diagnostic("PR752", shown.facts() | {"character": code_point(unseen.group())})
    length = len(shown.text.encode("utf-16-le", "surrogatepass")) // 2
    if longest is not None and length > longest:
        yield Diagnostic("PR753", shown.facts() | {"length": f"{length:,}", "limit": f"{longest:,}"})


def _head(form: EvaluationForm | MonitoringForm, name: str, code: str) -> Iterator[_Text]:
    yield _Text(form.label, "name", name)
    yield _Text(form.label, "code", code)
    yield _Text(form.label, "department", form.in_charge)
    yield _Text(form.label, "agency", form.carried_out_by)


def _scored(form: EvaluationForm) -> Iterator[_Text]:
    label = form.label
    yield from _head(form, form.card.name, form.card.code)
    yield _Text(label, "grade", form.card.grade or "")
    for goal in form.goals:
        yield _Text(label, "goal", goal.expected)
        yield _Text(label, "outcome", goal.outcome)
    for row in form.rows:
        item = row.item
        yield from _row(label, item.level1, item.level2, item.name, item.target, item.actual)
        yield _Text(label, "deviation", row.deviation, item.name)
        for language in get_args(Language):
            yield _Text(label, "why", item.reason.text(language), item.name)


def _monitored(form: MonitoringForm) -> Iterator[_Text]:
    label, report = form.label, form.report
    yield from _head(form, report.name, report.code)
    yield _Text(label, "goal", "\n".join(form.sheet.goals))
    yield _Text(label, "spending", report.spending.explanation)
    for row in report.indicators:
        yield from _row(label, row.level1, row.level2, row.name, row.target, row.actual)
        for part in ("forecast", "explanation", "possibility", "note"):
            yield _Text(label, part, getattr(row, part), row.name)


def _row(label: str, level1: str, level2: str, name: str, target: str, actual: str | None) -> Iterator[_Text]:
    yield _Text(label, "level1", level1)
    yield _Text(label, "level2", level2)
    yield _Text(label, "indicator", name)
    yield _Text(label, "target", target, name)
    yield _Text(label, "actual", actual or "", name)
