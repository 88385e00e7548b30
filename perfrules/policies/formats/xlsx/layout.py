"""The layout of a decision sheet."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

ROLES = "inputs", "compute", "outputs", "rules"
"""What a column can be: an input, a computed name, an output, or something else about a rule."""
ROLE_LABELS = "列", "column"
"""What the row that says so is called."""

TEXT_KEYS = "id", "title", "description", "hit", "partial"
"""Keys of the head whose value is a text."""
YAML_KEYS = "in_force", "cite", "scope", "default", "expect", "aggregate", "tables"
"""Keys of the head whose value is YAML."""
HEAD_KEYS = (
    "id", "title", "description", "in_force", "cite", "scope", "hit", "default", "partial", "expect",
    "aggregate", "tables",
)  # fmt: skip
"""The keys of the head, as they follow one another."""
USUAL_HEAD_KEYS = frozenset({"id", "title", "in_force", "hit"})
"""Keys that have a row even without a value."""

COLUMN_KEYS = (
    "type", "formula", "unit", "domain", "step", "of", "open", "combine", "cite", "description", "title",
)  # fmt: skip
"""The keys by which inputs, computed names and outputs are defined, as they follow one another."""
USUAL_COLUMN_KEYS = frozenset({"type", "title"})
LINES_KEYS = frozenset({"domain", "of", "overrides"})
"""Keys with several values, one a line."""

RULE_KEYS = "title", "overrides", "except", "cite", "note"
"""What a rule has beside its id, conditions and answers."""
USUAL_RULE_KEYS = frozenset({"overrides", "note"})
YAML_RULE_KEYS = frozenset({"except", "cite"})
FORMULA_KEYS = "formula", "cap", "floor"
"""The keys of an answer that is a formula with limits, one a line."""

LONGEST_TEXT = 32_767
"""How many characters a cell holds; spreadsheets cut a longer text in silence."""

Part = Literal["head", "gap", "roles", "definition", "names", "rule"]
"""What a row is."""


@frozen
class Row:
    """A row of texts, the first of them its label; empty texts for empty cells."""

    part: Part
    key: str
    cells: tuple[str, ...]
