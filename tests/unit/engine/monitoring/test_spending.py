"""Spending against its plan."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from monitored import JUNE, QUARTERS, budget, codes, watch

from perfrules.engine.monitoring import Monitor
from perfrules.sheets import (
    Actuals,
    Budget,
    ProjectActuals,
    ProjectBudget,
    Sheet,
)


class TestSpending:
    @pytest.mark.parametrize(
        ("executed", "progress", "light"),
        [
            (0, "0", "红灯"),
            (29, "29/50", "红灯"),
            (30, "3/5", "黄灯"),
            (40, "4/5", "绿灯"),
            (50, "1", "绿灯"),
            (59, "59/50", "绿灯"),
            (60, "6/5", "蓝灯"),
        ],
    )
    def test_the_light_is_by_what_is_due(
        self, executed: int, progress: str, light: str, lights: Monitor
    ) -> None:
        spending = watch(lights, money=budget(adjusted=100, executed=executed)).spending
        assert (str(spending.progress), spending.light) == (progress, light)
        assert spending.checkpoint == "6月底"

    def test_it_says_why_with_the_numbers_put_in(self, lights: Monitor) -> None:
        spending = watch(lights, money=budget(adjusted=100, executed=29)).spending
        assert spending.explain() == (
            "执行29元÷预算100元=29%，6月底应达到50%，支出进度58%，红灯（60%（不含）以下）"
        )
        assert spending.explain("en").startswith("29 yuan of 100 spent = 29%, 50% is due by 6月底")

    def test_before_the_first_checkpoint_nothing_is_due(self, lights: Monitor) -> None:
        report = watch(lights, as_of=date(2021, 3, 30), money=budget(adjusted=100, executed=0))
        assert (report.spending.light, report.spending.progress) == (None, None)
        assert report.spending.due == 0

    def test_after_the_year_all_is_due(self, lights: Monitor) -> None:
        project = Actuals(date(2021, 12, 31), {"1": ProjectActuals(budget(adjusted=100, executed=70))})
        report = lights.monitor(Sheet(code="1", plan=QUARTERS), project, date(2022, 5, 1))
        assert (report.spending.progress, report.spending.light) == (Fraction(7, 10), "黄灯")

    @pytest.mark.parametrize(
        ("money", "taken"),
        [
            (budget(initial=100, adjusted=80, executed=40), (100, 80)),
            (budget(initial=100, executed=40), (100, 100)),
            (budget(adjusted=80, executed=40), (80, 80)),
        ],
    )
    def test_the_budget_that_the_policy_goes_by(
        self, money: ProjectBudget, taken: tuple[int, int], national: Monitor, lights: Monitor
    ) -> None:
        first, second = watch(national, money=money), watch(lights, money=money)
        assert (first.spending.budget, second.spending.budget) == taken
        assert ("PR478" in codes(first)) is (money.initial is None)
        assert ("PR478" in codes(second)) is (money.adjusted is None)

    def test_the_sheets_budget_stands_in(self, national: Monitor) -> None:
        sheet = Sheet(code="1", plan=QUARTERS, budget=Budget(Fraction(2)))
        report = national.monitor(sheet, ProjectActuals(budget(executed=10_000)), JUNE)
        assert report.spending.budget == 20_000
        assert "PR478" in codes(report)

    @pytest.mark.parametrize(
        "money", [None, budget(initial=100), budget(executed=5), budget(initial=0, executed=0)]
    )
    def test_untold_amounts_are_reported(self, money: ProjectBudget | None, national: Monitor) -> None:
        report = watch(national, money=money)
        assert report.spending.light is None
        assert "PR466" in [each.code for each in report.diagnostics]

    def test_more_than_the_budget(self, national: Monitor) -> None:
        assert "PR477" in codes(watch(national, money=budget(initial=100, executed=101)))
