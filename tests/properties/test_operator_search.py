"""The short cuts before a search for operators hide none."""

from __future__ import annotations

from budgets import law
from hypothesis import example, given
from hypothesis import strategies as st

from perfrules.expressions.lexicon import WordPattern, lexicon, operator, operator_words
from perfrules.expressions.operators import find_operator, leading_operator, operator_of

WORDS = sorted({word for words in operator_words().values() for word in words})
SIGNS = sorted({sign for signs in lexicon()["symbols"].values() for sign in signs})
PARTS = st.sampled_from(
    [*WORDS, *SIGNS, *lexicon()["modals"], "满意度", "（", "**", "95", "三", "半", "人", "标准"]
)
TEXTS = st.lists(PARTS, max_size=5).map("".join)


def searched(text):
    """The operator that the whole pattern finds."""
    found = {operator_of(each.group()) for each in WordPattern(operator()).covering(text).finditer(text)}
    return found.pop() if len(found) == 1 else None


@law(40)
@given(TEXTS)
@example("满意度达到95%")
@example("满意度达到标准")
@example("培训人数（≥**人）")
def test_a_search_finds_what_the_pattern_finds(text):
    assert find_operator(text) == searched(text)


@law(40)
@given(st.lists(st.sampled_from(lexicon()["modals"]), max_size=3), st.sampled_from([*WORDS, *SIGNS]), TEXTS)
def test_what_leads_a_text_is_found_behind_modals(modals, word, rest):
    found = leading_operator("".join([*modals, word, rest]))
    assert found is not None
    assert found[1] >= len(word)
