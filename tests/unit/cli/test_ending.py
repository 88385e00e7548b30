"""How every command ends: usage errors, broken output and interruption, in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from perfrules.cli import main
from perfrules.diagnostics import all_codes

PERFRULES = [sys.executable, "-m", "perfrules"]
QUIET = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PERFRULES_"))}


def run(*arguments, env=None, **options):
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 60, **options}
    return subprocess.run([*PERFRULES, *arguments], env={**QUIET, **(env or {})}, check=False, **options)


def shell(command, **env):
    """Run a command of a shell in which $P is perfrules."""
    return subprocess.run(
        ["/bin/sh", "-c", command],
        env={**QUIET, "P": " ".join(PERFRULES), **env},
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "chinese"),
    [
        (["score", "--nope"], "没有选项 --nope"),
        (["score", "--explai"], "没有选项 --explai"),
        (["score"], "缺少参数 SHEETS"),
        (["scor"], "没有命令“scor”，是否为“score”？"),
        (["xyz"], "没有命令“xyz”"),
        (["due", "x", "--year", "z"], "“z”不是整数"),
        (["due", "x", "--year"], "选项 --year 需要一个值"),
        (["due", "x", "y"], "多余的参数：y"),
        (["due", "x", "--as-of", "z"], "“z”不是日期"),
        (["decide", "x", "y"], "“y”不是 名称=值 的形式"),
        (["decide", "x", "y=1", "y=2"], "“y”重复"),
        (["fulfil", "x"], "缺少选项 --record"),
        (["test", "x", "--fail-under", "z"], "“z”不是百分数"),
        (["test", "x", "--fail-under", "101"], "不是 0 到 100 的百分数"),
        (["check", "x", "--format", "z"], "“z”不是可用的值"),
        (["check", "x", "--format", "json", "--picture", "-"], "“-”只能与 --format full 合用"),
        (["parse"], "请至少给出一个指标值"),
        (["parse", "--input", "/no/such"], "文件“/no/such”不存在"),
        (["schema"], "请给出类别"),
        (["schema", "z"], "“z”不是可用的值"),
        (["doctor", "--json=1"], "选项 --json 不带值"),
    ],
)
def test_usage_errors_are_chinese_where_help_is(arguments, chinese):
    result = CliRunner().invoke(main, arguments, env={"LANG": "zh_CN.UTF-8", "LC_ALL": None})
    assert result.exit_code == 2
    assert chinese in result.stderr
    assert "错误[PR757]: 用法有误" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("arguments", [["score"], ["scor"], ["due", "x", "--year", "z"], ["check", "--nope"]])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_usage_errors_are_json_with_json(arguments, language):
    result = CliRunner().invoke(main, [*arguments, "--json", "--lang", language])
    (found,) = json.loads(result.stdout)["diagnostics"]
    assert (result.exit_code, found["code"]) == (2, "PR757")
    assert found["message"].startswith({"zh": "用法有误", "en": "wrong usage"}[language])


@pytest.mark.parametrize("arguments", [["--lang", "fr"], ["doctor", "--lang", "fr"], ["--lang=fr", "doctor"]])
def test_an_unknown_language_is_refused(arguments):
    assert CliRunner().invoke(main, arguments).exit_code == 2


def test_an_unknown_language_in_the_environment_is_refused():
    result = run("doctor", "--json", env={"PERFRULES_LANG": "fr"})
    assert result.returncode == 2
    assert json.loads(result.stdout)["diagnostics"][0]["code"] == "PR756"


def test_the_language_of_the_whole_command_is_that_of_its_part():
    assert "多余的比较符号" in CliRunner().invoke(main, ["--lang", "zh", "parse", "≥≥5"]).stderr
    assert "too many" in CliRunner().invoke(main, ["--lang", "en", "parse", "≥≥5"]).stderr


def test_whole_help_is_chinese():
    for arguments in (["--help", "--lang", "zh"], ["--lang", "zh", "-h"]):
        text = CliRunner().invoke(main, arguments).stdout
        for english in ("Usage", "Options", "Commands", "Show", "COMMAND"):
            assert english not in text
    assert "用法：" in CliRunner().invoke(main, ["score", "--help", "--lang", "zh"]).stdout


def test_no_command_prints_the_help():
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 2
    assert "Usage" in result.stderr


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "gb18030", "utf-8"])
def test_json_is_valid_in_every_encoding(encoding):
    result = run("parse", "每月8日前", "--json", env={"PYTHONIOENCODING": encoding})
    assert result.returncode == 0
    assert json.loads(result.stdout.decode(encoding))["text"] == "每月8日前"


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_text_is_escaped_where_the_output_has_no_such_character(encoding):
    result = run("parse", "每月8日前", "≥≥5", env={"PYTHONIOENCODING": encoding})
    assert result.returncode == 1
    # click writes UTF-8 to an ASCII terminal.
    assert b"\\u6bcf\\u6708" in result.stdout or "每月".encode() in result.stdout
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("more", [{}, {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_the_c_locale(more):
    result = run("parse", "每月8日前", env={"LC_ALL": "C", **more})
    # Without UTF-8 the argument itself cannot be decoded.
    assert result.returncode == bool(more)
    assert b"Traceback" not in result.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("more", ["", "--json"])
def test_a_full_disk_behind_standard_output(more):
    result = shell(f"$P parse 每月8日前 {more} >/dev/full")
    assert result.returncode == 2
    assert result.stderr.count(b"PR755") == 1
    assert b"Traceback" not in result.stderr
    assert b"Exception ignored" not in result.stderr


def test_faults_of_the_system_are_in_the_language_of_all_messages():
    name = "a" * 300
    for language, word in (("", "错误[PR102]"), ("--lang en", "error[PR102]"), ("--lang zh", "错误[PR102]")):
        result = shell(f"LC_ALL=C.UTF-8 $P check {language} {name}")
        assert result.returncode == 2
        assert word in result.stderr.decode(), language


@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-", "2>&-"])
@pytest.mark.parametrize("command", ["parse ≥≥5", "parse ≥≥5 --json", "doctor", "--help", "nope"])
def test_closed_streams(closed, command):
    result = shell(f"$P {command} {closed}")
    assert result.returncode in {0, 1, 2}
    assert b"Traceback" not in result.stdout + result.stderr


def test_closed_standard_input():
    result = shell("$P parse --input - <&-")
    assert result.returncode == 2
    assert b"Traceback" not in result.stderr


def test_a_broken_pipe_ends_quietly():
    result = shell("{ $P explain $CODES; echo $? >&2; } | true", CODES=" ".join(all_codes()))
    assert result.stderr.split() == [b"141"]


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_ends_with_one_line():
    with subprocess.Popen(
        [*PERFRULES, "parse", "--input", "-"],
        env=QUIET,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A suite that runs in the background ignores the signal, and so would the command.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        # More than a pipe holds: the write returns only when the command has begun to read.
        process.stdin.write(b">=1%\n" * 20_000)
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert len(errors.splitlines()) == 1


LONG = {
    "audit": "audit p.yaml --policy p.yaml -o found.csv",
    "calendar": "calendar import p.yaml -o calendar.yaml",
    "check": "check p.yaml",
    "compare": "compare p.yaml p.yaml -o tables.xlsx",
    "convert": "convert p.yaml q.dmn",
    "diff": "diff p.yaml p.yaml",
    "due": "due p.yaml",
    "fmt": "fmt p.yaml",
    "fulfil": "fulfil p.yaml --record p.yaml",
    "import": "import p.yaml -o sheets",
    "lint": "lint p.yaml --fix",
    "monitor": "monitor p.yaml --actuals p.yaml -o form.xlsx",
    "review": "review p.yaml -o tables.xlsx",
    "score": "score p.yaml -o form.xlsx",
    "summary": "summary p.yaml -o tables.xlsx",
    "template": "template p.yaml -o form.xlsx",
    "test": "test p.yaml --junit junit.xml",
    "verify": "verify p.yaml",
}


def _opened(pipe, process):
    """The end of a named pipe to write to, once the command has opened the other one."""
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # nobody reads yet
            time.sleep(0.01)
    raise AssertionError(process.communicate())


@pytest.mark.skipif(os.name == "nt", reason="signals and named pipes of POSIX")
@pytest.mark.parametrize("command", LONG)
def test_ctrl_c_ends_each_long_command_and_leaves_no_file(command, tmp_path):
    """The input is a pipe that never ends, so the command is certainly at work when it is interrupted."""
    pipe = tmp_path / "p.yaml"
    os.mkfifo(pipe)
    with subprocess.Popen(
        [*PERFRULES, *LONG[command].split()],
        cwd=tmp_path,
        env=QUIET,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        writer = _opened(pipe, process)
        process.send_signal(signal.SIGINT)
        # A signal just before the read is noticed only after it: let the read end.
        os.close(writer)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert len(errors.splitlines()) == 1
    assert list(tmp_path.iterdir()) == [pipe]


@pytest.mark.parametrize(
    ("locale", "title"),
    [("C.UTF-8", "错误"), ("de_DE.UTF-8", "错误"), ("zh_CN.UTF-8", "错误"), ("en_GB.UTF-8", "error")],
)
@pytest.mark.parametrize(
    "arguments",
    [["audit", "nosuch"], ["lint", "nosuch"], ["decide", "chengde.wage-payment", "--as-of", "2021-13-45"]],
)
def test_usage_errors_and_findings_have_one_language(arguments, locale, title):
    result = CliRunner().invoke(main, arguments, env={"LANG": locale, "LC_ALL": None, "PERFRULES_LANG": None})
    assert result.exit_code == 2
    found = result.stdout + result.stderr
    assert f"{title}[PR" in found
    assert {"错误": "error[", "error": "错误"}[title] not in found
