"""The report of a project as a whole."""

from __future__ import annotations

import pytest
from monitored import JUNE, budget, row, watch

from perfrules.diagnostics import PerfrulesError
from perfrules.engine.monitoring import Monitor, load_monitor, monitor
from perfrules.sheets import (
    ProjectActuals,
    Sheet,
)


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
                "alarms", "to_explain", "lights", "diagnostics"} == set(data)  # fmt: skip
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
