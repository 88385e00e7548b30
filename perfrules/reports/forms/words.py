"""The words of reports; those of the form are the form's own."""

from __future__ import annotations

from perfrules.diagnostics import Language
from perfrules.engine.scoring import Card, PolicyUsed
from perfrules.values import exact_text

_WORDS: dict[str, tuple[str, str]] = {
    # The form
    "title": ("项目支出绩效自评表", "Self-evaluation of project spending"),
    "year": ("（{year}年度）", "(year {year})"),
    "no-year": ("（    年度）", "(year      )"),
    "project": ("项目名称", "Project"),
    "code": ("项目编码", "Project code"),
    "department": ("主管部门", "Department in charge"),
    "agency": ("实施单位", "Executing unit"),
    "funds": ("项目资金\n（万元）", "Funds\n(10,000 yuan)"),
    "initial": ("年初预算数", "Initial budget"),
    "adjusted": ("全年预算数\n(A)", "Full-year budget (A)"),
    "executed": ("全年执行数\n(B)", "Executed (B)"),
    "weight": ("分值", "Points"),
    "rate": ("执行率\n(B/A)", "Rate\n(B/A)"),
    "score": ("得分", "Score"),
    "funds-total": ("年度资金总额", "Total of the year"),
    "funds-fiscal": ("其中：当年财政拨款", "of it: fiscal, this year"),
    "funds-carried": ("上年结转资金", "carried over"),
    "funds-other": ("其他资金", "other"),
    "goals": ("年度总体目标", "Goals of the year"),
    "expected": ("预期目标", "Expected"),
    "outcome": ("实际完成情况", "Outcome"),
    "indicators": ("绩\n效\n指\n标", "Indicators"),
    "level1": ("一级指标", "Level 1"),
    "level2": ("二级指标", "Level 2"),
    "indicator": ("三级指标", "Indicator"),
    "target": ("年度指标值", "Target"),
    "actual": ("实际完成值", "Actual"),
    "deviation": ("偏差原因分析及改进措施", "Deviation: reason and remedy"),
    "total": ("总分", "Total"),
    "grade": ("等级", "Grade"),
    # The form of monitoring
    "monitoring-title": ("项目支出绩效目标执行监控表", "Monitoring of project targets"),
    "monitoring-day": ("（{year}年度，截至{day}）", "(year {year}, as of {day})"),
    "full-year": ("全年预算数", "Full-year budget"),
    "spent-so-far": ("{span}执行数", "Executed {span}"),
    "rate-so-far": ("{span}执行率", "Rate {span}"),
    "spent-by-end": ("全年预计执行数", "Expected for the year"),
    "done-so-far": ("{span}执行情况", "Done {span}"),
    "forecast": ("全年预计完成情况", "Forecast for the year"),
    "causes": ("偏差原因分析", "Causes of deviation"),
    "possibility": ("完成目标可能性", "Possibility"),
    "light": ("灯号", "Light"),
    "note": ("备注", "Note"),
    "to-explain": ("须说明的事项", "To be explained"),
    "lights": ("监控汇总", "Summary of monitoring"),
    # Summary and details
    "summary": ("得分汇总", "Summary"),
    "details": ("计分明细", "Details"),
    "number": ("序号", "No."),
    "day": ("截至日期", "As of"),
    "completion": ("完成率", "Completion"),
    "why": ("计分说明", "Why"),
    "line": ("评分办法条目", "Policy line"),
    "execution": ("预算执行率", "Budget execution"),
    "policy": ("评分办法：{id}（{version}）", "Policy: {id} ({version})"),
    "monitoring-policy": ("监控办法：{id}（{version}）", "Policy: {id} ({version})"),
    "policy-document": ("评分办法：{document}", "Policy: {document}"),
    "monitoring-policy-document": ("监控办法：{document}", "Policy: {document}"),
    "money-unit": ("单位：万元", "Unit: 10,000 yuan"),
    "sum": ("合计", "Sum"),
    "open-column": ("待核实分值", "Open points"),
    "signatures": (
        "填报人：|审核人：|单位负责人（签字）：|填报日期：    年    月    日",
        "Prepared by:|Reviewed by:|Head of unit (signature):|Date:",
    ),
    "no-version": ("未注明版本", "no version"),
    # The page
    "report": ("项目支出绩效自评报告", "Self-evaluation report"),
    "as-of": ("截至 {day}", "as of {day}"),
    "count": ("{count} 个项目", "projects: {count}"),
    "in-wan": ("（万元）", " (10,000 yuan)"),
    "groups": ("得分构成", "Score by group"),
    "no-group": ("未分组", "no group"),
    "missed": ("未达标", "missed"),
    "partial": ("未得满分", "not all points"),
    "missing": ("未填报", "not reported"),
    "doubtful": ("待核实", "open"),
    "unreadable": ("待核实", "open"),
    "open": ("（待核实）", "(open)"),
    "open-points": (
        "另有{count}项待核实共{points}分：{lowest}–{highest}",
        "{count} rows with {points} points still open: {lowest}–{highest}",
    ),
    "findings": ("需要说明的事项", "To be looked at"),
    "up": ("返回顶部", "Back to the top"),
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "question": ("待核实", "question"),
    "info": ("提示", "note"),
    "page": ("第 {page} 页，共 {pages} 页", "Page {page} of {pages}"),
}


_ROOM = " " * 16


class Words:
    """The words of one language, by key.

    >>> Words("zh")["agency"], Words("en")["year"].format(year=2021)
    ('实施单位', '(year 2021)')
    """

    def __init__(self, language: Language, span: str = "") -> None:
        self.language: Language = language
        self.span = span

    def __getitem__(self, key: str) -> str:
        zh, en = _WORDS[key]
        return (zh if self.language == "zh" else en).replace("{span}", self.span)

    @property
    def signatures(self) -> str:
        """The line for signatures below a form, with room behind each name."""
        return self["signatures"].replace("|", _ROOM)

    def about(self, span: str) -> Words:
        """The words where what was done is what was done in a part of the year, such as 1-6月."""
        return Words(self.language, span)

    def policy(self, used: PolicyUsed, key: str = "policy") -> str:
        """The policy by the document that it cites, or else by its id and version.

        The key `monitoring-policy` is for a policy of monitoring.
        """
        if used.document:
            return self[f"{key}-document"].format(document=used.document)
        return self[key].format(id=used.id, version=used.version or self["no-version"])

    def open_points(self, card: Card) -> str:
        """How many rows of a card are open, their points, and the range of the total."""
        return self["open-points"].format(
            count=card.open_rows,
            points=exact_text(card.open_points),
            lowest=card.total,
            highest=card.highest,
        )

    def inline(self, key: str) -> str:
        """The words on one line, for the heads of plain tables.

        >>> Words("zh").inline("rate"), Words("en").inline("rate")
        ('执行率(B/A)', 'Rate (B/A)')
        """
        return self[key].replace("\n", "" if self.language == "zh" else " ")
