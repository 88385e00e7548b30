"""Monitoring policies held to tests: what can be given and expected, what is refused, what is covered."""

from __future__ import annotations

from pathlib import Path

import pytest
from paths import POLICIES

from perfrules.testing.coverage import Coverage, coverage_of
from perfrules.testing.results import CaseResult, SuiteResult
from perfrules.testing.run import run_file

HEAD = "kind: tests\npolicy: provincial.monitoring-lights\ntests:\n"
CASE = """\
- as_of: 2021-06-30
  given:
    budget: {{adjusted: 100万元, executed: 50万元, expected: 70万元}}
    indicators:
      - {{level1: 产出指标, level2: 数量指标, name: 人数, target: ">=100人", actual: 25人}}
      - {{level1: 产出指标, level2: 质量指标, name: 合格率, target: ">=95%"}}
  expect: {{{expect}}}
"""
CHINESE = """\
- 截至日期: 2021-06-30
  已知:
    支出计划: [{按: 6月底, 比例: 20%}, {按: 12月底, 比例: 100%}]
    预算: {全年预算数: 100万元, 执行数: 20万元, 全年预计执行数: 100万元}
    指标:
      - {一级指标: 产出, 二级指标: 数量指标, 名称: 人数, 指标值: ">=100人", 完成值: 50人, 可能性: 确定能}
  预期: {预警灯: {人数: 绿灯}, 支出进度: 绿灯, 须说明: [], 提示代码: []}
"""


def suite(tmp_path: Path, *cases: str) -> SuiteResult:
    path = tmp_path / "unit.test.yaml"
    path.write_text(HEAD + "".join(cases), encoding="utf-8")
    return run_file(path)


def result(tmp_path: Path, expect: str) -> CaseResult:
    (found,) = suite(tmp_path, CASE.format(expect=expect)).cases
    return found


@pytest.mark.parametrize(
    "expect",
    [
        "lights: {人数: 红灯}",
        "lights: {合格率: ''}",
        "spending: 绿灯",
        "alarms: {unspent: 黄灯, score_lead: ''}",
        "explain: [人数, unspent]",
        "diagnostics: [PR460, PR476]",
    ],
)
def test_what_comes_true(tmp_path: Path, expect: str) -> None:
    found = result(tmp_path, expect)
    assert (found.status, found.diagnostics) == ("pass", ())


@pytest.mark.parametrize(
    "expect",
    [
        "lights: {人数: 黄灯}",
        "lights: {合格率: 绿灯}",
        "spending: ''",
        "alarms: {unspent: ''}",
        "explain: [人数]",
        "diagnostics: []",
        "diagnostics: [PR463]",
    ],
)
def test_what_does_not(tmp_path: Path, expect: str) -> None:
    found = result(tmp_path, expect)
    assert found.status == "fail"
    assert any("进度50%，红灯" in line for line in found.why("zh"))


@pytest.mark.parametrize(
    ("expect", "code"),
    [
        ("lights: {人头: 红灯}", "PR457"),
        ("lights: {人数: 紫灯}", "PR630"),
        ("spending: 紫灯", "PR630"),
        ("alarms: {unspent: 紫灯}", "PR630"),
        ("diagnostics: [PR998]", "PR607"),
        ("total: 90", "PR603"),
    ],
)
def test_what_no_answer_could_meet(tmp_path: Path, expect: str, code: str) -> None:
    found = result(tmp_path, expect)
    assert (found.status, [each.code for each in found.diagnostics]) == ("error", [code])


def test_an_alarm_that_the_policy_does_not_have(tmp_path: Path) -> None:
    path = tmp_path / "unit.test.yaml"
    text = HEAD.replace("provincial.monitoring-lights", "mof.monitoring-2019")
    path.write_text(text + CASE.format(expect="alarms: {unspent: ''}"), encoding="utf-8")
    (found,) = run_file(path).cases
    assert [each.code for each in found.diagnostics] == ["PR481"]


def test_chinese_keys(tmp_path: Path) -> None:
    (found,) = suite(tmp_path, CHINESE).cases
    assert (found.status, found.diagnostics, found.mismatches) == ("pass", (), ())


def test_without_a_day_it_is_an_error(tmp_path: Path) -> None:
    (found,) = suite(tmp_path, CASE.format(expect="error: PR472").replace("as_of: 2021-06-30\n  ", "")).cases
    assert found.status == "pass"


def test_a_row_without_its_target_is_reported(tmp_path: Path) -> None:
    case = CASE.format(expect="spending: 绿灯").replace('target: ">=100人", ', "")
    (found,) = suite(tmp_path, case).cases
    assert [each.code for each in found.diagnostics] == ["PR139"]


class TestCoverage:
    def coverage(self, tmp_path: Path, *cases: str) -> Coverage:
        (found,) = coverage_of([suite(tmp_path, *cases)])
        return found

    def test_bands_are_reported_by_where_they_stand(self, tmp_path: Path) -> None:
        found = self.coverage(tmp_path, CASE.format(expect="spending: 绿灯"))
        tried = {each.rule for each in found.rules if each.tried}
        assert tried == {"lights/spending/绿灯", "lights/progress/红灯", "alarms/unspent/黄灯"}
        missing = {(each.rule, each.side, each.value) for each in found.missing}
        assert ("lights/progress/红灯", "at", "60%") in missing
        assert ("lights/progress/红灯", "below", "60%") not in missing
        assert ("lights/inside/红灯", "choice", "否") in missing

    def test_each_band_points_at_its_line(self, tmp_path: Path) -> None:
        found = self.coverage(tmp_path, CASE.format(expect="spending: 绿灯"))
        lines = {each.rule: int(each.place.rsplit(":", 1)[1]) for each in found.rules}
        assert lines["lights/spending/红灯"] < lines["lights/progress/红灯"] < lines["alarms/unspent/黄灯"]

    def test_what_the_bands_refuse_is_not_covered(self, tmp_path: Path) -> None:
        # Fewer than no people would be a question; money may be paid back.
        case = CASE.format(expect="diagnostics: [PR543]")
        case = case.replace("25人", "-25万元").replace("100人", "100万元")
        assert suite(tmp_path, case).cases[0].status == "pass"
        assert not any(each.tried for each in self.coverage(tmp_path, case).rules if "progress" in each.rule)

    @pytest.mark.parametrize("name", ["mof/monitoring-2019", "provincial/monitoring-lights"])
    def test_the_policies_that_ship_are_tried_at_every_threshold(self, name: str) -> None:
        path = POLICIES / f"{name}.test.yaml"
        result = run_file(path)
        assert [each.case.title for each in result.cases if each.status != "pass"] == []
        (found,) = coverage_of([result])
        assert [each.explain() for each in found.missing] == []
