"""Data of tests in YAML files, read once per process and by libyaml, which is ten times as fast as PyYAML."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def data_of(path: Path) -> Any:
    """The plain data of a file; all who ask share it, so nobody may change it."""
    return yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
