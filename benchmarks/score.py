"""Time per indicator in µs, scoring 1,000 sheets of ten indicators.

    python benchmarks/score.py

The sheets and what was achieved are in memory and their texts were never read before: a round pays for
reading the targets and actuals, settling operators and methods, scoring, and the reasons' facts. *Again*
scores the same sheets once more, their targets being read.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterable
from fractions import Fraction

from timing import Timing, print_table, shown

from perfrules.engine.scoring import Scorer, load_scorer
from perfrules.sheets import ActualEntry, Indicator, ProjectActuals, ProjectBudget, Sheet
from perfrules.values import Quantity, default_units

SHEETS = 1_000
ROUNDS = 5
ROWS = [
    ("产出指标", "数量指标", ">={n}人", "{m}人"),
    ("产出指标", "数量指标", "{n}个", "{m}个"),
    ("产出指标", "质量指标", "不低于{p}%", "{q}.5%"),
    ("产出指标", "时效指标", "2021年12月底前", "2021-11-{d}"),
    ("产出指标", "成本指标", "<={n}元", "{m}元"),
    ("效益指标", "经济效益指标", "较上年增长≥{k}%", "{k}.2%"),
    ("效益指标", "社会效益指标", "显著提高", "达成预期"),
    ("效益指标", "生态效益指标", "文字描述", "基本达到"),
    ("效益指标", "可持续影响指标", "{n}-{m}元", "{n}元"),
    ("满意度指标", "服务对象满意度指标", "≥{p}%", "{q}%"),
]

Project = tuple[Sheet, ProjectActuals]


def projects(round_: int) -> list[Project]:
    chance = random.Random(round_)
    yuan = default_units()["元"]
    return [project(f"{round_}-{number}", chance, yuan) for number in range(SHEETS)]


def project(code: str, chance: random.Random, yuan: object) -> Project:
    indicators, entries = [], {}
    for number, (level1, level2, target, actual) in enumerate(ROWS):
        n = chance.randint(1_000, 9_999_999)
        facts = {"n": n, "m": n + chance.randint(1, 900), "p": n % 40 + 60, "q": n % 30 + 70}
        facts |= {"d": n % 20 + 10, "k": n % 9 + 1}
        name = f"指标{number}"
        indicators.append(Indicator(level1, level2, name, target=target.format(**facts)))
        entries[name] = ActualEntry(actual.format(**facts))
    budget = ProjectBudget(*(Quantity(Fraction(amount), yuan) for amount in (500_000, 500_000, 487_500)))
    return Sheet(code=code, indicators=tuple(indicators)), ProjectActuals(budget, indicators=entries)


def scored(scorer: Scorer, work: Iterable[Project]) -> float:
    """CPU time per indicator in µs, independent of other work on the machine."""
    start = time.process_time()
    for sheet, actuals in work:
        scorer.score(sheet, actuals)
    return (time.process_time() - start) / (SHEETS * len(ROWS)) * 1e6


def main() -> None:
    scorer = load_scorer("mof.self-evaluation-2020")
    scored(scorer, projects(0)[:10])
    new, again = [], []
    for round_ in range(1, ROUNDS + 1):
        work = projects(round_)
        new.append(scored(scorer, work))
        again.append(scored(scorer, work))
    print_table(
        [f"{SHEETS * len(ROWS):,} indicators", "µs each, median", "least", "s in all"],
        [row("new texts", new), row("again", again)],
    )


def row(name: str, taken: list[float]) -> list[str]:
    timing = Timing(statistics.median(taken), min(taken))
    return [name, *map(shown, timing), f"{timing.median * SHEETS * len(ROWS) / 1e6:.2f}"]


if __name__ == "__main__":
    main()
