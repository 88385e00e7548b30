"""Goals of a department: read from running text and YAML, scored by ratings, compared like a sheet."""

from __future__ import annotations

import json

import pytest
from budgets import law
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from paths import EXAMPLES

from perfrules.cli import main
from perfrules.diagnostics import PerfrulesError, Source
from perfrules.documents import read_document
from perfrules.engine.linting import lint_sheets
from perfrules.engine.scoring import score
from perfrules.sheets import compare_sheets, load_actuals, load_sheets
from perfrules.sheets.departments import DepartmentGoals, Passage, SubGoal, WordedIndicator
from perfrules.sheets.departments.from_narrative import department_goals
from perfrules.sheets.departments.yaml_files import (
    dump_department_goals,
    load_department_goals,
    read_department_goals,
)
from perfrules.testing.strategies.sheets import maybe_words, words

EXAMPLE = EXAMPLES / "chengde-2021-department"
TEXT = """\
第一部分

2022年部门整体绩效目标

一、总体绩效目标
服务企业。

二、分项绩效目标
（一）搞活流通

绩效目标：
1、开拓市场  组织企业参展。
2、办好展会。全年不断档

绩效指标：

数量指标：完成年初计划；

满意度指标：企业满意。
（二）保障运转
绩效目标：
日常工作有序。
绩效指标：
质量指标：不出差错；
三、保障措施
（一）完善制度。定期检查。

第二部分
专项资金绩效目标
"""


def read(text: str, tmp_path) -> tuple[DepartmentGoals, ...]:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    return load_sheets(path).departments


class TestRunningText:
    def test_goals_aims_and_indicators_are_read(self, tmp_path):
        (goals,) = read(TEXT, tmp_path)
        assert (goals.title, goals.part, goals.overall.text) == (
            "2022年部门整体绩效目标",
            "第一部分",
            "服务企业。",
        )
        first, second = goals.subgoals
        assert (first.title, second.title) == ("搞活流通", "保障运转")
        assert first.aims == (Passage("开拓市场", "组织企业参展。"), Passage("办好展会", "全年不断档"))
        assert second.aims == (Passage(text="日常工作有序。"),)
        assert [(each.level2, each.passage.text) for each in first.indicators] == [
            ("数量指标", "完成年初计划"),
            ("满意度指标", "企业满意"),
        ]

    def test_every_indicator_has_its_line(self, tmp_path):
        (goals,) = read(TEXT, tmp_path)
        lines = TEXT.splitlines()
        for goal in goals.subgoals:
            for row in goal.indicators:
                assert lines[row.at.to_json()["line"] - 1].startswith(f"{row.level2}：{row.passage.text}")

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "一、总体绩效目标\n服务企业。",
            TEXT.replace("部门整体绩效目标", "工作要点"),
            TEXT.partition("绩效目标：")[0],
        ],
    )
    def test_a_text_without_them_has_none(self, text, tmp_path):
        assert read(text, tmp_path) == ()

    def test_the_narrative_keeps_every_line(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_text(TEXT, encoding="utf-8")
        kept = "\n".join(f"{each.heading}\n{each.text}" for each in load_sheets(path).narrative)
        assert all(line in kept for line in TEXT.splitlines() if line.strip())

    def test_import_writes_them_and_lists_them(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_text(TEXT, encoding="utf-8")
        result = CliRunner().invoke(main, ["import", str(path), "-o", str(tmp_path / "out"), "--json"])
        (listed,) = json.loads(result.stdout)["departments"]
        assert [each["title"] for each in listed["subgoals"]] == ["搞活流通", "保障运转"]
        written = load_department_goals(tmp_path / "out" / "part1-2022年部门整体绩效目标.yaml")
        assert written == department_goals(load_sheets(path).narrative)[0]


class TestSheet:
    def test_the_example_has_twenty_indicators_in_three_goals(self):
        goals = load_department_goals(EXAMPLE / "department.yaml")
        assert [len(each.indicators) for each in goals.subgoals] == [7, 7, 6]
        assert {each.level1 for each in goals.sheet.indicators} == {"产出指标", "效益指标", "满意度指标"}
        assert all(
            row.passage.section and not row.passage.text for goal in goals.subgoals for row in goal.indicators
        )

    def test_it_is_scored_by_ratings(self):
        (sheet,) = load_sheets(EXAMPLE).sheets
        card = score(sheet, load_actuals(EXAMPLE / "actuals.yaml"))
        assert {each.method for each in card.items} == {"rated"}
        assert (card.open_rows, card.grade) == (0, "优")
        assert card.total < 100

    def test_it_is_compared_field_by_field(self):
        goals = load_department_goals(EXAMPLE / "department.yaml")
        row = WordedIndicator("数量指标", Passage(text="别的"))
        other = DepartmentGoals(goals.title, subgoals=(SubGoal(goals.subgoals[0].title, indicators=(row,)),))
        (compared,) = compare_sheets([goals.sheet], [other.sheet])
        changed = [each for each in compared.indicators if each.state == "changed"]
        assert [each.changes[0].field for each in changed] == ["description"]

    def test_faults_of_projects_are_not_looked_for(self):
        assert lint_sheets(load_sheets(EXAMPLE).sheets) == ()

    @pytest.mark.parametrize("ending", ["xlsx", "docx", "html"])
    def test_forms_are_written(self, tmp_path, ending):
        path = tmp_path / f"form.{ending}"
        result = CliRunner().invoke(main, ["score", str(EXAMPLE), "-o", str(path)])
        assert (result.exit_code, path.exists()) == (0, True), result.output


PASSAGES = st.builds(Passage, title=maybe_words, text=maybe_words, section=maybe_words, phrase=maybe_words)
ROWS = st.builds(
    WordedIndicator, words, PASSAGES.map(lambda each: Passage("", each.text, each.section, each.phrase))
)
GOALS = st.builds(
    DepartmentGoals,
    title=words,
    part=maybe_words,
    department=maybe_words,
    code=maybe_words,
    overall=PASSAGES,
    subgoals=st.lists(
        st.builds(
            SubGoal,
            words,
            st.lists(PASSAGES, max_size=3).map(tuple),
            st.lists(ROWS, max_size=3).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
)


class TestFiles:
    @given(GOALS)
    @law(50)
    def test_what_is_written_is_read_back(self, goals):
        assert read_department_goals(read_document(Source(dump_department_goals(goals)))) == goals

    def test_what_is_wrong_is_reported(self, tmp_path):
        path = tmp_path / "a.yaml"
        path.write_text("kind: department-goals\ntitle: 甲\nsubgoals: [{title: 乙}]\n", encoding="utf-8")
        with pytest.raises(PerfrulesError) as caught:
            load_department_goals(path)
        assert [each.code for each in caught.value.diagnostics] == ["PR139"]
