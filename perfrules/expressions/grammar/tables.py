"""What Lark computes of `grammar/expression.lark`, as data: its terminals, its rules, and the LALR table.

`grammar/expression.tables.json` holds it, so that no process has to compute it again. It depends on the rules
alone: words and units enter the patterns of the terminals only when they are compiled.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from perfrules.resources import read_data

FILE = ("grammar", "expression.tables.json")


class Terminal(NamedTuple):
    """A kind of word or sign; `pattern` has its places in double angle brackets still open."""

    name: str
    priority: int
    pattern: str


class Rule(NamedTuple):
    """How many values it takes from the stack, and the method of the binder that makes one of them.

    The values at the places `spliced` are lists whose members count each. Where `alone`, the rule takes one
    value, which stays as it is.
    """

    origin: str
    size: int
    method: str
    spliced: tuple[int, ...]
    alone: bool


class Tables(NamedTuple):
    """The LALR automaton: per state, what each terminal or rule leads to.

    A number from 0 on is the state to go to, -1 - n the rule n by which to reduce. `starts` gives the first
    and the last state of each start symbol.
    """

    made_of: str
    starts: Mapping[str, tuple[int, int]]
    terminals: tuple[Terminal, ...]
    rules: tuple[Rule, ...]
    states: tuple[Mapping[str, int], ...]

    def to_text(self) -> str:
        """The tables as the file has them, a state a line."""
        lines = [f'"made_of": {json.dumps(self.made_of)}', f'"starts": {json.dumps(self.starts)}']
        for name in ("terminals", "rules", "states"):
            rows: Sequence[object] = getattr(self, name)
            body = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
            lines.append(f'"{name}": [\n{body}\n]')
        return "{" + ",\n".join(lines) + "}\n"

    @classmethod
    def from_text(cls, text: str) -> Tables:
        """The tables that such a text holds."""
        data: dict[str, Any] = json.loads(text)
        terminals = tuple(Terminal(*row) for row in data["terminals"])
        rules = tuple(
            Rule(origin, size, method, tuple(spliced), alone)
            for origin, size, method, spliced, alone in data["rules"]
        )
        starts = {name: (first, last) for name, (first, last) in data["starts"].items()}
        return cls(data["made_of"], starts, terminals, rules, tuple(data["states"]))


@cache
def tables() -> Tables:
    """The tables of the grammar that ships with the library.

    They are compiled in advance; after a change of the grammar, run
    `python -m perfrules.expressions.grammar.compile_tables`.
    """
    return Tables.from_text(read_data(*FILE).decode())
