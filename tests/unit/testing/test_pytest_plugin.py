"""Tests of policies as tests of pytest."""

import subprocess
import sys
from importlib import import_module
from importlib.metadata import entry_points

import pytest

from perfrules.testing import pytest_plugin
from perfrules.testing.run import run_file

POLICY = """\
kind: decision
id: unit.approval
inputs: {amount: {type: money, domain: ">=0元", step: 0.01元}}
outputs: {who: {type: text}}
rules:
  - {id: low, when: {amount: 2000元以下}, then: {who: 科长}}
  - {id: high, when: {amount: 超过2000元}, then: {who: 局长}}
"""


@pytest.fixture(autouse=True, scope="module")
def _all_modules_are_loaded(tmp_path_factory):
    """A run of pytest inside pytest forgets the modules that it loads first, so load them before."""
    folder = tmp_path_factory.mktemp("loaded")
    (folder / "p.yaml").write_text(POLICY, encoding="utf-8")
    (folder / "p.test.yaml").write_text(CASES, encoding="utf-8")
    assert run_file(folder / "p.test.yaml").cases
    import_module("perfrules.testing.pytest_items")


_ALONE = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "no:xdist")
CASES = """\
kind: tests
tests:
  - title: 小额
    given: {amount: 2000元}
    expect: {fires: [low]}
  - title: 大额
    given: {amount: 2000.01元}
    expect: {fires: [low]}
"""


@pytest.fixture
def collected(pytester, monkeypatch):
    """A run of pytest over `approval.yaml` and its tests."""
    monkeypatch.setenv("PERFRULES_LANG", "en")

    def run(cases, *arguments, name="approval.test.yaml", ini=""):
        (pytester.path / "approval.yaml").write_text(POLICY, encoding="utf-8")
        (pytester.path / name).write_text(cases, encoding="utf-8")
        pytester.makeini(f"[pytest]\n{ini}\n")
        # A run inside a run forgets what it loads: all that is needed is loaded before.
        run_file(pytester.path / name)
        return pytester.runpytest(*_ALONE, *arguments)

    return run


def test_a_case_passes_or_fails_with_its_reason(collected):
    result = collected(CASES)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*approval.test.yaml:6*",
            "fires: expected ?low?, got ?high?",
            "why: *approval.yaml:7 rule high: amount 2000.01元, asked for `超过2000元`",
            "why: *approval.yaml:6 rule low does not hold: amount 2000.01元, asked for `2000元以下`",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")


def test_in_chinese_where_the_ini_file_says_so(collected):
    collected(CASES, ini="perfrules_lang = zh").stdout.fnmatch_lines(["命中规则：应为 ?low?，实为 ?high?"])


def test_a_language_there_is_not(collected):
    result = collected(CASES, ini="perfrules_lang = fr")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*perfrules_lang is zh or en, not fr*"])


def test_a_case_in_error_is_reported_with_its_place(collected):
    result = collected(CASES.replace("fires: [low]}\n  - title: 大额", "fires: [lov]}\n  - title: 大额"))
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["error?PR605?*", "*expect: {fires: ?lov?}*", "*^^^*"])


@pytest.mark.parametrize(
    ("cases", "said"),
    [
        ("kind: tests\ntests:\n\t- {}\n", "error?PR115?*"),
        ("kind: tests\npolicy: unit.none\ntests: [{error: PR540}]\n", "error?PR601?*"),
    ],
)
def test_a_file_that_cannot_be_run_is_an_error_of_collection(collected, cases, said):
    result = collected(cases)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([said, "*|*^*"])
    result.stdout.no_fnmatch_line("*Traceback*")


@pytest.mark.parametrize(
    "cases",
    ["tests: [1]\n", "kind: else\n", "a:\n  kind: tests\n", "kind: tests-of-others\n", "# kind: tests\n- ]["],
)
def test_files_of_others_are_left_alone(collected, cases):
    assert collected(cases).ret == pytest.ExitCode.NO_TESTS_COLLECTED


@pytest.mark.parametrize("spelling", ["类别: 用例\n用例", '"kind": tests # a\ntests', "{kind: tests, tests"])
def test_however_the_kind_is_spelled(collected, spelling):
    cases = CASES.replace("kind: tests\ntests", spelling)
    if spelling.startswith("{"):
        cases = "{kind: tests, tests: [{given: {amount: 1元}, expect: {fires: [low]}}]}\n"
    assert collected(cases).parseoutcomes()["passed"] == 1


def test_of_two_cases_with_one_title_each_can_be_named(collected):
    result = collected(CASES.replace("大额", "小额"), "--collect-only", "-q")
    result.stdout.fnmatch_lines(["approval.test.yaml::小额", "approval.test.yaml::小额 #2"])


def test_a_title_is_shown_without_control_characters(collected):
    result = collected(CASES.replace("小额", '"小\\t额"'), "--collect-only", "-q")
    assert "\t" not in result.stdout.str()


def test_can_be_switched_off(collected):
    assert collected(CASES, ini="perfrules_collect = false").ret == pytest.ExitCode.NO_TESTS_COLLECTED
    assert collected(CASES, "-p", "no:perfrules").ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_loading_it_loads_pytest_and_nothing_else():
    script = "import sys, pytest; known = set(sys.modules); import perfrules.testing.pytest_plugin as p\n"
    script += "print(*sorted({name for name in sys.modules if name not in known} - sys.stdlib_module_names))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["perfrules", "perfrules.testing", "perfrules.testing.pytest_plugin"]


def test_pytest_finds_it_by_itself():
    (entry,) = entry_points(group="pytest11", name="perfrules")
    assert entry.load() is pytest_plugin
