"""Actuals as the YAML file that people keep (`kind: actuals`)."""

from __future__ import annotations

from perfrules.documents import FORMAT_VERSION, Plain, emit_yaml
from perfrules.sheets.actuals import ActualEntry, Actuals, ProjectActuals

_SAID = "forecast", "possibility", "explanation", "note"
_STAGES = "initial", "adjusted", "executed", "expected"


def dump_actuals(actuals: Actuals) -> str:
    """The actuals as the text of a YAML file; what is blank is left out.

    Raises:
        DocumentError: PR135 for a character that no file holds.

    >>> from perfrules.sheets.actuals import ActualEntry
    >>> project = ProjectActuals(indicators={"合格率": ActualEntry("98%")})
    >>> print(dump_actuals(Actuals(projects={"培训": project})), end="")
    perfrules: 1
    kind: actuals
    projects:
      培训:
        indicators:
          合格率: 98%
    """
    data: dict[str, Plain] = {"kind": "actuals"}
    if actuals.as_of is not None:
        data["as_of"] = actuals.as_of.isoformat()
    data["projects"] = {code: _project(project) for code, project in actuals.projects.items()}
    return f"perfrules: {FORMAT_VERSION}\n{emit_yaml(data)}"


def _project(project: ProjectActuals) -> dict[str, Plain]:
    budget = {name: getattr(project.budget, name) for name in _STAGES}
    found: dict[str, Plain] = {
        "budget": {name: str(amount) for name, amount in budget.items() if amount is not None},
        "goals": dict(project.goals),
        "indicators": {name: _entry(entry) for name, entry in project.indicators.items()},
        "explanation": project.explanation,
    }
    return {name: value for name, value in found.items() if value}


def _entry(entry: ActualEntry) -> Plain:
    said = {name: getattr(entry, name) for name in _SAID if getattr(entry, name)}
    value = {"actual": entry.text} if entry.rated is None else {"rated": entry.rated}
    return {**value, **said} if said or entry.rated is not None else entry.text
