"""How much processor time imports and commands take, each as a process of its own.

    python benchmarks/startup.py [CHECKOUT]

With the folder of an older checkout, each statement runs in both by turns. Both have bytecode. Times include
an empty process, whose time is the first row.
"""

from __future__ import annotations

import compileall
import os
import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from timing import print_table, process_milliseconds, shown

HERE = Path(__file__).parents[1]
EXAMPLE = HERE / "examples" / "chengde-2021"
ROUNDS = 11
COMMAND = "import sys; from perfrules.cli import main; main(prog_name='perfrules')"
DECIDE = ["decide", "chengde.expenditure-approval", "amount=1.5万元", "category=日常支出"]
PROCESSES = {
    "pass": ["pass"],
    "import attrs, decimal": ["import attrs, decimal"],
    "import perfrules": ["import perfrules"],
    "from perfrules import Quantity, PerfrulesError": ["from perfrules import Quantity, PerfrulesError"],
    "parse('>=95%')": ["from perfrules import parse; parse('>=95%')"],
    "parse('产出数量不少于5个')": ["from perfrules import parse; parse('产出数量不少于5个')"],
    "load_policy('chengde.expenditure-approval')": [
        "from perfrules import load_policy; load_policy('chengde.expenditure-approval')"
    ],
    "perfrules --help": [COMMAND, "--help"],
    "perfrules parse >=95%": [COMMAND, "parse", ">=95%"],
    "perfrules " + " ".join(DECIDE): [COMMAND, *DECIDE],
    "perfrules score examples/chengde-2021": [COMMAND, "score", str(EXAMPLE)],
}


def main() -> None:
    checkouts = [*map(Path, sys.argv[1:2]), HERE]
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for checkout in checkouts:
        compileall.compile_dir(checkout / "perfrules", quiet=1)
    heads = ["before", "now", "ratio"] if len(checkouts) == 2 else ["now"]
    # Outside of any checkout, because Python looks into the current folder first.
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        rows = [[f"`{name}`", *figures(taken(code, checkouts))] for name, code in PROCESSES.items()]
    print_table(["ms, median", *heads], rows)


def taken(code: list[str], checkouts: list[Path]) -> list[float]:
    """The median for each checkout; the checkouts take turns."""
    rounds = []
    for _ in range(ROUNDS + 1):
        rounds.append([in_checkout(code, checkout) for checkout in checkouts])
    # The first round fills the cache of the disk.
    return [statistics.median(each) for each in zip(*rounds[1:], strict=True)]


def in_checkout(code: list[str], checkout: Path) -> float:
    os.environ["PYTHONPATH"] = str(checkout)
    return process_milliseconds(["-c", *code])


def figures(medians: list[float]) -> list[str]:
    ratio = [f"{medians[1] / medians[0]:.2f}×"] if len(medians) == 2 else []
    return [*map(shown, medians), *ratio]


if __name__ == "__main__":
    main()
