"""The interface between cases and policies: what can be expected, and the answer to compare."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from attrs import field, frozen

from perfrules.diagnostics import Language
from perfrules.testing.suites import Case


@frozen
class Answer:
    """The answer to a case: each value that can be expected, as plain data of the file.

    `reasons` gives the reasons, a line each; `trace` is the result of the engine, for coverage.
    """

    values: Mapping[str, Any] = field(hash=False)
    reasons: Callable[[Language], list[str]] = field(eq=False, repr=False)
    trace: Any = field(default=None, eq=False, repr=False)


class Runner(Protocol):
    """A policy under test."""

    @property
    def allowed(self) -> tuple[str, ...]:
        """The names that `expect` may use, besides an error."""

    def check(self, case: Case) -> None:
        """Reject expectations that no answer of this policy can meet.

        Raises:
            SuiteError: all problems of the expectations.
        """

    def answer(self, case: Case) -> Answer:
        """Answer the case.

        Raises:
            PerfrulesError: the policy refuses the case.
        """

    def agrees(self, name: str, expected: Any, answer: Answer) -> bool:
        """Whether an expected value agrees with the answer."""
