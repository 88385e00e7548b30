"""Print a JSON object with a long list in it, without keeping the list."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from tempfile import SpooledTemporaryFile
from typing import Any

from perfrules.cli.output import encodable_json
from perfrules.diagnostics import json_text

IN_MEMORY = 1 << 24
"""Characters that are kept in memory; what is longer waits in a temporary file."""


def print_long_json(name: str, members: Iterable[str], rest: Callable[[], Mapping[str, Any]]) -> None:
    """Print `{name: [*members], **rest}` with the characters of `print_json`.

    Nothing is printed before every member is made, so that an error leaves no half of an object.

    Args:
        name: the key of the list.
        members: the members of the list as `json_text` writes them, each taken once.
        rest: returns what follows the list, once the members are taken.
    """
    with SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8") as spool:
        spool.write(f"{{\n  {json.dumps(name)}: [")
        between, end = "\n    ", "]"
        for member in members:
            spool.write(between + _indented(member, 4))
            between, end = ",\n    ", "\n  ]"
        spool.write(end)
        for key, value in rest().items():
            spool.write(f",\n  {json.dumps(key)}: {_indented(json_text(value), 2)}")
        spool.write("\n}\n")
        spool.seek(0)
        shutil.copyfileobj(spool, sys.stdout)


def _indented(text: str, blanks: int) -> str:
    """JSON for the inside of an object; strings in JSON have no line breaks."""
    return encodable_json(text).replace("\n", "\n" + " " * blanks)
