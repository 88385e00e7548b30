"""Laws of the faults of targets and their fixes, over random sheets."""

from __future__ import annotations

from attrs import evolve
from budgets import law
from hypothesis import given
from hypothesis import strategies as st

from perfrules.diagnostics import Source
from perfrules.documents import read_document
from perfrules.engine.linting import fixed_text, lint_sheets
from perfrules.engine.reviewing import review_sheets
from perfrules.sheets import Indicator, dump_sheet, read_sheet
from perfrules.testing.strategies import sheets

TEXTS = st.sampled_from(
    [
        "",
        "文字描述",
        "小于等于核定数",
        "每月8日前",
        "月度时序",
        "≥95%",
        "290%",
        "≥100%",
        "85",
        "**",
        "显著提高",
        "不超过3起",
    ]
)
ROWS = st.builds(
    Indicator,
    level1=st.sampled_from(["产出指标", "效益指标", "效果指标", "满意度指标"]),
    level2=st.sampled_from(["数量指标", "质量指标", "成本指标", "社会效益指标", "服务对象满意度指标"]),
    name=st.sampled_from(
        ["合格率", "逾期发放率", "满意度", "人数（≥**人）", "数量（≥100人）", "成本", "人数（人）"]
    ),
    description=TEXTS,
    target=TEXTS,
    basis=TEXTS,
)


def read(text: str):
    return read_sheet(read_document(Source(text, "s.yaml"), "sheet"))


def fixes(sheet):
    return [found.fix for found in lint_sheets([sheet]) if found.fix is not None]


class TestFaults:
    @given(sheets(), st.lists(ROWS, max_size=5))
    @law(60)
    def test_every_fault_has_a_page_or_is_of_the_text(self, sheet, rows):
        """Any sheet can be linted and reviewed; points never leave 0 to 100."""
        drawn = evolve(sheet, indicators=(*sheet.indicators, *rows))
        (review,) = review_sheets([drawn])
        assert 0 <= review.lowest <= review.highest <= 100
        assert len(review.findings) == len(lint_sheets([drawn]))

    @given(sheets(), st.lists(ROWS, min_size=1, max_size=5))
    @law(60)
    def test_a_second_round_of_fixes_changes_nothing(self, sheet, rows):
        """Fixed files are sheets that have nothing left to fix, and only the fixed fields differ."""
        source = Source(dump_sheet(evolve(sheet, indicators=tuple(rows))), "s.yaml")
        before = read(source.text)
        after = read(fixed_text(source, fixes(before)))
        assert fixes(after) == []
        changed = {(fix.indicator, fix.field) for fix in fixes(before)}
        for at, (old, new) in enumerate(zip(before.indicators, after.indicators, strict=True)):
            differing = {
                name for name in ("level1", "level2", "name", "target", "basis")
                if getattr(old, name) != getattr(new, name)
            }  # fmt: skip
            assert differing <= {field for row, field in changed if row == at}
        assert evolve(after, indicators=()) == evolve(before, indicators=())
