"""`perfrules test`: exit codes, JSON, JUnit, coverage, update."""

import json
from xml.etree import ElementTree as Xml

import pytest
from click.testing import CliRunner

from perfrules.cli import main
from perfrules.resources.paths import data_path

POLICY = """\
kind: decision
id: unit.approval
inputs: {amount: {type: money, step: 1元}}
outputs: {who: {type: text}}
rules:
  - {id: small, when: {amount: 10元以下}, then: {who: 甲}}
partial: true
"""
PASSING = "kind: tests\ntests:\n  - given: {amount: 10元}\n    expect: {fires: [small]}\n"
FAILING = PASSING + "  - title: <&\"'\\x07>\n    given: {amount: 11元}\n    expect: {fires: [small]} # why\n"
FAILING = FAILING.replace("<&\"'\\x07>", '"<&\'\\u0007>"')


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *arguments: runner.invoke(main, ["test", "--lang", "en", *map(str, arguments)])


@pytest.fixture
def file(tmp_path):
    (tmp_path / "a.yaml").write_text(POLICY, encoding="utf-8")
    path = tmp_path / "a.test.yaml"
    path.write_text(PASSING, encoding="utf-8")
    return path


def test_shipped_policies_are_covered_in_full(run):
    result = run(data_path("policies"), "--fail-under", 100)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("name", ["chengde", "teaching"])
def test_every_shipped_policy_has_tests(name):
    folder = data_path("policies", name)
    stems = {path.name.removesuffix(".yaml") for path in folder.glob("*.yaml")}
    assert {f"{stem}.test" for stem in stems if not stem.endswith(".test")} <= stems


def test_passing(run, file):
    result = run(file)
    assert result.exit_code == 0
    assert "PASS no. 1" in result.stdout
    assert result.stdout.endswith("1 passed, 0 failed, 0 in error\n")


def test_failing_says_expected_got_and_why(run, file):
    file.write_text(FAILING, encoding="utf-8")
    result = run(file.parent)
    assert result.exit_code == 1
    assert "fires: expected [small], got []" in result.stdout
    assert f"{file.with_name('a.yaml')}:6 rule small does not hold: amount 11元" in result.stdout
    assert "\x07" not in result.stdout


@pytest.mark.parametrize(
    ("text", "code"), [("kind: tests\ntests: []\n", "PR147"), ("", "PR117"), ("kind: nonsense\n", "PR137")]
)
def test_a_file_that_cannot_be_run(run, file, text, code):
    file.write_text(text, encoding="utf-8")
    result = run(file)
    assert result.exit_code == 1
    assert code in result.stderr


def test_no_tests_at_all(run, tmp_path):
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "PR600" in result.stderr


@pytest.mark.parametrize("name", ["none.test.yaml", "none", "none.yaml"])
def test_what_is_not_there(run, file, tmp_path, name):
    result = run(file, tmp_path / name)
    assert result.exit_code == 2
    assert "PR100" in result.stderr
    assert "1 passed" in result.stdout


def test_a_policy_stands_for_the_tests_beside_it(run, file, tmp_path):
    result = run(tmp_path / "a.yaml", file)
    assert result.exit_code == 0
    assert "1 passed" in result.stdout
    file.unlink()
    assert "PR618" in run(tmp_path / "a.yaml").stderr


@pytest.mark.parametrize("arguments", [[], ["--fail-under", "x", "."], ["--fail-under", "101", "."]])
def test_wrong_usage(run, arguments):
    assert run(*arguments).exit_code == 2


def test_json(run, file):
    file.write_text(FAILING, encoding="utf-8")
    result = run(file, "--json", "--coverage")
    data = json.loads(result.stdout)
    assert (data["passed"], data["failed"], data["errors"]) == (1, 1, 0)
    failed = data["files"][0]["tests"][1]
    assert failed["mismatches"] == [{"name": "fires", "expected": ["small"], "got": []}]
    assert failed["why"]
    assert data["coverage"][0]["boundaries"] == [2, 3]


def test_json_is_json_for_a_file_that_cannot_be_run(run, file):
    file.write_text("", encoding="utf-8")
    data = json.loads(run(file, "--json").stdout)
    assert data["errors"] == 1
    assert data["files"][0]["diagnostics"][0]["code"] == "PR117"


def test_coverage_tells_what_is_missing_and_can_be_demanded(run, file):
    result = run(file, "--coverage")
    assert result.exit_code == 0
    assert f"{file.with_name('a.yaml')}:6 small: amount just above 10元 not tried" in result.stdout
    assert "covered to 50%: rules 1/1, thresholds 1/3" in result.stdout
    assert run(file, "--fail-under", 50).exit_code == 0
    short = run(file, "--fail-under", "50.1")
    assert short.exit_code == 1
    assert "PR609" in short.stderr


def test_junit_is_well_formed_whatever_the_titles(run, file, tmp_path):
    broken = tmp_path / "b.test.yaml"
    broken.write_text("kind: nonsense\n", encoding="utf-8")
    file.write_text(FAILING, encoding="utf-8")
    junit = tmp_path / "junit.xml"
    assert run(tmp_path, "--junit", junit).exit_code == 1
    root = Xml.fromstring(junit.read_text(encoding="utf-8"))  # noqa: S314 - written just now
    assert root.attrib == {"tests": "3", "failures": "1", "errors": "1"}
    names = [case.get("name") for case in root.iter("testcase")]
    assert names[:2] == ["#1", "<&'<U+0007>>"]
    assert [len(list(case)) for case in root.iter("testcase")] == [0, 1, 1]


def test_junit_that_cannot_be_written(run, file, tmp_path):
    result = run(file, "--junit", tmp_path / "none" / "junit.xml")
    assert result.exit_code == 2
    assert "PR134" in result.stderr


def test_update_shows_and_rewrites(run, file):
    file.write_text(FAILING, encoding="utf-8")
    result = run(file, "--update")
    assert result.exit_code == 0
    assert "-    expect: {fires: [small]} # why" in result.stderr
    assert "+    expect: {fires: []} # why" in result.stderr
    assert file.read_text(encoding="utf-8").endswith("expect: {fires: []} # why\n")
    assert run(file).exit_code == 0


def test_update_blesses_no_error(run, file):
    text = PASSING.replace("{amount: 10元}", "{amount: 1天}")
    file.write_text(text, encoding="utf-8")
    assert run(file, "--update").exit_code == 1
    assert file.read_text(encoding="utf-8") == text
