"""Deadlines and recurring duties during the year."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from monitored import JUNE, QUARTERS, codes, entry, row, watch

from perfrules.engine.monitoring import Monitor
from perfrules.sheets import (
    Actuals,
    ProjectActuals,
    Sheet,
)


class TestDeadlines:
    @pytest.mark.parametrize(
        ("actual", "as_of", "light", "found"),
        [
            (None, date(2021, 9, 30), None, []),  # its own day is still in time
            (None, date(2021, 10, 1), None, ["PR460"]),
            ("正在进行", JUNE, None, []),
            ("2021-06-20", JUNE, "绿灯", []),
            ("2021-10-02", date(2021, 10, 31), "红灯", ["PR475"]),
            ("2021-08-20", JUNE, None, ["PR469"]),
            ("2021-11-20", date(2021, 10, 31), None, ["PR469"]),
            ("5个", JUNE, None, ["PR406"]),
        ],
    )
    def test_a_deadline_is_not_red_before_its_day(
        self, actual: str | None, as_of: date, light: str | None, found: list[str], lights: Monitor
    ) -> None:
        report = watch(lights, row("9月底前", "时效指标"), actual, as_of)
        assert (report.indicators[0].light, codes(report)) == (light, found)

    def test_the_day_itself_may_be_too_late(self, lights: Monitor) -> None:
        excluded = row("9月30日(不含)前", "时效指标")
        assert codes(watch(lights, excluded, None, date(2021, 9, 29))) == []
        assert codes(watch(lights, excluded, None, date(2021, 9, 30))) == ["PR460"]

    def test_a_period_is_waited_for_to_its_end(self, lights: Monitor) -> None:
        period = row("2021年3月-2021年9月", "时效指标")
        assert codes(watch(lights, period, None)) == []
        assert watch(lights, period, "2021-04-01").indicators[0].light == "绿灯"
        assert watch(lights, period, "2021-02-01").indicators[0].light == "红灯"

    def test_after_the_year_its_dates_are_still_of_the_year(self, lights: Monitor) -> None:
        reported = Actuals(
            date(2021, 12, 31), {"1": ProjectActuals(indicators={"指标": entry("2021-12-20")})}
        )
        sheet = Sheet(code="1", plan=QUARTERS, indicators=(row("12月底前", "时效指标"),))
        assert lights.monitor(sheet, reported, date(2022, 2, 1)).indicators[0].light == "绿灯"


class TestMonthlyDuties:
    WAGES = row("每月8日前", "时效指标")
    PAID = "2021-01-08、2021-02-05、2021-03-08、2021-04-08、2021-05-07、2021-06-08"

    def test_only_the_due_dates_so_far_count(self, lights: Monitor) -> None:
        (standing,) = watch(lights, self.WAGES, self.PAID).indicators
        assert (standing.way, standing.light) == ("due-dates", "绿灯")
        assert standing.explain() == "到期6次，均按时完成，绿灯"

    def test_one_late(self, lights: Monitor) -> None:
        (standing,) = watch(lights, self.WAGES, self.PAID.replace("03-08", "03-09")).indicators
        assert (standing.light, standing.reached) == ("红灯", Fraction(5, 6))
        assert standing.explain() == "到期6次，按时5次，未按时：2021-03-09，红灯"

    def test_one_not_done(self, lights: Monitor) -> None:
        (standing,) = watch(lights, self.WAGES, self.PAID.replace("、2021-06-08", "")).indicators
        assert (standing.light, standing.reached) == ("红灯", Fraction(5, 6))

    def test_nothing_is_due_before_the_first(self, lights: Monitor) -> None:
        report = watch(lights, self.WAGES, None, date(2021, 1, 7))
        assert (report.indicators[0].light, codes(report)) == (None, [])

    def test_a_measure_hidden_in_the_basis(self, lights: Monitor) -> None:
        (standing,) = watch(lights, row("文字描述", "时效指标", basis="每月8日前"), self.PAID).indicators
        assert (standing.way, standing.light) == ("due-dates", "绿灯")

    def test_after_the_year_all_twelve_are_due(self, lights: Monitor) -> None:
        reported = Actuals(date(2021, 12, 31), {"1": ProjectActuals(indicators={"指标": entry(self.PAID)})})
        sheet = Sheet(code="1", plan=QUARTERS, indicators=(self.WAGES,))
        (standing,) = lights.monitor(sheet, reported, date(2022, 2, 1)).indicators
        assert standing.reached == Fraction(1, 2)

    @pytest.mark.parametrize(("actual", "code"), [("按月发放", "PR465"), ("5个", "PR406")])
    def test_what_is_no_date(self, actual: str, code: str, lights: Monitor) -> None:
        assert codes(watch(lights, self.WAGES, actual)) == [code]


class TestMilestones:
    """Only what is due by the day of the report is compared, and that in full."""

    @pytest.mark.parametrize(
        ("actual", "as_of", "status", "light"),
        [
            (None, date(2021, 6, 29), "not-due", None),
            ("10%", date(2021, 6, 29), "not-due", None),
            (None, date(2021, 6, 30), "missing", None),
            ("50%", date(2021, 6, 30), "scored", "绿灯"),
            ("25%", date(2021, 6, 30), "scored", "红灯"),
            ("50%", date(2021, 12, 30), "scored", "绿灯"),
            ("50%", date(2021, 12, 31), "scored", "红灯"),
            ("100%", date(2021, 12, 31), "scored", "绿灯"),
        ],
    )
    def test_a_milestone_is_due_on_its_day(
        self, actual: str | None, as_of: date, status: str, light: str | None, lights: Monitor
    ) -> None:
        report = watch(lights, row("6月底前完成50%，12月底前完成100%"), actual, as_of)
        assert (report.indicators[0].status, report.indicators[0].light) == (status, light)

    def test_a_count_that_is_due_is_not_divided_by_the_part_of_the_year(self, lights: Monitor) -> None:
        report = watch(lights, row("6月底前完成≥50个，12月底前完成≥100个"), "25个", JUNE)
        assert report.indicators[0].light == "红灯"
        assert "50个" in report.indicators[0].target
