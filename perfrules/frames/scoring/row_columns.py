"""Which column of a frame holds which part of an indicator's row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from attrs import frozen

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.hints import near, similar
from perfrules.frames.errors import FrameError
from perfrules.resources import load_data
from perfrules.sheets import Indicator

TEXTS = ("level1", "level2", "name", "description", "basis", "direction", "unit")
"""The parts that say what a target means, besides the target itself. `direction` may be a sign (≥)."""
_HEADINGS: Mapping[str, str] = {"direction": "operator"}
"""Parts that the table of headings calls by another name."""
_NEEDED = ("level1", "target", "actual", "weight")


@frozen
class RowColumns:
    """The column of each part of a row, None for a part that all rows take from `common`."""

    columns: Mapping[str, str | None]
    common: Indicator

    def __getitem__(self, part: str) -> str | None:
        return self.columns[part]


def row_columns(names: Sequence[str], given: Mapping[str, str], common: Indicator | None) -> RowColumns:
    """Find the column of each part: the one that is given, else that of its name, else by its heading.

    Args:
        names: The columns of the frame.
        given: Columns that the caller names, by part.
        common: What all rows share; a part without a column is taken from it.

    Raises:
        FrameError: PR871: a part has no column and no value in `common`; PR877: two columns have a heading
            of the same part; PR878: `given` has a part that rows do not have.

    >>> row_columns(["一级指标", "指标值", "实际完成值", "分值"], {}, None)["target"]
    '指标值'
    """
    parts = (*TEXTS, "target", "actual", "weight", "explanation")
    shared = common or Indicator("", "", "")
    problems = [
        Diagnostic("PR878", {"part": each, **near(each, parts)}) for each in given if each not in parts
    ]
    found: dict[str, str | None] = {}
    for part in parts:
        candidates = list(_candidates(part, names, given))
        if len(candidates) > 1:
            problems.append(Diagnostic("PR877", {"part": part, "columns": "、".join(candidates)}))
        if not candidates and part in _NEEDED and not getattr(shared, part, ""):
            wanted = given.get(part, part)
            problems.append(Diagnostic("PR871", {"input": wanted, **similar(wanted, names)}))
        found[part] = candidates[0] if candidates else None
    if problems:
        raise FrameError(*problems)
    return RowColumns(found, shared)


def _candidates(part: str, names: Sequence[str], given: Mapping[str, str]) -> Iterator[str]:
    exact = given.get(part, part)
    if exact in names:
        yield exact
    elif part not in given:
        headings = _headings()[_HEADINGS.get(part, part)]
        yield from (name for name in names if name in headings)


@cache
def _headings() -> Mapping[str, Sequence[str]]:
    tables = load_data("grammar", "sheet-labels.yaml")["tables"]["columns"]
    return {"basis": (), "explanation": (), **tables}
