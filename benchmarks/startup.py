"""How long an import and a command take, each as a process of its own.

    python benchmarks/startup.py

An import is what a process takes beyond one that imports nothing.
"""

from __future__ import annotations

from pathlib import Path

from timing import Timing, milliseconds, print_table, shown

EXAMPLE = Path(__file__).parents[1] / "examples" / "chengde-2021"
BESIDE = "import attrs, decimal"
IMPORTS = [
    BESIDE,
    "import perfrules",
    "from perfrules import Quantity, PerfrulesError",
    "from perfrules import load_policy",
    "from perfrules import parse",
    "from perfrules import parse; parse('>=95%')",
]
COMMANDS = [
    ["--help"],
    ["parse", ">=95%"],
    ["decide", "chengde.expenditure-approval", "amount=1.5万元", "category=日常支出"],
    ["score", str(EXAMPLE)],
]
RUN = "import sys; from perfrules.cli import main; main(prog_name='perfrules')"


def main() -> None:
    nothing = milliseconds(["-c", "pass"])
    imports = [(statement, imported(statement, nothing)) for statement in IMPORTS]
    beside = imports[0][1]
    print_table(
        ["ms an import", "median", "least", f"to `{BESIDE}`"],
        (
            [f"`{each}`", *map(shown, taken), f"{taken.median / beside.median:.2f}×"]
            for each, taken in imports
        ),
    )
    print()
    print_table(
        ["ms a command", "median", "least"],
        [
            ["python -c pass", *map(shown, nothing)],
            *(
                ["perfrules " + named(each), *map(shown, milliseconds(["-c", RUN, *each]))]
                for each in COMMANDS
            ),
        ],
    )


def imported(statement: str, nothing: Timing) -> Timing:
    taken = milliseconds(["-c", statement])
    return Timing(taken.median - nothing.median, taken.least - nothing.least)


def named(arguments: list[str]) -> str:
    return " ".join(arguments).replace(str(EXAMPLE), "examples/chengde-2021")


if __name__ == "__main__":
    main()
