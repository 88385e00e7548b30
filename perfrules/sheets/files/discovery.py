"""Find the files of actuals beside sheets."""

from __future__ import annotations

from pathlib import Path

from perfrules.documents import DocumentError
from perfrules.documents.discovery import stated_kind, yaml_files


def find_actuals(path: Path | str) -> tuple[Path, ...]:
    """The files of kind `actuals` in a folder, or in the folder of a file, sorted by name.

    >>> find_actuals("nowhere")
    ()
    """
    path = Path(path)
    folder = path if path.is_dir() else path.parent
    return tuple(each for each in yaml_files(folder, nested=False) if _is_actuals(each))


def _is_actuals(path: Path) -> bool:
    try:
        return stated_kind(path) == "actuals"
    except DocumentError:  # reported by what reads the sheets of the folder
        return False
