"""Audits that are killed continue where they were, with the same result."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest
from unit.ledgers.samples import APPROVAL, WAGES, csv_file

from perfrules.documents import DocumentError, process_name
from perfrules.ledgers import AuditReport, LedgerError, audit
from perfrules.ledgers.saved_progress import SavedProgress
from perfrules.ledgers.sources import csv_ledger

POLICY = """\
perfrules: 1
kind: decision
id: unit.approval
title: 支出审批
inputs:
  amount: {type: money, title: 金额, unit: 元, domain: ">=0元", step: 0.01元}
  category: {type: choice, title: 支出类别, of: [日常支出, 工资]}
outputs:
  sign_off: {type: roles, title: 签批}
aggregate: {input: amount, by: [payee, category], within: 7天}
hit: collect
rules:
  - {id: head, when: {amount: 不满2000元}, then: {sign_off: [单位财务负责人]}}
  - {id: leaders, when: {amount: 2000元以上}, then: {sign_off: [分管领导]}}
"""
KILLED = """\
import os, signal, sys
from perfrules.ledgers import audit
from perfrules.ledgers.sources import csv_ledger

sys.modules["perfrules.ledgers.audit"].SECONDS = 0.0
csv_ledger.BLOCK = 2048
seen = 0

def progress(name, done):
    global seen
    seen += 1
    if seen == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)

audit(sys.argv[3:5], sys.argv[5:], progress=progress, resume=sys.argv[2])
"""


def ledgers(folder: Path) -> list[Path]:
    """Two ledgers with every kind of finding, some of them over both, and with broken rows."""
    rows = []
    for at in range(120):
        day, unit = f"2021-{at % 12 + 1:02}-{at % 9 + 5:02}", f"单位{at % 3}"
        category = "工资" if at % 4 == 0 else "日常支出"
        amount = "若干" if at % 17 == 0 else f"{at * 37 % 2600}.5"
        rows.append([day, unit, f"公司{at % 5}", category, amount, "单位财务负责人", "", ""])
    rows[40] = rows[40][:5]
    return [
        csv_file(folder, part, name=name) for part, name in ((rows[:70], "甲.csv"), (rows[70:], "乙.csv"))
    ]


def policies(folder: Path) -> list[str]:
    path = folder / "approval.yaml"
    path.write_text(POLICY, encoding="utf-8")
    return [APPROVAL, WAGES, str(path)]


def killed(moment: int, resume: Path, files: Sequence[Path], by: Sequence[str]) -> int:
    command = [sys.executable, "-c", KILLED, str(moment), str(resume), *map(str, files), *by]
    return subprocess.run(command, check=False, env={**os.environ}).returncode


@pytest.fixture
def wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AuditReport:
    monkeypatch.setattr(csv_ledger, "BLOCK", 2048)
    found = audit(ledgers(tmp_path), policies(tmp_path))
    assert {each.what.kind for each in found.findings} >= {"missing", "split", "late", "unpaid"}
    assert {each.problem.code for each in found.broken} == {"PR545", "PR887"}
    return found


def test_a_killed_audit_continues_with_the_same_result(tmp_path: Path, wanted: AuditReport) -> None:
    files, by, resume = ledgers(tmp_path), policies(tmp_path), tmp_path / "findings.xlsx.progress"
    # Killed twice, in the first and in the second ledger.
    for moment in (3, 2):
        assert killed(moment, resume, files, by) == -signal.SIGKILL
        assert (resume / "progress.json").is_file()
    read: list[str] = []
    report = audit(files, by, resume=resume, progress=lambda name, _: read.append(name))
    assert report == wanted
    assert report.to_json() == wanted.to_json()
    assert not resume.exists()


def test_a_run_of_other_policies_or_ledgers_begins_anew(tmp_path: Path, wanted: AuditReport) -> None:
    files, by, resume = ledgers(tmp_path), policies(tmp_path), tmp_path / "progress"
    killed(3, resume, files, by)
    saved = shutil.copytree(resume, tmp_path / "saved")
    assert audit(files, by[:1], resume=resume) == audit(files, by[:1])
    shutil.copytree(saved, resume)
    files[0].write_bytes(files[0].read_bytes().replace("公司1".encode(), "公司9".encode()))
    assert audit(files, by, resume=resume) != wanted


@pytest.mark.parametrize("content", [None, "", "{}", '{"perfrules-audit": 1}', "[]"])
def test_a_folder_of_other_things_is_left_alone(tmp_path: Path, content: str | None) -> None:
    resume = tmp_path / "progress"
    resume.mkdir()
    name = "notes.txt" if content is None else "progress.json"
    (resume / name).write_text(content or "", encoding="utf-8")
    with pytest.raises(LedgerError, match="PR865"):
        audit([csv_file(tmp_path)], [APPROVAL], resume=resume)
    assert (resume / name).read_text(encoding="utf-8") == (content or "")


@pytest.mark.parametrize("kept", [".json", ".arrow", "progress.json"])
def test_progress_that_cannot_be_written_is_one_fault(
    kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, frame = tmp_path / "progress", pl.DataFrame({"row": range(1000)})
    assert SavedProgress(folder, "run", 0.0).save({"at": 0}, {"findings": []}, [frame])
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    replaced = os.replace

    def full(source: Path, target: Path) -> None:
        if Path(target).name.endswith(kept):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        replaced(source, target)

    monkeypatch.setattr(os, "replace", full)
    saved = SavedProgress(folder, "run", 0.0)
    assert saved.load() == {"at": 0}
    with pytest.raises(DocumentError, match="PR134"):
        saved.save({"at": 1}, {"findings": []}, [frame])
    assert before.items() <= {each.name: each.read_bytes() for each in folder.iterdir()}.items()
    assert not list(folder.glob(".*"))
    again = SavedProgress(folder, "run", 0.0)
    assert again.load() == {"at": 0}
    assert [frames[0].equals(frame) for _, frames in again.found()] == [True]


def of_another(folder: Path, process: str) -> dict[str, bytes]:
    """Progress that another process saved; the files of the folder."""
    SavedProgress(folder, "run", 0.0).save({"at": 7}, {"findings": [7]}, [])
    data = json.loads((folder / "progress.json").read_text(encoding="utf-8"))
    assert data["process"] == process_name()
    (folder / "progress.json").write_text(json.dumps({**data, "process": process}), encoding="utf-8")
    return {each.name: each.read_bytes() for each in folder.iterdir()}


@pytest.mark.skipif(os.name == "nt", reason="processes of POSIX")
def test_progress_of_a_process_at_work_is_left_alone(tmp_path: Path) -> None:
    computer = process_name().rpartition("-")[0]
    before = of_another(tmp_path / "progress", f"{computer}-{os.getppid()}")
    saved = SavedProgress(tmp_path / "progress", "run", 0.0)
    assert saved.load() is None
    assert not saved.save({"at": 1}, {"findings": []}, [])
    saved.remove()
    assert {each.name: each.read_bytes() for each in (tmp_path / "progress").iterdir()} == before


@pytest.mark.skipif(os.name == "nt", reason="processes of POSIX")
def test_progress_of_a_process_that_ended_is_taken_up(tmp_path: Path) -> None:
    computer = process_name().rpartition("-")[0]
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    of_another(tmp_path / "progress", f"{computer}-{ended.pid}")
    saved = SavedProgress(tmp_path / "progress", "run", 0.0)
    assert saved.load() == {"at": 7}
    assert saved.save({"at": 8}, {"findings": [8]}, [])
    again = SavedProgress(tmp_path / "progress", "run", 0.0)
    assert again.load() == {"at": 8}
    assert [each["findings"] for each, _ in again.found()] == [[7], [8]]
    again.remove()
    assert not (tmp_path / "progress").exists()


def test_progress_without_one_of_its_parts_is_not_taken_up(tmp_path: Path) -> None:
    folder = tmp_path / "progress"
    SavedProgress(folder, "run", 0.0).save({"at": 7}, {"findings": [7]}, [])
    (part,) = (each for each in folder.iterdir() if each.name != "progress.json")
    part.unlink()
    saved = SavedProgress(folder, "run", 0.0)
    assert saved.load() is None
    assert saved.save({"at": 1}, {"findings": [1]}, [])
    assert [each["findings"] for each, _ in saved.found()] == [[1]]


def test_a_folder_that_another_process_removes_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, replaced = tmp_path / "progress", os.replace

    def removed(source: Path, target: Path) -> None:
        monkeypatch.setattr(os, "replace", replaced)
        shutil.rmtree(folder)
        replaced(source, target)

    monkeypatch.setattr(os, "replace", removed)
    saved = SavedProgress(folder, "run", 0.0)
    assert saved.save({"at": 1}, {"findings": [1]}, [])
    assert SavedProgress(folder, "run", 0.0).load() == {"at": 1}


def test_a_kill_before_the_first_progress_is_no_obstacle(tmp_path: Path) -> None:
    folder = tmp_path / "progress"
    SavedProgress(folder, "run", 0.0).save({"at": 7}, {"findings": [7]}, [pl.DataFrame({"row": [1]})])
    (folder / "progress.json").unlink()
    assert audit([csv_file(tmp_path)], [APPROVAL], resume=folder) == audit([csv_file(tmp_path)], [APPROVAL])
    assert not folder.exists()


def test_two_audits_at_once_find_the_same(tmp_path: Path, wanted: AuditReport) -> None:
    files, by, resume = ledgers(tmp_path), policies(tmp_path), tmp_path / "progress"
    begun = tmp_path / "begun"
    code = KILLED.replace(
        "os.kill(os.getpid(), signal.SIGKILL)", f"open({str(begun)!r}, 'w'); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, "3", str(resume), *map(str, files), *by]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as other:
        while not begun.exists() and other.poll() is None:
            time.sleep(0.01)
        assert (resume / "progress.json").is_file()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys.modules["perfrules.ledgers.audit"], "SECONDS", 0.0)
            assert audit(files, by, resume=resume) == wanted
        assert (resume / "progress.json").is_file()
        other.communicate()
    assert other.returncode == 0
    assert not resume.exists()


def test_progress_in_a_place_that_is_no_folder_is_one_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DocumentError, match="PR134"):
        SavedProgress(tmp_path / "file" / "progress", "run", 0.0).save({}, {}, [])


def test_a_short_run_saves_nothing_and_takes_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "progress").mkdir()
    report = audit([csv_file(tmp_path)], [APPROVAL], resume=tmp_path / "progress")
    assert report == audit([csv_file(tmp_path)], [APPROVAL])
    assert not list((tmp_path / "progress").iterdir())
