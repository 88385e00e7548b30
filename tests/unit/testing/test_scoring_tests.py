"""Scoring policies held to tests: what can be given and expected, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfrules.testing.results import CaseResult
from perfrules.testing.run import run_file

HEAD = "kind: tests\npolicy: mof.self-evaluation-2020\ntests:\n"
CASE = """\
- given:
    budget: {{adjusted: 100万元, executed: 98万元}}
    indicators:
      - {{level1: 产出指标, level2: 数量指标, name: 人数, target: ">=100人", actual: 90人}}
  expect: {{{expect}}}
"""


def result(tmp_path: Path, expect: str) -> CaseResult:
    path = tmp_path / "unit.test.yaml"
    path.write_text(HEAD + CASE.format(expect=expect), encoding="utf-8")
    (found,) = run_file(path).cases
    return found


@pytest.mark.parametrize(
    "expect",
    [
        "scores: {人数: 45}",
        "scores: {人数: '45.00'}",
        "weights: {人数: 50}",
        "execution: 9.8",
        "total: 54.8",
        "grade: 差",
        "diagnostics: [PR422]",
    ],
)
def test_what_comes_true(tmp_path: Path, expect: str) -> None:
    assert result(tmp_path, expect).status == "pass"


@pytest.mark.parametrize("key", ["indicators", "绩效指标", "指标"])
def test_each_name_of_the_indicators_is_a_key(tmp_path: Path, key: str) -> None:
    path = tmp_path / "unit.test.yaml"
    text = HEAD + CASE.format(expect="scores: {人数: 45}").replace("indicators:", f"{key}:")
    path.write_text(text, encoding="utf-8")
    assert [each.status for each in run_file(path).cases] == ["pass"]


@pytest.mark.parametrize(
    "expect",
    [
        "scores: {人数: 45.01}",
        "execution: 10",
        "total: 54.81",
        "grade: 优",
        "diagnostics: []",
        "diagnostics: [PR401]",
    ],
)
def test_what_does_not(tmp_path: Path, expect: str) -> None:
    found = result(tmp_path, expect)
    assert found.status == "fail"
    assert any("mof/self-evaluation-2020.yaml:" in line for line in found.why("zh"))


@pytest.mark.parametrize(
    ("expect", "code"),
    [
        ("scores: {人数量: 45}", "PR457"),
        ("grade: 甲", "PR458"),
        ("total: 许多", "PR459"),
        ("scores: {人数: 满分}", "PR459"),
        ("diagnostics: [PR999]", "PR607"),
        ("outcome: {}", "PR603"),
    ],
)
def test_what_cannot_be_expected(tmp_path: Path, expect: str, code: str) -> None:
    found = result(tmp_path, expect)
    assert (found.status, found.diagnostics[0].code) == ("error", code)


def test_a_form_that_does_not_fit_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "unit.test.yaml"
    path.write_text(HEAD + "- given: {indicators: [{nam: 甲}]}\n  expect: {total: 0}\n", encoding="utf-8")
    (found,) = run_file(path).cases
    assert found.status == "error"
