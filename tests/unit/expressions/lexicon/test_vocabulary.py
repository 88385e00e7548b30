import re

import pytest

from perfrules.expressions.lexicon.vocabulary import (
    EVERY_WORD,
    EXTENSIONS,
    Vocabulary,
    WordPattern,
    needing,
    one_of,
    one_whole,
)

WORDS = ["不少于", "不低于", "少于", "不", "多"]


def vocabulary_of(*texts):
    vocabulary = Vocabulary()
    for text in texts:
        vocabulary = vocabulary.covering(text)
    return vocabulary


@pytest.mark.parametrize(
    ("text", "unfolded"),
    [
        ("产出不少于5个", "(?:不(?:少于)?|少于)"),
        ("不得少于5个", "(?:不|少于)"),
        ("于少不", "(?:不)"),
        ("95%", "(?!)"),
    ],
)
def test_words_that_cannot_occur_are_left_out(text, unfolded):
    found = vocabulary_of(text).unfold(one_of(WORDS))
    assert re.compile(found).pattern in (unfolded, unfolded.replace("(?:不)", "不"))


def test_every_word_is_there_without_limit():
    pattern = re.compile(EVERY_WORD.unfold(one_of(WORDS)))
    assert all(pattern.fullmatch(word) for word in WORDS)


def test_a_branch_that_never_matches_is_left_out():
    pattern = f"(?:{one_of(['元'])}|{one_of(['个'])}|{one_of(['次'])}|{one_of(['年'])}?)"
    assert re.compile(vocabulary_of("5元").unfold(pattern)).pattern == "(?:元|(?!)?)"


def test_the_other_branch_of_a_conditional_stays():
    pattern = re.compile(vocabulary_of("5元").unfold(f"(5)?(?(1)元|{one_of(['个'])})"))
    assert pattern.match("元") is None


@pytest.mark.parametrize("vocabulary", [EVERY_WORD, vocabulary_of("5个")])
def test_a_list_without_words_matches_nothing(vocabulary):
    assert not re.search(vocabulary.unfold(one_of([])), "")


@pytest.mark.parametrize("text", ["", "95%", "不少于"])
def test_patterns_stay_valid_under_repetition(text):
    pattern = f"{one_of(WORDS)}?(?:{one_whole(WORDS)})*(?<!{one_of(['少'])})"
    assert re.compile(vocabulary_of(text).unfold(pattern)).match("") is not None


def test_conditions_may_be_nested():
    pattern = needing("月", f"[1-9]月{needing('日号', '[1-9][日号]')}?")
    assert vocabulary_of("5月").unfold(pattern) == "(?:[1-9]月(?!)?)"
    assert vocabulary_of("5月8号").unfold(pattern) == "(?:[1-9]月(?:[1-9][日号])?)"
    assert vocabulary_of("8号").unfold(pattern) == "(?!)"


def test_digits_and_signs_beside_words_need_no_larger_vocabulary():
    vocabulary = vocabulary_of("1.5%至2元且少于>-")
    for text in ("且少于2", "元1", "且>", "至1.5%", "1251%", "1%-2%", "元且>2"):
        assert vocabulary.covering(text).pairs == vocabulary.pairs
    assert vocabulary.covering("元至").pairs != vocabulary.pairs


def test_a_word_with_a_digit_or_a_sign_is_found():
    assert vocabulary_of("5米2个").unfold(one_of(["米2"])) == "(?:米2)"
    assert vocabulary_of("5米").unfold(one_of(["米人2"])) == "(?!)"


def test_a_vocabulary_that_covers_a_text_stays_as_it_is():
    vocabulary = vocabulary_of("不少于5个")
    assert vocabulary.covering("少于5") is vocabulary
    assert EVERY_WORD.covering("少于5") is EVERY_WORD


def test_a_vocabulary_holds_every_word_after_a_few_texts():
    vocabulary = vocabulary_of(*"一二三四五六七八九"[:EXTENSIONS])
    assert vocabulary.pairs is not None
    assert vocabulary.covering("十") == EVERY_WORD


class TestWordPattern:
    def test_finds_words_of_each_new_text(self):
        pattern = WordPattern(one_of(WORDS))
        texts = ["多", "不少于", "不低于5", "个多", "少于", "不", "多少"]
        assert [bool(pattern.search(text)) for text in texts] == [True] * 7
        assert [bool(pattern.match(text)) for text in texts] == [True, True, True, False, True, True, True]
        assert [bool(pattern.fullmatch(text)) for text in texts] == [
            True, True, False, False, True, True, False,
        ]  # fmt: skip

    def test_replaces_words(self):
        assert WordPattern(one_of(WORDS)).covering("不多于").sub("□", "不多于") == "□□于"
