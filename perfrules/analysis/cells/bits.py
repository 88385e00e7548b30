"""Sets of small numbers as the bits of an integer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def bits(mask: int) -> Iterator[int]:
    """The members of a set, the least first.

    >>> list(bits(0b1101))
    [0, 2, 3]
    """
    while mask:
        least = mask & -mask
        yield least.bit_length() - 1
        mask ^= least


def lowest(mask: int) -> int:
    """The least member of a set that is not empty.

    >>> lowest(0b1100)
    2
    """
    return (mask & -mask).bit_length() - 1


def mask_of(members: Iterable[int]) -> int:
    """The set of some numbers.

    >>> bin(mask_of([0, 2, 3]))
    '0b1101'
    """
    mask = 0
    for member in members:
        mask |= 1 << member
    return mask


def stretch(first: int, last: int) -> int:
    """The set of the numbers from the first to the last; empty if the last is before the first.

    >>> bin(stretch(1, 3))
    '0b1110'
    """
    return ((1 << last - first + 1) - 1) << first if first <= last else 0


def runs_of(mask: int) -> Iterator[int]:
    """The set split into stretches of neighbours.

    >>> [bin(run) for run in runs_of(0b11011)]
    ['0b11', '0b11000']
    """
    while mask:
        least = mask & -mask
        run = mask & ~(mask + least)
        yield run
        mask ^= run


def ends_of_runs(mask: int) -> Sequence[tuple[int, int]]:
    """The first and the last member of each stretch of neighbours.

    >>> ends_of_runs(0b11011)
    [(0, 1), (3, 4)]
    """
    if not mask:
        return ()
    least = mask & -mask
    # One stretch is the usual case, and quicker to see than to take apart.
    if not mask & (mask + least):
        return ((least.bit_length() - 1, mask.bit_length() - 1),)
    return [(lowest(run), run.bit_length() - 1) for run in runs_of(mask)]
