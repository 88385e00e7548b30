"""Outputs whose value is a formula, with an upper or a lower limit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perfrules.diagnostics import PerfrulesError
from perfrules.expressions import read_actual
from perfrules.formulas.formula import Formula
from perfrules.policies.decisions.computing.from_document import ComputeReader
from perfrules.policies.decisions.outputs import Output
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import Quantity

_MULTIPLIED = late_pattern(r"[×÷*\uff0a]")
_WORD = late_pattern(r"[^\W\d_]")


def states_formula(plain: Any) -> bool:
    """Return whether an output's value is a formula: a group, or a text that is not a quantity.

    >>> states_formula("spent × 2"), states_formula("2000元"), states_formula({"formula": "spent"})
    (True, False, True)
    """
    if isinstance(plain, Mapping):
        return True
    if not isinstance(plain, str) or not _WORD.search(plain):
        return False
    if _MULTIPLIED.search(plain):
        # A unit may follow `×` in a quantity, but so may a name: the formula says which.
        return True
    try:
        return not isinstance(read_actual(plain), Quantity)
    except PerfrulesError:
        return True


def output_formula(
    reader: ComputeReader, output: Output, plain: str | Mapping[str, str], path: tuple[str | int, ...]
) -> Formula | None:
    """Return the formula of an output in the unit of the output; `cap` and `floor` limit it.

    The floor counts more than the cap where they contradict each other.
    """
    if isinstance(plain, str):
        return reader.formula(plain, output.unit, *path)
    parts = {key: reader.formula(text, output.unit, *path, key) for key, text in plain.items()}
    found, cap, floor = (parts.get(key) for key in ("formula", "cap", "floor"))
    if found is None or None in parts.values():
        return None
    if len(parts) == 1:
        return found
    text = found.text if cap is None else f"最小({found.text}, {cap.text})"
    # The whole is read as one text, so that a file that states it as one means the same to the digest.
    return reader.formula(text if floor is None else f"最大({text}, {floor.text})", output.unit, *path)
