"""Time calls and processes, and print tables: shared by the benchmarks."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
import timeit
from collections.abc import Callable, Iterable, Sequence
from itertools import cycle
from typing import Any, NamedTuple

ROUNDS = 7
SECONDS_A_ROUND = 0.3
_CLOCK = time.process_time
"""Other processes on the machine have little influence on it."""


class Timing(NamedTuple):
    """Median and minimum of several rounds, in one unit of time."""

    median: float
    least: float


def microseconds(call: Callable[[Any], Any], values: Iterable[Any]) -> Timing:
    """CPU time per call in µs. The values are used in turn."""
    values = list(values)
    following = cycle(values)

    def once() -> None:
        call(next(following))

    once()
    number = max(1, int(SECONDS_A_ROUND / max(timeit.timeit(once, number=20, timer=_CLOCK) / 20, 1e-8)))
    taken = timeit.repeat(once, number=number, repeat=ROUNDS, timer=_CLOCK)
    rounds = [seconds / number * 1e6 for seconds in taken]
    # The cost of iterating over the values is not part of the call.
    idle = min(timeit.repeat(lambda: next(following), number=50_000, repeat=3, timer=_CLOCK)) / 50_000 * 1e6
    return Timing(statistics.median(rounds) - idle, min(rounds) - idle)


def process_milliseconds(arguments: Sequence[str]) -> float:
    """CPU time in ms of one process of this interpreter, from start to end."""
    before = _used_by_children()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=False)
    return (_used_by_children() - before) * 1e3


def _used_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a Markdown table; the first column is aligned left, the others right."""
    print("| " + " | ".join(head) + " |")
    print("|---" + "|---:" * (len(head) - 1) + "|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


def shown(value: float) -> str:
    """Three figures."""
    return f"{value:.3g}" if value < 100 else f"{value:,.0f}"
