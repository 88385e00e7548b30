"""Find files of actuals beside sheets, and documents in folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from perfrules.documents import DocumentError, read_text
from perfrules.documents.discovery import may_be_of, stated_kind, yaml_files
from perfrules.resources.late_modules import late_module

if TYPE_CHECKING:
    from perfrules.documents.media.pages import folders
else:
    folders = late_module("perfrules.documents.media.pages.folders")


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


def find_documents(path: Path | str, *, nested: bool = False) -> tuple[Path, ...]:
    """The documents and the YAML files of kind `sheet` in a folder, sorted by name; of a file, that file.

    A folder without any is returned itself, so that reading it says what is missing. With `nested` the
    folders in it are searched, too.

    >>> [each.name for each in find_documents("目标表.docx")]
    ['目标表.docx']
    """
    path = Path(path)
    if not path.is_dir():
        return (path,)
    sheets = [each for each in yaml_files(path, nested=nested) if _may_be_sheet(each)]
    return tuple(sorted((*sheets, *folders.document_files(path, nested=nested)))) or (path,)


def _may_be_sheet(path: Path) -> bool:
    try:
        return may_be_of(read_text(path).source.text, {"sheet"})
    except DocumentError:  # reported by what reads the file
        return True
