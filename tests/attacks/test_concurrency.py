"""Threads and processes that begin at once, with nothing loaded, give the same answers as one alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from attacks.concurrency_child import answers

CHILD = Path(__file__).with_name("concurrency_child.py")
THREADS, PROCESSES = "16", "4"


def lines(how: str, count: str) -> list[str]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, CHILD, how, count], capture_output=True, timeout=300, env=environment
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout.decode().splitlines()


def test_threads_with_cold_caches_give_the_same_answers():
    found = lines("threads", THREADS)
    assert (len(found), set(found)) == (int(THREADS), {answers()})


@pytest.mark.skipif(os.name == "nt", reason="fork is of POSIX")
@pytest.mark.parametrize("how", ["fork", "spawn"])
def test_processes_give_the_same_answers(how):
    found = lines(how, PROCESSES)
    assert (len(found), set(found)) == (int(PROCESSES), {answers()})
