"""The scoring policy of a form: by the day on which it is evaluated, and by its first-level groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from attrs import define, field

from perfrules.diagnostics import Diagnostic
from perfrules.engine.scoring import Scorer
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.loader import files_of, find_policies, find_policy, read_policy
from perfrules.policies.scoring.policy import ScoringPolicy
from perfrules.policies.versions import Policy, PolicyVersions
from perfrules.resources import data_path
from perfrules.sheets.forms import FilledForm

DEFAULT_POLICY = "mof.self-evaluation-2020"

Days = tuple[date, date]
"""The first and the last day of a span."""


def evaluation_days(form: FilledForm, as_of: date | None = None) -> Days | None:
    """The first and the last day on which a form may have been evaluated; None where nothing tells.

    A year is evaluated in the year after it.

    >>> evaluation_days(FilledForm(as_of=date(2019, 12, 31)))
    (datetime.date(2020, 1, 1), datetime.date(2020, 12, 31))
    """
    if as_of is not None:
        return as_of, as_of
    if form.as_of is None:
        return None
    year = form.as_of.year + 1
    return date(year, 1, 1), date(year, 12, 31)


@define
class Scorers:
    """Finds the scorer of each form, and loads each policy once."""

    _loaded: dict[tuple[str, Days | None], Scorer] = field(factory=dict, init=False)

    def scorer_for(
        self, form: FilledForm, policy: str | Path | None = None, as_of: date | None = None
    ) -> Scorer:
        """The scorer of the policy version that is in force when a form is evaluated.

        Args:
            form: The form.
            policy: The id or path of a scoring policy; by default the policy that the form names, else
                mof.self-evaluation-2020.
            as_of: The day of the evaluation; by default the first day of the year after the form's year on
                which a version is in force.

        Raises:
            DocumentError, PolicyError: the policy cannot be loaded; PR489 where no version is in force, PR553
                where the policy is of another kind.
        """
        wanted, days = policy or form.policy or DEFAULT_POLICY, evaluation_days(form, as_of)
        key = str(wanted), days
        if key not in self._loaded:
            self._loaded[key] = _scorer(wanted, days)
        return self._loaded[key]


def policies_with(groups: Iterable[str], days: Days | None) -> tuple[str, ...]:
    """The ids of the shipped scoring policies that have all of some first-level groups.

    >>> policies_with(["成本指标", "产出指标"], (date(2023, 1, 1), date(2023, 1, 1)))
    ('mof.self-evaluation-2021-cost',)
    """
    names = tuple(groups)
    fitting = (each for each in _shipped(days) if all(each.group_of(name) is not None for name in names))
    return tuple(sorted({each.head.id for each in fitting}))


def _scorer(policy: str | Path, days: Days | None) -> Scorer:
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
        "versions": _spans(versions),
        "policies": "、".join(sorted({each.head.id for each in _shipped(days)})) or "-",
    }
    raise PolicyError(Diagnostic("PR489", facts))


def _covers(policy: Policy, days: Days) -> bool:
    first, last = days
    in_force = policy.head.in_force
    return (in_force.first or date.min) <= last and first <= (in_force.last or date.max)


def _spans(versions: Sequence[Policy]) -> str:
    return "、".join(str(each.head.in_force) for each in versions)


def _shipped(days: Days | None) -> list[ScoringPolicy]:
    """The scoring policies that ship with the library and are in force on one of some days."""
    book = find_policies(data_path("policies"))
    every = (policy for versions in book.versions.values() for policy in versions)
    return [each for each in every if isinstance(each, ScoringPolicy) and (not days or _covers(each, days))]
