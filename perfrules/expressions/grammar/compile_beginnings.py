"""Computes with which characters each terminal can begin; `compile_tables` runs it.

A set of characters is a number whose bit n is set for the character n: unions and complements are fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from importlib import import_module
from operator import or_
from re import IGNORECASE
from typing import Any, NamedTuple

from perfrules.expressions.grammar.beginnings import Beginnings, made_of
from perfrules.expressions.grammar.lexer import filled
from perfrules.expressions.grammar.tables import tables
from perfrules.expressions.lexicon import Places
from perfrules.expressions.lexicon.vocabulary import EVERY_WORD
from perfrules.values import UnitRegistry

# The parser of `re` is not public. Only this step of the build needs it; Lark uses it in the same way.
_parser: Any = import_module("re._parser")

_CHARACTERS = 0x110000
_ALL = (1 << _CHARACTERS) - 1


class Beginning(NamedTuple):
    """The characters with which a pattern can begin, and whether it can match an empty text."""

    characters: int
    empty: bool


_NOTHING = Beginning(0, True)


def compile_beginnings(units: UnitRegistry) -> Beginnings:
    """Return the beginnings of the terminals with the words that ship and given units."""
    places = Places(units)
    sources = {each.name: EVERY_WORD.unfold(filled(each.pattern, places)) for each in tables().terminals}
    return _grouped(made_of(units), {name: characters_of(source) for name, source in sources.items()})


def characters_of(pattern: str) -> int:
    """Return the set of characters with which a match of a pattern can begin.

    >>> sorted(each for each in "abcd" if characters_of("(?=[bc])(?:a?b|c|d)") >> ord(each) & 1)
    ['b', 'c']
    """
    parsed = _parser.parse(pattern)
    beginning = beginning_of(parsed)
    found = _ALL if beginning.empty or parsed.state.flags & IGNORECASE else beginning.characters
    return found & _ahead(parsed)


def _ahead(items: Iterable[Any]) -> int:
    """Return the characters that the lookaheads at the beginning of a pattern admit."""
    found = _ALL
    for operation, value in items:
        if str(operation) != "ASSERT":
            break
        direction, inside = value
        beginning = beginning_of(inside)
        if direction > 0 and not beginning.empty:
            found &= beginning.characters
    return found


def beginning_of(items: Iterable[Any]) -> Beginning:
    """Return the beginning of the items of a parsed pattern."""
    characters = 0
    for operation, value in items:
        beginning = _of_item(str(operation), value)
        characters |= beginning.characters
        if not beginning.empty:
            return Beginning(characters, False)
    return Beginning(characters, True)


def _of_item(operation: str, value: Any) -> Beginning:
    """Return the beginning of one item; an item that is not known can begin with anything."""
    match operation:
        case "LITERAL":
            return Beginning(1 << value, False)
        case "IN":
            return Beginning(characters_of_class(value), False)
        case "BRANCH":
            return _either(map(beginning_of, value[1]))
        case "SUBPATTERN":
            return Beginning(_ALL, True) if value[1] & IGNORECASE else beginning_of(value[3])
        case "ATOMIC_GROUP":
            return beginning_of(value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            beginning = beginning_of(value[2])
            return Beginning(beginning.characters, beginning.empty or value[0] == 0)
        case "GROUPREF_EXISTS":
            return _either(map(beginning_of, (value[1], value[2] or ())))
        case "ASSERT" | "ASSERT_NOT" | "AT" | "FAILURE":  # (?!) is a FAILURE from Python 3.13 on
            return _NOTHING
    return Beginning(_ALL, True)


def _either(beginnings: Iterable[Beginning]) -> Beginning:
    found = list(beginnings)
    return Beginning(reduce(or_, (each.characters for each in found)), any(each.empty for each in found))


def characters_of_class(members: Iterable[Any]) -> int:
    r"""Return the characters of a class such as [0-9年] or [^年]; all of them for one with \d or the like."""
    characters, negated = 0, False
    for kind, value in members:
        match str(kind):
            case "LITERAL":
                characters |= 1 << value
            case "RANGE":
                first, last = value
                characters |= (1 << last + 1) - (1 << first)
            case "NEGATE":
                negated = True
            case _:
                return _ALL
    return _ALL & ~characters if negated else characters


def _grouped(name: str, sets: Mapping[str, int]) -> Beginnings:
    """Part the characters into kinds that begin the same terminals."""
    groups: dict[int, list[str]] = {_ALL: []}
    for terminal, characters in sets.items():
        halves = ((each & characters, [*names, terminal]) for each, names in groups.items())
        others = ((each & ~characters, names) for each, names in groups.items())
        groups = {each: names for each, names in (*halves, *others) if each}
    starts = sorted((first, kind) for kind, each in enumerate(groups) for first in _stretches(each))
    stretches, kinds = zip(*starts, strict=True)
    return Beginnings(name, stretches, kinds, tuple(map(frozenset, groups.values())))


def _stretches(characters: int) -> Iterable[int]:
    """Yield the first character of each stretch of neighbours in a set."""
    firsts = characters & ~(characters << 1)
    while firsts:
        lowest = firsts & -firsts
        yield lowest.bit_length() - 1
        firsts ^= lowest
