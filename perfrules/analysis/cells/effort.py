"""The limit of steps of a search."""

from __future__ import annotations

from attrs import define


class TooLongError(Exception):
    """A search has taken all the steps that it may take."""


@define
class Effort:
    """How many steps a search, or several, may still take; a step is some 20 µs.

    What is spent is also spent of the effort it was lent `of`.
    """

    left: int
    of: Effort | None = None

    def spend(self, steps: int = 1) -> None:
        """Count some steps.

        Raises:
            TooLongError: fewer are left.
        """
        self.left -= steps
        if self.of is not None:
            self.of.spend(steps)
        if self.is_spent:
            raise TooLongError

    @property
    def is_spent(self) -> bool:
        """Whether more steps were wanted than there were."""
        return self.left < 0

    def up_to(self, most: int) -> Effort:
        """Lend at most this many of the remaining steps."""
        return Effort(min(most, self.left), self)
