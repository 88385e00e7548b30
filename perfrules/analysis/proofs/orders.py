"""Whether one outcome requires less than another.

An output with an order (`of`) is as high as its foremost value. Of lists without one, more members are more.
Of alternatives (`any-of`) fewer are more, because one of fewer is harder to get. Nothing is least.
"""

from __future__ import annotations

from perfrules.policies.decisions.inputs import MEASURED
from perfrules.policies.decisions.outputs import LISTS, SINGLE_HITS, HitPolicy, Outcome, Output, Value

COMBINED = frozenset({"sum", "min", "max", "count"})
"""How numbers of several rules become one."""
_ORDERED = MEASURED | {"date", "boolean"}


def has_order(output: Output, hit: HitPolicy, default: Outcome | None = None) -> bool:
    """Whether of two outcomes it can be said that one requires no less.

    A number of rules and the value that a default gives cannot be compared.

    >>> has_order(Output("who", "roles"), "collect"), has_order(Output("who", "text"), "unique")
    (True, False)
    """
    if hit == "collect" and output.combine == "count" and output.name in (default or {}):
        return False
    if hit in SINGLE_HITS:
        return bool(output.of) or output.type in LISTS | _ORDERED
    if hit != "collect":
        return False
    if output.combine == "count" or (output.of and output.combine == "union"):
        return True
    return output.type in LISTS or output.combine in COMBINED


def is_less(output: Output, before: Value | None, after: Value | None) -> bool:
    """Whether less is required after than before, or something else.

    >>> (
    ...     is_less(Output("who", "roles"), ("科长",), ("局长", "科长")),
    ...     is_less(Output("who", "roles"), ("科长",), ()),
    ... )
    (False, True)
    """
    if before is None or after is None or before == after:
        return before is not None and after is None
    if output.of and not (isinstance(before, int) and isinstance(after, int)):
        return output.rank(after) > output.rank(before)
    if isinstance(before, tuple) and isinstance(after, tuple):
        less, more = (after, before) if output.type == "any-of" else (before, after)
        return not set(less) <= set(more)
    return after < before  # type: ignore[operator] # both are values of one output
