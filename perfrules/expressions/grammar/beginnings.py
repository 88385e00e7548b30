"""Which terminals can begin with a character, computed in advance, so that a state tries few patterns."""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from perfrules.expressions.grammar.tables import tables
from perfrules.resources import checksum, read_data
from perfrules.values import UnitRegistry

FILE = ("grammar", "expression.beginnings.json")
_WORDS = ("lexicon.yaml", "scales.yaml")


class Beginnings(NamedTuple):
    """The kinds of characters, and the terminals that can begin with each kind.

    Neighbouring characters are mostly of one kind. `stretches` has the first code point of each stretch of
    one kind, in order, and `kinds` the kind. `made_of` names the grammar, the words and the units.
    """

    made_of: str
    stretches: tuple[int, ...]
    kinds: tuple[int, ...]
    terminals: tuple[frozenset[str], ...]

    def kind_of(self, character: str) -> int:
        """Return the kind of a character.

        >>> beginnings = Beginnings("", (0, ord("a"), ord("b")), (0, 1, 0), (frozenset(), frozenset({"A"})))
        >>> [beginnings.kind_of(each) for each in "1abc"]
        [0, 1, 0, 0]
        """
        return self.kinds[bisect_right(self.stretches, ord(character)) - 1]

    def to_text(self) -> str:
        """Return the beginnings as the file has them."""
        data = {**self._asdict(), "terminals": list(map(sorted, self.terminals))}
        return "{" + ",\n".join(f'"{key}":{_line(value)}' for key, value in data.items()) + "}\n"

    @classmethod
    def from_text(cls, text: str) -> Beginnings:
        """Return the beginnings that such a text holds."""
        data = json.loads(text)
        stretches, kinds = tuple(data["stretches"]), tuple(data["kinds"])
        return cls(data["made_of"], stretches, kinds, tuple(map(frozenset, data["terminals"])))


def _line(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def anything() -> Beginnings:
    """Return beginnings that leave out no terminal."""
    return Beginnings("", (0,), (0,), (frozenset(each.name for each in tables().terminals),))


@cache
def beginnings(units: UnitRegistry) -> Beginnings:
    """Return the beginnings for texts with given units.

    With other words or units than those of the built file, any terminal may begin anywhere: the readings are
    the same, but slower.
    """
    built = Beginnings.from_text(read_data(*FILE).decode())
    return built if built.made_of == made_of(units) else anything()


def made_of(units: UnitRegistry) -> str:
    """Return what names a grammar, its words and its units."""
    words = (checksum(read_data("grammar", name)) for name in _WORDS)
    spellings = sorted(f"{each} {unit.name} {unit.counts}" for each, unit in units.by_spelling.items())
    known = checksum("\n".join([*spellings, *sorted(units.periods)]).encode())
    return "-".join(map(str, [tables().made_of, *words, known]))
