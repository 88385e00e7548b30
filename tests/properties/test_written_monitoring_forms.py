"""The round trip of monitoring forms: verification is silent about every form that monitoring writes."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from budgets import law
from hypothesis import given
from hypothesis import strategies as st

from perfrules.diagnostics import Language
from perfrules.engine.monitoring import load_monitor
from perfrules.engine.verification import verify_monitoring
from perfrules.reports.forms.monitoring import MonitoringForm
from perfrules.reports.forms.write_monitoring import write_monitoring
from perfrules.sheets import ActualEntry, Actuals, Indicator, ProjectActuals, ProjectBudget, Sheet
from perfrules.sheets.filled.form_files import load_any_forms
from perfrules.sheets.forms import FilledMonitoringForm
from perfrules.values import Quantity, default_units

MONITORS = [load_monitor("mof.monitoring-2019"), load_monitor("provincial.monitoring-lights")]
FORMATS = [(ending, language) for ending in ("xlsx", "docx") for language in ("zh", "en")]
GROUPS = ["数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标"]

targets = st.sampled_from([
    ">=98%", "<=3天", "=500吨", "100%", "5个", ">=100人", "80%-90%", "文字描述", "显著提高", "每月8日前",
    "9月底前",
    "每年不少于2次", "较上年增长≥5%", "省考核目标", "", "=12个月", "小于等于核定数", "/",
])  # fmt: skip
reported = st.sampled_from([
    "97%", "2.5天", "250吨", "6", "3个", "45人", "2021-05-31", "2021-01-08、2021-02-10",
    "正在进行", "1次", "0",
])  # fmt: skip
said = st.sampled_from(["", "确定能", "有可能", "完全不可能"])
words = st.sampled_from(["", "集中在下半年", "第一行\n第二行"])
money = st.none() | st.integers(0, 10**8).map(lambda yuan: Quantity(Fraction(yuan), default_units()["元"]))


@st.composite
def projects(draw: st.DrawFn) -> tuple[Sheet, Actuals]:
    rows, entries = [], {}
    for number in range(draw(st.integers(1, 6))):
        row = Indicator(
            "产出指标",
            draw(st.sampled_from(GROUPS)),
            f"培训{number}",
            target=draw(targets),
            basis=draw(st.sampled_from(["", "每月8日前", "单位工作计划"])),
        )
        rows.append(row)
        if draw(st.booleans()):
            entries[row.name] = ActualEntry(
                draw(reported), possibility=draw(said), forecast=draw(st.sampled_from(["", "100%", "6个"])),
                explanation=draw(words), note=draw(words),
            )  # fmt: skip
    budget = ProjectBudget(draw(money), draw(money), draw(money), draw(money))
    sheet = Sheet(code="SL-1", name="培训", goals=("办好培训",), indicators=tuple(rows))
    day = draw(st.sampled_from([date(2021, 6, 30), date(2021, 7, 15), date(2021, 12, 31)]))
    return sheet, Actuals(day, {"SL-1": ProjectActuals(budget, indicators=entries, explanation="按进度支付")})


@pytest.mark.parametrize(("ending", "language"), FORMATS)
class TestWhatMonitoringWritesIsReadBack:
    """A written form has the same rows, amounts and lights when it is read back, and no problem."""

    @law(40)
    @given(case=projects(), monitor=st.sampled_from(MONITORS))
    def test_no_problem_and_nothing_lost(
        self, ending: str, language: Language, case: tuple[Sheet, Actuals], monitor: object
    ) -> None:
        sheet, actuals = case
        report = monitor.monitor(sheet, actuals)  # type: ignore[attr-defined]
        with TemporaryDirectory() as folder:
            path = Path(folder, f"form.{ending}")
            write_monitoring([MonitoringForm(report, sheet)], path, language)
            (read,) = load_any_forms(path)
        assert isinstance(read, FilledMonitoringForm)
        check = verify_monitoring(read, monitor)  # type: ignore[arg-type]
        assert [(each.code, each.message()) for each in check.problems] == []
        assert {each.code for each in check.notices} <= {each.code for each in report.diagnostics}
        assert [(row.indicator.name, row.light) for row in read.rows] == [
            (each.name, each.light or "") for each in report.indicators
        ]
        assert read.budget == actuals.projects["SL-1"].budget
        assert (read.as_of, read.light, read.goals) == (report.as_of, report.spending.light or "", "办好培训")
        entries = [(row.entry or ActualEntry()) for row in read.rows]
        given_entries = [
            actuals.projects["SL-1"].indicators.get(row.name, ActualEntry()) for row in sheet.indicators
        ]
        assert [
            (each.text, each.forecast, each.possibility, each.explanation, each.note) for each in entries
        ] == [
            (each.text, each.forecast, each.possibility, each.explanation, each.note)
            for each in given_entries
        ]
