"""The explain command."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from perfrules.cli import main
from perfrules.diagnostics.messages import all_codes


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(main, ["explain", *arguments])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ("错误[PR206]", "多余的比较符号“…”", "修改建议")),
        ("en", ("error[PR206]", "one operator too many", "help")),
    ],
)
def test_meaning_and_remedy_in_either_language(run, language, words):
    result = run("PR206", "--lang", language)
    assert result.exit_code == 0
    assert all(word in result.stdout for word in words)


def test_every_code_can_be_explained(run):
    for language in ("zh", "en"):
        result = run(*all_codes(), "--lang", language)
        assert result.exit_code == 0
        assert all(f"[{code}]" in result.stdout for code in all_codes())
        # Programs among the examples have braces of their own.
        beginnings = re.compile(r".*\[PR[0-9]+\]|  help: |  修改建议: ")
        messages = [line for line in result.stdout.splitlines() if beginnings.match(line)]
        assert len(messages) > len(all_codes())
        assert not [line for line in messages if re.search(r"\{\w+\}", line)]


def test_small_letters_will_do(run):
    assert run("pr206").stdout == run("PR206").stdout


def test_json_has_both_languages(run):
    (entry,) = json.loads(run("PR206", "--json").stdout)
    assert list(entry) == ["code", "severity", "zh", "en", "help_zh", "help_en", "example"]
    assert entry["severity"] == "error"
    assert entry["example"] == {"kind": "expression", "bad": "≥≥95%", "good": "≥95%"}


def test_examples_follow_the_remedy(run):
    assert run("PR206", "--lang", "en").stdout.splitlines()[-2:] == [
        "  bad (target): ≥≥95%",
        "  good (target): ≥95%",
    ]
    assert "反例（指标值）：≥≥95%" in run("PR206", "--lang", "zh").stdout


def test_examples_of_several_lines_are_indented(run):
    lines = run("PR255", "--lang", "zh").stdout.splitlines()
    assert "  反例（审批规则）：" in lines
    assert "      规则:" in lines


def test_a_code_without_an_example_has_the_reason(run):
    assert "no example: the file would be too large to show." in run("PR103", "--lang", "en").stdout


def test_an_unknown_code_is_reported_with_what_may_be_meant(run):
    result = run("PR2061", "PR101", "--lang", "en")
    assert result.exit_code == 2
    assert "PR101" in result.stdout
    assert "PR701" in result.stderr
    assert "PR206" in result.stderr
    assert "Traceback" not in result.output


def test_json_stays_json_where_no_code_is_known(run):
    result = run("PR999", "--json")
    assert json.loads(result.stdout) == []
    assert result.exit_code == 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_far_is_offered(run, language):
    result = run("nosuch", "--lang", language)
    assert result.exit_code == 2
    assert "PR100" not in result.stderr
