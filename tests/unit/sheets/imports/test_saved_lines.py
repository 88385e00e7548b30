"""Tables that a word processor saves as text: a line for each cell, blank lines for blank cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_layouts import LAYOUTS, Drawn, to_csv, to_saved_lines
from misread_fields import misread

from perfrules.sheets import import_document

REFUSED = {"one-heading-over-three-columns"}
WITHOUT_ONE_CELL = {"two-row-headings"}
"""A text is left out, with PR709, because two headings that are merged downwards are beside each other."""
HEADINGS = ["一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分", "备注"]
LEVELS = {"产出指标": ["数量指标", "质量指标", "时效指标"], "效益指标": ["社会效益指标", "生态效益指标"]}


@pytest.mark.parametrize(
    "drawn",
    [each for each in LAYOUTS if each.name not in REFUSED | WITHOUT_ONE_CELL],
    ids=lambda each: each.name,
)
def test_every_field_is_read(drawn, tmp_path):
    to_saved_lines(drawn, tmp_path / "表.txt")
    assert misread(import_document(tmp_path / "表.txt"), drawn) == []


@pytest.mark.parametrize("name", REFUSED)
def test_a_table_whose_rows_are_not_sure_is_refused(name, tmp_path):
    (drawn,) = (each for each in LAYOUTS if each.name == name)
    to_saved_lines(drawn, tmp_path / "表.txt")
    found = import_document(tmp_path / "表.txt")
    assert found.sheets == ()
    assert [each.code for each in found.diagnostics if each.severity != "info"] == ["PR310"]


@pytest.mark.parametrize("name", WITHOUT_ONE_CELL)
def test_a_text_without_a_sure_heading_is_reported(name, tmp_path):
    (drawn,) = (each for each in LAYOUTS if each.name == name)
    to_saved_lines(drawn, tmp_path / "表.txt")
    found = import_document(tmp_path / "表.txt")
    assert [each.arguments["text"] for each in found.diagnostics if each.code == "PR709"] == ["缺考"]


def test_a_heading_over_three_columns_is_above_each(tmp_path):
    rows = [
        [("一级指标", 1, 2), ("二级指标", 1, 2), ("三级指标", 1, 2), ("指标值", 3), ("备注", 1, 2)],
        ["2022年", "2023年", "2024年"],
        ["产出指标", "数量指标", "监测断面", "20个", "22个", "25个", ""],
        ["产出指标", "质量指标", "数据有效率", "95%", "96%", "≥97%", "含自动站"],
    ]
    drawn = Drawn("years", rows, [], above=["项目绩效目标表（2024年度）"])
    to_saved_lines(drawn, tmp_path / "表.txt")
    (saved,) = import_document(tmp_path / "表.txt").sheets
    assert [row.target for row in saved.indicators] == ["25个", "≥97%"]


TABLE = [
    ["一级指标", "三级指标", "指标值", "分值", "得分"],
    ["产出指标", "人数", "≥5人", "50", "50"],
    ["效益指标", "满意率", "≥90%", "50", "47"],
]
"""A table below the lines of a head."""


def read_lines(folder, *lines: str, total: str = ""):
    rows = "\n".join("\n".join(row) for row in TABLE)
    path = folder / "表.txt"
    path.write_text("\n".join(["项目支出绩效自评表", *lines, rows, total]), encoding="utf-8")
    return import_document(path)


def test_goals_and_outcomes_are_rows_between_blank_lines(tmp_path):
    lines = [
        "年度总体目标",
        "预期目标",
        "实际完成情况",
        "",
        "目标1：备战。",
        "集训12期。",
        "",
        "目标2：培养。",
        "注册620名。",
    ]
    (sheet,) = read_lines(tmp_path, *lines).to_json()["sheets"]
    assert sheet["goals"] == ["目标1：备战。", "目标2：培养。"]
    assert sheet["outcomes"] == ["集训12期。", "注册620名。"]


def test_each_numbered_goal_has_its_text(tmp_path):
    lines = ["绩效目标", "目标1", "配备网格员60名。", "", "目标2", "事件办结率98%以上。"]
    (sheet,) = read_lines(tmp_path, *lines).sheets
    assert list(sheet.goals) == ["配备网格员60名。", "事件办结率98%以上。"]


def test_numbers_of_a_total_without_a_sure_column_are_reported(tmp_path):
    found = read_lines(tmp_path, total="合计\n100\n8\n92")
    assert [each.arguments["text"] for each in found.diagnostics if each.code == "PR709"] == [
        "100",
        "8",
        "92",
    ]


def test_a_list_of_projects_with_unknown_headings_is_refused(tmp_path):
    rows = [
        ["编码", "项目名称", "归口科室", "年度绩效目标", "一级指标", "二级指标", "三级指标", "指标值"],
        ["A1", "全民健身", "体育科", "举办赛事。", "产出指标", "数量指标", "赛事场次", "≥12场"],
        ["", "", "", "", "效益指标", "社会效益指标", "参与人次", "≥3万人次"],
    ]
    to_saved_lines(Drawn("list", rows, [], above=["绩效目标汇总表"]), tmp_path / "表.txt")
    found = import_document(tmp_path / "表.txt")
    assert found.sheets == ()
    assert [each.code for each in found.diagnostics if each.severity != "info"] == ["PR310"]


@st.composite
def tables(draw) -> Drawn:
    """Tables with levels that go on over rows, and cells that are blank at random."""
    names = st.text("维护修缮保障项目管理次数", min_size=2, max_size=6)
    notes = st.sampled_from(["", "", "已公示", "见附件"])
    rows: list[list] = [HEADINGS]
    for level, below in LEVELS.items():
        chosen = draw(st.lists(st.sampled_from(below), min_size=1, max_size=3, unique=True))
        for number, second in enumerate(chosen):
            first = [(level, 1, len(chosen))] if number == 0 else []
            weight = draw(st.sampled_from(["5", "10", "12.5"]))
            target, actual = draw(st.sampled_from([("≥95%", "96%"), ("120次", ""), ("≤3天", "2天")]))
            rows.append([*first, second, draw(names), target, actual, weight, weight, draw(notes)])
    return Drawn("random", rows, [], above=["项目支出绩效自评表"])


class TestSavedLines:
    @given(drawn=tables())
    def test_lines_are_read_as_the_grid_is(self, drawn, tmp_path_factory):
        """The rows of a text with a line for each cell are those of the grid."""
        folder = tmp_path_factory.mktemp("saved")
        to_saved_lines(drawn, folder / "表.txt")
        to_csv(drawn, folder / "表.csv")
        saved, grid = (import_document(folder / name) for name in ("表.txt", "表.csv"))
        rows = [[each["indicators"] for each in found.to_json()["sheets"]] for found in (saved, grid)]
        assert _without_places(rows[0]) == _without_places(rows[1])


def _without_places(data):
    if isinstance(data, dict):
        return {
            key: _without_places(each) for key, each in data.items() if key not in ("at", "place", "line")
        }
    return [_without_places(each) for each in data] if isinstance(data, list) else data


def _saved(rows, folder, above=("2024年度项目绩效自评表",)):
    to_saved_lines(Drawn("saved", rows, [], above=above), folder / "表.txt")
    return import_document(folder / "表.txt").to_json()["sheets"]


def test_an_unknown_heading_between_amounts_takes_its_own_numbers(tmp_path):
    rows = [
        ["项目名称", ("甲", 6)],
        [
            ("项目资金（万元）", 1, 2),
            "资金来源",
            "年初预算数",
            "调整数",
            "调整后预算数",
            "全年执行数",
            "执行率",
        ],
        ["合计", "60", "-5", "55", "55", "100%"],
        *TABLE,
    ]
    (sheet,) = _saved(rows, tmp_path)
    assert [sheet["budget"][name] for name in ("initial", "total", "executed")] == ["60", "55", "55"]


@pytest.mark.parametrize(("numbers", "total"), [(["98"], "98"), (["100", "98"], None)])
def test_a_total_below_other_rows_is_read_where_it_has_one_number(numbers, total, tmp_path):
    rows = [*TABLE, [("预算执行率", 2), "100%", "10", "10"], ["得分合计", *numbers]]
    (sheet,) = _saved(rows, tmp_path)
    assert sheet.get("total_score") == total


def test_a_first_heading_that_joins_labels_belongs_to_the_table(tmp_path):
    rows = [
        ["单位名称、项目名称", "年度绩效目标", "一级指标", "二级指标", "三级指标", "指标值", "指标属性"],
        ["甲", "防火", "产出指标", "数量指标", "队伍", ">=6支", "定量"],
        ["", "", "产出指标", "质量指标", "合格率", "100%", "定量"],
        ["乙", "护树", "效益指标", "生态效益指标", "受害率", "<=0.9‰", "定量"],
    ]
    sheets = _saved(rows, tmp_path, above=("项目绩效目标表",))
    assert [sheet["name"] for sheet in sheets] == ["甲", "乙"]
