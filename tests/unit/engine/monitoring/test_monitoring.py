"""Watching a sheet: the year so far, the plan, each way to hold a target, alarms, what must be explained."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest
from attrs import evolve

from perfrules.diagnostics import PerfrulesError
from perfrules.engine.monitoring import Monitor, MonitoringReport, load_monitor, monitor
from perfrules.engine.monitoring.plan import plan_of
from perfrules.engine.monitoring.year import YearSoFar, year_so_far
from perfrules.policies.decisions.rules import Condition
from perfrules.sheets import (
    ActualEntry,
    Actuals,
    Budget,
    Checkpoint,
    Indicator,
    ProjectActuals,
    ProjectBudget,
    Sheet,
)
from perfrules.values import IntervalSet, Quantity, default_units

YUAN = default_units()["元"]
JUNE = date(2021, 6, 30)
QUARTERS = tuple(
    Checkpoint(by, Fraction(share))
    for by, share in (("3月底", 25), ("6月底", 50), ("10月底", 75), ("12月底", 100))
)


@pytest.fixture(scope="module")
def lights() -> Monitor:
    return load_monitor("provincial.monitoring-lights")


@pytest.fixture(scope="module")
def national() -> Monitor:
    return load_monitor("mof.monitoring-2019")


def row(target: str, level2: str = "数量指标", name: str = "指标", **more: object) -> Indicator:
    return Indicator("产出指标", level2, name, target=target, **more)  # type: ignore[arg-type]


def entry(text: str = "", **more: str) -> ActualEntry:
    return ActualEntry(text, **more)  # type: ignore[arg-type]


def budget(**amounts: int) -> ProjectBudget:
    return ProjectBudget(**{name: Quantity(Fraction(amount), YUAN) for name, amount in amounts.items()})


def watch(
    watcher: Monitor,
    indicator: Indicator | None = None,
    actual: ActualEntry | str | None = None,
    as_of: date = JUNE,
    *,
    money: ProjectBudget | None = None,
    plan: tuple[Checkpoint, ...] = QUARTERS,
    explanation: str = "",
) -> MonitoringReport:
    told = ActualEntry(actual) if isinstance(actual, str) else actual
    entries = {} if told is None else {"指标": told}
    project = ProjectActuals(money or ProjectBudget(), indicators=entries, explanation=explanation)
    rows = () if indicator is None else (indicator,)
    return watcher.monitor(Sheet(code="1", name="甲", plan=plan, indicators=rows), project, as_of)


def codes(report: MonitoringReport, severity: str = "") -> list[str]:
    ours = [each for each in report.diagnostics if each.code not in {"PR466", "PR479", "PR480"}]
    return [each.code for each in ours if severity in ("", each.severity)]


class TestTheYearSoFar:
    @pytest.mark.parametrize(
        ("day", "months"),
        [
            (date(2021, 1, 1), 0),
            (date(2021, 1, 30), 0),
            (date(2021, 1, 31), 1),
            (date(2021, 2, 28), 2),
            (date(2021, 7, 15), 6),
            (date(2021, 12, 30), 11),
            (date(2021, 12, 31), 12),
            (date(2022, 3, 1), 12),
        ],
    )
    def test_a_month_counts_from_its_last_day_on(self, day: date, months: int) -> None:
        year = YearSoFar(2021, day)
        assert year.months == months
        assert year.part == Fraction(months, 12)
        assert year.is_over is (day >= date(2021, 12, 31))

    def test_the_last_day_of_february_in_a_leap_year(self) -> None:
        assert [YearSoFar(2024, date(2024, 2, day)).months for day in (28, 29)] == [1, 2]

    def test_the_day_is_that_of_the_actuals_where_none_is_asked(self) -> None:
        year, told = year_so_far(JUNE, None)
        assert (year.year, year.as_of, told) == (2021, JUNE, ())

    def test_the_year_is_that_of_the_actuals(self) -> None:
        year, told = year_so_far(date(2021, 12, 31), date(2022, 2, 1))
        assert (year.year, year.day, told) == (2021, date(2021, 12, 31), ())

    @pytest.mark.parametrize(
        ("reported", "code"), [(date(2021, 7, 31), "PR470"), (date(2021, 5, 31), "PR471")]
    )
    def test_days_that_differ_are_told(self, reported: date, code: str) -> None:
        assert [each.code for each in year_so_far(reported, JUNE)[1]] == [code]

    @pytest.mark.parametrize(
        ("reported", "as_of", "code"),
        [
            (None, None, "PR472"),
            (JUNE, date(2020, 12, 31), "PR473"),
            (None, "六月底", "PR474"),
            (None, "2021-02-30", "PR474"),
        ],
    )
    def test_no_day_to_look_at(self, reported: date | None, as_of: date | str | None, code: str) -> None:
        with pytest.raises(PerfrulesError) as caught:
            year_so_far(reported, as_of)
        assert [each.code for each in caught.value.diagnostics] == [code]

    def test_texts_and_times_of_day(self) -> None:
        assert year_so_far(None, "2021-06-30")[0].as_of == JUNE
        assert year_so_far(None, datetime(2021, 6, 30, 12))[0].as_of == JUNE


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

    def test_a_blank_share_is_no_checkpoint(self, national: Monitor) -> None:
        plan = (Checkpoint("3月底"), Checkpoint("6月底"), Checkpoint("12月底", Fraction(100)))
        assert self.due(date(2021, 12, 30), national, plan) == "0"

    @pytest.mark.parametrize("plan", [(), (Checkpoint("3月底"),)])
    def test_without_a_plan_the_policys_is_taken_and_that_is_told(
        self, plan: tuple[Checkpoint, ...], national: Monitor
    ) -> None:
        made, told = plan_of(Sheet(plan=plan), national.policy, 2021)
        assert made is not None
        assert made.due(JUNE).share == Fraction(1, 2)
        assert [each.code for each in told] == ["PR467"]

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
    def test_untold_amounts_are_told(self, money: ProjectBudget | None, national: Monitor) -> None:
        report = watch(national, money=money)
        assert report.spending.light is None
        assert "PR466" in [each.code for each in report.diagnostics]

    def test_more_than_the_budget(self, national: Monitor) -> None:
        assert "PR477" in codes(watch(national, money=budget(initial=100, executed=101)))


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

    def test_a_bare_number_is_inferred_and_told(self, lights: Monitor) -> None:
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

    def test_another_unit_is_told(self, lights: Monitor) -> None:
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
        told = ProjectActuals(indicators=entries, baselines=figure)
        sheet = Sheet(code="1", plan=QUARTERS, indicators=rows)
        (standing,) = lights.monitor(sheet, told, JUNE).indicators
        assert standing.explain() == "执行6万元，不符合目标<=核定数（<=50000元），红灯"
        report = lights.monitor(sheet, evolve(told, baselines={}), JUNE)
        assert (report.indicators[0].light, codes(report)) == (None, ["PR421"])

    def test_a_level_tells_what_it_changed_by(self, lights: Monitor) -> None:
        entries = {"指标": entry("52500元")}
        told = ProjectActuals(indicators=entries, baselines={"上年": Quantity(Fraction(50_000), YUAN)})
        rows = (row("较上年增长≥5%", "经济效益指标"),)
        (standing,) = lights.monitor(Sheet(code="1", plan=QUARTERS, indicators=rows), told, JUNE).indicators
        assert "；较上年（50000元）增长5%，绿灯" in standing.explain()


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
        told = Actuals(date(2021, 12, 31), {"1": ProjectActuals(indicators={"指标": entry("2021-12-20")})})
        sheet = Sheet(code="1", plan=QUARTERS, indicators=(row("12月底前", "时效指标"),))
        assert lights.monitor(sheet, told, date(2022, 2, 1)).indicators[0].light == "绿灯"


class TestMonthlyDuties:
    WAGES = row("每月8日前", "时效指标")
    PAID = "2021-01-08、2021-02-05、2021-03-08、2021-04-08、2021-05-07、2021-06-08"

    def test_only_the_due_dates_so_far_count(self, lights: Monitor) -> None:
        (standing,) = watch(lights, self.WAGES, self.PAID).indicators
        assert (standing.way, standing.light) == ("due-dates", "绿灯")
        assert standing.explain() == "到期6次，次次按时，绿灯"

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
        told = Actuals(date(2021, 12, 31), {"1": ProjectActuals(indicators={"指标": entry(self.PAID)})})
        sheet = Sheet(code="1", plan=QUARTERS, indicators=(self.WAGES,))
        (standing,) = lights.monitor(sheet, told, date(2022, 2, 1)).indicators
        assert standing.reached == Fraction(1, 2)

    @pytest.mark.parametrize(("actual", "code"), [("按月发放", "PR465"), ("5个", "PR406")])
    def test_what_is_no_date(self, actual: str, code: str, lights: Monitor) -> None:
        assert codes(watch(lights, self.WAGES, actual)) == [code]


class TestWhatPeopleSay:
    @pytest.mark.parametrize(
        ("possibility", "light"), [("确定能", "绿灯"), ("有可能", "黄灯"), ("完全不可能", "红灯"), ("", None)]
    )
    def test_of_words_only_the_possibility_shows_a_light(
        self, possibility: str, light: str | None, national: Monitor
    ) -> None:
        told = entry("正在进行", possibility=possibility, explanation="见报告")
        report = watch(national, row("文字描述"), told)
        assert (report.indicators[0].light, codes(report)) == (light, [])

    def test_the_gravest_of_both_is_shown(self, national: Monitor) -> None:
        told = entry("50", possibility="完全不可能", explanation="资金收回")
        assert watch(national, row(">=100个"), told).indicators[0].light == "红灯"
        told = entry("10", possibility="确定能", explanation="下半年集中实施")
        assert watch(national, row(">=100个"), told).indicators[0].light == "黄灯"

    def test_a_policy_may_give_it_no_light(self, lights: Monitor) -> None:
        assert (
            watch(lights, row("文字描述"), entry("正在进行", possibility="有可能")).indicators[0].light
            is None
        )

    def test_one_that_the_form_does_not_know(self, national: Monitor) -> None:
        report = watch(national, row("文字描述"), entry("正在进行", possibility="也许能"))
        assert codes(report) == ["PR463"]
        assert "确定能" in report.diagnostics[-1].help()

    def test_words_instead_of_a_number(self, national: Monitor) -> None:
        report = watch(national, row(">=100个"), entry("基本完成", possibility="确定能"))
        assert codes(report) == ["PR465"]
        assert report.indicators[0].way == "pro-rata"

    def test_the_forecast_is_only_passed_on(self, national: Monitor) -> None:
        told = entry("60", forecast="120个", possibility="确定能", note="见附件")
        (standing,) = watch(national, row(">=100个"), told).indicators
        assert (standing.forecast, standing.note) == ("120个", "见附件")
        assert standing.to_json()["forecast"] == "120个"
        assert watch(national, row(">=100个"), "60").indicators[0].to_json()["forecast"] is None

    def test_what_is_unsaid_is_told_once_a_project(self, national: Monitor) -> None:
        report = watch(national, row(">=100个"), "60")
        assert [each.code for each in report.diagnostics if each.code == "PR479"] == ["PR479"]


class TestWhatDoesNotGoTogether:
    @pytest.mark.parametrize(
        ("forecast", "possibility", "found"),
        [
            ("99个", "确定能", ["PR482"]),
            ("100个", "确定能", []),
            ("100个", "完全不可能", ["PR482"]),
            ("99个", "完全不可能", []),
            ("99个", "有可能", []),
            ("基本完成", "确定能", []),
            ("5天", "确定能", []),
            ("", "确定能", []),
        ],
    )
    def test_a_forecast_and_a_possibility(
        self, forecast: str, possibility: str, found: list[str], national: Monitor
    ) -> None:
        told = entry("60", forecast=forecast, possibility=possibility, explanation="见报告")
        assert codes(watch(national, row(">=100个"), told)) == found

    def test_a_forecast_of_the_day(self, national: Monitor) -> None:
        told = entry("正在进行", forecast="2021-10-08", possibility="确定能")
        assert codes(watch(national, row("9月底前", "时效指标"), told)) == ["PR482"]

    def test_less_expected_than_spent(self, national: Monitor) -> None:
        assert "PR483" in codes(watch(national, money=budget(initial=100, executed=60, expected=59)))
        assert "PR483" not in codes(watch(national, money=budget(initial=100, executed=60, expected=60)))


class TestNothingVanishes:
    def test_what_is_not_reported_is_told_and_stays(self, lights: Monitor) -> None:
        report = watch(lights, row(">=100个"))
        assert (report.indicators[0].light, report.indicators[0].actual) == (None, None)
        assert codes(report) == ["PR460"]

    @pytest.mark.parametrize(
        ("target", "actual", "area"),
        [("=500顿", "5", "PR461"), (">=100个", "9_9", "PR2"), ("省考核目标", "5", "PR461")],
    )
    def test_what_cannot_be_read(self, target: str, actual: str, area: str, lights: Monitor) -> None:
        report = watch(lights, row(target), actual)
        assert report.indicators[0].light is None
        (code,) = codes(report, "error")
        assert code.startswith(area)

    def test_nothing_is_targeted(self, lights: Monitor) -> None:
        report = watch(lights, row("/"))
        assert (report.indicators[0].light, codes(report)) == (None, [])

    def test_names_that_belong_nowhere(self, lights: Monitor) -> None:
        told = ProjectActuals(indicators={"别的": entry("5")})
        assert "PR402" in codes(lights.monitor(Sheet(code="1", plan=QUARTERS), told, JUNE))

    def test_a_policy_without_a_way(self, lights: Monitor) -> None:
        bare = Monitor(evolve(lights.policy, ways=lights.policy.ways[:2]))
        assert codes(watch(bare, row(">=95%", "质量指标"), "96%")) == ["PR462"]

    def test_a_hole_between_the_lights_is_told(self, lights: Monitor) -> None:
        bands = lights.policy.lights["progress"]
        rules = tuple(rule for rule in bands.rules if rule.id != "绿灯")
        policy = evolve(
            lights.policy, lights={**lights.policy.lights, "progress": evolve(bands, rules=rules)}
        )
        report = watch(Monitor(policy), row(">=100个"), "50")
        assert (codes(report), report.indicators[0].light) == (["PR464"], None)

    def test_two_lights_at_once_are_told(self, lights: Monitor) -> None:
        bands = lights.policy.lights["progress"]
        wide = {"progress": Condition(IntervalSet.from_(Fraction(0)))}
        rules = tuple(evolve(rule, when=wide) for rule in bands.rules)
        policy = evolve(
            lights.policy, lights={**lights.policy.lights, "progress": evolve(bands, rules=rules)}
        )
        assert codes(watch(Monitor(policy), row(">=100个"), "50")) == ["PR547"]


class TestAlarms:
    def alarm(self, report: MonitoringReport, name: str) -> tuple[str | None, str | None]:
        (found,) = (each for each in report.alarms if each.alarm == name)
        return None if found.value is None else str(found.value), found.light

    @pytest.mark.parametrize(
        ("executed", "value", "light"),
        [
            (500, "0", None),
            (600, "0", None),
            (475, "1/20", None),
            (474, "13/250", "红灯"),
            (400, "1/5", "红灯"),
        ],
    )
    def test_scores_ahead_of_money(
        self, executed: int, value: str, light: str | None, lights: Monitor
    ) -> None:
        report = watch(lights, row(">=100个"), "50", money=budget(adjusted=1000, executed=executed))
        assert self.alarm(report, "score_lead") == (value, light)

    def test_without_anything_measured_it_is_not_judged(self, lights: Monitor) -> None:
        report = watch(lights, row("文字描述"), "正在进行", money=budget(adjusted=100, executed=10))
        assert self.alarm(report, "score_lead") == (None, None)

    @pytest.mark.parametrize(
        ("expected", "value", "light"), [(80, "1/5", None), (79, "21/100", "黄灯"), (110, "-1/10", None)]
    )
    def test_what_people_expect_to_be_left(
        self, expected: int, value: str, light: str | None, lights: Monitor
    ) -> None:
        report = watch(lights, money=budget(adjusted=100, executed=50, expected=expected))
        assert self.alarm(report, "unspent") == (value, light)

    def test_it_is_not_computed_for_them(self, lights: Monitor) -> None:
        report = watch(lights, money=budget(adjusted=100, executed=50))
        assert self.alarm(report, "unspent") == (None, None)
        assert "PR480" in [each.code for each in report.diagnostics]

    def test_at_the_end_of_the_year_it_is_what_is_left(self, lights: Monitor) -> None:
        report = watch(lights, as_of=date(2021, 12, 31), money=budget(adjusted=100, executed=79, expected=90))
        assert self.alarm(report, "unspent") == ("21/100", "黄灯")

    def test_weights_of_the_sheet_count(self, lights: Monitor) -> None:
        rows = (
            row(">=95%", "质量指标", "甲", weight=Fraction(30)),
            row("<=3天", "时效指标", "乙", weight=Fraction(10)),
        )
        told = ProjectActuals(
            budget(adjusted=100, executed=50), indicators={"甲": entry("95%"), "乙": entry("6天")}
        )
        report = lights.monitor(Sheet(code="1", plan=QUARTERS, indicators=rows), told, JUNE)
        assert self.alarm(report, "score_lead")[0] == "-1/7"  # 7/8 scored, all of the money
        bare = tuple(evolve(each, weight=None) for each in rows)
        report = lights.monitor(Sheet(code="1", plan=QUARTERS, indicators=bare), told, JUNE)
        assert self.alarm(report, "score_lead")[0] == "-1/3"


class TestWhatMustBeExplained:
    def test_lights_and_possibilities_that_the_policy_names(self, lights: Monitor) -> None:
        report = watch(lights, row(">=100个"), entry("50", possibility="完全不可能"))
        assert codes(report) == ["PR475"]
        assert [(each.about, each.name) for each in report.to_explain] == [("indicator", "指标")]

    def test_one_explanation_is_for_all_of_the_money(self, lights: Monitor) -> None:
        money = budget(adjusted=100, executed=10, expected=50)
        silent = watch(lights, row(">=100个"), "50", money=money)
        assert codes(silent) == ["PR476"]
        assert [(each.about, each.name, each.light) for each in silent.to_explain] == [
            ("spending", "", "红灯"), ("alarm", "score_lead", "红灯"), ("alarm", "unspent", "黄灯")
        ]  # fmt: skip
        told = watch(lights, row(">=100个"), "50", money=money, explanation="招标推迟")
        assert codes(told) == []
        assert {each.explanation for each in told.to_explain} == {"招标推迟"}
        assert (silent.is_clean, told.is_clean) == (False, True)

    def test_blanks_explain_nothing(self, lights: Monitor) -> None:
        assert codes(watch(lights, row(">=100个"), entry("1", explanation="  "))) == ["PR475"]


class TestReports:
    def test_the_gravest_light_and_the_counts(self, lights: Monitor) -> None:
        report = watch(lights, row(">=100个"), "60", money=budget(adjusted=100, executed=35, expected=100))
        assert (report.spending.light, report.indicators[0].light) == ("黄灯", "蓝灯")
        assert report.light == "红灯"  # the alarm
        assert {each.name: report.count(each.name) for each in report.colours} == {
            "红灯": 1, "黄灯": 1, "蓝灯": 1, "绿灯": 0
        }  # fmt: skip

    def test_plain_data(self, lights: Monitor) -> None:
        data = watch(lights, row(">=100个"), "60", money=budget(adjusted=100, executed=50)).to_json()
        assert {"code", "name", "policy", "as_of", "year", "months", "light", "spending", "indicators",
                "alarms", "explain", "lights", "diagnostics"} == set(data)  # fmt: skip
        assert (data["as_of"], data["year"], data["months"]) == ("2021-06-30", 2021, 6)
        assert data["spending"]["due"] == "0.5"
        assert data["lights"][0] == {"name": "红灯", "colour": "red", "count": 0}

    def test_places(self, lights: Monitor) -> None:
        places = watch(lights, row("100个"), "50").to_json()["indicators"][0]["places"]
        assert places["policy"]["file"] == "provincial/monitoring-lights.yaml"
        assert places["operator"]["line"] < places["policy"]["line"]
        assert (places["sheet"], places["actual"]) == (None, None)  # built by a program

    def test_the_library_takes_ids_days_and_single_projects(self) -> None:
        report = monitor(Sheet(code="1"), ProjectActuals(), as_of="2021-06-30")
        assert report.policy.id == "mof.monitoring-2019"
        assert monitor(Sheet(code="1"), None, JUNE, load_monitor("provincial.monitoring-lights")).alarms

    def test_a_policy_of_another_kind(self) -> None:
        with pytest.raises(PerfrulesError) as caught:
            monitor(Sheet(code="1"), as_of=JUNE, policy="mof.self-evaluation-2020")
        assert [each.code for each in caught.value.diagnostics] == ["PR634"]

    def test_a_sheet_with_nothing_in_it(self, lights: Monitor) -> None:
        report = lights.monitor(Sheet(), None, JUNE)
        assert (report.light, report.indicators) == (None, ())
