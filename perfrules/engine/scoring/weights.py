"""How the points of a first-level group fall to its indicators."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from perfrules.diagnostics import Diagnostic
from perfrules.policies.scoring import Group, ScoringPolicy
from perfrules.sheets import Indicator, Sheet
from perfrules.values import exact_text


def spread(total: Fraction, declared: Sequence[Fraction | None], places: int) -> list[Fraction]:
    """The points of each member: those declared as they are, the rest shared equally by the others.

    Shares have `places` decimals and sum exactly to the total: what the division leaves goes to the first
    ones, a unit of the last decimal each.

    >>> [str(exact_text(points)) for points in spread(Fraction(50), [None] * 3, 2)]
    ['16.67', '16.67', '16.66']
    """
    shared = sum(1 for points in declared if points is None)
    if not shared:
        return [points for points in declared if points is not None]
    rest = max(total - sum((points for points in declared if points is not None), Fraction(0)), Fraction(0))
    unit = Fraction(1, 10**places)
    share = rest / shared // unit * unit
    left = (rest - share * shared) / unit
    points_of: list[Fraction] = []
    for points in declared:
        if points is None:
            # The last takes whatever is finer than a unit, so that the sum is exact for any total.
            extra = min(left, Fraction(1)) if shared > 1 else left
            left -= extra
            shared -= 1
            points_of.append(share + extra * unit)
        else:
            points_of.append(points)
    return points_of


def weigh(sheet: Sheet, policy: ScoringPolicy) -> tuple[list[Fraction], list[Diagnostic]]:
    """The points of each indicator of a sheet, in its order, and what is wrong with the weights.

    An indicator of no group, or with nothing to reach (`/`), is worth none.
    """
    points = [Fraction(0)] * len(sheet.indicators)
    told: list[Diagnostic] = []
    for group in policy.groups:
        members = [at for at, each in enumerate(sheet.indicators) if _counts(each, group, policy)]
        declared = [sheet.indicators[at].weight for at in members]
        for at, each in zip(members, spread(group.weight, declared, policy.places), strict=True):
            points[at] = each
        told += _judged(sheet, group, sum((points[at] for at in members), Fraction(0)), members)
    told += [
        _told(
            each,
            "PR404",
            name=each.name,
            level1=each.level1,
            groups="、".join(one.name for one in policy.groups),
        )
        for each in sheet.indicators
        if policy.group_of(each.level1) is None
    ]
    return points, told


def _counts(indicator: Indicator, group: Group, policy: ScoringPolicy) -> bool:
    comparator = indicator.reading.comparator
    nothing_due = comparator is not None and comparator.kind == "not_applicable"
    return policy.group_of(indicator.level1) is group and not nothing_due


def _judged(sheet: Sheet, group: Group, total: Fraction, members: list[int]) -> list[Diagnostic]:
    """What is wrong with a group: it is not there, or its weights do not sum to its points."""
    facts = {"group": group.name, "weight": exact_text(group.weight), "total": exact_text(total)}
    if not members:
        place = sheet.place()
        told = Diagnostic("PR405", facts)
        return [told if place is None else told.within(place.source, whole=place.span)]
    return [] if total == group.weight else [_told(sheet.indicators[members[0]], "PR403", **facts)]


def _told(indicator: Indicator, code: str, **facts: str) -> Diagnostic:
    told = Diagnostic(code, facts)
    return told if indicator.at is None else told.within(indicator.at.source, whole=indicator.at.span)
