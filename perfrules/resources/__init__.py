"""The data that ships with the library: the folders `grammar/` and `policies/`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zlib import crc32

PACKAGE = Path(__file__).parents[1]
BUILT = "built"
"""The folder inside `grammar/` that holds the YAML files of `grammar/` as JSON."""


def data_path(*parts: str) -> Path:
    """Return the path of a shipped file or folder.

    A wheel carries `grammar/` and `policies/` inside the package as `_data`. A checkout has them beside it.

    Raises:
        FileNotFoundError: the library ships no such file.

    >>> data_path("grammar", "units.yaml").name
    'units.yaml'
    """
    for root in (PACKAGE / "_data", PACKAGE.parent):
        candidate = root.joinpath(*parts)
        if candidate.exists():
            return candidate
    raise FileNotFoundError("/".join(parts))


def load_data(*parts: str) -> Any:
    """Return the content of a shipped YAML file; every scalar is text.

    The content comes from the JSON file that `perfrules.resources.build` makes, about fifty times faster than
    from YAML. While a source is newer than its JSON file, the source is read.

    Files that people write are read by `perfrules.documents`, which is strict and keeps positions.

    >>> load_data("grammar", "units.yaml")["dimensions"]["money"]["角"]
    '0.1'
    """
    source = data_path(*parts)
    content = source.read_bytes()
    built = json_file(source)
    if built.exists():
        entry = json.loads(built.read_bytes())
        if entry["checksum"] == checksum(content):
            return entry["data"]
    return parse_yaml(content)


def json_file(source: Path) -> Path:
    """Return where the JSON form of a YAML file in `grammar/` is: the same path below `grammar/built/`."""
    grammar = next((folder for folder in source.parents if folder.name == "grammar"), source.parent)
    return (grammar / BUILT / source.relative_to(grammar)).with_suffix(".json")


def checksum(content: bytes) -> int:
    """Return a number that changes when a file changes; the import of `hashlib` alone would cost 3 ms.

    >>> checksum(b"perfrules")
    1682127552
    """
    return crc32(content)


def parse_yaml(content: bytes) -> Any:
    """Return what trusted YAML holds; every scalar is text."""
    import yaml  # late: 11 ms, needed only while a source is newer than its JSON file

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(content, Loader=loader)  # noqa: S506 - a base loader builds only text, lists and dicts
