"""Random texts of every kind, and the budget of laws of the language."""

from pathlib import Path

from budgets import law
from data_files import data_of
from hypothesis import strategies as st

from perfrules.expressions.lexicon import lexicon, operator_words
from perfrules.testing.strategies.comparators import BASELINES, FIGURES, PROMISES, SUBJECTS
from perfrules.testing.strategies.quantities import UNITS, any_of

LAW = law(250)

COUNTED = ("及时完成", "全部办结", "验收")

EXPRESSIONS = Path(__file__).parents[1] / "conformance" / "expressions"
CORPUS = tuple(
    case["text"]
    for path in sorted(EXPRESSIONS.rglob("*.yaml"))
    for file in (data_of(path),)
    for case in (file["cases"] if isinstance(file, dict) else file)
)
corpus_texts = any_of(CORPUS)


def _words(data):
    """All words of the lexicon."""
    if isinstance(data, str):
        yield data
    else:
        for each in data.values() if isinstance(data, dict) else data:
            yield from _words(each)


SPELLINGS = {
    operator: sorted(words) + list(lexicon()["symbols"][operator])
    for operator, words in operator_words().items()
}
WORDS = sorted(set(_words(lexicon())))
_PIECES = st.one_of(
    any_of(WORDS),
    any_of(sorted(filter(None, UNITS.spellings))),
    any_of([each for spellings in SPELLINGS.values() for each in spellings]),
    st.sampled_from([*SUBJECTS, *COUNTED, *FIGURES, *BASELINES, *PROMISES]),
    st.integers(0, 3000).map(str),
    st.sampled_from("0123456789.,%()（）/-—~;；、。 每第底前年月日旬季周含零〇一二三十百千万亿半两"),
    st.text(max_size=2),
)
mixtures = st.lists(_PIECES, max_size=8).map("".join)


@st.composite
def damaged_texts(draw):
    """A text of the corpus with a piece removed, inserted or replaced."""
    text = draw(corpus_texts)
    start = draw(st.integers(0, len(text)))
    end = min(len(text), start + draw(st.integers(0, 3)))
    return text[:start] + draw(st.just("") | _PIECES | corpus_texts) + text[end:]


@st.composite
def measure_texts(draw):
    """A measure built from its parts: name, operator, number, unit and what follows."""
    words = lexicon()
    bound = any_of([each for spellings in SPELLINGS.values() for each in spellings])
    number = draw(
        st.integers(1, 99999).map(str)
        | st.sampled_from(("1.5", "1,000", "1.5万", "三千", "两", "百分之五", "1/3", "零点五", "2亿3000万"))
    )
    unit = draw(st.just("") | any_of(sorted(filter(None, UNITS.spellings))))
    side = any_of([*words["above"], *words["below"], *words["beyond"], *words["around"]])
    mark = st.sampled_from(("(含)", "（不含）", "（含本数）", "(不含本数)"))
    return "".join(
        [
            draw(st.just("") | st.sampled_from(SUBJECTS)),
            draw(st.just("") | bound | any_of([*words["holding"], *words["approximately"]])),
            number,
            unit,
            draw(st.just("") | mark),
            draw(st.just("") | side),
        ]
    )


_AMOUNT = st.tuples(
    st.integers(0, 99999).map(str)
    | st.sampled_from(
        ("1.5", "1,000", "1.5万", "三千", "两", "2亿3000万", "三分之二", "负3", "0", "百分之五", "20211231")
    ),
    st.just("") | any_of(sorted(filter(None, UNITS.spellings))),
).map("".join)
_NAME = st.just("") | st.tuples(
    st.sampled_from(SUBJECTS) | any_of(WORDS), st.sampled_from(("", ":", "："))
).map("".join)
_AFTER = st.just("") | st.tuples(st.sampled_from(("", "的")), any_of(WORDS) | st.sampled_from(COUNTED)).map(
    "".join
)
_SIDE = any_of([*lexicon()["above"], *lexicon()["below"], *lexicon()["beyond"], *lexicon()["around"]])
_BOUND = any_of([each for spellings in SPELLINGS.values() for each in spellings])
_DAY = st.sampled_from(
    (
        "2021年12月31日",
        "12月底",
        "2023年底",
        "10月",
        "三季度",
        "2021-07-01",
        "2022/12/31",
        "7月上旬",
        "每月8日",
        "每季度末",
        "每周五",
    )
)
_EACH = st.sampled_from(("每年", "每月", "每季度", "每人", "每亩"))
_CHANGED = st.tuples(st.sampled_from(("同比", "较上年", "")), st.sampled_from(("增长", "下降", "提高"))).map(
    "".join
)
_NEAR = any_of([*lexicon()["approximately"], *lexicon()["holding"]])
grammar_texts = st.one_of(
    st.tuples(_NAME, _BOUND, _AMOUNT, _AFTER),
    st.tuples(_NAME, _AMOUNT, _SIDE, _AFTER),
    st.tuples(_NAME, _NEAR, _AMOUNT, _AFTER),
    st.tuples(_NAME, _AMOUNT, st.sampled_from("-至~"), _AMOUNT, _AFTER),
    st.tuples(
        _NAME,
        st.sampled_from(("每年", "每月", "每季度", "每人", "每亩")),
        _BOUND | st.just(""),
        _AMOUNT,
        _AFTER,
    ),
    st.tuples(st.sampled_from(("每年", "每月", "每季度")), _AFTER),
    st.tuples(_NAME, _BOUND | st.just(""), _DAY, st.sampled_from(("", "前", "(不含)前")), any_of(COUNTED)),
    st.tuples(
        _NAME,
        st.sampled_from(("同比", "较上年", "")),
        st.sampled_from(("增长", "下降", "提高")),
        _BOUND,
        _AMOUNT,
    ),
    st.tuples(_NAME, _BOUND, st.sampled_from(FIGURES), st.sampled_from(("", "的80%", "的三分之二"))),
).map("".join)
"""Texts built by the rules of the grammar from all words that fit each place."""

readable = corpus_texts | measure_texts()
any_texts = st.text(st.characters()) | mixtures | damaged_texts() | readable
