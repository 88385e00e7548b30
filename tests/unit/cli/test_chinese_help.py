"""The Chinese help covers everything, and no line is wider than a terminal."""

import json
import re

import click
import pytest
from click.testing import CliRunner

from perfrules.cli import main
from perfrules.cli.chinese_help import in_chinese, summaries
from perfrules.diagnostics import display_width

CONTEXT = click.Context(main)
COMMANDS = main.list_commands(CONTEXT)


def run(*arguments, **environment):
    return CliRunner().invoke(main, arguments, env={"LANG": None, "LC_ALL": None, **environment}).stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_its_text(name):
    command = main.get_command(CONTEXT, name)
    chinese = in_chinese(command)
    assert chinese.help != command.help
    assert name in summaries()
    for option, reported in zip(command.params, chinese.params, strict=True):
        if isinstance(option, click.Option):
            assert reported.help != option.help, option.name


@pytest.mark.parametrize("name", COMMANDS)
def test_no_line_is_wider_than_a_terminal(name):
    for line in run(name, "--help", "--lang", "zh").splitlines():
        assert display_width(line) <= 80, line


def test_the_language_is_that_which_is_asked_for():
    assert "退出码" in run("due", "--help", "--lang", "zh")
    assert "退出码" in run("due", "-h", LANG="zh_CN.UTF-8")
    assert "Exit codes" in run("due", "--help", "--lang=en", LANG="zh_CN.UTF-8")
    assert "Exit codes" in run("due", "--help")
    assert "评分：完成情况与目标相比" in run("--help", LANG="zh_CN.UTF-8")
    assert "score results against" in run("--help")


def test_help_changes_no_command():
    before = run("due", "--help")
    run("due", "--help", "--lang", "zh")
    assert run("due", "--help") == before


# What Chinese texts keep in English: names of commands, options and values, and of formats.
KEPT = re.compile(
    r"--?[a-z][a-z-]*|\b[A-Z][A-Z_]*\b|\bperfrules(?: [a-z]+)?|\bzh\b|PR\d+|“[^”]*”|可用的值：.*"
)
ENGLISH = re.compile(r"[A-Za-z]{3,}")


def usage_error(*arguments):
    result = CliRunner().invoke(main, [*arguments, "--lang", "zh"])
    assert result.exit_code == 2
    return result


def options(name):
    return [each for each in main.get_command(CONTEXT, name).params if isinstance(each, click.Option)]


def choices(name):
    """The options, without that of the language, whose values are listed."""
    found = (each for each in options(name) if isinstance(each.type, click.Choice))
    return [each for each in found if each.name != "language"]


@pytest.mark.parametrize("name", COMMANDS)
def test_usage_errors_are_chinese(name):
    usages = [["--no-such-option"], *([each.opts[-1] + "=?"] for each in options(name) if each.is_flag)]
    usages += [["a"] * 3 + [f"{each.opts[-1]}=?"] for each in choices(name)]
    for usage in usages:
        stderr = usage_error(name, *usage).stderr
        assert "用法有误" in stderr
        assert ENGLISH.findall(KEPT.sub("", stderr)) == [], usage


@pytest.mark.parametrize(
    "name", [each for each in COMMANDS if any(o.name == "as_json" for o in options(each))]
)
def test_usage_errors_are_json_where_json_is_asked_for(name):
    (found,) = json.loads(usage_error(name, "--no-such-option", "--json").stdout)["diagnostics"]
    assert found["code"] == "PR757"
    assert "--no-such-option" in found["message"]


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_no_english_is_left_in_the_help(name):
    text = run(*filter(None, [name]), "--help", "--lang", "zh")
    sentences = [line for line in text.splitlines() if CHINESE.search(line)]
    assert sentences
    assert [
        each for each in sentences if re.search(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}", KEPT.sub("", each))
    ] == []
    words = [line for line in text.splitlines() if not CHINESE.search(line)]
    assert [each for each in words if re.search(r"[A-Za-z]{3,} [a-z]{2,}", KEPT.sub("", each))] == []


CHINESE = re.compile("[\u4e00-\u9fff]")
