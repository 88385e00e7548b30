"""What a table says is what is read from it, in every medium."""

from __future__ import annotations

from budgets import law
from hypothesis import given
from hypothesis import strategies as st
from import_layouts import MEDIA, Drawn

from perfrules.sheets import import_document

LEVELS = {
    "产出指标": ["数量指标", "质量指标", "时效指标"],
    "效益指标": ["经济效益指标", "社会效益指标"],
    "满意度指标": ["服务对象满意度指标"],
}
TARGETS = ["≥{0}个", "≤{0}万元", "{0}%", "={0}人", "不低于{0}%", "有所提升"]
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
