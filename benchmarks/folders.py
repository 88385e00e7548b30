"""Scoring a folder of sheets: processor time, elapsed time and memory of the whole command.

    python benchmarks/folders.py [SHEETS]

Writes SHEETS files of ten indicators, 10,000 unless said, and one file of actuals. `perfrules score` then
prints tables, prints JSON and writes a workbook.
"""

from __future__ import annotations

import hashlib
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from score import ROWS

SEED = 13
_OPTIONS: tuple[tuple[str, ...], ...] = ((), ("--json",), ("-o", "scores.xlsx"))


def write(folder: Path, sheets: int) -> None:
    """Write the sheets and what was achieved."""
    draw = random.Random(SEED)
    actuals = ["perfrules: 1", "kind: actuals", "as_of: 2021-12-31", "projects:"]
    for number in range(sheets):
        code = f"P{number:06}"
        lines = ["perfrules: 1", "kind: sheet", f"title: 2021年度项目{number}绩效目标表", f"code: {code}"]
        lines += [f"name: 项目{number}", "budget:", "  total: 50万元", "  fiscal: 50万元", "indicators:"]
        reported = []
        for at, (level1, level2, target, actual) in enumerate(ROWS):
            n = draw.randint(1_000, 99_999)
            facts = {"n": n, "m": n + draw.randint(1, 900), "p": n % 40 + 60, "q": n % 30 + 70}
            facts |= {"d": n % 20 + 10, "k": n % 9 + 1}
            lines += [f"  - level1: {level1}", f"    level2: {level2}", f"    name: 指标{at}"]
            lines.append(f'    target: "{target.format(**facts)}"')
            reported.append(f"指标{at}: {actual.format(**facts)}")
        # One line a project, for a file of more than 2 million characters is refused.
        actuals.append(f" {code}: {{budget: {{executed: 48万元}}, indicators: {{{', '.join(reported)}}}}}")
        (folder / f"{code}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "actuals.yaml").write_text("\n".join(actuals) + "\n", encoding="utf-8")


def peak_of(process: subprocess.Popen[bytes]) -> int:
    """The largest resident memory that the process and its children had together, in bytes, polled."""
    most = 0
    while process.poll() is None:
        most = max(most, sum(map(_resident, _family(process.pid))))
        time.sleep(0.05)
    return most


def _family(pid: int) -> list[int]:
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        children = [int(each) for task in tasks for each in (task / "children").read_text().split()]
    except OSError:
        return []
    return [pid, *(each for child in children for each in _family(child))]


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def run(folder: Path, options: tuple[str, ...]) -> None:
    """Score the folder and print what it took."""
    command = [sys.executable, "-m", "perfrules", "score", str(folder), *options]
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    out = folder.parent / "out"
    with out.open("wb") as stream:
        process = subprocess.Popen(command, stdout=stream, stderr=subprocess.DEVNULL, cwd=folder.parent)
        peak = peak_of(process)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command} ended with {process.returncode}")
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    digest = hashlib.sha256(out.read_bytes()).hexdigest()[:12]
    name = " ".join(options) or "printed"
    print(f"{name:>16} {cpu:>7.1f} s CPU {wall:>7.1f} s {peak / 1e6:>6.0f} MB {digest}", flush=True)


def main() -> None:
    sheets = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root, "sheets")
        folder.mkdir()
        write(folder, sheets)
        for options in _OPTIONS:
            run(folder, options)


if __name__ == "__main__":
    main()
