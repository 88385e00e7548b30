"""The goals of a department as a YAML file (`kind: department-goals`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from perfrules.documents import FORMAT_VERSION, Document, Plain, emit_yaml, read_document
from perfrules.expressions import prepare
from perfrules.sheets.departments.model import DepartmentGoals, Passage, SubGoal, WordedIndicator
from perfrules.sheets.document_reader import DocumentReader

_TEXTS = "title", "text", "section", "phrase"
_HEAD = "title", "part", "code", "department"


def load_department_goals(path: Path | str) -> DepartmentGoals:
    """Read the goals of a department from a YAML file.

    Raises:
        DocumentError: the file cannot be read, or is of another kind; has everything wrong with it.

    >>> load_department_goals("nowhere.yaml")
    Traceback (most recent call last):
    ...
    perfrules.documents.errors.DocumentError: 错误[PR100]: 找不到文件“nowhere.yaml”
    ...
    """
    return read_department_goals(read_document(Path(path), "department-goals"))


def read_department_goals(document: Document) -> DepartmentGoals:
    """The goals in a document of kind `department-goals`."""
    prepare(document.source.text)
    reader, plain = DocumentReader(document), document.plain
    subgoals = tuple(_subgoal(reader, at, each) for at, each in enumerate(plain["subgoals"]))
    return DepartmentGoals(
        **{name: plain.get(name, "") for name in _HEAD},
        overall=_passage(plain.get("overall", {})),
        subgoals=subgoals,
        at=reader.origin("title"),
    )


def _passage(plain: Mapping[str, str]) -> Passage:
    return Passage(**{name: plain[name] for name in _TEXTS if name in plain})


def _subgoal(reader: DocumentReader, at: int, plain: Mapping[str, Any]) -> SubGoal:
    indicators = tuple(
        WordedIndicator(
            row["level2"],
            _passage(row),
            reader.origin("subgoals", at, "indicators", number, "text" if "text" in row else "phrase"),
        )
        for number, row in enumerate(plain["indicators"])
    )
    return SubGoal(plain["title"], tuple(_passage(each) for each in plain.get("aims", ())), indicators)


def dump_department_goals(goals: DepartmentGoals) -> str:
    """The goals as the text of a YAML file; what is blank is left out.

    >>> print(dump_department_goals(DepartmentGoals("部门整体绩效目标")), end="")
    perfrules: 1
    kind: department-goals
    title: 部门整体绩效目标
    subgoals: []
    """
    head: dict[str, Plain] = {name: getattr(goals, name) for name in _HEAD if getattr(goals, name)}
    overall = goals.overall.to_json()
    subgoals: Plain = [
        {
            "title": goal.title,
            **({"aims": [each.to_json() for each in goal.aims]} if goal.aims else {}),
            "indicators": [{"level2": each.level2, **each.passage.to_json()} for each in goal.indicators],
        }
        for goal in goals.subgoals
    ]
    plain = {"kind": "department-goals", **head, **({"overall": overall} if overall else {})}
    return f"perfrules: {FORMAT_VERSION}\n{emit_yaml({**plain, 'subgoals': subgoals})}"
