"""Outputs whose answers are to be combined under a hit policy that combines none."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.analysis.findings.finding import Finding, Suggestion
from perfrules.analysis.subject import Subject
from perfrules.policies.decisions.outputs import usual_combine


def idle_combinations(subject: Subject) -> Iterator[Finding]:
    """PR651 for each output with a way of combining that is not the usual one and never comes to work."""
    policy = subject.policy
    if policy.hit == "collect":
        return
    for output in policy.outputs:
        if output.combine != usual_combine(output.type):
            facts = {"output": output.name, "combine": output.combine, "hit": policy.hit}
            mending = Suggestion(
                f"去掉输出项 {output.name} 的 combine: {output.combine}",
                f"take `combine: {output.combine}` out of the output `{output.name}`",
            )
            yield subject.about("PR651", ("outputs", output.name, "combine"), facts, suggestion=mending)
