"""Random sheets and random layouts of documents."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st
from sheet_layouts import Layout

from perfrules.sheets import Budget, Checkpoint, Indicator, Sheet

# No character of a label, a heading or a sentence's end, so that no text is taken for one of those.
_LETTERS = "商务活动蔬菜储备满意提高确保及时补贴网络运行abcXYZ0123456789%>=<≥≤-+（）“”《》省市"
_UNITS = ["元", "万元", "亿元"]

words = st.text(_LETTERS, min_size=1, max_size=12)
maybe_words = words | st.just("")
numbers = st.builds(Fraction, st.integers(0, 10**9), st.sampled_from([1, 2, 10, 100]))


def budgets() -> st.SearchStrategy[Budget]:
    amounts = st.none() | numbers
    return st.builds(Budget, amounts, amounts, amounts, st.sampled_from(_UNITS)).map(
        lambda budget: budget if budget.amounts else Budget()
    )


def indicator_lists(max_size: int = 6) -> st.SearchStrategy[tuple[Indicator, ...]]:
    return st.lists(
        st.builds(
            Indicator,
            level1=st.sampled_from(["产出指标", "效果指标", "满意度指标"]),
            level2=st.sampled_from(["数量指标", "质量指标", "经济效益指标"]),
            name=words,
            description=maybe_words,
            target=maybe_words,
            basis=maybe_words,
        ),
        min_size=1,
        max_size=max_size,
    ).map(tuple)


def sheets() -> st.SearchStrategy[Sheet]:
    return st.builds(
        Sheet,
        title=words.map(lambda text: f"{text}绩效目标表"),
        part=st.just(""),
        code=words,
        name=words,
        purpose=maybe_words,
        budget=budgets(),
        plan=st.lists(st.builds(Checkpoint, words, st.none() | numbers), min_size=1, max_size=6).map(tuple),
        goals=st.lists(words, min_size=1, max_size=5).map(tuple),
        indicators=indicator_lists(),
    )


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
