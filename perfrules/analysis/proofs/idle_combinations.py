"""Keys of a decision that change no outcome: `combine` under another hit policy, `aggregate`."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.analysis.findings.finding import Finding
from perfrules.analysis.proofs.suggested_changes import to_drop_combine
from perfrules.analysis.subject import Subject
from perfrules.formulas.formula import Formula
from perfrules.formulas.nodes import names_in
from perfrules.policies.decisions.outputs import usual_combine
from perfrules.policies.decisions.policy import DecisionPolicy


def idle_combinations(subject: Subject) -> Iterator[Finding]:
    """Yield PR651 for each `combine` that is never applied, PR659 for `aggregate`, PR296 if it is idle."""
    policy = subject.policy
    if policy.aggregate is not None:
        yield subject.about("PR659", ("aggregate",), {"policy": policy.id})
        if not _is_used(policy, policy.aggregate.input):
            yield subject.about("PR296", ("aggregate", "input"), {"input": policy.aggregate.input})
    if policy.hit == "collect":
        return
    for output in policy.outputs:
        if output.combine != usual_combine(output.type):
            facts = {"output": output.name, "combine": output.combine, "hit": policy.hit}
            yield subject.about(
                "PR651", ("outputs", output.name, "combine"), facts, suggestion=to_drop_combine(output)
            )


def _is_used(policy: DecisionPolicy, name: str) -> bool:
    """Whether a rule depends on an input: by a condition, a computed name or a formula."""
    used = {name for rule in policy.rules for when in (rule.when, *rule.except_) for name in when}
    formulas = [value for rule in policy.rules for value in rule.then.values() if isinstance(value, Formula)]
    used |= {name for formula in formulas for name in names_in(formula.node)}
    for each in reversed(policy.compute):
        used |= set(each.depends_on) if each.name in used else set()
    return name in used
