"""Random sheets of documents and random layouts of documents."""

from __future__ import annotations

from hypothesis import strategies as st
from sheet_layouts import Layout

from perfrules.testing.strategies import sheets
from perfrules.testing.strategies.sheets import maybe_words

worded_sheets = sheets(targets=maybe_words, weights=st.none())
"""Sheets whose targets are not labels of a form. Documents have no points."""


def layouts() -> st.SearchStrategy[Layout]:
    columns = ["level1", "level2", "name", "description", "target", "basis"]
    return st.builds(
        Layout,
        line_end=st.sampled_from(["\n", "\r\n"]),
        blank=st.sampled_from(["", " ", "\u3000", "\u00a0 "]),
        placeholder_row=st.booleans(),
        blank_row=st.booleans(),
        columns=st.permutations(columns).map(tuple),
        code_label=st.sampled_from(["项目编码", "项 目 编 码", "项目代码"]),
        name_label=st.sampled_from(["专项资金名称", "项目名称"]),
        breaks=st.lists(st.integers(0, 20), max_size=4).map(tuple),
    )
