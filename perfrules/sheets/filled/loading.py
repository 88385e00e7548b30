"""What was achieved, from whatever file holds it: YAML, or a workbook that an office filled in."""

from __future__ import annotations

from pathlib import Path

from perfrules.documents import read_document
from perfrules.documents.media.pages import read_pages
from perfrules.sheets.actuals import Actuals, read_actuals
from perfrules.sheets.filled.reader import read_filled_actuals

_MEDIA = ".xlsx", ".docx", ".csv", ".tsv", ".html", ".htm"


def load_actuals(path: Path | str) -> Actuals:
    """Read what was achieved from a YAML file, or from a workbook as `perfrules template` writes it.

    A file of another medium, such as .csv or .docx, is read like the workbook: by the headings of its tables.

    Raises:
        DocumentError: the file cannot be read, or is of another kind; carries everything wrong with it.

    >>> load_actuals("nowhere.yaml")
    Traceback (most recent call last):
    ...
    perfrules.documents.errors.DocumentError: 错误[PR100]: 找不到文件“nowhere.yaml”
    ...
    """
    path = Path(path)
    if path.suffix.lower() in _MEDIA:
        return read_filled_actuals(read_pages(path).pages, str(path))
    return read_actuals(read_document(path, "actuals"))
