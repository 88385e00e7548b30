"""Keys of a decision that change no outcome: `combine` under another hit policy, `aggregate`."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.analysis.findings.finding import Finding
from perfrules.analysis.proofs.suggested_changes import to_drop_combine
from perfrules.analysis.subject import Subject
from perfrules.policies.decisions.outputs import usual_combine


def idle_combinations(subject: Subject) -> Iterator[Finding]:
    """Yield PR651 for each `combine` that is never applied, and PR659 for `aggregate`."""
    policy = subject.policy
    if policy.aggregate is not None:
        yield subject.about("PR659", ("aggregate",), {"policy": policy.id})
    if policy.hit == "collect":
        return
    for output in policy.outputs:
        if output.combine != usual_combine(output.type):
            facts = {"output": output.name, "combine": output.combine, "hit": policy.hit}
            yield subject.about(
                "PR651", ("outputs", output.name, "combine"), facts, suggestion=to_drop_combine(output)
            )
