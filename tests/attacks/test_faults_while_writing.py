"""Faults while a command writes: the old file is whole, and no temporary file is left.

A row of `WRITERS` per command that writes. All faults are tried on all of them in one process, which forks.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from attacks.attack_files import actuals, sheet
from attacks.fault_child import WRITERS
from paths import POLICIES

from perfrules.cli import main

CHILD = Path(__file__).with_name("fault_child.py")
APPROVAL = POLICIES / "teaching" / "procurement.yaml"
FORM = (
    "项目编码,A-1\n项目名称,维修\n一级指标,二级指标,三级指标,指标值\n"
    "产出指标,数量指标,次数,≥5次\n效益指标,社会效益指标,影响,≥5次\n"
)
NOTICE = """\
国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。1月4日（周一）上班。
"""
FAULTY = sheet().replace(
    'target: ">=5次", weight: "50"', 'target: 文字描述, description: 小于等于5次, weight: "50"', 1
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="forks and limits of POSIX")


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    folder = tmp_path_factory.mktemp("writers") / "base"
    folder.mkdir()
    tests = APPROVAL.with_suffix(".test.yaml").read_text(encoding="utf-8")
    files = {
        "sheet.yaml": sheet(),
        "actuals.yaml": actuals(),
        "form.csv": FORM,
        "notice.txt": NOTICE,
        "loose.yaml": sheet("B-2").replace("name: 维修", "name:   维修"),
        "faulty.yaml": FAULTY.replace("A-1", "C-3"),
        "wrong.test.yaml": tests.replace("kind: tests", "kind: tests\npolicy: p.yaml").replace(
            "[emergency]", "[tender]"
        ),
        "ledger.csv": "日期,收款单位,金额,支出类别,签批人\n2024-01-05,甲,5000,日常支出,局长\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    shutil.copy(APPROVAL, folder / "p.yaml")
    shutil.copy(APPROVAL.with_suffix(".test.yaml"), folder / "p.test.yaml")
    return folder


@pytest.fixture(scope="module")
def outcomes(base):
    """What each command did, by the fault."""
    done = subprocess.run([sys.executable, CHILD, base], capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr[-2000:]
    found = {}
    for each in map(json.loads, done.stdout.splitlines()):
        found.setdefault(each["fault"], {})[each["name"]] = each
    return found


def assert_old_files_are_whole(outcome):
    before, after = outcome["before"], outcome["after"]
    assert {name: after.get(name) for name in before} == before, outcome["name"]


def assert_no_temporary_files(files, name):
    assert not [each for each in files if each.endswith(".tmp")], name


def test_without_a_fault_each_command_writes(outcomes):
    for name, outcome in outcomes["none"].items():
        ((code, raised, output),) = outcome["reports"]
        assert (raised, code in (0, 1)) == (None, True), (name, output)
        written = outcome["after"][outcome["output"]]
        assert written != outcome["before"].get(outcome["output"]), (name, output)
        assert_no_temporary_files(outcome["after"], name)


@pytest.mark.parametrize("fault", ["full", "read-only"])
def test_a_full_disk_or_a_place_that_is_read_only(outcomes, fault):
    for name, outcome in outcomes[fault].items():
        ((code, raised, output),) = outcome["reports"]
        assert (code, raised, "PR134" in output) == (2, None, True), (name, output)
        assert_old_files_are_whole(outcome)
        assert_no_temporary_files(outcome["after"], name)


def test_a_kill(outcomes):
    """A kill leaves a temporary file, which the next run removes."""
    for name, outcome in outcomes["kill"].items():
        assert outcome["reports"] == [], name
        assert_old_files_are_whole(outcome)
        ((code, raised, output),) = outcome["again"]
        assert (raised, code in (0, 1)) == (None, True), (name, output)
        assert outcome["last"][outcome["output"]] != outcome["before"].get(outcome["output"]), name
        assert_no_temporary_files(outcome["last"], name)


def test_two_writers(outcomes):
    alone = outcomes["none"]
    for name, outcome in outcomes["two"].items():
        assert [raised for _, raised, _ in outcome["reports"]] == [None, None], outcome["reports"]
        written, expected = (each["after"][each["output"]] for each in (outcome, alone[name]))
        # A package has the time of its making inside; its parts are read instead.
        assert written[:40] == expected[:40], name
        assert abs(len(written) - len(expected)) < 200, name
        assert_no_temporary_files(outcome["after"], name)


def test_a_link_is_followed_and_stays(outcomes):
    for name, outcome in outcomes["link"].items():
        if outcome["output"] in outcome["before"]:
            assert outcome["is_link"], name
            assert outcome["after"][outcome["output"]] != outcome["before"][outcome["output"]], name
        assert_no_temporary_files(outcome["after"], name)


def test_every_command_is_here_or_does_not_write():
    reading = {
        "decide",
        "conformance",
        "diff",
        "doctor",
        "due",
        "explain",
        "fulfil",
        "parse",
        "policies",
        "verify",
    }
    writing = {command.split()[0] for command, _ in WRITERS.values()}
    assert writing | reading == set(main.list_commands(None))
    assert not writing & reading
