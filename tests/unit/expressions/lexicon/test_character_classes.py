import re

import pytest

from perfrules.expressions.grammar.tables import tables
from perfrules.expressions.lexicon import Places
from perfrules.expressions.lexicon.character_classes import NarrowClasses
from perfrules.expressions.lexicon.vocabulary import EVERY_WORD
from perfrules.values import default_units

TEXT = "2021年12月底前,完成率(A类)≥95%;不低于上年、三成以上-^\\]"


@pytest.mark.parametrize(
    ("characters", "pattern", "narrowed"),
    [
        ("月底", "[年月日]", "[月]"),
        ("月底", "[^年月日]", "[^月]"),
        ("95%", "[年月日]", "[\0]"),
        ("95%", "[^年月日]", "[^\0]"),
        ("年月日5", "[年月日]", "[^5]"),
        ("年月日5", "[^年月日]", "[5]"),
        ("]年-", r"[\]年月日\-]", "[^\0]"),
        ("年5", r"[年月日\d]", r"[年月日\d]"),
        ("年5", r"\[年月日\]", r"\[年月日\]"),
        ("年5", "[0-9]", "[0-9]"),
        ("年5", "[年月]", "[年月]"),
        ("人5", "[一-鿿]", "[人]"),
        ("\0年", "[年月日]", "[年月日]"),
    ],
)
def test_classes_are_written_with_the_characters_at_hand(characters, pattern, narrowed):
    assert NarrowClasses(characters).narrowed(pattern) == narrowed


def classes_of_the_grammar():
    places = Places(default_units())
    fill = re.compile("<<([a-z_]+)>>")
    filled = (fill.sub(lambda found: places[found[1]], each.pattern) for each in tables().terminals)
    class_or_escape = re.compile(r"\\.|\[\^?(?:\\.|[^\]\\])+\]")
    found = {each for pattern in filled for each in class_or_escape.findall(EVERY_WORD.unfold(pattern))}
    return sorted(each for each in found if each.startswith("["))


def test_each_class_of_the_grammar_matches_as_before():
    classes = classes_of_the_grammar()
    assert len(classes) > 100
    narrow = NarrowClasses(set(TEXT))
    for each in classes:
        assert re.findall(narrow.narrowed(each), TEXT) == re.findall(each, TEXT), each
