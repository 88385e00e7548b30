"""Time per decision in µs, compared with other libraries in one run.

    python benchmarks/decide.py

needs the `benchmarks` extra; engines that are missing are left out.
The policy is a table of n tiers over one amount, each tier one role. `now` cycles through amounts that spread
over all tiers. perfrules gives a full decision each time; the others give the role (zen-engine a dict).
Times are the least of some, and the processor's: what else runs on the machine has little say.
"""

from __future__ import annotations

import json
import tempfile
import time
import timeit
from bisect import bisect_left
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path
from typing import Any

from compute import load as load_text
from compute import scale

from perfrules.engine.loading import load_policy
from perfrules.values import Quantity, default_units

TIERS = 10
REPEATS = 5
Contender = tuple[str, Callable[[Any], Any], list[Any]]


def condition(tier: int, tiers: int) -> str:
    if tier == 0:
        return f"{TIERS}元以下"
    if tier == tiers - 1:
        return f"超过{tier * TIERS}元"
    return f"{tier * TIERS}元(不含)-{(tier + 1) * TIERS}元"


def policy_text(tiers: int) -> str:
    rules = (
        f"  - {{id: r{tier}, when: {{amount: {condition(tier, tiers)}}}, then: {{sign_off: 岗位{tier}}}}}"
        for tier in range(tiers)
    )
    head = (
        "kind: decision\nid: benchmark\ninputs: {amount: {type: money, domain: '>=0元', step: 0.01元}}\n"
        "outputs: {sign_off: {type: roles}}\nhit: unique\nrules:\n"
    )
    return head + "\n".join(rules) + "\n"


def load(tiers: int) -> tuple[Any, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "policy.yaml")
        path.write_text(policy_text(tiers), encoding="utf-8")
        start = time.process_time()
        policy = load_policy(path)
        return policy, time.process_time() - start


def zen_content(tiers: int) -> str:
    def rule(tier: int) -> dict[str, str]:
        low, high = tier * TIERS, (tier + 1) * TIERS
        test = f"<= {high}" if tier == 0 else f"> {low}" if tier == tiers - 1 else f"({low}..{high}]"
        return {"_id": f"r{tier}", "a": test, "o": f"'岗位{tier}'"}

    table = {
        "hitPolicy": "first",
        "inputs": [{"id": "a", "name": "amount", "type": "expression", "field": "amount"}],
        "outputs": [{"id": "o", "name": "role", "type": "expression", "field": "role"}],
        "rules": [rule(tier) for tier in range(tiers)],
    }
    return zen_graph({"type": "decisionTableNode", "content": table})


def zen_brackets(bands: int) -> str:
    """A fee by a marginal scale as an expression node."""
    parts = [f"max([amount - {1000 * at}, 0]) / 100" for at in range(bands)]
    expressions = [{"id": "e", "key": "fee", "value": " + ".join(parts)}]
    return zen_graph({"type": "expressionNode", "content": {"expressions": expressions}})


def zen_graph(node: dict[str, object]) -> str:
    """A decision of one node between input and output."""
    place = {"x": 0, "y": 0}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": place},
        {"id": "t", "name": "t", "position": place, **node},
        {"id": "out", "type": "outputNode", "name": "out", "position": place},
    ]
    edges = [
        {"id": "e1", "type": "edge", "sourceId": "in", "targetId": "t"},
        {"id": "e2", "type": "edge", "sourceId": "t", "targetId": "out"},
    ]
    return json.dumps({"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges})


def zen(tiers: int, amounts: list[int]) -> Iterator[Contender]:
    import zen as library

    content = library.ZenDecisionContent(zen_content(tiers))
    engine = library.ZenEngine({"loader": lambda _key: content})
    yield "zen-engine", lambda amount: engine.evaluate("t", {"amount": amount}), amounts


def rule_engine(tiers: int, amounts: list[int]) -> Iterator[Contender]:
    import rule_engine as library

    rules = [
        (library.Rule(f"amount > {tier * TIERS} and amount <= {(tier + 1) * TIERS}"), f"岗位{tier}")
        for tier in range(tiers)
    ]
    yield (
        "rule-engine",
        lambda amount: next(r for rule, r in rules if rule.matches({"amount": amount})),
        amounts,
    )


def cel(tiers: int, amounts: list[int]) -> Iterator[Contender]:
    import cel as library

    rules = [
        (library.compile(f"amount > {tier * TIERS} && amount <= {(tier + 1) * TIERS}"), f"岗位{tier}")
        for tier in range(tiers)
    ]
    yield (
        "common-expression-language",
        lambda amount: next(role for rule, role in rules if rule.execute({"amount": amount})),
        amounts,
    )


def marginal_rates(bands: int) -> dict[str, float]:
    """Time in µs of a fee by a marginal scale, of perfrules with its decision."""
    bases = [1000 * at % 25_000 + 13 for at in range(200)]
    policy = load_text(scale())
    found = {"perfrules": microseconds(lambda base: policy.decide(amount=base).outcome, bases)}
    if find_spec("openfisca_core"):
        import numpy
        from openfisca_core.taxscales import MarginalRateTaxScale

        library = MarginalRateTaxScale()
        for band in range(bands):
            library.add_bracket(1000 * band, (band + 1) / 100)
        arrays = [numpy.array([base]) for base in bases]
        found["OpenFisca, an array of one"] = microseconds(library.calc, arrays)
        found["OpenFisca, an array of 200"] = microseconds(library.calc, [numpy.array(bases)]) / len(bases)
    if find_spec("zen"):
        import zen

        engine = zen.ZenEngine({"loader": lambda _key: zen.ZenDecisionContent(zen_brackets(bands))})
        found["zen-engine"] = microseconds(lambda base: engine.evaluate("t", {"amount": base}), bases[:20])
    if find_spec("rule_engine"):
        import rule_engine as library_of_rules

        parts = [f"(amount > {1000 * at} ? (amount - {1000 * at}) / 100 : 0)" for at in range(bands)]
        rule = library_of_rules.Rule(" + ".join(parts))
        found["rule-engine"] = microseconds(lambda base: rule.evaluate({"amount": base}), bases[:20])
    return found


def by_hand(tiers: int, amounts: list[int]) -> Iterator[Contender]:
    ends = [(tier + 1) * TIERS for tier in range(tiers - 1)]
    roles = [f"岗位{tier}" for tier in range(tiers)]
    if tiers == 3:

        def branches(amount: int) -> str:
            if amount <= ends[0]:
                return roles[0]
            return roles[1] if amount <= ends[1] else roles[2]

        yield "if/elif by hand", branches, amounts
    yield "bisect by hand", lambda amount: roles[bisect_left(ends, amount)], amounts


def ours(policy: Any, amounts: list[int]) -> Iterator[Contender]:
    yuan = default_units()["元"]
    decide = policy.decide
    forms: dict[str, list[Any]] = {
        "typed quantity": [Quantity(Fraction(amount), yuan) for amount in amounts],
        "int": amounts,
        "Decimal": [Decimal(amount) for amount in amounts],
        "text “1500.00”": [f"{amount}.00" for amount in amounts],
        "text seen before “0.15万元”": [f"{Decimal(amount) / 10000}万元" for amount in amounts],
    }
    for name, values in forms.items():
        yield f"perfrules, {name}", lambda amount: decide(amount=amount), values


def microseconds(run: Callable[[Any], Any], values: list[Any], seconds: float = 0.2) -> float:
    now = cycle(values)
    for value in values[:2]:
        run(value)
    start = time.perf_counter()
    for value in values:
        run(value)
    each = (time.perf_counter() - start) / len(values)
    number = max(len(values), min(20_000, int(seconds / each)))
    times = timeit.repeat(lambda: run(next(now)), number=number, repeat=REPEATS, timer=time.process_time)
    return min(times) / number * 1e6


def contenders(tiers: int, policy: Any) -> Iterator[Contender]:
    amounts = [(step * 7919) % (tiers * TIERS - 1) + 1 for step in range(200 if tiers > 3 else 30)]
    yield from ours(policy, amounts)
    few = amounts[:10]
    for module, make in (("zen", zen), ("rule_engine", rule_engine), ("cel", cel)):
        if find_spec(module):
            yield from make(tiers, few)
    yield from by_hand(tiers, amounts)


def main() -> None:
    found: dict[str, dict[int, float]] = {}
    loading = {}
    for tiers in (3, 10_000):
        policy, loading[tiers] = load(tiers)
        for name, run, values in contenders(tiers, policy):
            found.setdefault(name, {})[tiers] = microseconds(run, values)
    print(f"{'µs a decision':32} {'3 rules':>12} {'10,000 rules':>14} {'ratio':>8}")
    for name, times in found.items():
        few, many = times.get(3), times.get(10_000)
        ratio = f"{many / few:8.2f}" if few and many else ""
        print(f"{name:32} {few or 0:12.2f} {f'{many:14.2f}' if many else '':>14} {ratio}")
    print(f"load and compile from YAML, s: {loading[3]:.2f}, {loading[10_000]:.2f}")
    rates = marginal_rates(20)
    print(f"\n{'µs a fee by 20 marginal bands':32} {'time':>12} {'ratio':>8}")
    for name, each in rates.items():
        print(f"{name:32} {each:12.2f} {each / rates['perfrules']:8.2f}")


if __name__ == "__main__":
    main()
