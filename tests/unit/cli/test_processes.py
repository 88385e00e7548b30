"""Work in several processes gives the results of one, ends with it, and reports what goes wrong."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time

import pytest

from perfrules.cli.processes import worked
from perfrules.diagnostics import Diagnostic, PerfrulesError


def tripled(number: int) -> str:
    if number < 0:
        raise PerfrulesError(Diagnostic("PR319", {"name": str(number)}))
    return str(number) * 3


def killed(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def awaited(number: int) -> int:
    time.sleep(60 * (number > 0))
    return number


@pytest.mark.parametrize("processes", [1, 2, 3, 9])
@pytest.mark.parametrize("parts", [0, 1, 2, 7])
def test_results_come_in_the_order_of_the_parts(processes: int, parts: int) -> None:
    assert list(worked(tripled, range(parts), processes)) == list(map(tripled, range(parts)))


@pytest.mark.parametrize("processes", [1, 2, 4])
def test_an_error_is_raised_after_the_results_before_it(processes: int) -> None:
    results = worked(tripled, [1, 2, -3, 4, -5], processes)
    assert [next(results), next(results)] == ["111", "222"]
    with pytest.raises(PerfrulesError) as raised:
        next(results)
    assert raised.value.diagnostics == (Diagnostic("PR319", {"name": "-3"}),)
    assert not multiprocessing.active_children()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_process_that_is_killed_is_reported() -> None:
    results = worked(killed, range(8), 2)
    with pytest.raises(ChildProcessError):
        list(results)
    assert not multiprocessing.active_children()


def test_processes_end_when_no_more_results_are_taken() -> None:
    results = worked(awaited, range(4), 2)
    assert next(results) == 0
    results.close()
    assert not multiprocessing.active_children()


def test_beside_other_threads_processes_are_spawned() -> None:
    done = threading.Event()
    waiting = threading.Thread(target=done.wait)
    waiting.start()
    try:
        assert list(worked(tripled, range(3), 2)) == ["000", "111", "222"]
    finally:
        done.set()
        waiting.join()
