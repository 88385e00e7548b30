"""What formulas have in common if they compute the same in the same way."""

from __future__ import annotations

import json
from collections.abc import Hashable
from typing import TypeAlias

from perfrules.formulas.nodes import Brackets, Lookup, Node, walk
from perfrules.formulas.plain import node_to_json, table_to_json

Key: TypeAlias = Hashable


def key_of(node: Node) -> Key:
    """Return what two formulas have in common if they compute the same in the same way."""
    tables = [
        table_to_json(part.table)
        if isinstance(part, Lookup)
        else [[str(each.low), str(each.rate)] for each in part.brackets]
        for part in walk(node)
        if isinstance(part, Lookup | Brackets)
    ]
    return json.dumps([node_to_json(node), tables], ensure_ascii=False, sort_keys=True)
