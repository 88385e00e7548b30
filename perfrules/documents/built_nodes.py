"""The nodes of shipped policies as JSON, so that reading one does not need a YAML parser.

`perfrules.documents.build` writes them. While a policy is newer than its JSON file, the policy is read as any
other file.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from perfrules.documents.nodes import Entry, Mapping, Node, Scalar, Sequence
from perfrules.resources import BUILT, checksum, data_file, read_data

POLICIES = "policies"
"""The folder of the shipped policies."""


def built_root(path: Path, text: str) -> Node | None:
    """Return the root of a shipped policy, or None where the file must be read as YAML.

    Args:
        path: the file.
        text: what the file holds.

    >>> from perfrules.resources.paths import data_path
    >>> built_root(Path("policy.yaml"), "kind: decision") is None
    True
    """
    folder, name = data_file((POLICIES,)) + os.sep, str(path)
    if not name.startswith(folder):
        return None
    try:
        entry = json.loads(read_data(*json_parts(name[len(folder) :])))
    except FileNotFoundError:
        return None
    return _node(entry["root"]) if entry["checksum"] == checksum(text.encode()) else None


def json_parts(name: str) -> tuple[str, ...]:
    """Where the nodes of a policy are, by its path below the folder of policies."""
    return "grammar", BUILT, POLICIES, *name.split(os.sep)[:-1], f"{Path(name).stem}.json"


def _node(plain: Any) -> Node:
    """The node of what `perfrules.documents.build` made of it."""
    if isinstance(plain, dict):
        entries = (Entry(_scalar(key), _node(value)) for key, value in plain["entries"])
        return Mapping(tuple(entries), (plain["start"], plain["end"]))
    if isinstance(plain[0], str):
        return _scalar(plain)
    start, end, items = plain
    return Sequence(tuple(map(_node, items)), (start, end))


def _scalar(plain: list[Any]) -> Scalar:
    text, start, end, quoted = plain
    return Scalar(text, (start, end), quoted == 1)
