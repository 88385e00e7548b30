"""Finding documents in folders by what their own keys say, so that the search need not parse them all."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from perfrules.documents.schemas.keys import canonical
from perfrules.documents.schemas.schema import kinds
from perfrules.documents.text import read_text
from perfrules.resources.late_patterns import late_pattern

_SUFFIXES = frozenset({".yaml", ".yml"})
_KEYED = r"""^["']?(?:{keys})["']?: *["']?([^"'#\s]+)"""
_KIND = late_pattern(_KEYED.format(keys="kind|类别"), re.MULTILINE)
_ID = late_pattern(_KEYED.format(keys="id|编号"), re.MULTILINE)
_OURS = late_pattern(r"""^["']?(?:kind|类别|id|编号|code|项目编码)["']?[:：]""", re.MULTILINE)
_HIDDEN = "."


def yaml_files(folder: Path, *, nested: bool = True) -> list[Path]:
    """The YAML files in a folder, and where `nested` in the folders in it, sorted; none that are hidden.

    >>> from perfrules.resources.paths import data_path
    >>> [path.name for path in yaml_files(data_path("grammar")) if "unit" in path.name]
    ['units.yaml']
    """
    paths = folder.rglob("*") if nested else folder.glob("*")
    found = (path for path in paths if path.suffix.lower() in _SUFFIXES and path.is_file())
    return sorted(path for path in found if not _is_hidden(path.relative_to(folder)))


def may_be_of(text: str, wanted: Collection[str]) -> bool:
    """Whether a text is, or may be meant as, a document of one of some kinds.

    A text without a known kind may be one, so that it is read and the missing kind is reported. A text
    without any key of a document is another file in the folder.

    >>> may_be_of("kind: sheet", {"sheet"}), may_be_of("kind: tests", {"sheet"})
    (True, False)
    >>> may_be_of("编号: 甲", {"decision"}), may_be_of("on: push", {"decision"})
    (True, False)
    """
    kind = kind_in(text)
    return kind in wanted if kind else bool(_OURS.search(text))


def kind_in(text: str) -> str | None:
    r"""The kind that a text says it is of, canonical; None where it says none there is.

    >>> kind_in("类别: 审批\n编号: 甲")
    'decision'
    """
    return canonical(_written(_KIND, text), kinds(), "values")


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(_HIDDEN) for part in path.parts)


def stated_kind(path: Path) -> str | None:
    """The kind that a file says it is of, canonical; None where it says none there is.

    Raises:
        DocumentError: the file cannot be read as text.

    >>> from perfrules.resources.paths import data_path
    >>> stated_kind(data_path("policies", "teaching", "procurement.yaml"))
    'decision'
    """
    return kind_in(read_text(path).source.text)


def stated_id(path: Path) -> str:
    """The id that a file says it has, empty where it says none.

    Raises:
        DocumentError: the file cannot be read as text.

    >>> from perfrules.resources.paths import data_path
    >>> stated_id(data_path("policies", "teaching", "procurement.yaml"))
    'teaching.procurement'
    """
    return id_in(read_text(path).source.text)


def id_in(text: str) -> str:
    """The id that a text says it has, empty where it says none.

    >>> id_in("编号: unit.wages")
    'unit.wages'
    """
    return _written(_ID, text)


def _written(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group(1) if found else ""
