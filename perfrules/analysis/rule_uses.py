"""Whether a rule of a decision is ever met, whether it fires, and whether it changes anything."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from itertools import islice

from attrs import field, frozen

from perfrules.analysis.cells.bits import bits, lowest, mask_of
from perfrules.analysis.cells.effort import Effort, TooLongError
from perfrules.analysis.cells.outcomes import compared_outcome
from perfrules.analysis.cells.questions import Answered, Ask, Question, answers_in
from perfrules.analysis.cells.table import Cells
from perfrules.analysis.cells.uncovered import is_covered, is_region_covered
from perfrules.analysis.subject import Subject
from perfrules.policies.decisions.outputs import same_outcome
from perfrules.policies.decisions.rules import Rule


@frozen(slots=False)
class RuleUses:
    """What a rule of a decision, given by its number, is good for."""

    subject: Subject
    rule: int
    effort: Effort = field(eq=False)

    @cached_property
    def places(self) -> Sequence[Cells]:
        """The cells in which it holds for some facts.

        Raises:
            TooLongError: it is unknown whether there are any.
        """
        table = self.subject.table
        if table.reach is None:
            return [*table.places_of(self.rule)]
        answers = {cells: table.has_facts(cells) for cells in table.places_of(self.rule)}
        found = [cells for cells, has_facts in answers.items() if has_facts]
        if not found and None in answers.values():
            raise TooLongError
        return found

    @property
    def as_rule(self) -> Rule:
        """The rule itself."""
        return self.subject.policy.rules[self.rule]

    def code(self) -> str:
        """The code of what is wrong with it, empty if nothing; PR825 if that would take too long to see."""
        try:
            if not self.places:
                return "PR810"
            if not self.fires():
                return "PR811"
            return "" if self.matters() else "PR812"
        except TooLongError:
            return "PR825"

    def is_idle(self, removed: int) -> bool:
        """Whether it certainly changes nothing if other rules are removed."""
        try:
            return not self.matters(removed)
        except TooLongError:
            return False

    def fires(self) -> bool:
        """Whether it makes an outcome for any fact, alone or with others."""
        ahead, rivals = self._ahead, self._rivals
        if not rivals:
            return True
        if not ahead & self.subject.answers.overridden:
            return not self._is_beaten(self.rule, rivals)
        return self._somewhere(self._is_first)

    def matters(self, removed: int = 0) -> bool:
        """Whether for any fact the outcome would be different without it, with others removed."""
        return self._somewhere(partial(self._changes, removed))

    def beating(self) -> Sequence[int]:
        """The rules that can beat it where it holds; one alone, if that does everywhere."""
        rivals, table = self._rivals & ~self._overridden, self.subject.table
        at_once = rivals
        for cells in self.places:
            at_once &= table.regions_in(table.covering(cells))
        if at_once:
            return [lowest(at_once)]
        beating = [*bits(rivals)]
        of_several = (other for other in beating if table.boxes_of[other].bit_count() > 1)
        try:
            return [*islice(filter(self._is_covered_by, of_several), 1)] or beating
        except TooLongError:
            return beating

    def can_come_before(self, others: Sequence[int]) -> bool:
        """Whether under `hit: first` all of some rules ahead of it would still fire after it."""
        answers, table = self.subject.answers, self.subject.table
        mine = 1 << self.rule
        if self.subject.policy.hit != "first" or (self._rivals | mine) & answers.overridden:
            return False
        try:
            return not any(
                self._is_beaten(other, answers.ahead_of(other, table.neighbours[other]) | mine)
                for other in others
            )
        except TooLongError:
            return False

    def _is_beaten(self, rule: int, rivals: int) -> bool:
        """Whether some rules cover another."""
        table = self.subject.table
        boxes = table.boxes_in(rivals)
        return all(is_covered(table, cells, boxes, self.effort) for cells in table.places_of(rule))

    def _is_covered_by(self, other: int) -> bool:
        return is_region_covered(self.subject.table, self.rule, other, self.effort)

    @cached_property
    def _relevant(self) -> int:
        """The rules on which it depends whether the outcome would be different without it.

        Of lists that are united only rules that require the same things, and those that override one.
        """
        policy, answers = self.subject.policy, self.subject.answers
        sharing = answers.sharing(self.rule)
        alone_is_default = policy.default is not None and same_outcome(policy.default, self.as_rule.then)
        if sharing is None or self.as_rule.overrides or alone_is_default:
            return -1
        for rule in bits(sharing & answers.overridden):
            sharing |= answers.overriders[rule]
        return sharing

    @property
    def _meeting(self) -> int:
        """The rules that hold somewhere together with it."""
        return self.subject.table.neighbours[self.rule]

    @property
    def _ahead(self) -> int:
        """The rules that count before it where both hold."""
        return self.subject.answers.ahead_of(self.rule, self._meeting)

    @property
    def _rivals(self) -> int:
        """The rules that can beat it."""
        return self._ahead | (self.subject.answers.overriders[self.rule] & self._meeting)

    @cached_property
    def _overridden(self) -> int:
        """The rules that it overrides."""
        mine, overriders = 1 << self.rule, self.subject.answers.overriders
        return mask_of(
            other
            for other in bits(self._meeting & self.subject.answers.overridden)
            if overriders[other] & mine
        )

    def _somewhere(self, question: Question[bool]) -> bool:
        """Whether a question about the rule has an answer anywhere it holds."""
        table = self.subject.table
        boxes = table.meeting[self.rule] | table.boxes_of[self.rule]
        for cells in self.places:
            corners = table.boxes_at_corners(cells)
            if any(isinstance(question(held & boxes, 0), Answered) for held in corners):
                return True
        return any(
            next(answers_in(table, cells, boxes, question, self.effort), None) is not None
            for cells in self.places
        )

    def _is_first(self, certain: int, possible: int) -> Answered[bool] | Ask | None:
        """Whether nothing overrides it, and each rule ahead of it that holds is overridden."""
        held, perhaps = self.subject.table.known_regions(certain, possible)
        overriders = self.subject.answers.overriders
        if overriders[self.rule] & held:
            return None
        if overriders[self.rule] & perhaps:
            return self._ask(overriders[self.rule] & perhaps, possible)
        for other in bits(self._ahead & (held | perhaps)):
            if overriders[other] & held:
                continue
            asked = (1 << other | overriders[other]) & perhaps
            return self._ask(asked, possible) if asked else None
        return Answered(True)

    def _changes(self, removed: int, certain: int, possible: int) -> Answered[bool] | Ask | None:
        """Whether the outcome, or which rules clash, would be different without it."""
        answers, mine = self.subject.answers, 1 << self.rule
        held, perhaps = (
            regions & ~removed & self._relevant
            for regions in self.subject.table.known_regions(certain, possible)
        )
        overriding = answers.overriders[self.rule]
        if not self.as_rule.overrides and (
            overriding & held or answers.is_without_effect(self.rule, held, perhaps)
        ):
            return None
        rules, asked = answers.settle(held, perhaps)
        others = 0
        if not asked and answers.where(rules).clash is not None:
            asked = overriding & perhaps
            if not asked and not overriding & held:
                # Which of the rules that clash is to count is known only when the clash is resolved.
                return Answered(True)
        if not asked:
            others, asked = answers.settle(held & ~mine, perhaps)
        if asked:
            return self._ask(asked, possible)
        return Answered(True) if self._differ(rules, others) else None

    def _differ(self, rules: int, others: int) -> bool:
        """Whether some rules give another answer than others."""
        policy = self.subject.policy
        one, other = (self.subject.answers.where(each) for each in (rules, others))
        if (one.clash is None, one.outcome is None) != (other.clash is None, other.outcome is None):
            return True
        return not compared_outcome(policy, one).is_same_as(compared_outcome(policy, other))

    def _ask(self, regions: int, possible: int) -> Ask:
        return Ask(self.subject.table.boxes_in(regions) & possible)
