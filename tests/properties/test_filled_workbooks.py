"""A workbook that is filled in is read back as what was filled in, over random sheets."""

from __future__ import annotations

import tempfile
from pathlib import Path

from budgets import law
from filling import fill
from hypothesis import given
from hypothesis import strategies as st

from perfrules.reports.fill_in import FillIn, fill_in_workbook
from perfrules.sheets import load_actuals
from perfrules.sheets.labels import blanks, plain
from perfrules.testing.strategies import sheets

ANSWERS = st.sampled_from(["", "6", "98%", "2.5天", "2021-12-31", "达成年度指标", "基本完成", "-5"])


class TestFilledWorkbooks:
    @given(st.data(), st.lists(sheets(), min_size=1, max_size=3, unique_by=lambda sheet: sheet.code.strip()))
    @law(25)
    def test_every_answer_reaches_its_indicator(self, data, drawn):
        """What is filled in beside an indicator is what `ProjectActuals.entry` finds for it."""
        form = FillIn(tuple(drawn))
        rows = [(sheet, each) for sheet in form.in_order for each in sheet.indicators]
        keys = [(sheet.code, each.key) for sheet, each in rows]
        answers = {at: data.draw(ANSWERS) if keys.index(key) == at else "" for at, key in enumerate(keys)}
        filled = {at: {"实际完成值": answer} for at, answer in answers.items() if answer}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "filled.xlsx")
            path.write_bytes(fill(fill_in_workbook(form), 2, filled))
            actuals = load_actuals(path)
        for at, (sheet, indicator) in enumerate(rows):
            project = actuals.projects.get(sheet.code)
            entry = project.entry(indicator) if project else None
            if plain(answers[at]) not in blanks():
                assert entry is not None
                assert entry.text == answers[at]
