"""Laws of monitoring that hold for every sheet, whatever is reported, on any day."""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from attrs import evolve
from budgets import law
from hypothesis import given
from hypothesis import strategies as st

from perfrules.engine.monitoring import MonitoringReport, load_monitor
from perfrules.engine.monitoring.plan import plan_of
from perfrules.engine.monitoring.year import YearSoFar
from perfrules.sheets import ActualEntry, Checkpoint, Indicator, ProjectActuals, ProjectBudget, Sheet
from perfrules.values import Quantity, default_units, exact_text, last_day

MONITORS = [load_monitor("mof.monitoring-2019"), load_monitor("provincial.monitoring-lights")]
PROVINCIAL = MONITORS[1]
LAWS = law(100)
YUAN = default_units()["元"]
GROUPS = ["数量指标", "质量指标", "时效指标", "成本指标", "经济效益指标"]

monitors = st.sampled_from(MONITORS)
days = st.dates(date(2021, 1, 1), date(2021, 12, 31))
month_ends = st.integers(1, 12).map(lambda month: last_day(2021, month))
counts = st.integers(1, 10**6).map(lambda number: Fraction(number, 100))
targets = st.sampled_from(
    [
        ">=98%", "<=3天", "=500吨", "100%", "5个", ">=100人", "80%-90%", "文字描述", "显著提高", "每月8日前",
        "9月底前", "每年不少于2次", "较上年增长≥5%", "是", "活动5场；成立中心1个", "小于等于核定数", "/",
        "省考核目标", "", "=12个月", "2021年3月-2021年9月", "每周五前",
    ]
)  # fmt: skip
reported = st.one_of(
    st.sampled_from(
        [
            "97%",
            "2.5天",
            "250吨",
            "6",
            "3个",
            "2021-05-31",
            "2021-01-08、2021-02-10",
            "正在进行",
            "是",
            "≥266米",
        ]
    ),
    st.sampled_from(["NaN", "-5", "0", "1次", "6个月"]),
    st.text(max_size=8),
)
said = st.sampled_from(["", "确定能", "有可能", "完全不可能", "也许"])
shares = st.lists(st.none() | st.integers(0, 120).map(Fraction), max_size=4)
amounts = st.none() | st.integers(0, 1000).map(lambda number: Quantity(Fraction(number), YUAN))


@st.composite
def projects(draw: st.DrawFn) -> tuple[Sheet, ProjectActuals]:
    rows, noted = [], {}
    for number in range(draw(st.integers(0, 6))):
        weight = draw(st.none() | st.integers(0, 60).map(Fraction))
        row = Indicator(
            "产出指标", draw(st.sampled_from(GROUPS)), f"指标{number}", target=draw(targets), weight=weight
        )
        rows.append(row)
        if draw(st.booleans()):
            noted[row.name] = ActualEntry(draw(reported), possibility=draw(said))
    plan = tuple(
        Checkpoint(by, share)
        for by, share in zip(("3月底", "6月底", "10月底", "年中"), draw(shares), strict=False)
    )
    budget = ProjectBudget(draw(amounts), draw(amounts), draw(amounts), draw(amounts))
    return Sheet(code="1", plan=plan, indicators=tuple(rows)), ProjectActuals(budget, indicators=noted)


def one(target: str, level2: str, entry: ActualEntry | None, day: date) -> Any:
    rows = (Indicator("产出指标", level2, "指标", target=target),)
    noted = ProjectActuals(indicators={} if entry is None else {"指标": entry})
    (standing,) = PROVINCIAL.monitor(Sheet(code="1", indicators=rows), noted, day).indicators
    return standing


def floats(data: object) -> list[float]:
    if isinstance(data, dict):
        return [each for value in data.values() for each in floats(value)]
    if isinstance(data, list):
        return [each for value in data for each in floats(value)]
    return [data] if isinstance(data, float) else []


LIGHTLESS = {f"monitoring.{each}" for each in ("stated", "not-yet", "no-month", "none")}
"""Sentences of rows that need no light."""


class TestNothingVanishes:
    """Every row of the sheet is in the report, in its order, with a reason; every light shown is counted."""

    @LAWS
    @given(projects(), days, monitors)
    def test_every_row_is_in_the_report_with_a_reason(
        self, project: tuple[Sheet, ProjectActuals], day: date, monitor: Any
    ) -> None:
        report: MonitoringReport = monitor.monitor(*project, day)
        assert [each.name for each in report.indicators] == [each.name for each in project[0].indicators]
        for each in (report.spending, *report.indicators, *report.alarms):
            assert each.explain("zh")
            assert each.explain("en")
        assert sum(report.count(light.name) for light in report.colours) == len(report.shown)
        assert (report.light is None) is (not report.shown)


class TestReportsAreExactPlainData:
    """A report is JSON without a float in it."""

    @LAWS
    @given(projects(), days, monitors)
    def test_json_has_no_float(self, project: tuple[Sheet, ProjectActuals], day: date, monitor: Any) -> None:
        data = monitor.monitor(*project, day).to_json()
        assert json.loads(json.dumps(data)) == data
        assert floats(data) == []


class TestWhatHasNoLightSaysSo:
    """An indicator that is reported or due has a light, or a diagnostic, or is noted in words."""

    @LAWS
    @given(projects(), days)
    def test_a_due_indicator_has_a_light_or_a_message(
        self, project: tuple[Sheet, ProjectActuals], day: date
    ) -> None:
        report = PROVINCIAL.monitor(*project, day)
        noted = len([each for each in report.diagnostics if each.severity != "info"])
        silent = [
            each.clauses[0].sentence
            for each in report.indicators
            if each.light is None and each.clauses[0].sentence not in LIGHTLESS
        ]
        assert len(silent) <= noted


class TestProgressGrowsWithWhatWasDone:
    """More done is never less progress, and the same done by a later month never more."""

    @LAWS
    @given(counts, counts, counts, month_ends, month_ends)
    def test_more_done_is_never_less_progress(
        self, target: Fraction, less: Fraction, more: Fraction, early: date, late: date
    ) -> None:
        less, more, early, late = min(less, more), max(less, more), min(early, late), max(early, late)

        def progress(done: Fraction, day: date) -> Fraction:
            standing = one(f">={exact_text(target)}元", "数量指标", ActualEntry(f"{exact_text(done)}元"), day)
            assert standing.progress is not None
            return standing.progress  # type: ignore[no-any-return]

        assert progress(less, early) <= progress(more, early)
        assert progress(less, late) <= progress(less, early)


class TestProgressIsTheShareOfTheMonths:
    """What is reported ÷ (target × months ÷ 12), to the last digit."""

    @LAWS
    @given(st.integers(1, 10**6), st.integers(0, 10**6), days)
    def test_progress_is_the_exact_quotient(self, target: int, done: int, day: date) -> None:
        standing = one(f">={target}个", "数量指标", ActualEntry(f"{done}个"), day)
        months = YearSoFar(2021, day).months
        assert standing.progress == (Fraction(done * 12, target * months) if months else None)


class TestExactlyOnPlanIsGreenEverywhere:
    """A project that has done and spent just what is due, and can do the rest, is green and clean."""

    @LAWS
    @given(
        st.integers(1, 10**4), st.integers(1, 10**4), month_ends.filter(lambda day: day.month >= 3), monitors
    )
    def test_a_project_on_plan_is_green_and_clean(
        self, twelfth: int, hundredth: int, day: date, monitor: Any
    ) -> None:
        paid = "、".join(date(2021, month, 8).isoformat() for month in range(1, day.month + 1))
        done = {
            ("数量指标", f">={twelfth * 12}个"): f"{twelfth * day.month}个",
            ("数量指标", f"{twelfth * 12}次"): f"{twelfth * day.month}次",
            ("数量指标", "每月不少于1次"): f"{day.month}次",
            ("质量指标", ">=95%"): "95%",
            ("成本指标", "100%"): "100%",
            ("时效指标", "<=3天"): "3天",
            ("时效指标", "=12个月"): f"{day.month}个月",
            ("时效指标", "每月8日前"): paid,
            ("时效指标", "3月底前"): "2021-03-31",
        }
        rows = tuple(
            Indicator("产出指标", level2, f"指标{at}", target=target)
            for at, (level2, target) in enumerate(done)
        )
        noted = {row.name: ActualEntry(done[row.level2, row.target], possibility="确定能") for row in rows}
        sheet = Sheet(code="1", indicators=rows)
        plan, _ = plan_of(sheet, monitor.policy, 2021)
        assert plan is not None
        whole = Quantity(Fraction(hundredth * 100), YUAN)
        spent = Quantity(whole.value * plan.due(day).share, YUAN)
        project = ProjectActuals(ProjectBudget(whole, whole, spent, whole), indicators=noted)
        report = monitor.monitor(sheet, project, day)
        lights = {report.spending.light, *(each.light for each in report.indicators)}
        assert lights == {"绿灯"}
        assert {each.light for each in report.alarms} <= {None}
        assert report.is_clean
        assert [each.code for each in report.diagnostics if each.severity != "info"] == []


class TestLightsAgreeWithTheirBands:
    """The light shown is the one whose band has the value, by looking at each band in turn."""

    @LAWS
    @given(projects(), days, monitors)
    def test_the_light_is_that_of_the_band_of_the_value(
        self, project: tuple[Sheet, ProjectActuals], day: date, monitor: Any
    ) -> None:
        report, policy = monitor.monitor(*project, day), monitor.policy

        def by(place: str, value: object) -> set[str]:
            name = place.partition("/")[2]
            return {rule.id for rule in policy.bands[place].rules if value in rule.when[name].values}

        if report.spending.progress is not None:
            assert by("lights/spending", report.spending.progress * 100) == {report.spending.light}
        for alarm in report.alarms:
            rung = set() if alarm.light is None else {alarm.light}
            assert alarm.value is None or by(f"alarms/{alarm.alarm}", alarm.value * 100) == rung
        for each in report.indicators:
            found: set[str] = set()
            if each.progress is not None and each.progress < 0:
                assert "PR543" in {one.code for one in report.diagnostics}  # no quantity of work: noted
            elif each.progress is not None:
                found |= by("lights/progress", each.progress * 100)
            elif each.met is not None:
                found |= by("lights/inside", each.met)
            if "lights/possibility" in policy.bands and each.possibility:
                found |= by("lights/possibility", each.possibility)
            assert each.light == policy.gravest(tuple(found))


class TestNothingIsMissedBeforeItsDay:
    """A deadline of which nothing is reported shows no light and is not noted, up to its day."""

    @LAWS
    @given(days, days, st.none() | st.just("正在进行"))
    def test_a_deadline_without_actual_is_silent_up_to_its_day(
        self, deadline: date, day: date, text: str | None
    ) -> None:
        target = f"{deadline.month}月{deadline.day}日前"
        row = Indicator("产出指标", "时效指标", "指标", target=target)
        noted = ProjectActuals(indicators={} if text is None else {"指标": ActualEntry(text)})
        report = PROVINCIAL.monitor(Sheet(code="1", indicators=(row,)), noted, day)
        assert report.indicators[0].light is None
        about = {"PR460", "PR465"} & {each.code for each in report.diagnostics}
        assert bool(about) is (day > deadline)


class TestWhatIsToComeDoesNotCount:
    """Days after the one asked of change nothing about a duty of every month."""

    @LAWS
    @given(st.sets(days, min_size=1, max_size=14), days)
    def test_later_days_change_nothing(self, paid: set[date], day: date) -> None:
        def standing(dates: set[date]) -> Any:
            text = "、".join(each.isoformat() for each in sorted(dates))
            return one("每月8日前", "时效指标", ActualEntry(text), day)

        so_far = {each for each in paid if each <= day}
        if so_far:
            assert standing(paid).reached == standing(so_far).reached


class TestPlansRise:
    """What is due never falls with the days, is all of it at the end, and a straight line is never less."""

    @LAWS
    @given(st.lists(st.integers(1, 99), min_size=3, max_size=3, unique=True), days, days)
    def test_the_due_share_never_falls(self, given_shares: list[int], one_day: date, other: date) -> None:
        names = ("3月底", "6月底", "10月底", "12月底")
        plan = tuple(
            Checkpoint(by, Fraction(share))
            for by, share in zip(names, [*sorted(given_shares), 100], strict=True)
        )
        made, noted = plan_of(Sheet(plan=plan), PROVINCIAL.policy, 2021)
        assert made is not None
        assert noted == ()
        early, late = sorted((one_day, other))
        for between in ("last-checkpoint", "straight-line"):
            assert made.due(early, between).share <= made.due(late, between).share
            assert made.due(date(2021, 12, 31), between).share == 1
        assert made.due(early).share <= made.due(early, "straight-line").share
        for by, share in zip((3, 6, 10, 12), [*sorted(given_shares), 100], strict=True):
            assert made.due(last_day(2021, by), "straight-line").share == Fraction(share, 100)
            assert made.due(last_day(2021, by) - timedelta(1)).share < Fraction(share, 100)


class TestAnExplanationChangesNoLight:
    """Explaining takes away what is noted for want of it, and nothing else."""

    @LAWS
    @given(projects(), days, monitors)
    def test_it_only_removes_the_demand_for_it(
        self, project: tuple[Sheet, ProjectActuals], day: date, monitor: Any
    ) -> None:
        sheet, noted = project
        entries = {name: evolve(each, explanation="见报告") for name, each in noted.indicators.items()}
        before = monitor.monitor(sheet, noted, day)
        after = monitor.monitor(sheet, evolve(noted, indicators=entries, explanation="见报告"), day)
        assert [each.light for each in before.indicators] == [each.light for each in after.indicators]
        assert before.shown == after.shown
        assert len(before.to_explain) == len(after.to_explain)
        rest = [each for each in before.diagnostics if each.code not in {"PR475", "PR476"}]
        assert list(after.diagnostics) == rest
