"""The answers of one process with cold caches, from several threads: `python concurrency_child.py HOW COUNT`.

`threads` starts threads that all begin at once; `fork` and `spawn` start processes, each with cold caches.
A line of JSON is printed per worker.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SHEET = Path(__file__).parents[2] / "perfrules" / "cli" / "demo_files" / "sheet.yaml"
ACTUALS = SHEET.with_name("actuals.yaml")
TEXTS = ["≥95%", "12月底前", "5公斤以上", "显著提高", "≥≥5", "每季度1次", "约20人", "同比增长5%以上"]
FACTS = {"amount": "1.5万元", "category": "日常支出"}


def answers() -> str:
    """What parsing, loading, deciding, checking and scoring answer, as one text."""
    import perfrules  # late: each worker starts with nothing loaded

    policy = perfrules.load_policy("chengde.expenditure-approval")
    card = perfrules.score(perfrules.load_sheet(SHEET), perfrules.load_actuals(ACTUALS))
    return json.dumps(
        [
            [perfrules.read(text).to_json("zh") for text in TEXTS],
            policy.decide(**FACTS).to_json(),
            [each.code for each in perfrules.check("chengde.expenditure-approval")],
            card.to_json(),
            perfrules.parse("≥5公斤").explain("en"),
        ],
        ensure_ascii=False,
    )


def at_once(barrier: threading.Barrier) -> str:
    barrier.wait()
    return answers()


def by_threads(count: int) -> list[str]:
    barrier = threading.Barrier(count)
    with ThreadPoolExecutor(count) as pool:
        return [each.result() for each in [pool.submit(at_once, barrier) for _ in range(count)]]


def send(pipe: multiprocessing.connection.Connection) -> None:
    pipe.send(answers())


def by_processes(how: str) -> Callable[[int], list[str]]:
    def run(count: int) -> list[str]:
        context = multiprocessing.get_context(how)
        pipes = [context.Pipe(duplex=False) for _ in range(count)]
        processes = [context.Process(target=send, args=(writer,)) for _, writer in pipes]
        for process in processes:
            process.start()
        found = [reader.recv() for reader, _ in pipes]
        for process in processes:
            process.join()
        return found

    return run


WAYS = {"threads": by_threads, "fork": by_processes("fork"), "spawn": by_processes("spawn")}

if __name__ == "__main__":
    for line in WAYS[sys.argv[1]](int(sys.argv[2])):
        sys.stdout.write(line + "\n")
