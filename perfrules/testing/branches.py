"""The branches of formulas: which member of a min or max counts, which bracket a value reaches."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from perfrules.formulas.evaluate import NameValues, evaluate, parts_in_brackets
from perfrules.formulas.formula import Formula
from perfrules.formulas.nodes import Brackets, Greatest, Least, walk
from perfrules.formulas.to_text import formula_text
from perfrules.policies.decisions.policy import DecisionPolicy

_Path = tuple[str | int, ...]


@frozen
class Branch:
    """A member of a min or max (or a bracket) in a formula of `owner`, a computed name or a rule."""

    owner: str
    path: _Path
    whole: str
    text: str
    node: Least | Greatest | Brackets
    at: int

    def is_taken_by(self, values: NameValues) -> bool:
        """Return whether the member is the result for given values, or the bracket the highest reached."""
        if isinstance(self.node, Brackets):
            reached = parts_in_brackets(evaluate(self.node.value, values), self.node.brackets)
            return len(reached) == self.at + 1
        return evaluate(self.node.members[self.at], values) == evaluate(self.node, values)


def branches(policy: DecisionPolicy) -> Iterator[Branch]:
    """Yield the branches of all formulas of a policy."""
    for each in policy.compute:
        if not each.comparison:
            yield from _branches(each.name, ("compute", each.name), each.formula)
    for at, rule in enumerate(policy.rules):
        for name, value in rule.then.items():
            if isinstance(value, Formula):
                yield from _branches(rule.id, ("rules", at, "then", name), value)


def _branches(owner: str, path: _Path, formula: Formula) -> Iterator[Branch]:
    for node in walk(formula.node):
        if isinstance(node, Least | Greatest):
            for at, member in enumerate(node.members):
                yield Branch(owner, path, formula_text(node), formula_text(member), node, at)
        elif isinstance(node, Brackets):
            for at, bracket in enumerate(node.brackets):
                yield Branch(owner, path, formula_text(node), bracket.text, node, at)
