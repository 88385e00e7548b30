"""The schemas of results, in `grammar/results/`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeAlias

from perfrules.resources import read_data
from perfrules.resources.paths import data_path

Schema: TypeAlias = Mapping[str, Any]
SUFFIX = ".schema.json"
_FOLDER = "grammar", "results"


def result_names() -> tuple[str, ...]:
    """Return the names of the results that have a schema, sorted.

    >>> "decision" in result_names()
    True
    """
    return tuple(sorted(path.name.removesuffix(SUFFIX) for path in data_path(*_FOLDER).glob(f"*{SUFFIX}")))


@cache
def schema_of(result: str) -> Schema:
    """Return the schema of a result.

    Raises:
        FileNotFoundError: the result is unknown.
    """
    schema: Schema = json.loads(read_data(*_FOLDER, result + SUFFIX))
    return schema
