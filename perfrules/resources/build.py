"""Write the YAML files of `grammar/` as JSON: `python -m perfrules.resources.build` after each change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from perfrules.resources import checksum, json_parts, parse_yaml
from perfrules.resources.paths import data_path


def json_files() -> Iterator[tuple[Path, str]]:
    """Yield the path and the text of each JSON file."""
    grammar = data_path("grammar")
    for source in sorted(grammar.rglob("*.yaml")):
        content = source.read_bytes()
        entry = {"checksum": checksum(content), "data": parse_yaml(content)}
        path = grammar.parent.joinpath(*json_parts(*source.relative_to(grammar.parent).parts))
        yield path, json.dumps(entry, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


def write_all(files: Iterable[tuple[Path, str]]) -> None:
    """Write files that are built, with their folders."""
    for path, text in files:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main() -> None:
    """Write every JSON file."""
    write_all(json_files())


if __name__ == "__main__":
    main()
