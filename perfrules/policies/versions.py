"""Policies under their ids, each with its versions, and the version that is in force on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.hints import similar
from perfrules.diagnostics.read_only import ReadOnlyDict
from perfrules.policies.base.errors import PolicyError, UnknownPolicyError
from perfrules.policies.base.head import Head, InForce, worded_days
from perfrules.resources.plain_repr import PlainRepr

_DAY = timedelta(days=1)


class Policy(Protocol):
    """What policies of every kind have."""

    @property
    def head(self) -> Head:
        """Id, title, days in force, citations."""

    @property
    def digest(self) -> str:
        """The fingerprint of the content."""


@frozen(repr=False)
class PolicyVersions(PlainRepr):
    """Policies by id, the versions of each id from the earliest on.

    `warnings` has the gaps between two versions, on whose days neither is in force.
    """

    versions: Mapping[str, tuple[Policy, ...]] = field(hash=False)
    warnings: tuple[Diagnostic, ...] = ()

    @classmethod
    def of(cls, policies: Iterable[Policy]) -> PolicyVersions:
        """Group policies, in any order, by id.

        Raises:
            PolicyError: PR502: two versions of an id are in force on one day.
        """
        grouped = by_id(policies)
        found = [problem for each in grouped.values() for _, problem in seams(each)]
        overlaps = [problem for problem in found if problem.severity == "error"]
        if overlaps:
            raise PolicyError(*overlaps)
        return cls(grouped, tuple(found))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, sorted."""
        return tuple(sorted(self.versions))

    def get(self, id_: str, as_of: date | None = None) -> Policy:
        """Return the version of a policy that is in force on a day.

        Without a day, the only version, or of several the one in force today.

        Raises:
            UnknownPolicyError: PR500: no such id; PR504: no version is in force on the day.
        """
        if id_ not in self.versions:
            raise UnknownPolicyError(Diagnostic("PR500", {"id": id_, **similar(id_, self.ids)}))
        versions = self.versions[id_]
        if as_of is None and len(versions) == 1:
            return versions[0]
        return in_force(versions, as_of or date.today())


def by_id(policies: Iterable[Policy]) -> Mapping[str, tuple[Policy, ...]]:
    """Group policies by id, the versions of an id from the earliest on."""
    versions: dict[str, list[Policy]] = {}
    for policy in policies:
        versions.setdefault(policy.head.id, []).append(policy)
    for each in versions.values():
        each.sort(key=lambda policy: policy.head.in_force.first or date.min)
    return ReadOnlyDict({id_: tuple(each) for id_, each in versions.items()})


def in_force(versions: Iterable[Policy], day: date) -> Policy:
    """Return the version of a policy that is in force on a day.

    Raises:
        UnknownPolicyError: PR504: none is.
        PolicyError: PR502: several are.
    """
    versions = tuple(versions)
    found = [policy for policy in versions if day in policy.head.in_force]
    id_ = versions[0].head.id
    if not found:
        periods = worded_days("versions", (policy.head.in_force for policy in versions))
        raise UnknownPolicyError(Diagnostic("PR504", {"id": id_, "day": day.isoformat(), **periods}))
    if len(found) > 1:
        raise PolicyError(*(problem for _, problem in seams(found)))
    return found[0]


def _days_of_both(start: date, last: date) -> dict[str, str]:
    """The days on which two versions are in force; a limit that neither has is left out."""
    both = InForce(None if start == date.min else start, None if last == date.max else last)
    return worded_days("days", [both])


def seams(versions: Iterable[Policy]) -> Iterator[tuple[tuple[Policy, Policy], Diagnostic]]:
    """Yield each pair of consecutive versions that overlap (PR502) or leave days between them (PR503).

    `versions` are sorted by their first day.
    """
    for earlier, later in pairwise(versions):
        end, start = earlier.head.in_force.last or date.max, later.head.in_force.first or date.min
        facts = {"id": earlier.head.id}
        if end >= start:
            last = min(end, later.head.in_force.last or date.max)
            yield (earlier, later), Diagnostic("PR502", {**facts, **_days_of_both(start, last)})
        elif end + _DAY < start:
            days = {"first": str(end + _DAY), "last": str(start - _DAY)}
            yield (earlier, later), Diagnostic("PR503", {**facts, **days})
