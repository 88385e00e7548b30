"""The limit of steps of a search."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from perfrules.data_classes import define


class TooLongError(Exception):
    """A search has taken all the steps that it may take."""


@define
class Effort:
    """How many steps a search, or several, may still take; a step is some 20 µs."""

    left: int

    def spend(self, steps: int = 1) -> None:
        """Count some steps.

        Raises:
            TooLongError: fewer are left.
        """
        self.left -= steps
        if self.left < 0:
            raise TooLongError

    @contextmanager
    def share(self, most: int) -> Iterator[Effort]:
        """Lend at most this many of the remaining steps; unspent steps come back."""
        given = max(0, min(most, self.left))
        part = Effort(given)
        try:
            yield part
        finally:
            self.left -= given - max(0, part.left)
