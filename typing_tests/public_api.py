"""Uses of the public API that type checkers must accept in strict mode, without a cast.

Run `mypy --strict typing_tests` and `pyright -p typing_tests`; no test executes this file.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import perfrules
from perfrules import (
    Checklist,
    ChecklistReport,
    CompiledPolicy,
    Decision,
    DecisionError,
    DecisionPolicy,
    DueDate,
    Finding,
    Head,
    Input,
    Monitor,
    Output,
    PolicyBook,
    PolicyDiff,
    Rule,
    Schedule,
    Scorer,
    compile_policy,
    read_condition,
)

APPROVAL = "chengde.expenditure-approval"


def as_the_readme_does() -> None:
    perfrules.load_policy(APPROVAL).decide(amount="1.5万元", category="日常支出")
    approval = perfrules.load_policy(APPROVAL, kind=CompiledPolicy)
    decision: Decision = approval.decide(amount="1.5万元", category="日常支出")
    sentences: list[str] = decision.why
    text: str = decision.explain("en")
    data: dict[str, Any] = decision.to_json()
    again: Decision = Decision.from_json(data)
    print(sentences, text, again.outcome, perfrules.__version__)


def kinds() -> None:
    schedule: Schedule = perfrules.load_policy("chengde.wage-payment", date(2021, 1, 1), kind=Schedule)
    due: tuple[DueDate, ...] = schedule.due(2021)
    checklist: Checklist = perfrules.load_policy(Path("safeguards.yaml"), kind=Checklist)
    report: ChecklistReport = checklist.fulfil(perfrules.Record())
    scorer: Scorer = perfrules.load_policy("mof.self-evaluation-2020", kind=Scorer)
    monitor: Monitor = perfrules.load_policy("mof.monitoring-2019", kind=Monitor)
    print(due, report, scorer, monitor)


def texts_and_books() -> None:
    text: CompiledPolicy = perfrules.load_policy(text=b"kind: decision", name="request", kind=CompiledPolicy)
    with Path("approval.yaml").open("rb") as stream:
        perfrules.load_policy(text=stream)
    book = PolicyBook.load(["kind: decision"])
    ids: tuple[str, ...] = book.ids
    policy: CompiledPolicy = book.policy("unit.approval", as_of=date(2021, 1, 1), kind=CompiledPolicy)
    for row in policy.decide_many([{"amount": 5}]):
        if isinstance(row, DecisionError):
            print(row.code)
        else:
            print(row.outcome)
    named: Mapping[str, str] = {"approval.yaml": "kind: decision"}
    print(
        text, ids, book.problems, PolicyBook.load(named), PolicyBook.load(Path()), PolicyBook.load(perfrules)
    )


def proofs() -> None:
    found: list[Finding] = perfrules.check(APPROVAL)
    found = perfrules.check(text="kind: decision")
    found = perfrules.check(perfrules.load_policy(APPROVAL, kind=CompiledPolicy))
    found = perfrules.check(Path("approval.yaml"))
    old = perfrules.load_policy(APPROVAL, kind=CompiledPolicy)
    new = perfrules.load_policy("chengde.expenditure-approval-exclusive", kind=CompiledPolicy)
    differences: PolicyDiff = perfrules.diff(old, new)
    for difference in differences:
        print(difference.witness)
    print(found)


def built_in_python() -> DecisionPolicy:
    amount = Input("amount", "money", step=Fraction(1, 100))
    return DecisionPolicy(
        Head("unit.approval", "审批"),
        inputs=(amount,),
        outputs=(Output("sign_off", "roles"),),
        rules=(Rule("small", {"amount": read_condition(amount, "2000元以下")}, {"sign_off": ("科长",)}),),
    )


def decided_in_python() -> Decision:
    return compile_policy(built_in_python()).decide(amount=5)


def expressions() -> None:
    target = perfrules.parse("不低于95%")
    met: bool = target.matches("96%")
    print(met, str(target))
