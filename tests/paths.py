"""Folders that tests read from."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
POLICIES = ROOT / "policies"
DOCS = ROOT / "docs"
GOLDEN = ROOT / "tests" / "golden"
CONFORMANCE = ROOT / "tests" / "conformance"
