"""Policies loaded ready to run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, overload

from perfrules.diagnostics import Diagnostic
from perfrules.engine.checklists.fulfil import Checklist
from perfrules.engine.decisions.compile import CompiledPolicy, compile_policy
from perfrules.engine.monitoring.monitor import Monitor
from perfrules.engine.schedules.due import Schedule
from perfrules.engine.scoring.score import Scorer
from perfrules.policies import loader
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.checklists.policy import ChecklistPolicy
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.loader import Policy
from perfrules.policies.monitoring.policy import MonitoringPolicy
from perfrules.policies.schedules.policy import SchedulePolicy
from perfrules.policies.scoring.policy import ScoringPolicy

Runnable: TypeAlias = Checklist | CompiledPolicy | Monitor | Schedule | Scorer | Policy
"""A policy as what runs its kind, with `decide`, `due`, `fulfil`, `monitor`, `score`; of another as it is."""


_Kind = TypeVar("_Kind", Checklist, CompiledPolicy, Monitor, Schedule, Scorer)
_OF_OTHER_KIND: Mapping[type[object], str] = {
    Checklist: "PR597",
    CompiledPolicy: "PR508",
    Monitor: "PR634",
    Schedule: "PR576",
    Scorer: "PR553",
}


@overload
def load_policy(path_or_id: str | Path, as_of: date | None = None) -> Runnable: ...


@overload
def load_policy(path_or_id: str | Path, as_of: date | None = None, *, kind: type[_Kind]) -> _Kind: ...


def load_policy(
    path_or_id: str | Path, as_of: date | None = None, *, kind: type[Any] | None = None
) -> Runnable:
    """Load a policy from a file, or one that ships by its id, ready to run.

    Args:
        path_or_id: the path of a policy file, or an id such as `chengde.expenditure-approval`.
        as_of: the day it must be in force on; without one, the only version there is or of several the one
            in force today.
        kind: what it must be: `CompiledPolicy`, `Schedule`, `Checklist`, `Scorer`, `Monitor`; so that a
            program, and its type checker, can rely on it.

    Raises:
        DocumentError: the file cannot be read or does not fit its kind.
        PolicyError: there is no such policy, it does not hold together, or it is of another kind.

    >>> policy = load_policy("chengde.expenditure-approval")
    >>> policy.decide(amount="1.5万元", category="日常支出").outcome
    {'document': ('请示',), 'sign_off': ('分管领导', '主要领导')}
    """
    policy = loader.load_policy(path_or_id, as_of)
    runnable = ready(policy)
    if kind is not None and not isinstance(runnable, kind):
        raise PolicyError(Diagnostic(_OF_OTHER_KIND[kind], {"id": policy.head.id}))
    return runnable


def load_policies(directory: str | Path, as_of: date | None = None) -> Mapping[str, Runnable]:
    """Load every policy in a folder, ready to run, by id; `as_of` chooses versions as in `load_policy`.

    Raises:
        PolicyError: with everything that is wrong with any of the files.

    >>> from decimal import Decimal
    >>> from perfrules.resources import data_path
    >>> load_policies(data_path("policies", "mof"))["mof.self-evaluation-2020"].grade(Decimal(95))
    '优'
    """
    book = loader.load_policies(directory)
    return {id_: ready(book.get(id_, as_of)) for id_ in book.ids}


def ready(policy: Policy) -> Runnable:
    """The policy as what runs its kind; of another kind as it is."""
    if isinstance(policy, DecisionPolicy):
        return compile_policy(policy)
    if isinstance(policy, ChecklistPolicy):
        return Checklist(policy)
    if isinstance(policy, SchedulePolicy):
        return Schedule(policy)
    if isinstance(policy, MonitoringPolicy):
        return Monitor(policy)
    return Scorer(policy) if isinstance(policy, ScoringPolicy) else policy
