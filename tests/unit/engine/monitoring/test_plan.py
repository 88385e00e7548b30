"""The checkpoints of a spending plan."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from monitored import JUNE, QUARTERS, budget, codes, watch

from perfrules.engine.monitoring import Monitor
from perfrules.engine.monitoring.plan import plan_of
from perfrules.sheets import (
    Checkpoint,
    Sheet,
)


class TestThePlan:
    def due(
        self, day: date, watcher: Monitor, plan: tuple[Checkpoint, ...] = QUARTERS, between: str = ""
    ) -> str:
        made, _ = plan_of(Sheet(plan=plan), watcher.policy, 2021)
        assert made is not None
        return str(made.due(day, between or watcher.policy.between).share * 100)  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("day", "share"),
        [
            (date(2021, 3, 30), "0"),
            (date(2021, 3, 31), "25"),
            (date(2021, 6, 29), "25"),
            (JUNE, "50"),
            (date(2021, 10, 30), "50"),
            (date(2021, 12, 31), "100"),
        ],
    )
    def test_the_checkpoint_at_or_before_the_day(self, day: date, share: str, national: Monitor) -> None:
        assert self.due(day, national) == share

    @pytest.mark.parametrize(
        ("day", "share"),
        [
            (date(2020, 12, 31), "0"),
            (date(2021, 1, 1), "5/18"),  # 25 by the 90th day
            (date(2021, 3, 31), "25"),
            (date(2021, 4, 1), "2300/91"),
            (JUNE, "50"),
            (date(2021, 12, 31), "100"),
        ],
    )
    def test_a_straight_line_where_the_policy_says_so(self, day: date, share: str, national: Monitor) -> None:
        assert self.due(day, national, between="straight-line") == share

    def test_a_straight_line_to_the_only_checkpoint_begins_with_the_year(self, national: Monitor) -> None:
        plan = (Checkpoint("12月底", Fraction(100)),)
        assert self.due(date(2021, 12, 31), national, plan, "straight-line") == "100"
        assert self.due(date(2021, 1, 1), national, plan, "straight-line") == "20/73"

    @pytest.mark.parametrize(("name", "code"), [("修路", "1"), ("", "482-1")])
    def test_a_sheet_is_called_by_its_name_or_else_its_code(
        self, name: str, code: str, national: Monitor
    ) -> None:
        _, (reported,) = plan_of(Sheet(name=name, code=code), national.policy, 2021)
        assert reported.arguments["name"] == (name or code)

    def test_a_blank_share_is_no_checkpoint(self, national: Monitor) -> None:
        plan = (Checkpoint("3月底"), Checkpoint("6月底"), Checkpoint("12月底", Fraction(100)))
        assert self.due(date(2021, 12, 30), national, plan) == "0"

    @pytest.mark.parametrize("plan", [(), (Checkpoint("3月底"),)])
    def test_without_a_plan_the_policys_is_taken_and_that_is_reported(
        self, plan: tuple[Checkpoint, ...], national: Monitor
    ) -> None:
        made, reported = plan_of(Sheet(plan=plan), national.policy, 2021)
        assert made is not None
        assert made.due(JUNE).share == Fraction(1, 2)
        assert [each.code for each in reported] == ["PR467"]

    @pytest.mark.parametrize(
        ("plan", "found"),
        [
            ((Checkpoint("6月底", Fraction(50)), Checkpoint("12月底", Fraction(90))), ["PR306"]),
            ((Checkpoint("6月底", Fraction(50)), Checkpoint("9月底", Fraction(40))), ["PR305", "PR306"]),
            ((Checkpoint("年中", Fraction(100)),), ["PR468"]),
            ((Checkpoint("每月底", Fraction(100)),), ["PR468"]),
            ((Checkpoint("2022年6月底", Fraction(100)),), ["PR468"]),
        ],
    )
    def test_what_is_wrong_with_a_plan(
        self, plan: tuple[Checkpoint, ...], found: list[str], national: Monitor
    ) -> None:
        report = watch(national, plan=plan, money=budget(initial=100, executed=60))
        assert codes(report, "warning") + codes(report, "error") == [*found]
        assert (report.spending.light is None) is ("PR468" in found)
