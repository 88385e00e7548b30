"""Entries that were split so that none reaches a threshold (化整为零), by exact sliding windows.

Entries are sorted by group and day. The entries of a window are a stretch of them, so that its total
is a difference of two sums. Windows that share entries make one finding; the effort is that of sorting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from perfrules.engine.decisions.history import first_day
from perfrules.values import Quantity

Integers = NDArray[np.int64]


@frozen
class Threshold:
    """A number that a rule begins at, in whole last decimals; a total reaches it from `least` on."""

    value: Fraction
    least: int
    rules: tuple[str, ...]


@frozen
class Entries:
    """Entries as columns: group, day (as an ordinal), amount (in last decimals), row."""

    group: Integers
    day: Integers
    amount: Integers
    row: Integers


@frozen
class SplitRun:
    """Entries of one group that together reach a threshold within a window, by their positions.

    `total` is the largest total of a window; the whole run may be longer than one window.
    """

    threshold: Threshold
    group: int
    positions: tuple[int, ...]
    total: int


def split_runs(
    entries: Entries, thresholds: Sequence[Threshold], within: Quantity | None
) -> Iterator[SplitRun]:
    """Find the entries that together reach a threshold which none of them reaches alone.

    A run of a lower threshold is left out where all of its entries are in one run of a higher one.

    Args:
        entries: The entries in the order of their rows.
        thresholds: The thresholds that count for all of them.
        within: The window, days or months; None for entries of any time.

    >>> columns = (np.array(each) for each in ([0, 0, 0], [1, 2, 30], [600, 600, 600], [2, 3, 4]))
    >>> ten = Threshold(Fraction(10), 1000, ("leaders",))
    >>> [run.positions for run in split_runs(Entries(*columns), [ten], None)]
    [(0, 1, 2)]
    """
    reported: dict[int, int] = {}
    for number, threshold in enumerate(sorted(thresholds, key=lambda each: -each.least)):
        for run in _runs(entries, threshold, within):
            homes = {reported.get(at) for at in run.positions}
            if None not in homes and len(homes) == 1:
                continue
            yield run
            for at in run.positions:
                reported.setdefault(at, (number << 40) + run.positions[0])


def _runs(entries: Entries, threshold: Threshold, within: Quantity | None) -> Iterator[SplitRun]:
    small = np.flatnonzero((entries.amount > 0) & (entries.amount < threshold.least))
    if not small.size:
        return
    key = entries.group[small] * _DAYS + entries.day[small]
    places = np.argsort(key, kind="stable")
    order, key = small[places], key[places]
    del small, places
    sums = _sums(entries.amount[order], threshold.least)
    last = np.flatnonzero(np.append(key[1:] != key[:-1], [True]))
    ends = key[last]
    day = ends % _DAYS
    start = np.searchsorted(key, ends - day + _first_days(day, within))
    totals = sums[last + 1] - sums[start]
    hits = np.flatnonzero(totals >= threshold.least)
    for low, high, total in _merged(start[hits], last[hits], totals[hits]):
        yield SplitRun(threshold, int(key[low] // _DAYS), tuple(map(int, order[low : high + 1])), int(total))


_DAYS = 1 << 22
"""More than there are days in 9,999 years."""


def _sums(amounts: Integers, most: int) -> Integers:
    """The sums of the first entries; Python's integers where 64 bits might not hold them."""
    wide = amounts if most * (len(amounts) + 1) < 1 << 63 else amounts.astype(object)
    return np.concatenate([np.zeros(1, dtype=wide.dtype), np.cumsum(wide)])


def _first_days(day: Integers, within: Quantity | None) -> Integers:
    """The first day of the window that ends on each day."""
    if within is None:
        return np.zeros_like(day)
    # A table over the days from the first to the last takes far less memory than sorting them.
    low = int(day.min())
    there = np.zeros(int(day.max()) - low + 1, dtype=bool)
    there[day - low] = True
    firsts = np.zeros(len(there), dtype=np.int64)
    for at in np.flatnonzero(there):
        firsts[at] = first_day(date.fromordinal(low + int(at)), within).toordinal()
    found: Integers = firsts[day - low]
    return found


def _merged(lows: Integers, highs: Integers, totals: Integers) -> Iterator[tuple[int, int, int]]:
    """Windows that share entries as one stretch, with the largest of their totals."""
    at = 0
    while at < len(lows):
        low, high, total = lows[at], highs[at], totals[at]
        at += 1
        while at < len(lows) and lows[at] <= high:
            high, total = highs[at], max(total, totals[at])
            at += 1
        yield int(low), int(high), int(total)
