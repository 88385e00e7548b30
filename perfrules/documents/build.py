"""Write the nodes of shipped policies: `python -m perfrules.documents.build` after a change of a policy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from perfrules.documents.built_nodes import POLICIES, json_parts
from perfrules.documents.nodes import Node, Scalar, Sequence
from perfrules.documents.text import read_text
from perfrules.documents.yaml.reader import read_yaml
from perfrules.resources import checksum
from perfrules.resources.build import write_all
from perfrules.resources.paths import data_path


def json_files() -> Iterator[tuple[Path, str]]:
    """Yield the path and the text of each JSON file."""
    policies = data_path(POLICIES)
    for file in sorted(policies.rglob("*.yaml")):
        source = read_text(file).source
        entry = {"checksum": checksum(source.text.encode()), "root": _plain(read_yaml(source))}
        path = policies.parent.joinpath(*json_parts(str(file.relative_to(policies))))
        yield path, json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n"


def _plain(node: Node) -> Any:
    """A mapping is an object; a list its ends and items; a text itself, its ends, whether it is quoted."""
    start, end = node.span.start, node.span.end
    if isinstance(node, Scalar):
        return [node.text, start, end, int(node.quoted)]
    if isinstance(node, Sequence):
        return [start, end, list(map(_plain, node))]
    return {"start": start, "end": end, "entries": [[_plain(each.key), _plain(each.value)] for each in node]}


def main() -> None:
    """Write every JSON file."""
    write_all(json_files())


if __name__ == "__main__":
    main()
