"""Laws of reading: what it does not depend on, that only our errors escape, that nothing is dropped."""

import re
from fractions import Fraction

import pytest
from each import for_each
from expression_strategies import CORPUS, LAW, SPELLINGS, any_texts, mixtures, readable
from hypothesis import example, given
from hypothesis import strategies as st
from test_numerals import chinese

from perfrules.diagnostics import PerfrulesError, render
from perfrules.expressions import Comparison, ExpressionError, parse, read, read_actual
from perfrules.expressions.binding.binder import Binder
from perfrules.expressions.lexicon import WordPattern, lexicon, one_of
from perfrules.expressions.lexicon.numbers import numeral
from perfrules.expressions.lexicon.vocabulary import EVERY_WORD
from perfrules.expressions.parser import Parser
from perfrules.expressions.text.characters import normalise
from perfrules.testing.strategies.comparators import OPERATORS
from perfrules.testing.strategies.quantities import (
    UNITS,
    any_of,
    decimals,
    is_rate,
    named_units,
    simple_units,
)
from perfrules.values import Quantity, exact_text, read_number

# 101年 is neither a time nor a year.
OFTEN_WRITTEN = simple_units.filter(lambda unit: unit.name not in ("半年", "年"))
BLANKS = st.sampled_from([" ", "\t", "\n", "\u00a0", "\u3000", "\u2009", " \r\n "])
PARSER = Parser(Binder)
ALL_SPELLINGS = sorted(filter(None, UNITS.spellings))


# 一批 is "some", 二级 a rank: these are words before they are numbers.
IDIOMS = WordPattern(one_of(lexicon()["not_numerals"]))


def outcome(text):
    """What a text is read as, or the code with which it is refused."""
    try:
        return parse(text)
    except ExpressionError as error:
        return error.code


def full_width(text):
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text)


def half_width(text):
    return "".join(chr(ord(each) - 0xFEE0) if "！" <= each <= "～" else each for each in text)


class TestWidth:
    """A text reads the same in full-width and in half-width characters, or is refused for the same reason."""

    @LAW
    @given(readable | mixtures)
    def test_makes_no_difference(self, text):
        assert outcome(full_width(text)) == outcome(text) == outcome(half_width(text))


def reads_as_one(text):
    """Whether it is read unchanged; only else do its lines and list numbers part it."""
    try:
        return bool(PARSER.parse_normalised(normalise(text), UNITS))
    except ExpressionError:
        return False


@st.composite
def blanked(draw):
    """A text that can be read, and the same with blanks put in wherever no number is cut."""
    text = draw(readable.filter(reads_as_one))
    cut = re.compile("[0-9.,\uff10-\uff19\uff0e\uff0c]{2}")
    places = [at for at in range(len(text) + 1) if not cut.match(text[max(at - 1, 0) :])]
    chosen = draw(st.sets(st.sampled_from(places), max_size=4))
    return text, "".join(
        (draw(BLANKS) if at in chosen else "") + text[at : at + 1] for at in range(len(text) + 1)
    )


class TestBlanks:
    """Blanks and line breaks between tokens change nothing of what can be read."""

    @LAW
    @given(blanked())
    def test_make_no_difference(self, case):
        text, spaced = case
        assert outcome(spaced) == outcome(text)


class TestOperatorSpellings:
    """Every spelling of an operator is read as that operator."""

    @pytest.mark.parametrize("operator", OPERATORS)
    def test_before_a_number(self, operator):
        @LAW
        @given(
            any_of(SPELLINGS[operator]),
            decimals,
            simple_units.filter(lambda unit: unit.name not in ("半年", "年")),
        )
        def law(spelling, value, unit):
            expected = Comparison(operator, Quantity(value, unit))
            assert parse(f"{spelling}{exact_text(value)}{unit}") == expected

        law()

    @for_each([(each, word) for each in OPERATORS for word in SPELLINGS[each]])
    def test_one_by_one(self, operator, spelling):
        assert parse(f"{spelling}95%") == Comparison(operator, Quantity(Fraction(95), UNITS["%"]))
        assert parse(f"群众满意度{spelling}95%").operator == operator


class TestUnitSpellings:
    """Every spelling of a unit is read as that unit."""

    @for_each([each for each in ALL_SPELLINGS if each != "月份" and UNITS[each].name not in ("成", "半年")])
    def test_one_by_one(self, spelling):
        assert parse(f">=5{spelling}") == Comparison(">=", Quantity(Fraction(5), UNITS[spelling]))

    @LAW
    @given(any_of(ALL_SPELLINGS), any_of(ALL_SPELLINGS), st.sampled_from("/每"))
    def test_in_compound_units(self, first, second, joint):
        unit = UNITS.compound([UNITS[first].name, UNITS[second].name])
        if "半年" in (UNITS[first].name, UNITS[second].name) or "成" in (
            UNITS[first].name,
            UNITS[second].name,
        ):
            return
        if first == "月份":  # 5月份 is May
            return
        if joint == "每" and second.startswith("个"):  # 每个次 is 次
            return
        if is_rate(unit):
            assert parse(f"≤5{first}{joint}{second}") == parse(f"每{UNITS[second]}<=5{UNITS[first]}")
        else:
            assert parse(f"≤5{first}{joint}{second}") == Comparison("<=", Quantity(Fraction(5), unit))

    @LAW
    @given(any_of(ALL_SPELLINGS), any_of(ALL_SPELLINGS), st.sampled_from("*·×"))
    @example("千瓦", "小时", "·")
    @example("公里", "小时", "·")
    @example("吨", "公里", "*")
    def test_multiplied(self, first, second, joint):
        """A product is a unit that is known or is refused; only 元·天 is a rate."""
        comparator = read(f"≤5{first}{joint}{second}").comparator
        if comparator is not None and UNITS[first].dimension != "money":
            assert "/" not in comparator.to_json()["unit"]


class TestNumberSpellings:
    """A number reads the same in digits, with thousands marked, in Chinese and in formal Chinese numerals."""

    @LAW
    @example(2100, UNITS["帕"])
    @example(3500, UNITS["克"])
    @given(
        st.integers(1, 9999),
        named_units.filter(lambda unit: unit.name not in ("成", "半年", "年", "级", "星")),
    )
    def test_make_no_difference(self, number, unit):
        chinese = "".join(
            (
                "零"
                if at and digit == "0"
                else "一二三四五六七八九"[int(digit) - 1] + place
                if digit != "0"
                else ""
            )
            for at, (digit, place) in enumerate(zip(f"{number:04}", "千百十 ", strict=True))
        )
        chinese = re.sub("零+", "零", chinese.strip()).strip("零")
        assert read_number(chinese) == number
        formal = chinese.translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))
        for spelled in (str(number), f"{number:,}", f"{number}.0", chinese, formal):
            if not IDIOMS.match(f"{spelled}{unit}"):
                found = parse(f"不超过{spelled}{unit}")
                assert (found.operator, found.bound.in_(unit)) == ("<=", number)  # 一百帕 is 1百帕


CHINESE_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


def spoken(text):
    """The text with its whole numbers in Chinese numerals, its years digit by digit."""
    text = re.sub(
        "(?:19|20)[0-9]{2}(?=年|[-—~至到]+(?:19|20)[0-9]{2}年)",
        lambda year: year.group().translate(CHINESE_DIGITS),
        text,
    )
    text = re.sub("(?<![0-9.,/])([0-9]{1,3})%", lambda share: f"百分之{chinese(int(share[1]))}", text)
    return re.sub(
        "(?<![0-9.,/A-Z])[0-9]{1,5}(?![0-9.,/千百十万亿米级])",
        lambda number: chinese(int(number.group())),
        text,
    )


def measures(data):
    """A reading without the names in it, which may hold numbers of their own."""
    if "parts" in data:
        return [measures(part) for part in data["parts"]]
    return {
        key: value
        for key, value in data.items()
        if key not in ("subject", "counted", "of", "name", "baseline")
    }


class TestNumeralsInTexts:
    """A text with its numbers in Chinese reads the same, or is refused: never something else."""

    @pytest.mark.parametrize("at", range(20))
    def test_of_the_corpus(self, at):
        for text in CORPUS[at::20]:
            found = outcome(normalised(text))
            in_words = outcome(spoken(normalised(text)))
            if not isinstance(found, str) and not isinstance(in_words, str):
                assert measures(in_words.to_json()) == measures(found.to_json())

    @pytest.mark.parametrize("end", ["", "以内", "内", "范围内", "以上", "及以上", "以下"])
    @pytest.mark.parametrize("name", ["中标合同价", "原批复概算", "概算", "合格率"])
    def test_of_figures_with_every_end(self, name, end):
        for link in ("", "的", "在", "为", "不超过", "控制在"):
            for digits in ("10%", "3个", "2倍", "10元"):
                text = f"{name}{link}{digits}{end}"
                assert outcome(spoken(text)) == outcome(text), text


class TestFailures:
    """Whatever the text, it is read or refused with a code, a span inside it, a message and a hint."""

    @LAW
    @given(any_texts)
    @example("")
    @example("\ud800")
    @example("≥" * 500)
    @example("(" * 500)
    @example("1/" * 250)
    @example("每" * 300)
    @example("9" * 41)
    def test_are_reported(self, text):
        for reader in (parse, read_actual):
            for diagnostic in reported_by(reader, text):
                assert_complete(diagnostic, text)

    @LAW
    @given(any_texts)
    def test_read_never_raises(self, text):
        reading = read(text)
        assert reading.comparator is not None or reading.diagnostics
        for diagnostic in reading.diagnostics:
            assert_complete(diagnostic, text)


def reported_by(reader, text):
    """The diagnostics of a refused text, at least one; none for a text that is read."""
    try:
        reader(text)
    except PerfrulesError as error:
        return error.diagnostics or ("an error without diagnostics",)
    return ()


def assert_complete(diagnostic, text):
    assert re.fullmatch("PR(?:2[0-9]{2}|34[0-9])", diagnostic.code)
    assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
    assert diagnostic.span.start < diagnostic.span.end or not text.strip()
    assert diagnostic.source.text == text
    for language in ("zh", "en"):
        assert diagnostic.message(language)
        assert diagnostic.help(language)
        assert render(diagnostic, language)


def deletions(text):
    """The text without one of its digits, for every digit that is not a nought before or behind a number."""
    for found in re.finditer("[0-9]+(?:[.][0-9]+)?", text):
        for at in range(found.start(), found.end()):
            dated = text[at] == "0" and re.search("(?:19|20)[0-9]{2}[.](?:[0-9]+[.])?$", text[:at])
            if text[at] != "." and not dated:  # 2022.01 and 2022.1 are one month
                yield text[:at] + text[at + 1 :], found.group()


# What may stand in a text beside its numbers, units, names and words of measure without a meaning of its own.
# The M is that of 带宽200M.
PARTICLES = re.compile("[为的个至每()/,、;。:·*~.-]|其中|M$")
# The letter of 60<x<=80 stands for whatever is measured.
BETWEEN_SIGNS = re.compile("(?<=[<>=])[xXnN](?=[<>=])")


class TestNothingIsDropped:
    """Whatever is read accounts for every letter and digit of the text."""

    @LAW
    @given(readable | mixtures)
    def test_no_digit_can_be_left_out(self, text):
        text = normalised(text)
        found = outcome(text)
        if isinstance(found, str):
            return
        for shorter, number in deletions(text):
            if not re.search("^0|[.].*0$", number) and read_number(number):
                assert outcome(shorter) != found, (text, shorter)

    @LAW
    @given(readable | mixtures)
    def test_what_is_no_number_unit_word_or_name_is_a_particle(self, text):
        assert left_over(text) == ""

    def test_of_the_corpus(self):
        assert [text for text in CORPUS if left_over(text)] == []


def normalised(text):
    try:
        return normalise(text).text
    except ExpressionError:
        return text


def left_over(text):
    """What of a text is neither in its reading nor a word of the language; nothing of one that is refused."""
    found = outcome(text)
    if isinstance(found, str):
        return ""
    left = BETWEEN_SIGNS.sub("", normalised(text))
    for part in getattr(found, "parts", (found,)):
        left = without_names(left, part.to_json())
    return PARTICLES.sub("", VOCABULARY.sub("", left))


def without_names(text, data):
    """The text without the names of a reading; a name may be put together from several places."""
    for key in ("text", "subject", "counted", "name", "of", "baseline", "event", "level"):
        name = data.get(key) or ""
        for piece in [name] if name in text else name:
            text = text.replace(piece, "", 1)
    return text


def vocabulary():
    words = lexicon()
    known = [each for name, each in words.items() if isinstance(each, list)]
    known += [*words["operators"].values(), *words["negated"].values(), *words["symbols"].values()]
    known += [
        *words["directions"].values(),
        ALL_SPELLINGS,
        ["百分之", "千分之", "百分百", "分之", "全年", "今年", "本年", "当年", "年", "季度"],
    ]
    known += [
        [
            "¥",
            "￥",
            "±",
            "上半年",
            "下半年",
            "上旬",
            "中旬",
            "下旬",
            "底",
            "末",
            "初",
            "日",
            "月",
            "周",
            "天",
            "前",
            "止",
        ],
        ["增", "降", "基础", "早", "午", "≈", "相当", "同", "并", "X", *"ⅡⅢⅣI①②③"],
        ["\N{ROMAN NUMERAL ONE}", "\N{ROMAN NUMERAL FIVE}"],
    ]
    return re.compile(
        EVERY_WORD.unfold(f"{numeral(UNITS)}|{one_of(word for each in known for word in each)}")
    )


VOCABULARY = vocabulary()


def test_the_corpus_is_there():
    assert len(CORPUS) > 2000
