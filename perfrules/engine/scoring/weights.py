"""How the points of a first-level group are shared among its indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.listed import Listed
from perfrules.engine.indicators.targets import may_be_zero
from perfrules.policies.scoring.policy import Group, ScoringPolicy
from perfrules.sheets import Indicator, Sheet
from perfrules.values import exact_text

_REMEMBERED = 256


def spread(total: Fraction, declared: Sequence[Fraction | None], places: int) -> list[Fraction]:
    """The points of each member: declared points as they are, the rest in equal shares.

    Shares have `places` decimals and sum exactly to the total. The remainder of the division goes to the
    first members, one unit of the last decimal each.

    >>> [str(exact_text(points)) for points in spread(Fraction(50), [None] * 3, 2)]
    ['16.67', '16.67', '16.66']
    """
    given = [points for points in declared if points is not None]
    shared = len(declared) - len(given)
    if not shared:
        return given
    rest = max(total - sum(given, Fraction(0)), Fraction(0)) if given else total
    shares = iter(_equal(rest, shared, places))
    return [next(shares) if points is None else points for points in declared]


@lru_cache(maxsize=_REMEMBERED)
def _equal(total: Fraction, shared: int, places: int) -> tuple[Fraction, ...]:
    """Equal shares of a total; cached because the sheets of one unit are much alike."""
    unit = Fraction(1, 10**places)
    share = total / shared // unit * unit
    left = (total - share * shared) / unit
    shares: list[Fraction] = []
    for at in range(shared):
        # The last takes whatever is finer than a unit, so that the sum is exact for any total.
        extra = min(left, Fraction(1)) if at < shared - 1 else left
        left -= extra
        shares.append(share + extra * unit)
    return tuple(shares)


def apportion(total: Fraction, parts: Sequence[Fraction], places: int) -> list[Fraction]:
    """A total in proportion to some parts, in `places` decimals; the first parts take the remainder.

    >>> [str(exact_text(points)) for points in apportion(Fraction(90), [Fraction(50), Fraction(10)], 2)]
    ['75', '15']
    """
    unit, whole = Fraction(1, 10**places), sum(parts, Fraction(0))
    shares = [total * part / whole // unit * unit for part in parts]
    left = total - sum(shares, Fraction(0))
    for at in range(len(shares)):
        extra = min(left, unit)
        shares[at] += extra
        left -= extra
    return shares


def weigh(sheet: Sheet, policy: ScoringPolicy) -> tuple[list[Fraction], list[Diagnostic]]:
    """The points of each indicator of a sheet, in order, and diagnostics about the weights.

    An indicator of no group, or without a target (`/`), has no points.
    """
    points = [Fraction(0)] * len(sheet.indicators)
    members = _members(sheet, policy)
    weights, diagnostics = _group_weights(sheet, policy, members)
    for group in policy.groups:
        those = members[group.name]
        if not those:
            continue
        weight = weights[group.name]
        declared, about = _declared(sheet, group, those, policy)
        for at, each in zip(those, spread(weight, declared, policy.places), strict=True):
            points[at] = each
        diagnostics += [*about, *_off(sheet, group, weight, [points[at] for at in those], those)]
    diagnostics += [
        _diagnostic(each, "PR404", name=each.name, level1=each.level1, groups=_names(policy))
        for each in sheet.indicators
        if policy.group_of(each.level1) is None
    ]
    return points, diagnostics


def _names(policy: ScoringPolicy) -> str:
    return Listed(group.name for group in policy.groups)


def _members(sheet: Sheet, policy: ScoringPolicy) -> dict[str, list[int]]:
    """Indices, per group, of the indicators that have a target."""
    members: dict[str, list[int]] = {group.name: [] for group in policy.groups}
    for at, indicator in enumerate(sheet.indicators):
        group = policy.group_of(indicator.level1)
        if group is not None and _has_target(indicator, policy):
            members[group.name].append(at)
    return members


def _has_target(indicator: Indicator, policy: ScoringPolicy) -> bool:
    comparator = indicator.reading.comparator
    is_without = comparator is not None and comparator.kind == "not_applicable"
    return not is_without or may_be_zero(indicator, policy)


def _group_weights(
    sheet: Sheet, policy: ScoringPolicy, members: Mapping[str, Sequence[int]]
) -> tuple[dict[str, Fraction], list[Diagnostic]]:
    """The points of each group; the policy may give those of missing groups to the others."""
    present = [group for group in policy.groups if members[group.name]]
    absent = [group for group in policy.groups if not members[group.name]]
    moved = policy.missing_groups == "redistributed" and bool(present)
    diagnostics = [_of_sheet(sheet, "PR427" if moved else "PR405", group) for group in absent]
    if not (moved and absent):
        return {group.name: group.weight for group in policy.groups}, diagnostics
    total = sum((group.weight for group in policy.groups), Fraction(0))
    shares = apportion(total, [group.weight for group in present], policy.places)
    return {group.name: share for group, share in zip(present, shares, strict=True)}, diagnostics


def _declared(
    sheet: Sheet, group: Group, members: Sequence[int], policy: ScoringPolicy
) -> tuple[list[Fraction | None], list[Diagnostic]]:
    """The declared weights that count, None where an indicator takes an equal share."""
    rows = [sheet.indicators[at] for at in members]
    if policy.weights == "equal":
        unused = [row for row in rows if row.weight is not None]
        return [None] * len(rows), [_diagnostic(row, "PR428", group=group.name) for row in unused[:1]]
    if policy.weights == "declared":
        diagnostics = [_diagnostic(row, "PR424", name=row.name) for row in rows if row.weight is None]
        return [row.weight or Fraction(0) for row in rows], diagnostics
    return [row.weight for row in rows], []


def _of_sheet(sheet: Sheet, code: str, group: Group) -> Diagnostic:
    problem = Diagnostic(code, {"group": group.name, "weight": exact_text(group.weight)})
    place = sheet.place()
    return problem if place is None else problem.within(place.source, whole=place.span)


def _off(
    sheet: Sheet, group: Group, weight: Fraction, points: Sequence[Fraction], members: Sequence[int]
) -> list[Diagnostic]:
    """PR403 where the weights of a group do not sum to its points."""
    total = sum(points, Fraction(0))
    if total == weight:
        return []
    facts = {"group": group.name, "weight": exact_text(weight), "total": exact_text(total)}
    return [_diagnostic(sheet.indicators[members[0]], "PR403", **facts)]


def _diagnostic(indicator: Indicator, code: str, **facts: str) -> Diagnostic:
    problem = Diagnostic(code, facts)
    return problem if indicator.at is None else problem.within(indicator.at.source, whole=indicator.at.span)
