"""A folder of many sheets is scored sheet by sheet: memory hardly grows with their number."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from attacks.attack_files import ACTUALS, SHEET

PROGRAM = """
import sys
from perfrules.cli import main
try:
    main()
finally:
    peak = open("/proc/self/status").read().partition("VmHWM:")[2].split()[0]
    print(int(peak) // 1024, file=sys.stderr)
"""
FEW, MANY = 100, 900
"""From 1,000 files on, several processes score; one process shows what each sheet needs."""


@pytest.mark.parametrize("options", [(), ("--json",)], ids=["printed", "json"])
def test_memory_hardly_grows_with_the_number_of_sheets(tmp_path: Path, options: tuple[str, ...]) -> None:
    few, many = (megabytes(tmp_path / str(count), count, options) for count in (FEW, MANY))
    # 300 MB for 10,000 sheets, of which about 100 MB are the program.
    assert (many - few) * 10_000 / (MANY - FEW) <= 200


def megabytes(folder: Path, count: int, options: tuple[str, ...]) -> int:
    """The most memory of a process that scores `count` sheets."""
    sheets = folder / "sheets"
    sheets.mkdir(parents=True)
    actuals = ACTUALS.partition("  {code}:")
    rows = []
    for number in range(count):
        code = f"A-{number}"
        text = SHEET.format(code=code, name=f"项目{number}", target=">=5次")
        (sheets / f"{code}.yaml").write_text(text, encoding="utf-8")
        rows.append((actuals[1] + actuals[2]).format(code=code, actual="6次"))
    (folder / "actuals.yaml").write_text(actuals[0] + "".join(rows), encoding="utf-8")
    arguments = ["score", "sheets", "--actuals", "actuals.yaml", *options]
    with (folder / "output").open("wb") as output:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, *arguments],
            cwd=folder,
            stdout=output,
            stderr=subprocess.PIPE,
            timeout=600,
        )
    assert done.returncode == 0, done.stderr[-500:]
    return int(done.stderr.splitlines()[-1])
