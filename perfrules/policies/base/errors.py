"""The error of this floor: a policy that does not hold together."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TypeAlias

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError

Path: TypeAlias = tuple[str | int, ...]
"""Where in a policy: canonical keys and list positions, as in its file."""

# Two-character Chinese words that differ in one character are alike to 0.5.
_LIKENESS = 0.4


class Key(str):
    """The last step of a path that means the key itself, not what stands under it."""

    __slots__ = ()


@frozen
class Fault:
    """Something that does not hold together, and where in the policy it is."""

    code: str
    path: Path
    arguments: dict[str, str] = field(factory=dict)


class PolicyError(PerfrulesError):
    """A policy cannot be read or does not hold together; carries every problem found in it.

    `paths` says for each of `diagnostics` where in the policy it is; empty where that is not known.
    """

    def __init__(self, *diagnostics: Diagnostic, paths: Iterable[Path] = ()) -> None:
        super().__init__(*diagnostics)
        self.paths = tuple(paths)

    @classmethod
    def of(cls, faults: Iterable[Fault]) -> PolicyError:
        """The error of a policy that was built by a program, so that there is no text to point at."""
        faults = tuple(faults)
        told = (Diagnostic(fault.code, fault.arguments) for fault in faults)
        return cls(*told, paths=(fault.path for fault in faults))


def near(written: str, known: Iterable[str]) -> dict[str, str]:
    """The known names for a hint, those most like what was written first: the `near` of a message.

    >>> near("amont", ["category", "amount"])
    {'near': 'amount'}
    >>> near("甲", ["amount", "category"])
    {'near': 'amount、category'}
    >>> near("甲", [])
    {'near': '—'}
    """
    names = list(dict.fromkeys(known))
    close = get_close_matches(written, names, n=3, cutoff=_LIKENESS)
    return {"near": "、".join(close or names[:8]) or "—"}
