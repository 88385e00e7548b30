"""Run many commands in one process that has little memory and time: `python attack_child.py FOLDER`.

The folder holds `cases.json`: a list of objects with an id and the arguments of `perfrules`. A line of JSON
is printed per case, so that the last line names the case before one that ends the process.
"""

from __future__ import annotations

import decimal
import json
import os
import resource
import sys
import time
from pathlib import Path

from click.testing import CliRunner

from perfrules.cli import main

MEMORY = 1_500_000_000
"""Bytes of address space: the libraries alone map about 500 million."""
SECONDS = 120
"""Seconds of processor time for all cases."""


def run(case: dict[str, object]) -> dict[str, object]:
    """Run one case; `precision` is that of the caller's decimal context."""
    began = time.process_time()
    with decimal.localcontext() as context:
        context.prec = int(case.get("precision", 28))  # type: ignore[call-overload]
        result = CliRunner().invoke(main, case["arguments"], env={"LANG": "en_US.UTF-8"})  # type: ignore[arg-type]
    raised = None if isinstance(result.exception, SystemExit | None) else repr(result.exception)
    return {
        "id": case["id"],
        "exit": result.exit_code,
        "output": result.output[:20_000],
        "raised": raised,
        "seconds": time.process_time() - began,
    }


def peak_megabytes() -> int:
    """The most memory of this program. `ru_maxrss` would also count the process that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def main_of(folder: Path) -> None:
    """Run every case of the folder under the limits."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    os.chdir(folder)
    for case in json.loads(Path("cases.json").read_text(encoding="utf-8")):
        sys.stdout.write(json.dumps(run(case)) + "\n")
        sys.stdout.flush()
    sys.stdout.write(json.dumps({"id": "memory", "megabytes": peak_megabytes()}) + "\n")


if __name__ == "__main__":
    main_of(Path(sys.argv[1]))
