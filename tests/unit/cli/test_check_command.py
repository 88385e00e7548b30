"""The check command."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from perfrules.cli import main

POLICY = """\
kind: decision
id: unit.approval
inputs: {amount: {type: money, title: 金额, domain: ">=0元", step: 0.01元}}
outputs: {who: {type: text}}
hit: HIT
rules:
  - {id: low, when: {amount: 2000元以下}, then: {who: 科长}}
  - {id: high, when: {amount: 2000元以上}, then: {who: 局长}}
"""


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(main, ["check", *map(str, arguments)])


@pytest.fixture
def file(tmp_path):
    def write(hit="unique", text=POLICY):
        path = tmp_path / "p.yaml"
        path.write_text(text.replace("HIT", hit), encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("hit", "level", "code"),
    [
        ("unique", "warning", 1),
        ("unique", "error", 1),
        ("collect", "warning", 0),
        ("collect", "info", 1),
        ("collect", "error", 0),
    ],
)
def test_the_exit_code_goes_by_severity(run, file, hit, level, code):
    assert run(file(hit), "--fail-level", level).exit_code == code


def test_in_words(run, file):
    result = run(file(), "--lang", "zh")
    assert result.stderr == ""
    assert "错误[PR803]: 规则 low、high 同时适用于金额为2000元" in result.stdout
    assert "例如：amount=2000元" in result.stdout
    assert "可改为：把规则 high 的条件 amount 写成“超过2000元”" in result.stdout
    assert "1 个错误（共 1 个文件）" in result.stdout
    english = run(file(), "--lang", "en").stdout
    assert "error[PR803]: the rules low, high all apply to 金额 is 2000元" in english
    assert "suggestion: write" in english


@pytest.mark.parametrize("option", [["--json"], ["--format", "json"]])
def test_json(run, file, option):
    data = json.loads(run(file(), *option).stdout)
    assert data["counts"] == {"error": 1, "warning": 0, "info": 0}
    assert [each["code"] for each in data["findings"]] == ["PR803"]
    assert data["problems"] == []


def test_what_cannot_be_read_is_reported_and_exits_2(run, file, tmp_path):
    (tmp_path / "q.yaml").write_text("kind: decision\nid: x\n", encoding="utf-8")
    file()
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "PR139" in result.stdout
    assert "PR803" in result.stdout


def test_citations_are_compared_with_a_source(run, tmp_path):
    source, policy = tmp_path / "办法.txt", tmp_path / "p.yaml"
    source.write_text("第一条 每月8日前发放工资。\n", encoding="gb18030")
    cite = "cite: [{document: 办法, section: 第一条, phrase: 每月9日前}]\n"
    text = f"kind: schedule\nid: x\n{cite}deadline: 每月8日前\n"
    policy.write_text(text, encoding="utf-8")
    assert run(policy).exit_code == 0
    result = run(policy, "--source", source, "--lang", "zh")
    assert result.exit_code == 1
    assert "警告[PR640]: 《办法》中没有“每月9日前”" in result.stdout
    policy.write_text(text.replace("每月9日前", "每月8日前"), encoding="utf-8")
    assert run(policy, "--source", source).exit_code == 0
    assert run(policy, "--source", tmp_path / "none.txt").exit_code == 2


def test_wrong_usage(run):
    assert run().exit_code == 2


@pytest.mark.parametrize("layout", ["full", "concise", "json", "sarif", "junit", "github"])
def test_every_format_says_what_is_wrong(run, file, layout):
    result = run(file(), "--format", layout)
    assert result.exit_code == 1
    assert "PR803" in result.stdout


class TestPicture:
    def test_in_the_terminal(self, run, file):
        assert "├" in run(file(), "--picture", "-").stdout

    def test_as_svg(self, run, file, tmp_path):
        picture = tmp_path / "p.svg"
        assert run(file(), "--picture", picture, "--format", "json").exit_code == 1
        assert picture.read_text(encoding="utf-8").startswith("<svg")

    def test_a_picture_is_an_svg_file(self, run, file, tmp_path):
        picture = tmp_path / "p.png"
        result = run(file(), "--picture", picture)
        assert (result.exit_code, picture.exists()) == (2, False)
        assert "PR750" in result.stderr

    def test_the_picture_that_is_written_is_named(self, run, file, tmp_path):
        assert "p.svg" in run(file(), "--picture", tmp_path / "p.svg").stderr

    def test_json_and_a_picture_on_one_stream_are_refused(self, run, file):
        assert run(file(), "--picture", "-", "--json").exit_code == 2

    def test_that_cannot_be_written(self, run, file, tmp_path):
        result = run(file(), "--picture", tmp_path / "none" / "p.svg")
        assert result.exit_code == 2
        assert "PR134" in result.stderr

    def test_nothing_to_draw(self, run, file, tmp_path):
        text = POLICY.replace(
            'amount: {type: money, title: 金额, domain: ">=0元", step: 0.01元}', "on: {type: boolean}"
        )
        text = text.replace("amount: 2000元以下", "on: 是").replace("amount: 2000元以上", "on: 否")
        picture = tmp_path / "p.svg"
        result = run(file(text=text), "--picture", picture)
        assert (result.exit_code, picture.exists()) == (0, False)
        assert "PR743" in result.stderr
