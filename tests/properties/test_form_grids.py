"""Laws of reading a form's grid: whatever the cells hold, it is read, and no row of the table is lost."""

from __future__ import annotations

from budgets import law
from hypothesis import given
from hypothesis import strategies as st

from perfrules.diagnostics import Source, Span
from perfrules.sheets.forms.grids import Cell, read_grid
from perfrules.sheets.model import Origin

LAWS = law(150)
HERE = Origin(Source(""), Span(0, 0))
HEADS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]

LABELS = [
    "总分",
    "等级",
    "项目名称",
    "项目编码",
    "全年预算数（A）",
    "全年执行数",
    "年度资金总额",
    "预算执行率",
]
TEXTS = [
    "",
    "优",
    "（2021年度）",
    "10",
    "9.68",
    "98%",
    ">=5人",
    "5人",
    "≥266米",
    "完成",
    "#DIV/0!",
    "产出指标",
]

words = st.sampled_from([*HEADS, *LABELS, *TEXTS])
cells = words | st.text(max_size=6)
plain = st.text(st.sampled_from("甲乙丙丁戊己庚辛"), min_size=1, max_size=4)


def row(texts: list[str]) -> list[Cell]:
    return [Cell(text, HERE) for text in texts]


class TestAnyGridIsRead:
    """No grid raises; a form is found only under headings, and its claims are numbers or reported as text."""

    @LAWS
    @given(st.lists(st.lists(cells, max_size=8), max_size=12))
    def test_no_grid_raises(self, grid: list[list[str]]) -> None:
        for form in read_grid(map(row, grid)):
            assert form.sheet.indicators == tuple(each.indicator for each in form.rows)
            assert all(each.entry is None or each.entry.text for each in form.rows)


class TestNoRowIsLost:
    """Every row under the headings becomes an indicator, in order, with the levels of its merged cells."""

    @LAWS
    @given(
        st.lists(st.tuples(st.sampled_from(["产出指标", "效益指标", ""]), plain, cells, cells), max_size=10)
    )
    def test_every_row_becomes_an_indicator_in_order(self, rows: list[tuple[str, str, str, str]]) -> None:
        grid = [[level1, "", name, ">=5人", actual, "10", score] for level1, name, actual, score in rows]
        (form,) = read_grid(map(row, [HEADS, *grid]))
        assert [each.indicator.name for each in form.rows] == [name for _, name, _, _ in rows]
        above = ""
        for each, (level1, *_) in zip(form.rows, rows, strict=True):
            above = level1 or above
            assert each.indicator.level1 == above
