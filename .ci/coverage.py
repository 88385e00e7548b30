"""Compare branch coverage with the least that each package must have: `python .ci/coverage.py coverage.json`.

Raise a figure when a package has more; never lower one. The aim is 100 for every package named here.
`coverage.json` is the report of `pytest --cov`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LEAST = {
    "perfrules": 98.0,
    "perfrules/values": 100.0,
    "perfrules/expressions": 100.0,
    "perfrules/engine/decisions": 100.0,
    "perfrules/analysis": 100.0,
}
"""The least branch coverage, in per cent."""


def percent(files: dict[str, Any], folder: str) -> float:
    """The covered lines and branches of a folder, in per cent."""
    totals = [each["summary"] for name, each in files.items() if name.startswith(f"{folder}/")]
    covered = sum(each["covered_lines"] + each["covered_branches"] for each in totals)
    return 100 * covered / sum(each["num_statements"] + each["num_branches"] for each in totals)


def missing(files: dict[str, Any], folder: str) -> Iterator[str]:
    """The lines and branches that no test runs, a line per file."""
    for name, each in sorted(files.items()):
        lines, branches = each["missing_lines"], each["missing_branches"]
        if name.startswith(f"{folder}/") and (lines or branches):
            yield f"    {name}: lines {lines}, branches {branches}"


def main(report: Path) -> int:
    """Print a row per package, with what is missing where it has too little."""
    data = json.loads(report.read_text(encoding="utf-8"))["files"]
    files = {name.replace("\\", "/"): each for name, each in data.items()}
    failed = 0
    for folder, least in LEAST.items():
        reached = percent(files, folder)
        print(f"{folder}: {reached:.2f}%, at least {least:g}%")
        if reached < least:
            failed = 1
            print(*missing(files, folder), sep="\n")
    return failed


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
