"""Numbers, ranges and rates during the year."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve
from monitored import JUNE, QUARTERS, YUAN, codes, entry, row, watch

from perfrules.engine.monitoring import Monitor
from perfrules.sheets import (
    ProjectActuals,
    Sheet,
)
from perfrules.values import Quantity


class TestQuantities:
    @pytest.mark.parametrize(
        ("actual", "progress", "light"),
        [
            ("0", "0", "红灯"),
            ("29", "29/50", "红灯"),
            ("30个", "3/5", "黄灯"),
            ("39", "39/50", "黄灯"),
            ("40", "4/5", "绿灯"),
            ("59", "59/50", "绿灯"),
            ("60", "6/5", "蓝灯"),
        ],
    )
    def test_by_months_over_twelve(self, actual: str, progress: str, light: str, lights: Monitor) -> None:
        (standing,) = watch(lights, row(">=100个"), actual).indicators
        assert (standing.way, str(standing.progress), standing.light) == ("pro-rata", progress, light)

    def test_the_reason_recomputes_it(self, lights: Monitor) -> None:
        (standing,) = watch(lights, row(">=5次"), "1次").indicators
        assert standing.explain() == (
            "执行1次，全年目标>=5次，应完成5次×6/12=2.5次，进度40%，红灯（60%（不含）以下）"
        )
        assert "5次 × 6/12 = 2.5次 is due, progress 40%" in standing.explain("en")

    def test_a_fraction_is_rounded_in_words_and_exact_in_json(self, lights: Monitor) -> None:
        (standing,) = watch(lights, row(">=5次"), "1次", as_of=date(2021, 4, 30)).indicators
        assert "应完成5次×4/12=约1.67次，" in standing.explain()
        assert "5次 × 4/12 = about 1.67次 is due" in standing.explain("en")
        assert "5次×4/12=5/3次" in standing.to_json()["why"][0]

    def test_a_bare_number_is_inferred_and_reported(self, lights: Monitor) -> None:
        (standing,) = watch(lights, row("100个"), "50").indicators
        assert (standing.operator_source, standing.light) == ("inferred", "绿灯")
        assert "推定" in standing.explain()

    def test_units_convert(self, lights: Monitor) -> None:
        (standing,) = watch(lights, row(">=1吨"), "500公斤").indicators
        assert standing.progress == 1

    @pytest.mark.parametrize(
        ("target", "actual", "progress"), [("每年不少于2次", "1次", "1"), ("每季度不少于2次", "3次", "3/4")]
    )
    def test_frequencies_add_up(self, target: str, actual: str, progress: str, lights: Monitor) -> None:
        (standing,) = watch(lights, row(target), actual).indicators
        assert (standing.way, str(standing.progress)) == ("pro-rata", progress)

    @pytest.mark.parametrize(
        ("target", "actual", "light"),
        [(">=98%", "98%", "绿灯"), (">=98%", "97%", "红灯"), (">=8小时", "8小时", "绿灯")],
    )
    def test_a_rate_among_the_quantities_does_not(
        self, target: str, actual: str, light: str, lights: Monitor
    ) -> None:
        (standing,) = watch(lights, row(target), actual).indicators
        assert (standing.way, standing.progress, standing.light) == ("inside", None, light)

    def test_what_is_not_to_be_exceeded_is_kept_or_not(self, lights: Monitor) -> None:
        standings = [watch(lights, row("<=3次"), text).indicators[0] for text in ("3次", "4次")]
        assert [each.light for each in standings] == ["绿灯", "红灯"]

    def test_a_target_of_nothing_is_kept_or_not(self, lights: Monitor) -> None:
        assert watch(lights, row(">=0个"), "0").indicators[0].light == "绿灯"

    def test_before_the_first_month_is_over_nothing_is_due(self, lights: Monitor) -> None:
        report = watch(lights, row(">=100个"), "0", date(2021, 1, 30))
        assert (report.indicators[0].light, report.indicators[0].progress) == (None, None)
        assert "未满一个月" in report.indicators[0].explain()

    def test_another_unit_is_reported(self, lights: Monitor) -> None:
        report = watch(lights, row(">=100个"), "5天")
        assert codes(report) == ["PR406"]
        assert report.indicators[0].light is None

    def test_less_than_nothing_shows_no_light(self, lights: Monitor) -> None:
        report = watch(lights, row(">=100元"), "-5元")
        assert (codes(report), report.indicators[0].light) == (["PR543"], None)


class TestRanges:
    @pytest.mark.parametrize(
        ("actual", "progress", "light"),
        [
            ("250吨", "1", "绿灯"),
            ("100吨", "2/5", "红灯"),
            ("600吨", "12/5", "蓝灯"),
            ("601吨", None, "红灯"),
        ],
    )
    def test_the_lower_end_grows_and_the_upper_is_kept(
        self, actual: str, progress: str | None, light: str, lights: Monitor
    ) -> None:
        (standing,) = watch(lights, row("500-600吨"), actual).indicators
        assert (standing.way, standing.light) == ("pro-rata", light)
        assert standing.progress == (None if progress is None else Fraction(progress))

    def test_a_range_of_rates_is_kept_or_not(self, lights: Monitor) -> None:
        (standing,) = watch(lights, row("80%-90%"), "85%").indicators
        assert (standing.way, standing.light) == ("inside", "绿灯")


class TestKeptOrNot:
    @pytest.mark.parametrize(
        ("target", "level2", "actual", "light"),
        [
            (">=95%", "质量指标", "95%", "绿灯"),
            (">=95%", "质量指标", "94.9%", "红灯"),
            ("<=3天", "时效指标", "2.5天", "绿灯"),
            ("100%", "成本指标", "101%", "红灯"),
            ("80%-90%", "质量指标", "91%", "红灯"),
            ("较上年增长≥5%", "经济效益指标", "6%", "绿灯"),
        ],
    )
    def test_inside_is_green_and_outside_red(
        self, target: str, level2: str, actual: str, light: str, lights: Monitor
    ) -> None:
        (standing,) = watch(lights, row(target, level2), actual).indicators
        assert (standing.way, standing.light, standing.met) == ("inside", light, light == "绿灯")

    def test_months_of_service_add_up(self, lights: Monitor) -> None:
        (standing,) = watch(lights, row("=12个月", "时效指标"), "6个月").indicators
        assert (standing.way, standing.light) == ("pro-rata", "绿灯")

    def test_figures_that_targets_refer_to(self, lights: Monitor) -> None:
        rows = (row("不超过核定数", "成本指标"),)
        entries = {"指标": entry("6万元")}
        figure = {"核定数": Quantity(Fraction(50_000), YUAN)}
        reported = ProjectActuals(indicators=entries, baselines=figure)
        sheet = Sheet(code="1", plan=QUARTERS, indicators=rows)
        (standing,) = lights.monitor(sheet, reported, JUNE).indicators
        assert standing.explain() == "执行6万元，不符合目标<=核定数（<=50000元），红灯"
        report = lights.monitor(sheet, evolve(reported, baselines={}), JUNE)
        assert (report.indicators[0].light, codes(report)) == (None, ["PR421"])

    def test_a_level_tells_what_it_changed_by(self, lights: Monitor) -> None:
        entries = {"指标": entry("52500元")}
        reported = ProjectActuals(indicators=entries, baselines={"上年": Quantity(Fraction(50_000), YUAN)})
        rows = (row("较上年增长≥5%", "经济效益指标"),)
        (standing,) = lights.monitor(
            Sheet(code="1", plan=QUARTERS, indicators=rows), reported, JUNE
        ).indicators
        assert "；较上年（50000元）增长5%，绿灯" in standing.explain()
