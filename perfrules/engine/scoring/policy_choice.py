"""The version of a scoring policy that is in force when a year is evaluated."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.listed import Listed
from perfrules.engine.scoring.score import Scorer
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.base.head import worded_days
from perfrules.policies.loader import files_of, find_policies, find_policy, read_policy
from perfrules.policies.scoring.policy import ScoringPolicy
from perfrules.policies.versions import Policy, PolicyVersions
from perfrules.resources.paths import data_path

Days = tuple[date, date]
"""The first and the last day of a span."""


def evaluation_days(reported: date | None, as_of: date | None = None) -> Days | None:
    """The first and the last day on which a year may have been evaluated; None if unknown.

    A year is evaluated in the year after it.

    Args:
        reported: The day up to which the actuals report.
        as_of: The day of the evaluation, where it is known.

    >>> evaluation_days(date(2019, 12, 31))
    (datetime.date(2020, 1, 1), datetime.date(2020, 12, 31))
    """
    if as_of is not None:
        return as_of, as_of
    if reported is None:
        return None
    year = reported.year + 1
    return date(year, 1, 1), date(year, 12, 31)


def policies_with(groups: Iterable[str], days: Days | None) -> tuple[str, ...]:
    """The ids of the shipped scoring policies that have all of some first-level groups.

    >>> policies_with(["成本指标", "产出指标"], (date(2023, 1, 1), date(2023, 1, 1)))
    ('mof.self-evaluation-2021-cost',)
    """
    names = tuple(groups)
    fitting = (each for each in _shipped(days) if all(each.group_of(name) is not None for name in names))
    return tuple(sorted({each.head.id for each in fitting}))


def scorer_on(policy: str | Path, days: Days | None) -> Scorer:
    """The scorer of the version of a policy that is in force on one of some days.

    Args:
        policy: The id or path of a scoring policy.
        days: The span of the evaluation, as `evaluation_days` returns it; None where nothing says when.

    Raises:
        DocumentError, PolicyError: the policy cannot be loaded; PR489 where no version is in force, PR553
            where the policy is of another kind.

    >>> scorer_on("mof.self-evaluation-2020", evaluation_days(date(2019, 12, 31))).policy.head.version
    '2020-02-25'
    """
    chosen = find_policy(policy) if days is None else _in_force(policy, days)
    if not isinstance(chosen, ScoringPolicy):
        raise PolicyError(Diagnostic("PR553", {"id": chosen.head.id}))
    return Scorer(chosen)


def _in_force(policy: str | Path, days: Days) -> Policy:
    """The earliest version that is in force on one of some days."""
    (versions,) = PolicyVersions.of(map(read_policy, files_of(policy))).versions.values()
    found = next((each for each in versions if _covers(each, days)), None)
    if found is not None:
        return found
    first, last = days
    facts = {
        "id": versions[0].head.id,
        "day": first.isoformat() if first == last else f"{first}/{last}",
        **worded_days("versions", (each.head.in_force for each in versions)),
        "policies": Listed(sorted({each.head.id for each in _shipped(days)})) or "-",
    }
    raise PolicyError(Diagnostic("PR489", facts))


def _covers(policy: Policy, days: Days) -> bool:
    first, last = days
    in_force = policy.head.in_force
    return (in_force.first or date.min) <= last and first <= (in_force.last or date.max)


def _shipped(days: Days | None) -> list[ScoringPolicy]:
    """The scoring policies that ship with the library and are in force on one of some days."""
    book = find_policies(data_path("policies"))
    every = (policy for versions in book.versions.values() for policy in versions)
    return [each for each in every if isinstance(each, ScoringPolicy) and (not days or _covers(each, days))]
