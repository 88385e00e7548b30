"""Settings of Visual Studio Code under which its YAML extension knows our documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import Any

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.documents import DocumentError, kinds, make_folder, read_text, write_text
from perfrules.documents.schemas.for_editors import any_kind_schema, editor_schema

_SETTING = "yaml.schemas"
_ENTRY = "./.vscode/perfrules/perfrules.schema.json"
_FILES = ["*.yaml", "*.yml"]
_INDENT = 2


def install(folder: Path) -> tuple[Path, ...]:
    """Write the schemas to `.vscode/perfrules` and name them in `.vscode/settings.json`.

    Other settings stay as they are. Every document is checked against the schema of its kind, and a
    YAML file that says none of ours against nothing.

    Returns:
        The files that had to be written.

    Raises:
        DocumentError: PR611, PR612 where the settings cannot be added to; nothing is written then. PR134
            where a file cannot be written.
    """
    settings = folder / ".vscode" / "settings.json"
    texts = {settings: _settings(settings), **dict(_schemas(settings.parent / "perfrules"))}
    changed = {path: text for path, text in texts.items() if not _holds(path, text)}
    for path, text in changed.items():
        make_folder(path.parent)
        write_text(path, text)
    return tuple(changed)


def _schemas(folder: Path) -> Iterator[tuple[Path, str]]:
    yield folder / "perfrules.schema.json", _text(any_kind_schema())
    for kind in kinds():
        yield folder / f"{kind}.schema.json", _text(editor_schema(kind))


def _settings(path: Path) -> str:
    """The settings with ours among them; the old text itself where they are there already."""
    if not path.exists():
        return _text({_SETTING: {_ENTRY: _FILES}})
    source = read_text(path).source
    settings = _read(source)
    schemas = settings.get(_SETTING, {})
    if not isinstance(schemas, dict):
        raise DocumentError(Diagnostic("PR612", {"setting": _SETTING}, None, source))
    if _ENTRY in schemas:
        return source.text
    found = re.search(r"^([ \t]+)\S", source.text, re.MULTILINE)
    return _text({**settings, _SETTING: {**schemas, _ENTRY: _FILES}}, found.group(1) if found else _INDENT)


def _read(source: Source) -> dict[str, Any]:
    try:
        settings = json.loads(
            source.text, object_pairs_hook=_once_each, parse_float=_number, parse_constant=_number
        )
    except json.JSONDecodeError as error:
        span = Span(error.pos, min(error.pos + 1, len(source.text)))
        raise DocumentError(Diagnostic("PR611", {"reason": error.msg}, span, source)) from error
    except (ValueError, RecursionError) as error:
        raise DocumentError(Diagnostic("PR611", {"reason": str(error)}, None, source)) from error
    if not isinstance(settings, dict):
        raise DocumentError(Diagnostic("PR612", {"setting": "settings.json"}, None, source))
    return settings


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of some pairs; of two values under one name the first would be lost."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"{name} is written twice")
        found[name] = value
    return found


def _number(text: str) -> float:
    """The number, where writing it again gives it back."""
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text} is not a JSON number")
    return number


def _text(data: Any, indent: int | str = _INDENT) -> str:
    return json.dumps(data, ensure_ascii=False, indent=indent) + "\n"


def _holds(path: Path, text: str) -> bool:
    return path.exists() and path.read_bytes() == text.encode()
