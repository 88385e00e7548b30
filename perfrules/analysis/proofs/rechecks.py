"""Apply suggestions and check the policy again: what does not fix the finding, or breaks something, goes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from attrs import define, evolve, field

from perfrules.analysis.findings.finding import Finding, Suggestion
from perfrules.analysis.subject import Subject

RECHECKED_RULES = 5000
"""The most rules checked again in all, counted in every changed policy; a few seconds."""

_AT_RULES = frozenset({"PR803", "PR804", "PR809"})


@define
class Rechecks:
    """The suggestions about one decision; `find` finds what there is to report of a decision."""

    subject: Subject
    found: Sequence[Finding]
    find: Callable[[Subject], Iterable[Finding]]
    left: int = field(factory=lambda: RECHECKED_RULES)

    def checked(self, finding: Finding) -> Finding:
        """The finding, without its suggestion if that does not fix it or leads to a further error."""
        suggestion = finding.suggestion
        if suggestion is None or self._is_proved(suggestion) or self._fixes(suggestion, finding):
            return finding
        return evolve(finding, suggestion=None)

    def _is_proved(self, suggestion: Suggestion) -> bool:
        if suggestion.change is None or suggestion.proved == "decisions":
            return True
        return suggestion.proved == "overlaps" and not self.subject.policy.expect

    def _fixes(self, suggestion: Suggestion, finding: Finding) -> bool:
        policy = self.subject.policy
        self.left -= len(policy.rules)
        if self.left < 0 or suggestion.change is None:
            return False
        after = list(self.find(Subject(suggestion.change(policy), part=self.subject.part)))
        return all(_what(each) != _what(finding) and not self._is_new_error(each) for each in after)

    def _is_new_error(self, finding: Finding) -> bool:
        if finding.severity != "error":
            return False
        return not any(finding.code == each.code and _is_left_of(finding, each) for each in self.found)


def _is_left_of(error: Finding, before: Finding) -> bool:
    """Whether an error is what is left of one of the same code."""
    if error.code in _AT_RULES:
        return {*error.rules} <= {*before.rules}
    if error.code == "PR813":
        return _threshold(error) == _threshold(before)
    return _what(error) == _what(before)


def _threshold(finding: Finding) -> Hashable:
    """The claim that fails, and where."""
    arguments = finding.diagnostic.arguments
    return tuple(arguments[name] for name in ("claim", "output", "input", "after"))


def _what(finding: Finding) -> Hashable:
    """What a finding says of what, wherever it is in the file."""
    return finding.code, finding.rules, frozenset(finding.diagnostic.arguments.items())
