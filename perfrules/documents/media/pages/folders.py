"""The files of a folder that may hold tables."""

from __future__ import annotations

from pathlib import Path

from perfrules.documents.media.pages.opening import ENDINGS
from perfrules.documents.media.pages.other_formats import REFUSED_ENDINGS

_TEXTS = frozenset({".txt", ".text", ".md"})
_HIDDEN = ".", "~$"
"""How hidden files begin, and the marks of files that Office has open."""


def document_files(folder: Path, *, nested: bool = False, texts: bool = True) -> list[Path]:
    """The documents in a folder, sorted; none that are hidden.

    Pictures, archives and documents of other formats are among them, so that reading them says why they
    cannot be read.

    Args:
        folder: where to look.
        nested: searches the folders in it, too.
        texts: counts texts, which in many folders are notes.

    >>> document_files(Path("nowhere"))
    []
    """
    if not folder.is_dir():
        return []
    endings = {*ENDINGS, *REFUSED_ENDINGS} - (set() if texts else _TEXTS)
    found = folder.rglob("*") if nested else folder.iterdir()
    return sorted(each for each in found if each.suffix.lower() in endings and _is_visible(each))


def _is_visible(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(_HIDDEN)
