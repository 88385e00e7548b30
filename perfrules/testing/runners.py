"""What can be asked of a policy of each kind, and how its answer is held against what is expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from attrs import field, frozen

from perfrules.diagnostics import Language
from perfrules.testing.suites import Case


@frozen
class Answer:
    """What came of a case: each thing that can be expected, in the plain form of the file.

    `reasons` tell why, a line each; `trace` is what the engine gave, for coverage.
    """

    values: Mapping[str, Any] = field(hash=False)
    reasons: Callable[[Language], list[str]] = field(eq=False, repr=False)
    trace: Any = field(default=None, eq=False, repr=False)


class Runner(Protocol):
    """A policy under test."""

    @property
    def allowed(self) -> tuple[str, ...]:
        """What can be expected of it, beside an error."""

    def check(self, case: Case) -> None:
        """Refuse expectations that no answer of this policy could meet.

        Raises:
            SuiteError: with everything that is wrong with them.
        """

    def answer(self, case: Case) -> Answer:
        """What comes of the case.

        Raises:
            PerfrulesError: the error that it comes to.
        """

    def agrees(self, name: str, expected: Any, answer: Answer) -> bool:
        """Whether one thing expected is what came of it."""
