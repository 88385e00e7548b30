"""The answer where given boxes of a policy hold: which rules apply, and what they ask for together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import evolve

from perfrules.engine.decisions.answers import Answer, PolicyReference, Reason, Words
from perfrules.engine.decisions.errors import ConflictError
from perfrules.engine.decisions.facts import Fact
from perfrules.formulas.formula import Formula
from perfrules.policies.decisions.hit_policies import clash, counting, outcome_of, set_aside
from perfrules.policies.decisions.outputs import SINGLE_HITS, Outcome
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Rule

if TYPE_CHECKING:
    # Most policies compute nothing.
    from perfrules.engine.decisions.computing.arithmetic import Arithmetic

DOMAIN, SCOPE, FIRST_BOX = 0, 1, 2
"""The bits of a mask: whether the facts are in the domains and in the scope; then a bit for each box."""


class Answering:
    """Makes the answers of one policy.

    Args:
        policy: the policy that answers.
        rules: the rule that each box belongs to.
        words: the titles that answers are explained with.
        read: turns given facts into exact values.
        arithmetic: computes the numbers of formulas; None without formulas.
    """

    def __init__(
        self,
        policy: DecisionPolicy,
        rules: Sequence[Rule],
        words: Words,
        read: Callable[[Mapping[str, object]], dict[str, Fact]],
        arithmetic: Arithmetic | None,
    ) -> None:
        self._policy, self._rules, self._words = policy, rules, words
        self._read, self._arithmetic = read, arithmetic

    @cached_property
    def _reference(self) -> PolicyReference:
        return PolicyReference(self._policy.id, self._policy.head.version, self._policy.digest)

    def answer(self, mask: int) -> Answer:
        """Return the answer where the boxes of a mask hold.

        Raises:
            ConflictError: PR547, PR548: several rules hold that the hit policy does not allow together.
        """
        if not mask & 1 << SCOPE:
            return self._decided(None, (), (), (Reason.outside(self._policy.scope),), governed=False)
        # The boxes of a rule with exceptions do not overlap, so no rule appears twice.
        holding = [self._rules[at] for at in _bits(mask >> FIRST_BOX)]
        applying, beaten = set_aside(holding)
        code = clash(self._policy.hit, applying)
        contested = code == "PR548" and _has_formula(applying)
        if code is not None and not contested:
            raise ConflictError(code, (rule.id for rule in applying))
        rules = counting(self._policy, applying)
        reasons = tuple(Reason.of(rule) for rule in rules)
        # Formulas of several rules are combined once they are numbers.
        later = _has_formula(rules) and self._policy.hit not in SINGLE_HITS
        outcome = {} if later else outcome_of(self._policy, rules)
        return evolve(self._decided(outcome, rules, beaten, reasons), contested=contested)

    def settle_contest(self, answer: Answer, facts: Mapping[str, object]) -> None:
        """Check that the rules of a contested answer agree in numbers.

        Raises:
            ConflictError: PR548: they do not.
        """
        if self._arithmetic is not None and self._arithmetic.disagree(answer.rules, facts):
            raise ConflictError("PR548", answer.rules)

    def _decided(
        self,
        outcome: Outcome | None,
        rules: Iterable[Rule],
        beaten: Iterable[Rule],
        reasons: tuple[Reason, ...],
        *,
        governed: bool = True,
    ) -> Answer:
        return Answer(
            policy=self._reference,
            governed=governed,
            outcome=outcome,
            rules=tuple(rule.id for rule in rules),
            overridden=tuple(rule.id for rule in beaten),
            reasons=reasons,
            words=self._words,
            read=self._read,
            arithmetic=self._arithmetic,
        )


def _has_formula(rules: Iterable[Rule]) -> bool:
    return any(isinstance(value, Formula) for rule in rules for value in rule.then.values())


def _bits(mask: int) -> Iterator[int]:
    """Yield the positions of the set bits, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
