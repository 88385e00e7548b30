"""The error of an invalid policy, and the faults it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.resources.plain_repr import PlainRepr

Path: TypeAlias = tuple[str | int, ...]
"""Where in a policy: canonical keys and list positions, as in its file."""


class Key(str):
    """The last step of a path, where the key itself is meant and not its value."""

    __slots__ = ()


@frozen(repr=False)
class Fault(PlainRepr):
    """One thing that is wrong with a policy, and where in the policy it is."""

    code: str
    path: Path
    arguments: dict[str, str] = field(factory=dict)


class PolicyError(PerfrulesError):
    """A policy cannot be read or is not valid. `diagnostics` has every problem found. Added in 0.2.

    `paths` gives the place of each diagnostic in the policy, or is empty if no place is known.
    """

    def __init__(self, *diagnostics: Diagnostic, paths: Iterable[Path] = ()) -> None:
        super().__init__(*diagnostics)
        self.paths = tuple(paths)

    @classmethod
    def of(cls, faults: Iterable[Fault]) -> PolicyError:
        """Return the error for faults of a policy that has no text to point at."""
        faults = tuple(faults)
        diagnostics = (Diagnostic(fault.code, fault.arguments) for fault in faults)
        return cls(*diagnostics, paths=(fault.path for fault in faults))


class UnknownPolicyError(PolicyError, LookupError):
    """No policy has that id, or no version of it is in force on that day. Added in 0.2."""
