"""Rows a second over dataframes, beside polars expressions written by hand, in one run.

    python benchmarks/frames.py [ROWS]

needs `perfrules[frames]`. Amounts are floats with two decimals; 3 tiers are found by a chain of `when`,
1,000 by a search. The 3 tiers are decided in texts and in categories (`Enum`), each beside its own peer.
Scores of whole numbers and of floats are compared with polars in floats, which are wrong next to half a
point, and with a loop over Decimal. The peers give the same columns, but check nothing: no missing values,
no NaN, no domain.
Figures are medians of the processor's time of some alternating runs; the ratio is that of the medians.
OpenFisca (a simulation of one variable) and zen-engine (a loop) decide the 3 tiers where they are installed.
Memory is what one call in a process of its own adds to the resident memory at its peak, beside the bytes of
the columns that it reads and adds.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import polars as pl
from decide import zen_content

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
PEOPLE = Indicator("产出指标", "数量指标", "人数", direction=">=")
Work = Callable[[], object]


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


def by_hand(frame: pl.DataFrame, tiers: int, *, categories: bool = False) -> pl.DataFrame:
    """The same columns by the fastest expression of polars: a chain of conditions, or a search."""
    cuts = [TOP * at / tiers for at in range(1, tiers)]
    words = {"who": "岗位", "rules": "r"}
    texts = {name: [f"{word}{number}" for number in range(tiers)] for name, word in words.items()}
    types = {name: pl.Enum(each) if categories else pl.String for name, each in texts.items()}
    if tiers <= 8:
        chains = {name: _chain(cuts, texts[name], types[name]).alias(name) for name in words}
    else:
        at = pl.lit(pl.Series(cuts)).search_sorted(pl.col("amount"), side="right")
        frame = frame.with_columns(at.alias("tier"))
        chains = {name: pl.lit(pl.Series(texts[name])).gather(pl.col("tier")).alias(name) for name in words}
    return frame.lazy().with_columns(*chains.values(), pl.lit("decided").alias("status")).collect()


def _chain(cuts: list[float], texts: list[str], type_: pl.DataType) -> pl.Expr:
    chain = pl.lit(texts[-1]).cast(type_)
    for cut, text in reversed(list(zip(cuts, texts, strict=False))):
        chain = pl.when(pl.col("amount") < cut).then(pl.lit(text).cast(type_)).otherwise(chain)
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


def amounts(rows: int) -> pl.DataFrame:
    """Amounts with two decimals."""
    return pl.DataFrame({"amount": np.random.default_rng(1).uniform(0, TOP, rows).round(2)})


def numbers(rows: int) -> dict[str, pl.DataFrame]:
    """Targets, actuals and points as whole numbers, and as floats."""
    draw = np.random.default_rng(13)
    target = draw.integers(1_000, 1_000_000, rows)
    whole = {"target": target, "actual": (target * draw.uniform(0.3, 1.2, rows)).astype(np.int64)}
    kinds = {"whole": whole, "floats": {key: each / 100 for key, each in whole.items()}}
    return {
        name: pl.DataFrame({**each, "weight": draw.integers(1, 21, rows)}) for name, each in kinds.items()
    }


def scores(rows: int) -> None:
    """Print the rows a second of scoring, beside both peers."""
    scorer = load_scorer("mof.self-evaluation-2020")
    for name, frame in numbers(rows).items():
        some = [tuple(map(Decimal, map(str, row))) for row in frame.head(_LOOP).iter_rows()]
        ours_of = partial(score, frame, scorer, indicator=PEOPLE)
        assert ours_of()["score"].head(_LOOP).to_list() == scored_by_decimals(some)
        hand, ours = measured(partial(scored_by_hand, frame), ours_of)
        begun = time.process_time()
        scored_by_decimals(some)
        loop = (time.process_time() - begun) * rows / _LOOP
        speeds = "".join(f" {rows / each / 1e6:>10.1f} M/s" for each in (hand, ours))
        print(f"{name:>6}{speeds}   {hand / ours:.2f} of polars, {loop / ours:.0f} times the loop")


def peers(frame: pl.DataFrame, ours: float) -> None:
    """Print the rows a second of other engines that decide 3 tiers, beside our seconds for all rows."""
    rows = frame.height
    makers = {"openfisca_core": _openfisca, "zen": _zen}
    for module, maker in makers.items():
        if find_spec(module) is None:
            print(f"{module} is not installed")
            continue
        work, count = maker(frame["amount"].to_numpy())
        (seconds,) = measured(work)
        speed = count / seconds
        print(f"{module:>14} {speed / 1e6:>8.3f} M/s, perfrules is {rows / ours / speed:,.1f} times as fast")


def _openfisca(amounts: np.ndarray) -> tuple[Callable[[], object], int]:
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.taxscales import SingleAmountTaxScale
    from openfisca_core.variables import Variable

    person = build_entity("person", "persons", "", is_person=True)
    scale = SingleAmountTaxScale()
    for at in range(3):
        scale.add_bracket(TOP * at / 3, at)

    class amount(Variable):  # noqa: N801 - OpenFisca finds variables by the names of their classes
        value_type, entity, definition_period = float, person, DateUnit.YEAR

    class tier(Variable):  # noqa: N801 - as above
        value_type, entity, definition_period = int, person, DateUnit.YEAR

        def formula(persons, period):  # noqa: N805 - OpenFisca calls it with the entity
            return scale.calc(persons("amount", period))

    system = TaxBenefitSystem([person])
    for variable in (amount, tier):
        system.add_variable(variable)

    def work() -> object:
        simulation = SimulationBuilder().build_default_simulation(system, len(amounts))
        simulation.set_input("amount", "2021", amounts)
        return simulation.calculate("tier", "2021")

    return work, len(amounts)


def _zen(amounts: np.ndarray) -> tuple[Callable[[], object], int]:
    import zen

    engine = zen.ZenEngine({"loader": lambda _key: zen.ZenDecisionContent(zen_content(3))})
    some = amounts[:2000].tolist()
    return lambda: [engine.evaluate("t", {"amount": each}) for each in some], len(some)


def memory(name: str, work: Callable[[pl.DataFrame], pl.DataFrame], frame: pl.DataFrame) -> None:
    """Print what a call adds to the resident memory at its peak, and what its columns hold."""
    work(frame.head(1000))  # what is loaded once does not count
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    start = _resident("VmRSS")
    made = work(frame)
    peak, held = _resident("VmHWM") - start, made.estimated_size()
    shown = f"{peak / 1e6:>6.0f} MB at the peak, {held / 1e6:.0f} MB in columns"
    print(f"{name:>16} {shown}: {peak / held:.1f} times")


def memories(rows: int, name: str) -> None:
    """Print the memory of one kind of call."""
    if name in ("3", "1000"):
        compiled = policy(int(name))
        memory(f"{name} tiers", lambda each: decide(compiled, each), amounts(rows))
        return
    scorer = load_scorer("mof.self-evaluation-2020")
    frame = numbers(rows)[name]
    memory(f"scores of {name}", lambda each: score(each, scorer, indicator=PEOPLE), frame)


def _resident(key: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(key))


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
    if len(sys.argv) > 2:
        memories(rows, sys.argv[2])
        return
    frame = amounts(rows)
    print(f"{'tiers':>6} {'in':>10} {'by hand':>14} {'perfrules':>14}   ratio of rows a second")
    fastest = float("inf")
    columns = ["amount", "who", "rules", "status"]
    for tiers, categories in ((3, False), (3, True), (1000, False)):
        ours_of = partial(decide, policy(tiers), frame, categories=categories)
        hand_of = partial(by_hand, frame, tiers, categories=categories)
        made, wanted = (
            each.select(columns).cast(dict.fromkeys(columns[1:], pl.String))
            for each in (ours_of(), hand_of())
        )
        assert made.equals(wanted)
        hand, ours = measured(hand_of, ours_of)
        fastest = min(fastest, ours)
        kind = "categories" if categories else "texts"
        speeds = f"{rows / hand / 1e6:>10.1f} M/s {rows / ours / 1e6:>10.1f} M/s"
        print(f"{tiers:>6} {kind:>10} {speeds}   {hand / ours:.2f}")
    peers(frame, fastest)
    scores(rows)
    for name in ("3", "1000", "whole", "floats"):
        subprocess.run([sys.executable, __file__, str(rows), name], check=True)


if __name__ == "__main__":
    main()
