"""Time in µs of decisions that compute: three computed names, and a marginal scale of 20 bands.

    python benchmarks/compute.py

Times are the least of some, of the processor. `decide` finds the rule, `outcome` also computes the amounts.
"""

from __future__ import annotations

import tempfile
import time
import timeit
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

from perfrules.engine.loading import load_policy

REPEATS, NUMBER = 7, 20_000
THREE = """
kind: decision
id: benchmark.three
inputs:
  kind: {type: choice, of: [一类, 二类, 三类]}
  people: {type: count, unit: 人, domain: ">=1人"}
  days: {type: duration, unit: 天, domain: ">=0.5天", step: 0.5天}
  spent: {type: money, domain: ">=0元", step: 0.01元}
compute: {limit: rate(kind) × people × days, share: spent ÷ limit, over: "max(spent - limit, 0元)"}
tables: {rate: {by: kind, unit: 元/人/天, values: {一类: 760, 二类: 650, 三类: 550}}}
outputs: {pay: {type: money}}
rules:
  - {id: within, when: {share: 不超过100%}, then: {pay: spent}}
  - {id: beyond, when: {over: 超过0元}, then: {pay: limit}}
"""


def scale() -> str:
    """A policy with a marginal scale of 20 bands of 1000元."""
    bands = ["1000元以下: 1%"]
    bands += [f"超过{at}000元且不超过{at + 1}000元: {at + 1}%" for at in range(1, 19)]
    bands += ["超过19000元: 20%"]
    return f"""
kind: decision
id: benchmark.scale
inputs: {{amount: {{type: money, domain: ">=0元", step: 0.01元}}}}
compute: {{fee: "brackets(amount, scale)"}}
tables: {{scale: {{by: amount, values: {{{", ".join(bands)}}}}}}}
outputs: {{pay: {{type: money}}}}
rules:
  - {{id: low, when: {{fee: 不超过500元}}, then: {{pay: fee}}}}
  - {{id: high, when: {{fee: 超过500元}}, then: {{pay: fee}}}}
"""


def load(text: str) -> Any:
    """The policy of a text, ready to decide."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "policy.yaml")
        path.write_text(text, encoding="utf-8")
        return load_policy(path)


def least(call: Callable[[], object]) -> float:
    """The least time of one call in µs."""
    timer = timeit.Timer(call, timer=time.process_time)
    return min(timer.repeat(REPEATS, NUMBER)) / NUMBER * 1e6


def main() -> None:
    """Print a line for each policy."""
    cases = {
        "three computed names": (
            load(THREE),
            [{"kind": "三类", "people": 40, "days": 2, "spent": spent} for spent in (43_999, 44_000, 44_001)],
        ),
        "20 bands": (load(scale()), [{"amount": amount} for amount in range(0, 25_000, 777)]),
    }
    for name, (policy, rows) in cases.items():
        facts, again = cycle(rows), cycle(rows)
        decided = least(lambda policy=policy, facts=facts: policy.decide(**next(facts)))  # type: ignore[misc]
        whole = least(lambda policy=policy, facts=again: policy.decide(**next(facts)).outcome)  # type: ignore[misc]
        print(f"{name:22} decide {decided:5.1f}   outcome {whole:5.1f}")


if __name__ == "__main__":
    main()
