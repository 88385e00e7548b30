"""Rows a second over dataframes, beside polars expressions written by hand, in one run.

    python benchmarks/frames.py [ROWS]

needs `perfrules[frames]`. Amounts are floats with two decimals; 3 tiers are found by a chain of `when`,
1,000 by a search. Scores of whole numbers and of floats are compared with polars in floats, which are wrong
next to half a point, and with a loop over Decimal. The peers give the same columns, but check nothing: no
missing values, no NaN, no domain.
Figures are medians of the processor's time of some alternating runs; the ratio is that of the medians.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import partial

import numpy as np
import polars as pl

from perfrules import (
    CompiledPolicy,
    Condition,
    DecisionPolicy,
    Head,
    Input,
    Interval,
    IntervalSet,
    Output,
    Rule,
    compile_policy,
)
from perfrules.engine.scoring import load_scorer
from perfrules.frames import decide, score
from perfrules.sheets import Indicator

ROUNDS = 7
TOP = 50_000
_LOOP = 100_000
"""The rows of the loop, which takes too long for all."""
Work = Callable[[], pl.DataFrame]


def policy(tiers: int) -> CompiledPolicy:
    """A policy of equal tiers from 0 to 50,000 yuan, the last one open."""
    amount = Input("amount", "money", domain=IntervalSet.from_(Fraction(0)))
    cuts = [Fraction(TOP * at, tiers) for at in range(tiers)]
    ends = [*cuts[1:], None]
    rules = [
        Rule(
            f"r{at}",
            {"amount": Condition(IntervalSet((Interval(low, True, high, False),)))},
            {"who": f"岗位{at}"},
        )
        for at, (low, high) in enumerate(zip(cuts, ends, strict=True))
    ]
    return compile_policy(DecisionPolicy(Head("benchmark"), (amount,), (Output("who"),), tuple(rules)))


def by_hand(frame: pl.DataFrame, tiers: int) -> pl.DataFrame:
    """The same columns by the fastest expression of polars: a chain of conditions, or a search."""
    cuts = [TOP * at / tiers for at in range(1, tiers)]
    words = {"who": "岗位", "rules": "r"}
    if tiers <= 8:
        chains = {name: _chain(cuts, word).alias(name) for name, word in words.items()}
    else:
        at = pl.lit(pl.Series(cuts)).search_sorted(pl.col("amount"), side="right")
        frame = frame.with_columns(at.alias("tier"))
        chains = {
            name: pl.lit(pl.Series([f"{word}{number}" for number in range(tiers)]))
            .gather(pl.col("tier"))
            .alias(name)
            for name, word in words.items()
        }
    return frame.lazy().with_columns(*chains.values(), pl.lit("decided").alias("status")).collect()


def _chain(cuts: list[float], word: str) -> pl.Expr:
    chain = pl.lit(f"{word}{len(cuts)}")
    for at, cut in reversed(list(enumerate(cuts))):
        chain = pl.when(pl.col("amount") < cut).then(pl.lit(f"{word}{at}")).otherwise(chain)
    return chain


def scored_by_hand(frame: pl.DataFrame) -> pl.DataFrame:
    """The scores of an indicator with ≥, in floats."""
    share = (pl.col("actual") / pl.col("target")).clip(0, 1)
    points = (share * pl.col("weight")).round(2)
    return frame.lazy().with_columns(points.alias("score"), pl.lit("scored").alias("status")).collect()


def scored_by_decimals(rows: list[tuple[Decimal, ...]]) -> list[Decimal]:
    """The same scores by a loop."""
    cent = Decimal("0.01")
    return [
        min(weight * actual / target, weight).quantize(cent, ROUND_HALF_UP) for target, actual, weight in rows
    ]


def scores(rows: int) -> None:
    """Print the rows a second of scoring, beside both peers."""
    draw = np.random.default_rng(13)
    target = draw.integers(1_000, 1_000_000, rows)
    whole = {"target": target, "actual": (target * draw.uniform(0.3, 1.2, rows)).astype(np.int64)}
    people = Indicator("产出指标", "数量指标", "人数", direction=">=")
    scorer = load_scorer("mof.self-evaluation-2020")
    for name, columns in (("whole", whole), ("floats", {key: each / 100 for key, each in whole.items()})):
        frame = pl.DataFrame({**columns, "weight": draw.integers(1, 21, rows)})
        some = [tuple(map(Decimal, map(str, row))) for row in frame.head(_LOOP).iter_rows()]
        ours_of = partial(score, frame, scorer, indicator=people)
        assert ours_of()["score"].head(_LOOP).to_list() == scored_by_decimals(some)
        hand, ours = measured(partial(scored_by_hand, frame), ours_of)
        begun = time.process_time()
        scored_by_decimals(some)
        loop = (time.process_time() - begun) * rows / _LOOP
        speeds = "".join(f" {rows / each / 1e6:>10.1f} M/s" for each in (hand, ours))
        print(f"{name:>6}{speeds}   {hand / ours:.2f} of polars, {loop / ours:.0f} times the loop")


def measured(*works: Work) -> list[float]:
    """The median of the processor's seconds of each work, measured in turns."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, taken in zip(works, times, strict=True):
            begun = time.process_time()
            work()
            taken.append(time.process_time() - begun)
    return [statistics.median(each) for each in times]


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    draw = random.Random(1)
    frame = pl.DataFrame({"amount": [round(draw.uniform(0, TOP), 2) for _ in range(rows)]})
    print(f"{'tiers':>6} {'by hand':>14} {'perfrules':>14}   ratio of rows a second")
    for tiers in (3, 1000):
        ours_of, hand_of = partial(decide, policy(tiers), frame), partial(by_hand, frame, tiers)
        columns = ["amount", "who", "rules", "status"]
        assert ours_of().select(columns).equals(hand_of().select(columns))
        hand, ours = measured(hand_of, ours_of)
        print(f"{tiers:>6} {rows / hand / 1e6:>10.1f} M/s {rows / ours / 1e6:>10.1f} M/s   {hand / ours:.2f}")
    scores(rows)


if __name__ == "__main__":
    main()
