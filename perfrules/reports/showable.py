"""Whether the texts of a report can be shown, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from perfrules.diagnostics import Diagnostic
from perfrules.documents.unseen import UNSEEN, code_point
from perfrules.reports.errors import ReportError
from perfrules.reports.form import EvaluationForm, Report

_PARTS = {
    "name": ("项目名称", "name"),
    "code": ("项目编码", "code"),
    "department": ("主管部门", "department in charge"),
    "agency": ("实施单位", "implementing unit"),
    "grade": ("等级", "grade"),
    "goal": ("预期目标", "goal"),
    "outcome": ("实际完成情况", "outcome of a goal"),
    "level1": ("一级指标", "first level of an indicator"),
    "level2": ("二级指标", "second level of an indicator"),
    "indicator": ("三级指标", "name of an indicator"),
    "target": ("指标“{name}”的年度指标值", "target of the indicator `{name}`"),
    "actual": ("指标“{name}”的实际完成值", "actual of the indicator `{name}`"),
    "deviation": ("指标“{name}”的偏差原因分析及改进措施", "explanation for the indicator `{name}`"),
    "why": ("指标“{name}”的计分说明", "reason for the score of the indicator `{name}`"),
}
_NAME_LENGTH = 30


@frozen
class _Text:
    part: str
    text: str
    indicator: str = ""

    def facts(self) -> dict[str, str]:
        name = self.indicator[:_NAME_LENGTH]
        zh, en = _PARTS[self.part]
        return {"part_zh": zh.format(name=name), "part_en": en.format(name=name)}


def require_showable(report: Report, longest: int | None = None) -> None:
    """Refuse what a report would show wrongly, not at all, or cut short.

    Args:
        report: what is to be written.
        longest: how many characters a cell holds, as UTF-16 counts them; None where there is no limit.

    Raises:
        ReportError: PR752 for each unseen character, PR753 for each text that is too long.
    """
    problems = [
        problem
        for form in report.forms
        for text in _texts(form)
        for problem in _problems(form, text, longest)
    ]
    if problems:
        raise ReportError(*problems)


def _problems(form: EvaluationForm, told: _Text, longest: int | None) -> Iterator[Diagnostic]:
    facts = {"project": form.label[:_NAME_LENGTH], **told.facts()}
    unseen = UNSEEN.search(told.text)
    if unseen is not None:
        yield Diagnostic("PR752", facts | {"character": code_point(unseen.group())})
    length = len(told.text.encode("utf-16-le", "surrogatepass")) // 2
    if longest is not None and length > longest:
        yield Diagnostic("PR753", facts | {"length": f"{length:,}", "limit": f"{longest:,}"})


def _texts(form: EvaluationForm) -> Iterator[_Text]:
    yield _Text("name", form.card.name)
    yield _Text("code", form.card.code)
    yield _Text("department", form.department)
    yield _Text("agency", form.agency)
    yield _Text("grade", form.card.grade or "")
    for goal in form.goals:
        yield _Text("goal", goal.expected)
        yield _Text("outcome", goal.outcome)
    for row in form.rows:
        item = row.item
        yield _Text("level1", item.level1)
        yield _Text("level2", item.level2)
        yield _Text("indicator", item.name)
        yield _Text("target", item.target, item.name)
        yield _Text("actual", item.actual or "", item.name)
        yield _Text("deviation", row.deviation, item.name)
        for language in ("zh", "en"):
            yield _Text("why", item.reason.text(language), item.name)
