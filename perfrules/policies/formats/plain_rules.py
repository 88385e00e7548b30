"""Rewrite a decision policy so that plain rules say what scope, overrides and exceptions say.

Other engines read the rules of a table and nothing else. Each rule becomes one or several rules over the
facts for which it counts: inside the scope, outside its exceptions, and where no other rule overrides it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from perfrules.diagnostics import Diagnostic
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.decisions.computing.comparisons import comparison_condition
from perfrules.policies.decisions.hit_policies import rank
from perfrules.policies.decisions.outputs import SINGLE_HITS, HitPolicy
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.regions import Box, box_without, meet_box
from perfrules.policies.decisions.rules import Condition, Rule
from perfrules.values.value_sets import Values, is_empty

MOST_RULES = 10_000
_UNORDERED: dict[HitPolicy, HitPolicy] = {"priority": "first", "output-order": "rule-order"}
"""The hit policies that go by the order of values, and those that go by the order of rules instead."""
_ONE_ANSWER = frozenset({"sum", "min", "max"})


def plain_rules(policy: DecisionPolicy) -> DecisionPolicy:
    """Return a policy that decides alike without scope, overrides, exceptions and ranks of values.

    Rules that are split get numbered ids. Claims are left out: they are about the policy as it was written.

    Raises:
        PolicyError: PR947: a default inside a scope that the hit policy cannot give by a rule, or more than
            10,000 rules.

    >>> from perfrules.policies.loader import find_policy
    >>> plain = plain_rules(find_policy("chengde.expenditure-approval"))
    >>> plain.scope, [rule.when["category"].text for rule in plain.rules]
    ({}, ['日常支出', '日常支出', '日常支出'])
    """
    ordered = list(policy.rules)
    if policy.hit in _UNORDERED:
        ordered.sort(key=lambda rule: rank(policy, rule))
    rules: list[Rule] = []
    for rule in ordered:
        rules += _split(policy, rule, _counting(policy, rule))
        if len(rules) > MOST_RULES:
            raise _impossible(policy, f"超过 {MOST_RULES} 条规则", f"more than {MOST_RULES} rules")
    scoped = bool(policy.scope)
    if scoped and policy.default is not None:
        rules += _defaults(policy)
    return evolve(
        policy,
        rules=tuple(_numbered(rules)),
        hit=_UNORDERED.get(policy.hit, policy.hit),
        scope={},
        default=None if scoped else policy.default,
        partial=policy.partial or scoped,
        expect=(),
    )


def _counting(policy: DecisionPolicy, rule: Rule) -> list[Box]:
    """Where a rule counts: inside the scope, and where no rule that overrides it holds."""
    boxes = [meet_box(policy.scope_box, box) for box in policy.boxes_of(rule)]
    holes = [hole for other in policy.rules if rule.id in other.overrides for hole in policy.boxes_of(other)]
    return _without(policy, boxes, holes)


def _without(policy: DecisionPolicy, boxes: Iterable[Box], holes: Iterable[Box]) -> list[Box]:
    left = [box for box in boxes if not any(map(is_empty, box.values()))]
    for hole in holes:
        left = [
            piece
            for box in left
            for piece in (box_without(box, hole, policy.everything) if _touch(box, hole) else (box,))
        ]
        if len(left) > MOST_RULES:
            raise _impossible(policy, f"超过 {MOST_RULES} 条规则", f"more than {MOST_RULES} rules")
    return left


def _touch(box: Box, hole: Box) -> bool:
    return not any(map(is_empty, meet_box(box, hole).values()))


def _defaults(policy: DecisionPolicy) -> Iterator[Rule]:
    """The default as rules inside the scope; as the default of the table it would also hold outside."""
    answers = {output.combine for output in policy.outputs}
    if policy.hit not in SINGLE_HITS and not (policy.hit == "collect" and answers <= _ONE_ANSWER):
        raise _impossible(policy, "适用范围内的默认结果", "a default inside a scope")
    holding = [box for rule in policy.rules for box in policy.boxes_of(rule)]
    boxes = _without(policy, [policy.scope_box], holding)
    return _split(policy, Rule("default", then=policy.default or {}), boxes)


def _split(policy: DecisionPolicy, rule: Rule, boxes: Sequence[Box]) -> Iterator[Rule]:
    for box in boxes:
        when = {
            name: _condition(policy, rule, name, values)
            for name, values in box.items()
            if values != policy.everything[name]
        }
        yield evolve(rule, when=when, except_=(), overrides=())


def _condition(policy: DecisionPolicy, rule: Rule, name: str, values: Values) -> Condition:
    """The condition of the rule itself where it still admits the same values, for its wording."""
    written = rule.when.get(name)
    if written is not None and written.values == values:
        return written
    difference = next((each for each in policy.compute if each.name == name and each.comparison), None)
    return Condition(values) if difference is None else comparison_condition(difference, values)


def _numbered(rules: Sequence[Rule]) -> Iterator[Rule]:
    """Give rules of one id different ids."""
    ids = [rule.id for rule in rules]
    taken = set(ids)
    seen: dict[str, int] = {}
    for rule in rules:
        id_ = rule.id
        if ids.count(id_) > 1:
            while id_ in taken:
                seen[rule.id] = seen.get(rule.id, 0) + 1
                id_ = f"{rule.id}-{seen[rule.id]}"
            taken.add(id_)
        yield evolve(rule, id=id_)


def _impossible(policy: DecisionPolicy, zh: str, en: str) -> PolicyError:
    return PolicyError(Diagnostic("PR947", {"policy": policy.id, "what_zh": zh, "what_en": en}))
