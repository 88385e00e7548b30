"""Rows that cannot be judged stay in the report."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve
from monitored import JUNE, QUARTERS, codes, entry, row, watch

from perfrules.engine.monitoring import Monitor
from perfrules.policies.decisions.rules import Condition
from perfrules.sheets import (
    ProjectActuals,
    Sheet,
)
from perfrules.values import IntervalSet


class TestNothingVanishes:
    def test_what_is_not_reported_is_reported_and_stays(self, lights: Monitor) -> None:
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
        reported = ProjectActuals(indicators={"别的": entry("5")})
        assert "PR402" in codes(lights.monitor(Sheet(code="1", plan=QUARTERS), reported, JUNE))

    def test_a_policy_without_a_way(self, lights: Monitor) -> None:
        bare = Monitor(evolve(lights.policy, ways=lights.policy.ways[:2]))
        assert codes(watch(bare, row(">=95%", "质量指标"), "96%")) == ["PR462"]

    def test_a_hole_between_the_lights_is_reported(self, lights: Monitor) -> None:
        bands = lights.policy.lights["progress"]
        rules = tuple(rule for rule in bands.rules if rule.id != "绿灯")
        policy = evolve(
            lights.policy, lights={**lights.policy.lights, "progress": evolve(bands, rules=rules)}
        )
        report = watch(Monitor(policy), row(">=100个"), "50")
        assert (codes(report), report.indicators[0].light) == (["PR464"], None)

    def test_two_lights_at_once_are_reported(self, lights: Monitor) -> None:
        bands = lights.policy.lights["progress"]
        wide = {"progress": Condition(IntervalSet.from_(Fraction(0)))}
        rules = tuple(evolve(rule, when=wide) for rule in bands.rules)
        policy = evolve(
            lights.policy, lights={**lights.policy.lights, "progress": evolve(bands, rules=rules)}
        )
        assert codes(watch(Monitor(policy), row(">=100个"), "50")) == ["PR547"]


@pytest.mark.parametrize(
    ("target", "actual", "status"),
    [
        (">=100个", "60", "scored"),
        (">=100个", "基本完成", "stated"),
        ("达到预期", "达到预期", "stated"),
        ("11月底前完成", None, "not-due"),
        ("每年12月8日前", None, "not-due"),
        (">=100个", None, "missing"),
        ("3月底前完成", None, "missing"),
        (">=95%", "0.96", "doubtful"),
        ("=500顿", "5", "unreadable"),
        (">=100个", "9_9", "unreadable"),
        (">=100个", "2021-05-01", "unreadable"),
        ("/", "5", "not-applicable"),
    ],
)
def test_each_row_says_how_certain_it_is(
    target: str, actual: str | None, status: str, lights: Monitor
) -> None:
    (found,) = watch(lights, row(target), actual).indicators
    assert (found.status, found.to_json()["status"]) == (status, status)
    assert (found.light is None) is (status != "scored")
