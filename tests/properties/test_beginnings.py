"""With which characters terminals begin: no match is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

import pytest
from attrs import evolve
from expression_strategies import LAW, damaged_texts, measure_texts
from hypothesis import given
from hypothesis import strategies as st

from perfrules.expressions.errors import ExpressionError
from perfrules.expressions.grammar.beginnings import Beginnings, anything, beginnings
from perfrules.expressions.grammar.compile_beginnings import (
    Beginning,
    beginning_of,
    characters_of,
    characters_of_class,
)
from perfrules.expressions.grammar.lexer import filled
from perfrules.expressions.grammar.tables import tables
from perfrules.expressions.lexicon import Places
from perfrules.expressions.lexicon.vocabulary import EVERY_WORD
from perfrules.expressions.text.characters import normalise
from perfrules.values import UnitRegistry, default_units

UNITS = default_units()
ITEMS = st.sampled_from([*"abc年.$", "[ab]", "[^a]", "[b-年]", r"\d", "(?<=a)", "(?<!b)", r"\b"])
WRAPPERS = st.sampled_from(["(?={})", "(?!{})", "(?>{})", "(?:{})?", "(?:{})*?", "(?:{}){{1,2}}"])


def nested(patterns: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(patterns, patterns)
    return st.one_of(
        pairs.map("".join),
        pairs.map(lambda each: f"(?:{each[0]}|{each[1]})"),
        st.tuples(WRAPPERS, patterns).map(lambda each: each[0].format(each[1])),
    )


PLAIN = st.recursive(ITEMS, nested, max_leaves=5)
CONDITIONAL = st.tuples(PLAIN, PLAIN).map(lambda each: f"(?:(?P<x>{each[0]})|c?)(?(x){each[1]}|b)")


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    places = Places(UNITS)
    return {
        each.name: re.compile(EVERY_WORD.unfold(filled(each.pattern, places))) for each in tables().terminals
    }


def possible(found: Beginnings, character: str) -> frozenset[str]:
    return found.terminals[found.kind_of(character)]


@LAW
@given(PLAIN | CONDITIONAL, st.text("abc年1", min_size=1, max_size=4))
def test_a_match_begins_with_one_of_the_characters(pattern: str, text: str) -> None:
    if re.match(pattern, text):
        assert characters_of(pattern) >> ord(text[0]) & 1


@pytest.mark.parametrize(
    ("pattern", "characters"),
    [
        ("a?b|c", "abc"),
        ("(?=[bc])[ab]", "b"),
        ("(?!b)[^ac]x", "bd"),
        ("(?<=d)[ab]", "ab"),
        ("(?=d?)[ab]", "ab"),
        ("(?i:a)", "abcd"),
        (r"\w", "abcd"),
    ],
)
def test_characters_that_cannot_begin_a_match_are_left_out(pattern: str, characters: str) -> None:
    assert [each for each in "abcd" if characters_of(pattern) >> ord(each) & 1] == list(characters)


@LAW
@given(damaged_texts() | measure_texts())
def test_no_terminal_matches_where_it_cannot_begin(text: str) -> None:
    try:
        plain = normalise(text).text
    except ExpressionError:
        return
    found = beginnings(UNITS)
    for at, character in enumerate(plain):
        matching = {name for name, pattern in patterns().items() if pattern.match(plain, at)}
        assert matching <= possible(found, character), (at, plain)


def test_beginnings_are_read_as_they_are_written() -> None:
    found = beginnings(UNITS)
    assert Beginnings.from_text(found.to_text()) == found


def test_few_terminals_can_begin_with_a_sign():
    assert len(possible(beginnings(UNITS), "%")) < 5
    assert len(possible(anything(), "%")) == len(tables().terminals)


def test_other_units_leave_out_no_terminal():
    barrel = evolve(UNITS["升"], name="桶油")
    own = UnitRegistry({**UNITS.by_spelling, "桶油": barrel})
    assert beginnings(own) == anything()


def parts_of(operation: str, value: Any) -> Iterable[Any]:
    """The sequences inside an item of a parsed pattern."""
    match operation:
        case "SUBPATTERN":
            return [value[3]]
        case "BRANCH":
            return value[1]
        case "ASSERT" | "ASSERT_NOT":
            return [value[1]]
        case "ATOMIC_GROUP":
            return [value]
        case "GROUPREF_EXISTS":
            return filter(None, value[1:])
    return [value[2]] if "REPEAT" in operation else []


def gates(items: Iterable[Any]) -> Iterator[tuple[int, Beginning]]:
    """Each lookahead for one of many characters, and the beginning of what is behind it."""
    items = list(items)
    for place, (operation, value) in enumerate(items, 1):
        if str(operation) == "ASSERT" and value[0] > 0 and [str(each) for each, _ in value[1]] == ["IN"]:
            members, behind = value[1][0][1], beginning_of(items[place:])
            if len(members) > 12 and not behind.empty:
                yield characters_of_class(members), behind
        for part in parts_of(str(operation), value):
            yield from gates(part)


def test_a_lookahead_for_first_characters_hides_nothing() -> None:
    parser: Any = import_module("re._parser")
    found = [gate for pattern in patterns().values() for gate in gates(parser.parse(pattern.pattern))]
    assert len(found) > 20
    for characters, behind in found:
        hidden = behind.characters & ~characters
        assert not hidden, [chr(at) for at in range(0x10000) if hidden >> at & 1]
