"""The goals of a department as a whole (部门整体绩效目标): model, reader of texts, YAML files."""

from perfrules.sheets.departments.model import DepartmentGoals, Passage, SubGoal, WordedIndicator

__all__ = ["DepartmentGoals", "Passage", "SubGoal", "WordedIndicator"]
