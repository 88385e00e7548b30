"""The data that ships with the library: the folders `grammar/` and `policies/`."""

from __future__ import annotations

import json
import os
from functools import cache
from importlib import import_module
from typing import Any
from zlib import crc32

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILT = "built"
"""The folder inside `grammar/` that holds the YAML files of `grammar/` as JSON."""
CARRIED = "_data"
"""The folder inside the package in which a wheel carries the data."""


def read_data(*parts: str) -> bytes:
    """Return the content of a shipped file.

    Raises:
        FileNotFoundError: the library ships no such file.

    >>> read_data("grammar", "units.yaml")[:1]
    b'#'
    """
    with open(data_file(parts), "rb") as file:
        return file.read()


def load_data(*parts: str) -> Any:
    """Return the content of a shipped YAML file; every scalar is text.

    The content comes from the JSON file that `perfrules.resources.build` makes, about fifty times faster than
    from YAML. While a source is newer than its JSON file, the source is read.

    Files that people write are read by `perfrules.documents`, which is strict and keeps positions.

    >>> load_data("grammar", "units.yaml")["dimensions"]["money"]["角"]
    '0.1'
    """
    content = read_data(*parts)
    try:
        entry = json.loads(read_data(*json_parts(*parts)))
    except FileNotFoundError:
        return parse_yaml(content)
    return entry["data"] if entry["checksum"] == checksum(content) else parse_yaml(content)


def json_parts(*parts: str) -> tuple[str, ...]:
    """Return where the JSON form of a YAML file in `grammar/` is: the same path below `grammar/built/`.

    >>> json_parts("grammar", "messages", "cli.yaml")
    ('grammar', 'built', 'messages', 'cli.json')
    """
    folder, *inner, name = parts
    return (folder, BUILT, *inner, name.removesuffix(".yaml") + ".json")


def data_file(parts: tuple[str, ...]) -> str:
    """Return the path of a shipped file or folder as text; `perfrules.resources.paths` has it as a `Path`.

    Raises:
        FileNotFoundError: the library ships no such file.
    """
    for root in _roots(PACKAGE):
        candidate = os.path.join(root, *parts)
        if os.path.exists(candidate):
            return candidate
    raise FileNotFoundError("/".join(parts))


@cache
def _roots(package: str) -> tuple[str, ...]:
    """The folders that may hold the data: in the package, beside it, or where an archive was unpacked."""
    if os.path.isdir(package):
        return os.path.join(package, CARRIED), os.path.dirname(package)
    return (import_module("perfrules.resources.archive").unpacked(package),)


def checksum(content: bytes) -> int:
    """Return a number that changes when a file changes; the import of `hashlib` alone would cost 3 ms.

    >>> checksum(b"perfrules")
    1682127552
    """
    return crc32(content)


def parse_yaml(content: bytes) -> Any:
    """Return what trusted YAML holds; every scalar is text. A ValueError says that it is not YAML."""
    import yaml  # late: 11 ms, needed only while a source is newer than its JSON file

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return yaml.load(content, Loader=loader)  # noqa: S506 - a base loader builds only text, lists and dicts
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
