"""Save sheets into files: a name for each, and no other file is overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from perfrules.diagnostics import Diagnostic, Language, Source
from perfrules.diagnostics.key_names import language_of_keys
from perfrules.documents import DocumentError, read_text, write_text
from perfrules.resources.late_modules import late_module
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.files.yaml_files import dump_sheet
from perfrules.sheets.model import Sheet
from perfrules.values import QuantityError, read_number

if TYPE_CHECKING:
    from perfrules.documents.formatting import formatter
else:
    formatter = late_module("perfrules.documents.formatting.formatter")

_NOT_IN_NAMES = late_pattern(r"[^0-9A-Za-z\u4e00-\u9fff._-]+")
_PART = late_pattern("第(.+)部分")
_LONGEST = 60


def file_names(sheets: Iterable[Sheet]) -> tuple[str, ...]:
    """A name for the file of each sheet, made of its part and code; no two are the same, whatever their case.

    >>> file_names(
    ...     [Sheet(part="第二部分", code="482-0205-JBN-G9SD"), Sheet(name="商务活动"), Sheet(name="商务活动")]
    ... )
    ('part2-482-0205-JBN-G9SD.yaml', '商务活动.yaml', '商务活动-2.yaml')
    """
    taken: set[str] = set()
    names = []
    for sheet in sheets:
        stem = _stem(sheet)
        name, number = stem, 1
        while name.lower() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.lower())
        names.append(f"{name}.yaml")
    return tuple(names)


def _stem(sheet: Sheet) -> str:
    parts = [_part(sheet.part), sheet.code or sheet.name or sheet.title]
    stem = "-".join(_NOT_IN_NAMES.sub("-", part).strip(".-") for part in parts if part)
    return stem[:_LONGEST].strip(".-") or "sheet"


def _part(part: str) -> str:
    found = _PART.fullmatch(part)
    if found is None:
        return part
    try:
        return f"part{read_number(found.group(1))}"
    except QuantityError:
        return part


def save_sheet(sheet: Sheet, path: Path, *, overwrite: bool = False, keys: Language | None = None) -> bool:
    """Write a sheet to a YAML file; return whether the file changed.

    Args:
        sheet: what to write.
        path: the file; its folder must exist.
        overwrite: replaces a file with other content.
        keys: the language of the keys; that of the file the sheet comes from if None.

    Raises:
        DocumentError: PR320 where the file holds something else; PR134, PR135 where it cannot be written.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     [save_sheet(Sheet(code="482"), Path(folder, "482.yaml")) for _ in range(2)]
    [True, False]
    """
    origin = sheet.place()
    written_in = keys or language_of_keys(None if origin is None else origin.source)
    return save_text(dump_sheet(sheet), path, written_in, overwrite=overwrite)


def save_text(text: str, path: Path, keys: Language | None, *, overwrite: bool = False) -> bool:
    """Write the text of a YAML document with keys in a language; return whether the file changed.

    Raises:
        DocumentError: as `save_sheet` does.
    """
    if keys == "zh":
        text = formatter.format_document(Source(text), keys)
    if path.exists():
        if _holds(path, text):
            return False
        if not overwrite:
            raise DocumentError(Diagnostic("PR320", {"name": str(path)}, None, Source("", str(path))))
    write_text(path, text)
    return True


def _holds(path: Path, text: str) -> bool:
    try:
        return read_text(path).source.text == text
    except DocumentError:
        return False
