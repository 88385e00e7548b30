"""The round trip of forms: verification is silent about every form that scoring writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from budgets import law
from hypothesis import example, given
from hypothesis import strategies as st

from perfrules.diagnostics import Language
from perfrules.engine.scoring import load_scorer
from perfrules.engine.verification import FormCheck, verify_form
from perfrules.expressions import read_actual
from perfrules.reports.forms.evaluation import EvaluationForm, Report
from perfrules.reports.forms.write import write_report
from perfrules.sheets import (
    ActualEntry,
    Actuals,
    Budget,
    Indicator,
    ProjectActuals,
    ProjectBudget,
    Sheet,
)
from perfrules.sheets.filled.form_files import load_forms
from perfrules.values import Quantity, default_units

SCORERS = {id_: load_scorer(id_) for id_ in ("mof.self-evaluation-2020", "mof.self-evaluation-2021-cost")}
ENDINGS = "csv", "xlsx", "docx", "md", "html"
FORMATS = [(ending, language) for ending in ENDINGS for language in ("zh", "en")]

names = st.text("甲乙丙丁戊己庚辛率数量（）ab1% ", min_size=1, max_size=8).filter(str.strip)
LEVELS: Mapping[str, list[str]] = {
    "成本指标": ["经济成本指标", "社会成本指标"],
    "产出指标": ["数量指标", "质量指标", "时效指标", "成本指标"],
    "效益指标": ["经济效益指标", "社会效益指标", "可持续影响指标"],
    "满意度指标": ["服务对象满意度指标"],
}
targets = st.sampled_from([
    "≥100人", "≤90万元", "=12场", "100%", "0起", "≥95%", "0.9", "三分之二以上", "5-10天", "≥3次/年",
    "每季度1次",
    "较上年下降5%", "增长5%", "提高2个百分点", "显著提升", "健全", "优良", "2021年11月底前", "每月8日前", "/",
    "≥**户", "完成率≥90%", "文字描述", "不低于80%", "12个月", "约30人", "", "小于等于核定数",
])  # fmt: skip
actuals = st.sampled_from([
    "97人", "120", "85万元", "0", "5起", "12场", "97%", "0.98", "1", "66%", "7天", "4次", "2021年10月",
    "2021-11-30",
    "8%", "下降8%", "增长3%", "-2%", "提高1.5个百分点", "显著提升", "已健全", "有所提高", "达成预期",
    "基本达到", "部分完成",
    "85%", "2021-01-08、2021-02-10、2021-03-08", "≥266米", "是", "没有", "29人次", "11个工作日",
])  # fmt: skip


def _is_named(text: str) -> bool:
    """Whether a text is a name; a number or a comparison there means that columns are shifted."""
    return any(character.isalpha() for character in text) and not text.strip().startswith(
        tuple("≥≤=<>＝＜＞")
    )


@st.composite
def rows(draw: st.DrawFn, number: int) -> Indicator:
    level1 = draw(st.sampled_from(sorted(LEVELS)))
    return Indicator(
        level1,
        draw(st.sampled_from(LEVELS[level1])),
        f"{draw(names.filter(_is_named)).strip()}{number}",
        target=draw(targets),
        basis=draw(st.sampled_from(["", "每月8日前", "≥3项", "单位工作计划"])),
        description=draw(st.sampled_from(["", "不超过批复", "大于等于5"])),
        weight=draw(st.none() | st.integers(0, 3000).map(lambda number: Fraction(number, 100))),
        direction=draw(st.sampled_from(["", "正向", "反向"])),
    )


def yuan(amount: int) -> Quantity:
    return Quantity(Fraction(amount), default_units()["元"])


money = st.none() | st.integers(0, 10**9).map(yuan)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Sheet, Actuals]:
    count = draw(st.integers(0, 6))
    indicators = tuple(draw(rows(number)) for number in range(count))
    entries = {}
    for each in indicators:
        if draw(st.booleans()) or draw(st.booleans()):
            note = draw(st.sampled_from(["", "见附件", "第二行\n第三行"]))
            entries[each.key] = ActualEntry(draw(actuals), explanation="已说明", note=note)
    budget = ProjectBudget(draw(money), draw(money), draw(money))
    baselines = {"核定数": read_actual("50万元")} if draw(st.booleans()) else {}
    project = ProjectActuals(budget=budget, indicators=entries, baselines=baselines, goals={"目标1": "完成"})
    day = draw(st.sampled_from([date(2021, 12, 31), date(2021, 6, 30), date(2022, 2, 28)]))
    sheet = Sheet(
        code="S-1",
        name=draw(names).strip(),
        goals=("办好培训",),
        indicators=indicators,
        budget=Budget(Fraction(5)),
    )
    return sheet, Actuals(day, {"S-1": project})


TWO_BLANKS = (
    Sheet(
        code="S-1",
        name="1",
        goals=("办好培训",),
        indicators=(Indicator("产出指标", "数量指标", "1  a0", target="≥100人"),),
        budget=Budget(Fraction(5)),
    ),
    Actuals(date(2021, 12, 31), {"S-1": ProjectActuals(budget=ProjectBudget(), goals={"目标1": "完成"})}),
)
"""A name with two blanks."""


def written_and_read(
    sheet: Sheet, actuals: Actuals, policy: str, ending: str, language: Language
) -> tuple[EvaluationForm, FormCheck]:
    scorer = SCORERS[policy]
    form = EvaluationForm(scorer.score(sheet, actuals), sheet, actuals, scorer.policy)
    with TemporaryDirectory() as folder:
        path = Path(folder, f"form.{ending}")
        write_report(Report((form,)), path, language)
        (read,) = load_forms(path)
    return form, verify_form(read, scorer)


def shown(name: str, ending: str) -> str:
    """A name as a reader of that format sees it: in HTML several blanks are one."""
    return " ".join(filter(None, name.split(" "))) if ending == "html" else name


@pytest.mark.parametrize(("ending", "language"), FORMATS)
class TestWhatScoringWritesVerifies:
    """A written form has no problem when it is read back, and only those notices that its card has too."""

    @example(case=TWO_BLANKS, policy="mof.self-evaluation-2020")
    @law(60)
    @given(case=cases(), policy=st.sampled_from(sorted(SCORERS)))
    def test_no_error_and_no_question(
        self, ending: str, language: Language, case: tuple[Sheet, Actuals], policy: str
    ) -> None:
        form, check = written_and_read(*case, policy, ending, language)
        problems = [each for row in check.rows for each in row.problems] + list(check.problems)
        assert [(each.code, each.message()) for each in problems] == []
        known = {each.code for each in form.card.diagnostics}
        assert {each.code for each in check.notices} <= known
        assert check.totals.recomputed == form.card.total
        assert check.totals.highest == form.card.highest
        assert [shown(row.item.name, ending) for row in check.rows] == [
            shown(item.name, ending) for item in form.card.items
        ]
