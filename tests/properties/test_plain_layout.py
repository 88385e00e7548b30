"""Tables without colours have the characters that Rich prints."""

from __future__ import annotations

import io

import pytest
from budgets import law
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.table import Table

from perfrules.reports.terminal.plain_layout import plain_lines
from perfrules.reports.terminal.tables import plain_table, styled

TEXTS = st.text("甲乙丙（），。≥%：“”12345.ab \n[]", max_size=40) | st.sampled_from(
    ["", "全年执行数500000元", "2021-06-30", "实际35246人，目标>=34948人，已达标，得满分10分（推定）"]
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    table = plain_table(draw(st.sampled_from(["", "项目  P001", "很长的标题" * 8])))
    kinds = draw(st.lists(st.sampled_from(["text", "number", "plain"]), min_size=1, max_size=6))
    for kind in kinds:
        heading = draw(st.sampled_from(["项", "完成率", "计分说明", "a heading"]))
        if kind == "number":
            table.add_column(heading, justify="right", no_wrap=True)
        elif kind == "text":
            table.add_column(heading, overflow="fold", min_width=draw(st.integers(1, 16)))
        else:
            table.add_column(heading)
    for _ in range(draw(st.integers(0, 4))):
        cells = [
            draw(st.sampled_from(["10", "≈100.85%", "—", ""])) if kind == "number" else styled(draw(TEXTS))
            for kind in kinds
        ]
        table.add_row(*cells, style=draw(st.sampled_from(["", "yellow", "bold"])))
        if draw(st.booleans()):
            table.add_section()
    return table


@law(300)
@given(tables(), st.integers(20, 200))
def test_lines_are_those_of_rich(table: Table, width: int) -> None:
    lines = plain_lines(table, width)
    assert lines is None or lines == by_rich(table, width)


@pytest.mark.parametrize("width", [70, 90, 140])
def test_usual_tables_are_laid_out_here(width: int) -> None:
    """The law above would hold if Rich printed everything."""
    table = plain_table("项目  P001")
    table.add_column("指标", overflow="fold", min_width=8)
    table.add_column("得分", justify="right", no_wrap=True)
    table.add_column("计分说明", overflow="fold", min_width=16)
    table.add_row(styled("数量指标"), styled("10.00"), styled("实际35246人，目标>=34948人，已达标" * 3))
    table.add_section()
    table.add_row(styled("总分"), styled("10.00"), styled(""))
    lines = plain_lines(table, width)
    assert lines is not None
    assert lines == by_rich(table, width)


def by_rich(table: Table, width: int) -> list[str]:
    output = io.StringIO()
    Console(file=output, width=width, color_system=None).print(table)
    return output.getvalue().split("\n")[:-1]
