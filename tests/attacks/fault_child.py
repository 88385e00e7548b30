"""Run every command that writes while something goes wrong: `python fault_child.py FOLDER`.

A command runs once without a fault, which loads what it needs, and then in a fork per fault. A line of JSON
is printed per command and fault.
"""

from __future__ import annotations

import errno
import io
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from click.testing import CliRunner

from perfrules.cli import main

WRITERS = {
    "demo": ("demo new", "new/actuals.yaml"),
    "calendar": ("calendar import notice.txt -o out.yaml", "out.yaml"),
    "import": ("import form.csv -o sheets", "sheets/A-1.yaml"),
    "template": ("template sheet.yaml -o out.xlsx --force", "out.xlsx"),
    "template-by": ("template sheet.yaml -o units --by 主管部门 --force", "units/without-unit.xlsx"),
    "score-xlsx": ("score . -o out.xlsx", "out.xlsx"),
    "score-docx": ("score . -o out.docx", "out.docx"),
    "score-csv": ("score . -o out.csv", "out.csv"),
    "score-html": ("score . -o out.html", "out.html"),
    "score-json": ("score . -o out.json", "out.json"),
    "score-md": ("score . -o out.md", "out.md"),
    "score-jobs": ("score . --jobs 2 -o out.csv", "out.csv"),
    "monitor": ("monitor . --actuals actuals.yaml --as-of 2024-12-31 -o out.xlsx", "out.xlsx"),
    "monitor-docx": ("monitor . --actuals actuals.yaml --as-of 2024-12-31 -o out.docx", "out.docx"),
    "summary": ("summary . -o out.xlsx", "out.xlsx"),
    "review": ("review sheet.yaml -o out.xlsx", "out.xlsx"),
    "review-html": ("review sheet.yaml -o out.html", "out.html"),
    "compare": ("compare sheet.yaml sheet.yaml -o out.xlsx", "out.xlsx"),
    "convert": ("convert p.yaml out.dmn --force", "out.dmn"),
    "convert-xlsx": ("convert p.yaml out.xlsx --force", "out.xlsx"),
    "convert-yaml": ("convert p.yaml out.yaml --force --plain", "out.yaml"),
    "fmt": ("fmt loose.yaml", "loose.yaml"),
    "lint": ("lint faulty.yaml --fix", "faulty.yaml"),
    "schema": ("schema --install-vscode .", ".vscode/settings.json"),
    "junit": ("test p.test.yaml --junit out.xml", "out.xml"),
    "update": ("test wrong.test.yaml --update", "wrong.test.yaml"),
    "picture": ("check p.yaml --picture out.svg", "out.svg"),
    "audit": ("audit ledger.csv --policy chengde.expenditure-approval -o out.csv", "out.csv"),
}
"""Each command that writes, and the file that it writes."""

THREADED = "audit"
"""Its library starts threads, which a fork does not have: it is loaded in each fork anew."""

LITTLE = 40
"""Bytes that a file may have on the full disk."""


def fill_the_disk() -> None:
    sys.dont_write_bytecode = True  # Python would keep the cut-off bytecode of modules loaded from now on
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LITTLE, LITTLE))


def kill_before_the_file_is_replaced() -> None:
    os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]


def forbid_writing() -> None:
    opened = os.open

    def open_to_read(path, flags, *rest, **named):  # type: ignore[no-untyped-def]
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return opened(path, flags, *rest, **named)

    os.open = open_to_read  # type: ignore[assignment]


FAULTS = {
    "full": fill_the_disk,
    "kill": kill_before_the_file_is_replaced,
    "read-only": forbid_writing,
    "none": lambda: None,
}


def invoked(folder: Path, command: str) -> list[object]:
    """Run a command in this process: its exit code, what it raised, and its output."""
    os.chdir(folder)
    result = CliRunner().invoke(main, command.split(), env={"LANG": "en_US.UTF-8"})
    raised = None if isinstance(result.exception, SystemExit | None) else repr(result.exception)
    return [result.exit_code, raised, result.output[-2000:]]


def start(folder: Path, command: str, fault: str, report: int) -> int:
    """Run a command in a fork and return its process; what `invoked` returns is written to `report`."""
    process = os.fork()
    if process:
        return process
    FAULTS[fault]()
    os.write(report, json.dumps(invoked(folder, command)).encode() + b"\n")
    os._exit(0)


def ran(folder: Path, command: str, *faults: str) -> list[list[object]]:
    """Run a command once per fault, all at the same time, and return what each reported."""
    reader, writer = os.pipe()
    processes = [start(folder, command, fault, writer) for fault in faults]
    os.close(writer)
    with io.FileIO(reader) as pipe:
        lines = pipe.readall().splitlines()
    for process in processes:
        os.waitpid(process, 0)
    return [json.loads(line) for line in lines]


def contents(folder: Path) -> dict[str, str]:
    """The files of a folder, as text that survives JSON."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("latin-1")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def tried(base: Path, name: str, fault: str) -> dict[str, object]:
    """Run one command with its old file in place, and report the files before and after."""
    command, output = WRITERS[name]
    folder = Path(tempfile.mkdtemp(dir=base.parent)) / "work"
    shutil.copytree(base, folder)
    target = folder / output
    if not target.exists() and name not in ("demo", "import", "schema"):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("old\n", encoding="utf-8")
    if fault == "link":
        elsewhere = folder.with_name("elsewhere")
        elsewhere.mkdir()
        if target.exists():
            shutil.move(target, elsewhere / target.name)
            target.symlink_to(elsewhere / target.name)
    before = contents(folder)
    faults = {"two": ["none", "none"], "link": ["none"]}.get(fault, [fault])
    warms = fault == "none" and name != THREADED
    reports = [invoked(folder, command)] if warms else ran(folder, command, *faults)
    after = contents(folder)
    entry = {
        "name": name,
        "fault": fault,
        "output": output,
        "reports": reports,
        "before": before,
        "after": after,
    }
    entry["is_link"] = target.is_symlink()
    if fault == "kill":
        entry["again"], entry["last"] = ran(folder, command, "none"), contents(folder)
    return entry


if __name__ == "__main__":
    for each in WRITERS:
        for kind in ("none", "full", "read-only", "kill", "two", "link"):
            sys.stdout.write(json.dumps(tried(Path(sys.argv[1]), each, kind)) + "\n")
            sys.stdout.flush()
