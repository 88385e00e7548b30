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
        assert not re.search(r"\{\w+\}", result.stdout)


def test_small_letters_will_do(run):
    assert run("pr206").stdout == run("PR206").stdout


def test_json_has_both_languages(run):
    (entry,) = json.loads(run("PR206", "--json").stdout)
    assert list(entry) == ["code", "severity", "zh", "en", "help_zh", "help_en"]
    assert entry["severity"] == "error"


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
