"""Finding documents in folders by what their first keys say, so that the search need not read them all."""

from __future__ import annotations

import re
from pathlib import Path

from perfrules.documents.keys import canonical
from perfrules.documents.schema import kinds
from perfrules.documents.text import read_text

_SUFFIXES = frozenset({".yaml", ".yml"})
_KEYED = r"""^["']?(?:{keys})["']?: *["']?([^"'#\s]+)"""
_KIND = re.compile(_KEYED.format(keys="kind|类别"), re.MULTILINE)
_ID = re.compile(_KEYED.format(keys="id|编号"), re.MULTILINE)
_HIDDEN = "."


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files in a folder and the folders in it, sorted; none that are hidden.

    >>> from perfrules.resources import data_path
    >>> [path.name for path in yaml_files(data_path("grammar")) if "unit" in path.name]
    ['units.yaml']
    """
    found = (path for path in folder.rglob("*") if path.suffix in _SUFFIXES and path.is_file())
    return sorted(path for path in found if not _is_hidden(path.relative_to(folder)))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(_HIDDEN) for part in path.parts)


def stated_kind(path: Path) -> str | None:
    """The kind that a file says it is of, canonical; None where it says none there is.

    Raises:
        DocumentError: the file cannot be read as text.

    >>> from perfrules.resources import data_path
    >>> stated_kind(data_path("policies", "teaching", "procurement.yaml"))
    'decision'
    """
    return canonical(_written(_KIND, path), kinds(), "values")


def stated_id(path: Path) -> str:
    """The id that a file says it has, empty where it says none.

    Raises:
        DocumentError: the file cannot be read as text.

    >>> from perfrules.resources import data_path
    >>> stated_id(data_path("policies", "teaching", "procurement.yaml"))
    'teaching.procurement'
    """
    return _written(_ID, path)


def _written(pattern: re.Pattern[str], path: Path) -> str:
    found = pattern.search(read_text(path).source.text)
    return found.group(1) if found else ""
