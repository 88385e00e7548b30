"""A text is read the same whether the patterns hold every word or only words that can occur in it."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Any

import pytest
from expression_strategies import LAW, damaged_texts, measure_texts, mixtures
from hypothesis import example, given
from hypothesis import strategies as st

from perfrules.expressions.amounts.bounds import ReadingProblem
from perfrules.expressions.binding.binder import Binder
from perfrules.expressions.errors import ExpressionError
from perfrules.expressions.grammar.automaton import Automaton, StuckError
from perfrules.expressions.grammar.beginnings import anything
from perfrules.expressions.grammar.lexer import SharingLexer
from perfrules.expressions.grammar.tables import tables
from perfrules.expressions.lexicon import Places
from perfrules.expressions.lexicon.character_classes import NarrowClasses
from perfrules.expressions.lexicon.vocabulary import EVERY_WORD, Vocabulary, one_of
from perfrules.expressions.text.characters import normalise, plain_characters
from perfrules.values import QuantityError, default_units

UNITS = default_units()
PLACE = re.compile("<<([a-z_]+)>>")
dated = st.text("二〇2月1年末.-至到半全季度上前日内的", max_size=12)


@pytest.fixture(scope="module")
def automaton() -> Automaton:
    return Automaton.of(tables(), SharingLexer(tables().terminals, Places(UNITS), anything()), Binder(UNITS))


def outcome(automaton: Automaton, vocabulary: Vocabulary, text: str) -> object:
    automaton.lexer.vocabulary = vocabulary
    try:
        return automaton.parse(text)
    except StuckError as stuck:
        return stuck.at, stuck.after
    except (ReadingProblem, QuantityError) as problem:
        return problem.code


class TestNarrowPatternsReadAlike:
    """Patterns compiled for one text read it as patterns with every word do."""

    @LAW
    @given(text=damaged_texts() | measure_texts() | mixtures)
    @example(text="2021年12月底前完成80%以上")
    @example(text="不低于上年的95%且不超过100万元")
    @example(text="20210701-20210831")
    def test_narrow_and_full_patterns_read_alike(self, automaton: Any, text: str) -> None:
        try:
            plain = normalise(text).text
        except ExpressionError:
            return
        assert outcome(automaton, Vocabulary(), plain) == outcome(automaton, EVERY_WORD, plain)


def compiled(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A terminal's guard, and the rest of its pattern."""
    source = next(each.pattern for each in tables().terminals if each.name == name)
    depths = accumulate((each == "(") - (each == ")") for each in source)
    end = next(at for at, depth in enumerate(depths, 1) if depth == 0)
    places = Places(UNITS)
    parts = (PLACE.sub(lambda found: places[found[1]], part) for part in (source[:end], source[end:]))
    guard, rest = (re.compile(EVERY_WORD.unfold(part)) for part in parts)
    return guard, rest


class TestGuardsHideNothing:
    """Where a pattern matches, the guard before it matches too."""

    @pytest.mark.parametrize("name", ["DATE", "NAME_WITHIN", "OF_NAME", "PERIOD", "SUBJECT"])
    def test_a_guard_matches_wherever_its_pattern_does(self, name: str) -> None:
        guard, rest = compiled(name)

        @LAW
        @given(
            text=damaged_texts()
            | measure_texts()
            | mixtures
            | st.text("二〇2月1年末.-至到半全季度上前日内的", max_size=12)
        )
        @example(text="5.8前")
        @example(text="2021年全年")
        @example(text="12345热线接通率≥95%")
        @example(text="控制在2021年预算以内")
        def law(text: str) -> None:
            plain = plain_characters(text)
            hidden = [at for at in range(len(plain)) if rest.match(plain, at) and not guard.match(plain, at)]
            assert hidden == []

        law()


class TestPairsTellWhichWordsFit:
    """A word that occurs in a text is in the vocabulary of the text."""

    @given(st.text("不少低于多大", min_size=1, max_size=12), st.data())
    def test_a_word_of_a_text_is_in_its_vocabulary(self, text: str, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(text) - 1))
        word = text[start : data.draw(st.integers(start + 1, len(text)))]
        assert Vocabulary().covering(text).unfold(one_of([word])) != "(?!)"


class TestPreparingChangesNoReading:
    """After a longer text has been prepared, its parts are read as before."""

    @LAW
    @given(texts=st.lists(damaged_texts() | measure_texts(), min_size=1, max_size=3))
    def test_parts_read_as_before(self, automaton: Any, texts: list[str]) -> None:
        prepared = Vocabulary().prepared(plain_characters("\n".join(texts)))
        assert prepared.extensions == 0
        for text in texts:
            try:
                plain = normalise(text).text
            except ExpressionError:
                continue
            assert outcome(automaton, prepared, plain) == outcome(automaton, EVERY_WORD, plain)


class TestClassesMatchTheSameOfKnownCharacters:
    """A class that is written for the characters of a text matches those that it matched before."""

    @given(
        items=st.lists(
            st.sampled_from(["0-9", "一-鿿", "A-Z", r"\-", r"\]", r"\^", *"年月日三、≥"]), min_size=1
        ),
        negated=st.booleans(),
        text=st.text("059年月日三二、,≥-]^AZ人", max_size=12),
    )
    @example(items=["年", "月", "日"], negated=True, text="年人日月")
    def test_narrow_classes_match_alike(self, items: list[str], negated: bool, text: str) -> None:
        pattern = f"[{'^' if negated else ''}{''.join(items)}]"
        assert re.findall(NarrowClasses(set(text)).narrowed(pattern), text) == re.findall(pattern, text)
