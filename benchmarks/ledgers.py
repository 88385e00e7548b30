"""Audit of a large ledger with planted violations, beside a polars pipeline written by hand.

    python benchmarks/ledgers.py [ROWS]

needs `perfrules[frames]`. A seeded generator writes ROWS entries (10⁷ are about 1 GB of CSV) with missing
sign-offs, documents and meetings, and with entries that were split. The audit must find all of them and no
others. Each run is a process of its own. Printed are seconds, the processor's seconds and the peak of memory.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

POLICY = """\
perfrules: 1
kind: decision
id: benchmark.approval
title: 支出审批
inputs:
  amount: {type: money, title: 金额, unit: 元, domain: ">=0元", step: 0.01元}
  category: {type: choice, title: 支出类别, of: [日常支出, 货物, 服务]}
outputs:
  document: {type: list, title: 附件}
  sign_off: {type: roles, title: 签批}
  deliberation: {type: any-of, title: 集体讨论}
aggregate: {input: amount, by: [payee, category], within: 7天}
hit: collect
rules:
  - {id: head, when: {amount: 不满2000元}, then: {sign_off: [财务负责人]}}
  - {id: leaders, when: {amount: 2000元以上}, then: {document: [请示], sign_off: [分管领导, 主要领导]}}
  - {id: collective, when: {amount: 2万元以上}, then: {deliberation: [局长办公会, 党组会]}}
"""
CATEGORIES = ["日常支出", "货物", "服务"]
SHARE = 10_000
"""The entries between two splits; faults of the other kinds are rarer."""
WINDOW = 7


def ledger(path: Path, rows: int) -> dict[str, list[int]]:
    """Write a ledger; return the rows of each kind of fault, counted as the audit counts them."""
    draw = np.random.default_rng(13)
    amount = np.where(
        draw.random(rows) < 0.7, draw.integers(100, 199_900, rows), draw.integers(200_000, 5_000_000, rows)
    )
    payees = max(rows // 20, 1)
    payee = draw.permutation(payees)[np.arange(rows) % payees]
    # A payee comes back after a twentieth of the year, beyond the window.
    day = np.arange(rows) * 365 // rows
    split = np.arange(50, rows - 50, SHARE)
    names = pl.Series("payee", payee).cast(pl.String)
    for at in range(3):
        amount[split + at] = 70_000 + at
    names = pl.select(pl.lit("供应商") + pl.lit(names)).to_series()
    chosen = np.sort(np.concatenate([split + at for at in range(3)]))
    marked = pl.Series([f"分包商{each // SHARE}" for each in chosen])
    names = names.scatter(chosen, marked)
    category = np.arange(rows) % 3
    category[chosen] = 0
    small, large = amount < 200_000, amount >= 2_000_000
    signed = np.where(small, "财务负责人", "分管领导、主要领导")
    document = np.where(small, "", "请示")
    meeting = np.where(large, "局长办公会", "")
    faults: dict[str, list[int]] = {"split": (split + 2).tolist()}
    plain = np.setdiff1d(np.arange(rows), chosen)
    for kind, rows_of, cells, wrong in (
        ("sign_off", plain[~small[plain]], signed, "分管领导"),
        ("document", plain[~small[plain]], document, ""),
        ("deliberation", plain[large[plain]], meeting, "无"),
    ):
        at = rows_of[:: max(SHARE // 3, 1)]
        cells[at] = wrong
        faults[kind] = (at + 2).tolist()
    pl.DataFrame(
        {
            "日期": pl.Series(day + 18_628, dtype=pl.Int32).cast(pl.Date),
            "单位": pl.Series(np.arange(rows) % 97).cast(pl.String),
            "收款人": names,
            "支出类别": pl.Series(CATEGORIES).gather(category),
            "金额": pl.Series(amount),
            "签批": signed,
            "附件": document,
            "集体讨论": meeting,
            "摘要": pl.Series(np.arange(rows)).cast(pl.String) + "号凭证，按合同约定支付本期款项",
        }
    ).with_columns(pl.col("金额").cast(pl.Decimal(18, 2)) / 100).write_csv(path)
    return faults


def by_perfrules(path: Path, policy: Path) -> dict[str, list[int]]:
    """The faults that the audit finds."""
    from perfrules.ledgers import audit

    kinds = {"签批": "sign_off", "附件": "document", "集体讨论": "deliberation"}
    found: dict[str, list[int]] = {"sign_off": [], "document": [], "deliberation": [], "split": []}
    report = audit([path], [policy])
    for each in report.findings:
        kind = "split" if each.what.kind == "split" else kinds[each.what.facts["title"]]
        found[kind].append(each.rows[0])
    assert not report.broken
    assert all(len(each.rows) == 3 for each in report.findings if each.what.kind == "split")
    return found


def by_hand(path: Path, policy: Path) -> dict[str, list[int]]:
    """The same faults by an expression for each rule; nothing is checked, quoted or explained."""
    del policy
    row, amount = pl.col("row"), pl.col("金额")
    frame = pl.scan_csv(
        path, schema_overrides={"金额": pl.Float64, "日期": pl.Date}, row_index_name="row"
    ).with_columns(row=row + 2)
    signs = (
        pl.when(amount < 2000)
        .then(~pl.col("签批").str.contains("财务负责人", literal=True))
        .otherwise(
            ~(
                pl.col("签批").str.contains("分管领导", literal=True)
                & pl.col("签批").str.contains("主要领导", literal=True)
            )
        )
    )
    frame = frame.with_columns(
        sign_off=signs.fill_null(True),
        document=(amount >= 2000) & (pl.col("附件").fill_null("") != "请示"),
        deliberation=(amount >= 20000) & ~pl.col("集体讨论").fill_null("").str.contains("局长办公会|党组会"),
    )
    faulty = frame.filter(pl.any_horizontal("sign_off", "document", "deliberation"))
    faulty = faulty.select("row", "sign_off", "document", "deliberation")
    small = frame.filter(amount < 2000).select("row", "收款人", "支出类别", "日期", "金额")
    sums = (
        small.sort("日期")
        .rolling("日期", period=f"{WINDOW + 1}d", group_by=["收款人", "支出类别"])
        .agg(pl.col("金额").sum(), pl.col("row").min())
    )
    rows, splits = pl.collect_all([faulty, sums.filter(pl.col("金额") >= 2000)], engine="streaming")
    found = {
        kind: rows.filter(pl.col(kind))["row"].to_list() for kind in ("sign_off", "document", "deliberation")
    }
    return found | {"split": splits["row"].unique().to_list()}


def run(name: str, path: Path, policy: Path, wanted: Path) -> None:
    """Find the faults in this process, compare them with those that were planted, print what it took."""
    begun = time.perf_counter()
    found = {"perfrules": by_perfrules, "polars": by_hand}[name](path, policy)
    wall = time.perf_counter() - begun
    used = resource.getrusage(resource.RUSAGE_SELF)
    # Not ru_maxrss, which begins with the peak of the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    planted = json.loads(wanted.read_text(encoding="utf-8"))
    for kind, rows in planted.items():
        assert sorted(found[kind]) == sorted(rows), kind
    cpu = used.ru_utime + used.ru_stime
    print(f"{name:>10} {wall:>8.1f} s {cpu:>8.1f} s CPU {peak / 1e6:>6.2f} GB", flush=True)


def main() -> None:
    if len(sys.argv) > 3:
        run(sys.argv[1], *map(Path, sys.argv[2:]))
        return
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path, policy, wanted = (
            Path(folder, name) for name in ("ledger.csv", "approval.yaml", "planted.json")
        )
        policy.write_text(POLICY, encoding="utf-8")
        planted = ledger(path, rows)
        wanted.write_text(json.dumps(planted), encoding="utf-8")
        size = path.stat().st_size / 1e6
        print(f"{rows:,} rows, {size:,.0f} MB, {sum(map(len, planted.values())):,} faults")
        for name in ("polars", "perfrules"):
            subprocess.run([sys.executable, __file__, name, path, policy, wanted], check=True)


if __name__ == "__main__":
    main()
