"""A decision table of numbers with any hit policy, as keys that never overlap and the number of each.

Values of a column that pass the same cells are one key. So a combination of keys meets the same rules
throughout, and the hit policy gives it one number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from attrs import frozen

from perfrules.policies.decisions.condition_to_text import in_signs
from perfrules.policies.decisions.inputs import OTHER
from perfrules.policies.formats.dmn.columns.inputs import InputColumn
from perfrules.values.value_sets import Values, is_empty, meet, without

LARGEST_GRID = 400
"""The most combinations of keys that a table may have."""


class GridError(Exception):
    """A table that cannot be cut into keys: its text is the reason."""


@frozen
class GridKey:
    """Values of a column in the wording of conditions, and the rules whose cells they pass."""

    text: str
    rules: frozenset[int]


@frozen
class Grid:
    """The keys of the columns that tell rules apart."""

    columns: tuple[InputColumn, ...]
    keys: tuple[tuple[GridKey, ...], ...]

    def numbers(
        self, number: Callable[[Sequence[int]], Fraction | None]
    ) -> Iterator[tuple[tuple[str, ...], Fraction]]:
        """Yield the keys of each combination and its number, where the table gives one.

        Args:
            number: the number of the table where some rules hold, by their positions in order.
        """
        for chosen in product(*self.keys):
            found = number(sorted(frozenset.intersection(*(key.rules for key in chosen))))
            if found is not None:
                yield tuple(key.text for key in chosen), found


def grid_of(columns: Sequence[InputColumn], cells: Sequence[Sequence[Values]]) -> Grid:
    """Return the grid of a table.

    Args:
        columns: its columns.
        cells: the values that pass each cell, by column and rule.

    Raises:
        GridError: no column tells rules apart, one takes strings that no cell lists, or there are more
            than `LARGEST_GRID` combinations or different cells in a column.
    """
    pairs = [(column, _keys(column, rules)) for column, rules in zip(columns, cells, strict=True)]
    used = [(column, keys) for column, keys in pairs if len(keys) > 1]
    count = prod(len(keys) for _, keys in used)
    if not used or count > LARGEST_GRID:
        raise GridError(f"{count}")
    return Grid(tuple(column for column, _ in used), tuple(keys for _, keys in used))


def _keys(column: InputColumn, cells: Sequence[Values]) -> tuple[GridKey, ...]:
    domain = column.input.domain
    if isinstance(domain, frozenset) and OTHER in domain:
        raise GridError(column.input.name)
    different = dict.fromkeys(cells)
    if len(different) > LARGEST_GRID:
        raise GridError(f"{len(different)}")
    parts = [domain]
    for cell in different:
        halves = [(meet(part, cell), without(part, cell)) for part in parts]
        parts = [half for both in halves for half in both if not is_empty(half)]
    joint = "、" if column.input.is_discrete else "或"
    return tuple(
        GridKey(
            joint.join(in_signs(column.input, part)),
            frozenset(at for at, cell in enumerate(cells) if not is_empty(meet(part, cell))),
        )
        for part in parts
    )
