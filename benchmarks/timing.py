"""What the benchmarks share: how a call or a process is timed, and how a table is printed."""

from __future__ import annotations

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


class Timing(NamedTuple):
    """Median and least of several rounds, in one unit of time."""

    median: float
    least: float


def microseconds(call: Callable[[Any], Any], values: Iterable[Any]) -> Timing:
    """µs a call; every call gets the next of the values, so that none is repeated before all have been."""
    values = list(values)
    following = cycle(values)

    def once() -> None:
        call(next(following))

    once()
    number = max(1, int(SECONDS_A_ROUND / max(timeit.timeit(once, number=20) / 20, 1e-8)))
    rounds = [seconds / number * 1e6 for seconds in timeit.repeat(once, number=number, repeat=ROUNDS)]
    # What it costs to go through the values at all is none of the call's.
    idle = min(timeit.repeat(lambda: next(following), number=50_000, repeat=3)) / 50_000 * 1e6
    return Timing(statistics.median(rounds) - idle, min(rounds) - idle)


def milliseconds(arguments: Sequence[str], rounds: int = 21) -> Timing:
    """ms that a process of this interpreter takes, from its start to its end."""
    command = [sys.executable, *arguments]
    taken = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        taken.append((time.perf_counter() - start) * 1e3)
    # The first run writes what Python compiles and fills the disk's cache.
    return Timing(statistics.median(taken[1:]), min(taken[1:]))


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table in Markdown, its first column on the left and the others on the right."""
    print("| " + " | ".join(head) + " |")
    print("|---" + "|---:" * (len(head) - 1) + "|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


def shown(value: float) -> str:
    """Three figures."""
    return f"{value:.3g}" if value < 100 else f"{value:,.0f}"
