"""Turn a decision policy into the plain data of its file."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from perfrules.documents import FORMAT_VERSION, Plain
from perfrules.policies.base.head import Citation
from perfrules.policies.decisions.computing.conditions import reads_as_computed
from perfrules.policies.decisions.computing.to_plain import plain_compute, plain_tables
from perfrules.policies.decisions.condition_to_text import alternatives, value_text
from perfrules.policies.decisions.inputs import DEFAULT_UNITS, OTHER, Input
from perfrules.policies.decisions.outputs import Outcome, Output, usual_combine
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Aggregate, Claim, Condition, Rule, When
from perfrules.values import BARE, EVERYTHING, Quantity, Unit
from perfrules.values.value_sets import Values

_DEFAULT_STEPS = {"count": Fraction(1), "date": Fraction(1)}


def plain_decision(policy: DecisionPolicy) -> dict[str, Plain]:
    """The policy as texts, lists and dicts under canonical keys, in the order in which files have them.

    >>> from perfrules.policies.base.head import Head
    >>> from perfrules.values import IntervalSet
    >>> small = Condition(IntervalSet.up_to(Fraction(2000)))
    >>> rule = Rule("small", {"amount": small}, {"sign_off": ("主要领导",)})
    >>> policy = DecisionPolicy(
    ...     Head("x"), (Input("amount", "money"),), (Output("sign_off", "roles"),), (rule,)
    ... )
    >>> plain_decision(policy)["rules"]
    [{'id': 'small', 'when': {'amount': '<=2000元'}, 'then': {'sign_off': ['主要领导']}}]
    """
    return _Writer(policy).plain()


class _Writer:
    """Writes the parts of one policy, whose conditions need its inputs to be worded."""

    def __init__(self, policy: DecisionPolicy) -> None:
        self.policy = policy
        self.inputs = policy.input_by_name

    def plain(self) -> dict[str, Plain]:
        policy, head = self.policy, self.policy.head
        default = None if policy.default is None else _outcome(policy.default)
        return {
            "perfrules": FORMAT_VERSION,
            "kind": "decision",
            "id": head.id,
            **_given({"title": head.title, "in_force": head.in_force.to_json(), "cite": _cite(head.cite)}),
            "inputs": {each.name: self._input(each) for each in policy.inputs},
            **_given({"compute": plain_compute(policy.compute), "tables": plain_tables(policy.tables)}),
            **_given({"scope": self._when(policy.scope)}),
            "outputs": {each.name: _output(each) for each in policy.outputs},
            "hit": policy.hit,
            "rules": [self._rule(rule) for rule in policy.rules],
            **({} if default is None else {"default": default}),
            **_given({"partial": "true" if policy.partial else "", "expect": [*map(_claim, policy.expect)]}),
            **({} if policy.aggregate is None else {"aggregate": _aggregate(policy.aggregate)}),
        }

    def _input(self, input_: Input) -> dict[str, Plain]:
        plain: dict[str, Plain] = {"type": input_.type, **_given({"title": input_.title})}
        plain |= _unit(input_.unit, input_.type)
        if input_.type == "choice":
            plain |= _given({"of": sorted({*map(str, input_.domain)} - {OTHER})})
            plain |= _given({"open": "true" if input_.is_open else ""})
        elif input_.domain != EVERYTHING and not input_.is_discrete:
            plain["domain"] = self._texts(input_, input_.domain)
        if input_.step is not None and input_.step != _DEFAULT_STEPS.get(input_.type):
            plain["step"] = str(Quantity(input_.step, input_.unit))
        return plain

    def _texts(self, input_: Input, condition: Condition | Values) -> Plain:
        if not isinstance(condition, Condition):
            condition = Condition(condition)
        texts = alternatives(input_, condition)
        return texts[0] if len(texts) == 1 else texts

    def _when(self, when: When) -> dict[str, Plain]:
        plain: dict[str, Plain] = {}
        for name, condition in when.items():
            about = condition.about or name
            texts = condition.text if condition.about else self._axis_texts(name, condition)
            before = plain.get(about)
            plain[about] = texts if before is None else f"{before}且{texts}"
        return plain

    def _axis_texts(self, name: str, condition: Condition) -> Plain:
        axis = self.policy.axis_by_name[name]
        if name not in self.inputs and reads_as_computed(axis, condition):
            return condition.text
        return self._texts(axis, condition)

    def _rule(self, rule: Rule) -> dict[str, Plain]:
        excluded = [self._when(each) for each in rule.except_]
        return {
            "id": rule.id,
            **_given({"title": rule.title, "when": self._when(rule.when), "except": excluded}),
            "then": _outcome(rule.then),
            **_given({"overrides": sorted(rule.overrides), "cite": _cite(rule.cite)}),
        }


def _given(values: Mapping[str, Plain]) -> dict[str, Plain]:
    return {name: value for name, value in values.items() if value}


def _unit(unit: Unit, type_: str) -> dict[str, Plain]:
    return {} if unit == DEFAULT_UNITS.get(type_, BARE) else {"unit": unit.name}


def _output(output: Output) -> dict[str, Plain]:
    usual = usual_combine(output.type)
    return {
        "type": output.type,
        **_given({"title": output.title, "combine": "" if output.combine == usual else output.combine}),
        **_unit(output.unit, output.type),
        **_given({"of": [str(value_text(value)) for value in output.of]}),
    }


def _outcome(outcome: Outcome) -> dict[str, Plain]:
    return {name: value_text(value) for name, value in outcome.items()}


def _cite(cited: tuple[Citation, ...]) -> Plain:
    return [each.to_json() for each in cited]


def _claim(claim: Claim) -> Plain:
    if not claim.kind.startswith("never-"):
        return claim.kind
    return {claim.kind: claim.output, "as": claim.input}


def _aggregate(aggregate: Aggregate) -> dict[str, Plain]:
    within = "" if aggregate.within is None else str(value_text(aggregate.within))
    return {"input": aggregate.input, **_given({"by": list(aggregate.by), "within": within})}
