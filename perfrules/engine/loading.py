"""Load policies ready to run."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast, overload

from perfrules.diagnostics import Diagnostic
from perfrules.policies import loader
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.loader import Text
from perfrules.policies.versions import Policy, in_force

if TYPE_CHECKING:
    from perfrules.engine.checklists.fulfil import Checklist
    from perfrules.engine.decisions.compile import CompiledPolicy
    from perfrules.engine.monitoring.monitor import Monitor
    from perfrules.engine.schedules.due import Schedule
    from perfrules.engine.scoring.score import Scorer

Runnable: TypeAlias = "Checklist | CompiledPolicy | Monitor | Schedule | Scorer | Policy"
"""A policy ready to run, with `decide`, `due`, `fulfil`, `monitor` or `score` by its kind."""

_Kind = TypeVar("_Kind", "Checklist", "CompiledPolicy", "Monitor", "Schedule", "Scorer")
_OF_OTHER_KIND: Mapping[str, str] = {
    "Checklist": "PR597",
    "CompiledPolicy": "PR508",
    "Monitor": "PR634",
    "Schedule": "PR576",
    "Scorer": "PR553",
}
_RUNNERS: Mapping[str, tuple[str, str]] = {
    "ChecklistPolicy": ("perfrules.engine.checklists.fulfil", "Checklist"),
    "DecisionPolicy": ("perfrules.engine.decisions.compile", "compile_policy"),
    "MonitoringPolicy": ("perfrules.engine.monitoring.monitor", "Monitor"),
    "SchedulePolicy": ("perfrules.engine.schedules.due", "Schedule"),
    "ScoringPolicy": ("perfrules.engine.scoring.score", "Scorer"),
}
"""The module and the name that make each class of policy run; a module is imported with its first policy."""


@overload
def load_policy(
    path_or_id: str | os.PathLike[str] | None = None,
    as_of: date | None = None,
    *,
    text: Text | None = None,
    name: str | None = None,
) -> Any: ...


@overload
def load_policy(
    path_or_id: str | os.PathLike[str] | None = None,
    as_of: date | None = None,
    *,
    kind: type[_Kind],
    text: Text | None = None,
    name: str | None = None,
) -> _Kind: ...


def load_policy(
    path_or_id: str | os.PathLike[str] | None = None,
    as_of: date | None = None,
    *,
    kind: type[Any] | None = None,
    text: Text | None = None,
    name: str | None = None,
) -> Any:
    r"""Load a policy from a file or a text, or a shipped one by its id, ready to run.

    Args:
        path_or_id: the path of a policy file, or an id such as `chengde.expenditure-approval`.
        as_of: the day on which it must be in force; without one, the only version, or of several the one in
            force today.
        kind: what it must be: `CompiledPolicy`, `Schedule`, `Checklist`, `Scorer` or `Monitor`. With it, a
            type checker knows the type of the result; without it the result has the type `Any`.
        text: the policy itself, instead of a path: a text, bytes or an open file. Added in 0.2.
        name: what the text is called in messages; an ending such as `.dmn` says its format. Added in 0.2.

    Raises:
        TypeError: neither or both of `path_or_id` and `text` are given.
        DocumentError: the file cannot be read or does not fit its kind.
        UnknownPolicyError: there is no such policy, or none in force on the day.
        PolicyError: it is not valid, or it is of another kind.

    >>> policy = load_policy("chengde.expenditure-approval")
    >>> policy.decide(amount="1.5万元", category="日常支出").outcome
    {'document': ('请示',), 'sign_off': ('分管领导', '主要领导')}
    >>> from perfrules.engine.schedules.due import Schedule
    >>> wages = load_policy(text="kind: schedule\nid: unit.wages\ndeadline: 每月8日前", kind=Schedule)
    >>> str(wages.due(2021)[0].due)
    '2021-01-08'
    """
    if (path_or_id is None) == (text is None):
        raise TypeError("give either a path or id, or text=…")
    if path_or_id is not None:
        policy = loader.find_policy(path_or_id, as_of)
    else:
        policy = loader.read_policy_text(cast(Text, text), name)[1]
        policy = policy if as_of is None else in_force((policy,), as_of)
    return of_kind(policy, kind)


def of_kind(policy: Policy, kind: type[Any] | None) -> Any:
    """Return the policy ready to run, checked to be of a kind.

    Raises:
        PolicyError: PR508, PR553, PR576, PR597 or PR634: it is of another kind.
    """
    runnable = ready(policy)
    if kind is not None and not isinstance(runnable, kind):
        raise PolicyError(Diagnostic(_OF_OTHER_KIND[kind.__name__], {"id": policy.head.id}))
    return runnable


def load_policies(directory: str | os.PathLike[str], as_of: date | None = None) -> Mapping[str, Runnable]:
    """Load every policy in a folder, ready to run, by id; `as_of` chooses versions as in `load_policy`.

    `PolicyBook.load` keeps the good policies of a folder in which some files are wrong.

    Raises:
        PolicyError: with every problem of every file.

    >>> from decimal import Decimal
    >>> from perfrules.resources.paths import data_path
    >>> load_policies(data_path("policies", "mof"))["mof.self-evaluation-2020"].grade(Decimal(95))
    '优'
    """
    found = loader.find_policies(directory)
    return {id_: ready(found.get(id_, as_of)) for id_ in found.ids}


def ready(policy: Policy) -> Runnable:
    """Return the policy as the class that runs its kind; one of another kind unchanged."""
    if type(policy).__name__ not in _RUNNERS:
        return policy
    module, name = _RUNNERS[type(policy).__name__]
    runnable: Runnable = getattr(import_module(module), name)(policy)
    return runnable
