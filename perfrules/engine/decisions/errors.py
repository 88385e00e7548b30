"""What can go wrong when a policy is asked to decide."""

from __future__ import annotations

from collections.abc import Iterable

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.diagnostics.listed import Listed


class DecisionError(PerfrulesError):
    """A policy cannot decide. Added in 0.2."""


class FactError(DecisionError):
    """A fact is missing, unknown, or not one the policy can decide on; carries every such problem.

    Added in 0.2.

    `input` is the name of the first fact concerned.
    """

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(*diagnostics)
        self.input = diagnostics[0].arguments["input"]


class ConflictError(DecisionError):
    """Several rules hold where the hit policy takes one, or they ask for different things. Added in 0.2.

    `rules` are their ids, in the order of the policy.
    """

    def __init__(self, code: str, rules: Iterable[str]) -> None:
        self.rules = tuple(rules)
        super().__init__(Diagnostic(code, {"rules": Listed(self.rules)}))
