"""What a result rests on: a policy, and lines of the policy, the sheet and the actuals."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from perfrules.policies.base.place import PolicyPlace
from perfrules.policies.versions import Policy
from perfrules.resources.plain_repr import PlainRepr
from perfrules.sheets import Origin


@frozen(repr=False)
class PolicyUsed(PlainRepr):
    """The policy that was used: id, version in force, digest, and the document that it cites first."""

    id: str
    version: str | None
    digest: str
    document: str = ""

    @classmethod
    def of(cls, policy: Policy) -> PolicyUsed:
        """The reference to a policy."""
        return cls(policy.head.id, policy.head.version, policy.digest, policy.head.document)

    def to_json(self) -> dict[str, Any]:
        """The three as plain data."""
        return {"id": self.id, "version": self.version, "digest": self.digest}


@frozen(repr=False)
class Places(PlainRepr):
    """The places that a result rests on; None for what no file holds.

    `policy` is the line of the method or level, `operator` the line that settles an operator, `sheet` the
    target, `actual` what was achieved.
    """

    policy: PolicyPlace | None = None
    operator: PolicyPlace | None = None
    sheet: Origin | None = None
    actual: Origin | None = None

    def to_json(self) -> dict[str, Any]:
        """Each place as `{"file", "line"}` or `{"file", "cell"}`, or None."""
        return {
            "policy": None if self.policy is None else self.policy.to_json(),
            "operator": None if self.operator is None else self.operator.to_json(),
            "sheet": _with_file(self.sheet),
            "actual": _with_file(self.actual),
        }


def _with_file(origin: Origin | None) -> dict[str, Any] | None:
    return None if origin is None else {"file": origin.source.name, **origin.to_json()}
