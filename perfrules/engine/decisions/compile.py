"""A decision policy compiled into a table that is looked up, not interpreted.

Every rule is a few boxes over the inputs. Each input's axis knows for each of its segments which boxes lie
there, as an integer's bits; the boxes that hold for given facts are the intersection over the inputs. The
answer for each cell of segments is made when first asked for, and kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from attrs import define, field

from perfrules.engine.decisions.answers import Answer, PolicyReference, Reason, Words
from perfrules.engine.decisions.axes import Axis, axis_of
from perfrules.engine.decisions.decision import Decision
from perfrules.engine.decisions.errors import ConflictError
from perfrules.engine.decisions.facts import Fact, read_facts
from perfrules.policies.decisions.hit_policies import clash, counting, outcome_of, set_aside
from perfrules.policies.decisions.outputs import Outcome
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.regions import Box
from perfrules.policies.decisions.rules import Rule

_DOMAIN, _SCOPE, _FIRST_BOX = 0, 1, 2
_MOST_CELLS = 1 << 16


@define(eq=False)
class CompiledPolicy:
    """A decision policy that is ready to decide; `policy` is what it was compiled from.

    Safe to share between threads. Its cost hardly grows with the number of rules.

    >>> from perfrules.engine.loading import load_policy
    >>> approval = load_policy("chengde.expenditure-approval")
    >>> approval.decide(amount="1000元", category="日常支出").rules
    ('finance-head',)
    """

    policy: DecisionPolicy
    _axes: Mapping[str, Axis] = field(repr=False)
    _rules: tuple[Rule, ...] = field(repr=False)
    _reference: PolicyReference = field(repr=False)
    _words: Words = field(repr=False)
    _count: int = field(init=False, repr=False)
    _locators: tuple[tuple[str, Callable[[object], int], int], ...] = field(init=False, repr=False)
    _cells: dict[int, Answer] = field(factory=dict, repr=False, init=False)
    _answers: dict[int, Answer] = field(factory=dict, repr=False, init=False)

    def __attrs_post_init__(self) -> None:
        self._count = len(self._axes)
        self._locators = tuple((name, axis.locate, len(axis.masks)) for name, axis in self._axes.items())

    def decide(self, /, **facts: object) -> Decision:
        """Decide on facts, one by name for each input of the policy.

        A fact is a quantity, number, `date`, `bool`, choice or a text that says it (`"1.5万元"`, `"是"`); a
        number without a unit is in the input's unit.

        Raises:
            FactError: PR540–PR546 where a fact is missing, not asked for, or not one to decide on.
            ConflictError: PR547, PR548 where several rules hold that the hit policy does not allow together.
        """
        try:
            cell = 0
            for name, locate, size in self._locators:
                cell = cell * size + locate(facts[name])
        except LookupError:
            self.read(facts)
            raise
        if len(facts) != self._count:
            self.read(facts)
        return Decision(self._cells.get(cell) or self._new_cell(cell, facts), facts)

    def read(self, facts: Mapping[str, object]) -> dict[str, Fact]:
        """The facts as exact values of the policy's inputs.

        Raises:
            FactError: with everything that is wrong with them.
        """
        return read_facts(self.policy, facts)

    def _new_cell(self, cell: int, facts: Mapping[str, object]) -> Answer:
        mask = self._mask(cell)
        if not mask & 1 << _DOMAIN:
            self.read(facts)
        answer = self._answers.get(mask) or self._answer(mask)
        _remember(self._answers, mask, answer)
        _remember(self._cells, cell, answer)
        return answer

    def _mask(self, cell: int) -> int:
        mask = -1
        for axis in reversed(tuple(self._axes.values())):
            cell, segment = divmod(cell, len(axis.masks))
            mask &= axis.masks[segment]
        return mask

    def _answer(self, mask: int) -> Answer:
        if not mask & 1 << _SCOPE:
            return self._told(None, (), (), (Reason.outside(self.policy.scope),), governed=False)
        # A rule with exceptions is several boxes that do not overlap, so that none stands here twice.
        holding = [self._rules[at] for at in _bits(mask >> _FIRST_BOX)]
        applying, beaten = set_aside(holding)
        code = clash(self.policy.hit, applying)
        if code is not None:
            raise ConflictError(code, (rule.id for rule in applying))
        rules = counting(self.policy, applying)
        reasons = tuple(Reason.of(rule) for rule in rules)
        return self._told(outcome_of(self.policy, rules), rules, beaten, reasons)

    def _told(
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
            read=self.read,
        )


def _remember(memory: dict[int, Answer], key: int, answer: Answer) -> None:
    if len(memory) >= _MOST_CELLS:
        memory.clear()
    memory[key] = answer


def _bits(mask: int) -> Iterator[int]:
    """The positions of the bits that are set, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def compile_policy(policy: DecisionPolicy) -> CompiledPolicy:
    """Compile a policy once, to decide with it many times.

    >>> from perfrules.policies.decisions.bands import band_policy, score_input
    >>> from perfrules.policies.base.head import Head
    >>> from perfrules.policies.decisions.rules import Condition
    >>> from perfrules.values import IntervalSet
    >>> from fractions import Fraction
    >>> bands = [
    ...     ("优", Condition(IntervalSet.from_(Fraction(90)))),
    ...     ("其他", Condition(IntervalSet.up_to(Fraction(90), closed=False))),
    ... ]
    >>> grades = compile_policy(band_policy(Head("unit.grades"), score_input(Fraction(100)), bands))
    >>> grades.decide(score=Fraction(90)).outcome["grade"], grades.decide(score="89.99").outcome["grade"]
    ('优', '其他')
    """
    boxes: list[Box] = [policy.domain, policy.scope_box]
    rules: list[Rule] = []
    for rule in policy.rules:
        for box in policy.boxes_of(rule):
            boxes.append(box)
            rules.append(rule)
    axes = {input_.name: axis_of(input_, [box.get(input_.name) for box in boxes]) for input_ in policy.inputs}
    reference = PolicyReference(policy.id, policy.head.version, policy.digest)
    return CompiledPolicy(policy, axes, tuple(rules), reference, Words.of(policy))
