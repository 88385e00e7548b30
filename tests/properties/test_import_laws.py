"""What a table says is what is read from it, in every medium."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from budgets import law
from evaluations import SCORER
from hypothesis import given
from hypothesis import strategies as st
from import_layouts import MEDIA, Drawn

from perfrules.reports.forms.evaluation import EvaluationForm, Report
from perfrules.reports.forms.write import write_report
from perfrules.sheets import (
    ActualEntry,
    Actuals,
    Indicator,
    ProjectActuals,
    ProjectBudget,
    Sheet,
    import_document,
)
from perfrules.sheets.imports.recognition.form import ImportedForm
from perfrules.values import Quantity, default_units

LEVELS = {
    "产出指标": ["数量指标", "质量指标", "时效指标"],
    "效益指标": ["经济效益指标", "社会效益指标"],
    "满意度指标": ["服务对象满意度指标"],
}
TARGETS = ["≥{0}个", "≤{0}万元", "{0}%", "={0}人", "不低于{0}%", "有所提升"]
actuals = st.sampled_from(["97人", "120个", "85万元", "97%", "有所提升", "部分完成", "0人"])
names = st.text("培训人员设备更新检查服务补贴发放道路绿化河段", min_size=3, max_size=12)
rows = st.tuples(
    names,
    st.sampled_from(TARGETS),
    st.integers(1, 9_999),
    st.integers(1, 50),
    st.sampled_from(["", "材料涨价", "天气原因"]),
)
groups = st.lists(
    st.tuples(
        st.sampled_from([(one, two) for one, twos in LEVELS.items() for two in twos]),
        st.lists(rows, min_size=1, max_size=3),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda group: group[0],
)
HEADINGS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"]


class TestEveryMedium:
    """A table of indicators is read back as it was drawn, merged cells and all."""

    @law(30)
    @given(groups, st.sampled_from(["docx", "xlsx", "csv", "html", "tabs", "pipes", "xls"]), names)
    def test_rows_are_read_as_they_are_drawn(self, tmp_path_factory, drawn_groups, medium, project):
        table, expected = [["项目名称", (project, 7)], HEADINGS], []
        for (level1, level2), members in sorted(drawn_groups, key=lambda group: group[0]):
            for number, (name, target, value, weight, reason) in enumerate(members):
                levels = [(level1, 1, len(members)), (level2, 1, len(members))] if number == 0 else []
                cells = [name, target.format(value), f"{value}", f"{weight}", f"{weight}", reason]
                table.append([*levels, *cells])
                expected.append((level1, level2, *cells))
        ending, write = MEDIA[medium]
        path = tmp_path_factory.mktemp("import") / f"表.{ending}"
        write(Drawn("表", table, ()), path)
        (sheet,) = import_document(path).to_json()["sheets"]
        keys = "level1", "level2", "name", "target", "actual", "weight", "score", "reason"
        assert [tuple(row[key] or "" for key in keys) for row in sheet["indicators"]] == expected
        assert sheet["name"] == project


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Scored projects with names, levels, actuals and reasons of their own."""
    forms = []
    for number in range(draw(st.integers(1, 3))):
        indicators, entries = [], {}
        for (level1, level2), members in sorted(draw(groups), key=lambda group: group[0]):
            for name, target, value, _, reason in members:
                name = f"{name}{len(indicators) + 1}号"
                indicators.append(Indicator(level1, level2, name, target=target.format(value)))
                if draw(st.booleans()):
                    entries[name] = ActualEntry(draw(actuals), explanation=reason)
        code, budget = f"482-{number}", Quantity(Fraction(draw(st.integers(1, 10**6))), default_units()["元"])
        sheet = Sheet(code=code, name=f"{draw(names)}{number}", indicators=tuple(indicators))
        project = ProjectActuals(ProjectBudget(adjusted=budget, executed=budget), indicators=entries)
        done = Actuals(date(2021, 12, 31), {code: project})
        forms.append(EvaluationForm(SCORER.score(sheet, done), sheet, done, SCORER.policy))
    return Report(tuple(forms))


class TestOurWriters:
    """What our reports say is what is read from them, in every medium and language."""

    @law(20)
    @given(reports(), st.sampled_from(["xlsx", "docx", "csv", "html"]), st.sampled_from(["zh", "en"]))
    def test_reports_are_read_as_they_are_written(self, tmp_path_factory, report, ending, language):
        path = tmp_path_factory.mktemp("report") / f"表.{ending}"
        write_report(report, path, language)
        found = import_document(path)
        assert not [each for each in found.diagnostics if each.severity == "error"]
        assert [recognised(form) for form in found.forms] == [written(form) for form in report.forms]


def written(form: EvaluationForm) -> tuple[object, ...]:
    """What a scored form says."""
    lines = [
        (
            row.item.level1,
            row.item.level2,
            row.item.name,
            row.item.actual or "",
            row.deviation,
            points(row.item.score),
        )
        for row in form.rows
    ]
    return form.card.code, form.card.name, str(form.card.total), lines


def recognised(form: ImportedForm) -> tuple[object, ...]:
    """What was read of a form."""
    lines = [
        (
            row.indicator.level1,
            row.indicator.level2,
            row.indicator.name,
            row.actual_text,
            row.texts.get("explanation", ""),
            points(None if row.score is None else row.score.value),
        )
        for row in form.rows
    ]
    return form.sheet.code, form.sheet.name, form.total.shown if form.total else None, lines


def points(score: Fraction | Decimal | None) -> Fraction | None:
    return None if score is None else Fraction(score)
