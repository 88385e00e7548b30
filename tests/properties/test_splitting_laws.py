"""Splits are those that trying every window finds: none is missed, none is reported twice."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
from budgets import law
from hypothesis import given
from hypothesis import strategies as st

from perfrules.engine.decisions.history import first_day
from perfrules.expressions import read_actual
from perfrules.ledgers.checks.splitting import Entries, Threshold, split_runs
from perfrules.values import Quantity

FIRST = date(2021, 1, 25)
Entry = tuple[int, int, int]
Run = tuple[int, frozenset[int]]
ENTRIES = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 40), st.integers(-100, 1200)), min_size=0, max_size=25
)
WINDOWS = st.sampled_from(["7天", "1天", "30天", "1个月", "2个月", None])


def tried(entries: list[Entry], least: int, within: Quantity | None) -> set[frozenset[int]]:
    """The runs of entries by trying every day of every group as the end of a window."""
    small = [at for at, entry in enumerate(entries) if 0 < entry[2] < least]
    windows: list[set[int]] = []
    for group, day in {entries[at][:2] for at in small}:
        end = FIRST + timedelta(days=day)
        begin = date.min if within is None else first_day(end, within)
        window = {
            at
            for at in small
            if entries[at][0] == group and begin <= FIRST + timedelta(days=entries[at][1]) <= end
        }
        if sum(entries[at][2] for at in window) >= least:
            windows.append(window)
    runs: list[set[int]] = []
    for window in windows:
        touching = [run for run in runs if run & window]
        runs = [run for run in runs if not run & window]
        runs.append(window.union(*touching))
    return {frozenset(run) for run in runs}


def found(
    entries: list[Entry], leasts: list[int], within: Quantity | None
) -> list[tuple[int, frozenset[int]]]:
    """The runs that the sliding windows find, each with its threshold."""
    columns = np.array(entries, dtype=np.int64).reshape(-1, 3)
    rows = np.arange(len(entries), dtype=np.int64)
    table = Entries(columns[:, 0], columns[:, 1] + FIRST.toordinal(), columns[:, 2], rows)
    thresholds = [Threshold(Fraction(each), each, ()) for each in leasts]
    return [(run.threshold.least, frozenset(run.positions)) for run in split_runs(table, thresholds, within)]


def window_of(text: str | None) -> Quantity | None:
    if text is None:
        return None
    read = read_actual(text)
    assert isinstance(read, Quantity)
    return read


@law(300)
@given(ENTRIES, st.integers(500, 2500), WINDOWS)
def test_one_threshold_is_reached_by_the_same_runs(
    entries: list[Entry], least: int, text: str | None
) -> None:
    within = window_of(text)
    runs = [run for _, run in found(entries, [least], within)]
    assert len(runs) == len(set(runs))
    assert set(runs) == tried(entries, least, within)


@law(200)
@given(ENTRIES, st.lists(st.integers(300, 3000), min_size=2, max_size=3, unique=True), WINDOWS)
def test_several_thresholds_report_no_run_twice(
    entries: list[Entry], leasts: list[int], text: str | None
) -> None:
    within = window_of(text)
    reported = found(entries, leasts, within)
    wanted = {least: tried(entries, least, within) for least in leasts}
    assert all(run in wanted[least] for least, run in reported)
    for at, (least, run) in enumerate(reported):
        assert not any(run <= other and higher > least for higher, other in reported[:at])
    for least, runs in wanted.items():
        for run in runs:
            inside = any(run <= other for higher, other in reported if higher >= least)
            assert inside, "every run is reported, or is part of one of a higher threshold"


def test_sums_beyond_64_bits_are_exact() -> None:
    entries = [(0, 1, 2**61), (0, 1, 2**61), (0, 1, 2**61), (0, 1, 2**61), (0, 1, 2**61)]
    assert found(entries, [2**62], None) == [(2**62, frozenset(range(5)))]
