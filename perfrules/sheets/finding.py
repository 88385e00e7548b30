"""Finding the actuals that lie beside sheets."""

from __future__ import annotations

import re
from pathlib import Path

from perfrules.documents import DocumentError, read_text

_KIND = re.compile(r"^(?:kind|类别) *: *[\"']?(?:actuals|实际完成情况|实际完成)\b", re.MULTILINE)
_SUFFIXES = frozenset({".yaml", ".yml"})


def find_actuals(path: Path | str) -> tuple[Path, ...]:
    """The files of kind `actuals` in a folder, or in the folder of a file, sorted by name.

    >>> find_actuals("nowhere")
    ()
    """
    path = Path(path)
    folder = path if path.is_dir() else path.parent
    files = sorted(each for each in folder.glob("*") if each.suffix.lower() in _SUFFIXES)
    return tuple(each for each in files if _is_actuals(each))


def _is_actuals(path: Path) -> bool:
    try:
        return bool(_KIND.search(read_text(path).source.text))
    except DocumentError:  # whatever reads the folder's sheets tells of it
        return False
