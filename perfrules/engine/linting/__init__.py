"""Faults of target sheets: `lint_sheets` finds them, `fixed_text` removes those with one remedy."""

from perfrules.engine.linting.finding import Fix, SheetFinding
from perfrules.engine.linting.fixing import fixed_text
from perfrules.engine.linting.lint import Linter, lint_sheets

__all__ = ["Fix", "Linter", "SheetFinding", "fixed_text", "lint_sheets"]
