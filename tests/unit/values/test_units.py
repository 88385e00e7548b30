from collections import Counter
from fractions import Fraction

import pytest
import yaml

from perfrules.resources.paths import data_path
from perfrules.values import BARE, Quantity, QuantityError, Unit, UnitRegistry, default_units

UNITS = default_units()


def data_node():
    return yaml.compose(
        data_path("grammar", "units.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
    )


def pairs_of(node):
    return [(key.value, value) for key, value in node.value]


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("％", "%"),
        ("百分比", "%"),
        ("平方千米", "平方公里"),
        ("㎡", "平方米"),
        ("m3", "立方米"),
        ("日", "天"),
        ("个月", "月"),
        ("个工作日", "工作日"),
        ("台/套", "台套"),
        ("县(市、区)", "县区"),
        ("dB(A)", "分贝"),
        ("度电", "千瓦时"),
        ("ms", "毫秒"),
    ],
)
def test_a_unit_has_one_canonical_name(spelling, name):
    assert UNITS[spelling].name == name


@pytest.mark.parametrize(
    ("one", "number", "other"),
    [
        ("亩", "2000/3", "平方米"),
        ("公顷", "15", "亩"),
        ("平方公里", "1500", "亩"),
        ("公里", "2", "里"),
        ("米", "3", "尺"),
        ("丈", "10", "尺"),
        ("公斤", "2", "斤"),
        ("担", "50", "公斤"),
        ("吨", "10", "公担"),
        ("年", "4", "季度"),
        ("半年", "6", "月"),
        ("周", "7", "天"),
        ("小时", "60", "分钟"),
        ("秒", "1000", "毫秒"),
        ("成", "10", "%"),
        ("倍", "100", "%"),
        ("%", "10", "‰"),
        ("‰", "10", "‱"),
        ("‱", "100", "ppm"),
        ("百分点", "100", "基点"),
        ("千瓦时", "3.6", "兆焦"),
        ("吉焦", "1000000", "千焦"),
        ("千焦", "1000", "焦耳"),
        ("TB", "1024", "GB"),
        ("MB", "1024", "KB"),
        ("Gbps", "1000", "Mbps"),
        ("立方米", "1000", "升"),
        ("升", "1000", "立方厘米"),
        ("毫克", "1000", "微克"),
        ("元", "10", "角"),
        ("吉瓦时", "1000", "兆瓦时"),
        ("兆帕", "10000", "百帕"),
        ("元/公斤", "1000", "元/吨"),
        ("毫克/升", "1000", "毫克/立方米"),
        ("公斤/亩", "0.015", "吨/公顷"),
    ],
)
def test_conversions_are_exact(one, number, other):
    assert Quantity(Fraction(1), UNITS[one]).in_(UNITS[other]) == Fraction(number)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *[
            ("%", "百分点"),
            ("月", "天"),
            ("年", "天"),
            ("工作日", "天"),
            ("工作日", "小时"),
            ("学时", "课时"),
        ],
        *[
            ("个", "家"),
            ("次", "人次"),
            ("场", "场次"),
            ("户", "人"),
            ("分", "分钟"),
            ("分", "元"),
            ("度", "千瓦时"),
        ],
        *[
            ("元", "美元"),
            ("元/人", "元/户"),
            ("元/人", "元"),
            ("元/天", "元/月"),
            ("GB", "Mbps"),
            ("兆", "MB"),
        ],
        *[("吨", "吨标准煤"), ("吨", "吨公里"), ("立方米", "标准立方米"), ("千瓦", "千瓦时")],
    ],
)
def test_what_does_not_compare(one, other):
    assert not Quantity(Fraction(1), UNITS[one]).comparable(UNITS[other])
    with pytest.raises(QuantityError) as refused:
        Quantity(Fraction(1), UNITS[one]).to(UNITS[other])
    assert refused.value.code == "PR235"


class TestCompoundUnits:
    def test_the_order_given_is_kept_in_the_name_only(self):
        assert UNITS["元/人/月"].name == "元/人/月"
        assert UNITS["元/人/月"].dimension == UNITS["元/月/人"].dimension

    def test_parts_take_their_canonical_names(self):
        assert UNITS["mg/L"] == UNITS["毫克/升"] == UNITS.compound(["毫克", "公升"])

    def test_of_one_part_is_that_unit(self):
        assert UNITS.compound(["日"]) == UNITS["天"]

    @pytest.mark.parametrize("spelling", ["元/", "/元", "/", "元//人", "元/顿", "斗/人"])
    def test_each_part_must_be_known(self, spelling):
        with pytest.raises(QuantityError) as refused:
            UNITS[spelling]
        assert refused.value.code == "PR233"


class TestUnknownUnits:
    def test_near_ones_are_named(self):
        with pytest.raises(QuantityError) as refused:
            UNITS["平方公理"]
        assert "平方公里" in refused.value.hint

    def test_a_hint_without_near_ones_has_no_hole(self):
        with pytest.raises(QuantityError) as refused:
            UNITS["犇犇"]
        assert "个、次、人" in refused.value.hint

    @pytest.mark.parametrize("letter", ["M", "G", "T", "N", "A", "K"])
    def test_a_lone_capital_of_many_meanings_is_none(self, letter):
        assert UNITS.find(letter) is None


class TestAnAuthorsOwnUnits:
    def test_are_added_to_those_that_ship(self):
        mine = UnitRegistry.from_data(
            {"dimensions": {"mass": {"两": "0.00005"}}, "counts": ["筐次"], "spellings": {"斤": ["市制斤"]}},
            UNITS,
        )
        assert Quantity(Fraction(1), mine["斤"]).in_(mine["两"]) == 10
        assert mine["筐次"].counts
        assert mine["市制斤"] == UNITS["斤"]
        assert UNITS.find("筐次") is None
        assert mine.periods == UNITS.periods

    def test_may_say_again_what_is_so(self):
        assert UnitRegistry.from_data({"dimensions": {"mass": {"吨": "1"}}}, UNITS)["吨"] == UNITS["吨"]

    @pytest.mark.parametrize(
        "data",
        [
            {"spellings": {"吨": ["斤"]}},
            {"dimensions": {"mass": {"吨": "2"}}},
            {"dimensions": {"volume": {"吨": "1"}}},
            {"counts": ["吨"]},
        ],
    )
    def test_take_no_spelling_from_another_unit(self, data):
        with pytest.raises(QuantityError) as refused:
            UnitRegistry.from_data(data, UNITS)
        assert refused.value.code == "PR234"

    def test_spell_only_units_there_are(self):
        with pytest.raises(QuantityError) as refused:
            UnitRegistry.from_data({"spellings": {"斗": ["市斗"]}}, UNITS)
        assert refused.value.code == "PR233"

    @pytest.mark.parametrize(
        "factor",
        [
            "0",
            "0.0",
            "-1",
            "1/0",
            "",
            "1e3",
            "1e1000000",
            "٣",
            "1_000",
            "nan",
            "inf",
            "一",
            "1/2/3",
            "9" * 50,
        ],
    )
    def test_have_an_exact_positive_factor(self, factor):
        with pytest.raises(QuantityError) as refused:
            UnitRegistry.from_data({"dimensions": {"mine": {"斗": factor}}}, UNITS)
        assert refused.value.code == "PR236"

    @pytest.mark.parametrize(
        ("factor", "value"), [("2000/3", "2000/3"), ("0.5", "1/2"), ("1.5/3", "1/2"), (7, 7)]
    )
    def test_may_be_a_whole_number_a_decimal_or_a_fraction(self, factor, value):
        assert UnitRegistry.from_data({"dimensions": {"mine": {"斗": factor}}}, UNITS)[
            "斗"
        ].factor == Fraction(value)


class TestTheShippedFile:
    def test_no_unit_stands_twice(self):
        data = dict(pairs_of(data_node()))
        names = [name for _, members in pairs_of(data["dimensions"]) for name, _ in pairs_of(members)]
        names += [name.value for name in data["counts"].value]
        assert [name for name, times in Counter(names).items() if times > 1] == []

    def test_no_spelling_stands_twice(self):
        data = dict(pairs_of(data_node()))
        spelt = pairs_of(data["spellings"])
        written = [name for name, _ in spelt]
        assert [name for name, times in Counter(written).items() if times > 1] == []
        others = [each.value for _, spellings in spelt for each in spellings.value]
        assert [each for each, times in Counter(others).items() if times > 1] == []
        assert [each for each in others if UNITS.find(each).name == each] == []

    def test_the_first_unit_of_a_dimension_is_its_base(self):
        for dimension, members in pairs_of(dict(pairs_of(data_node()))["dimensions"]):
            assert pairs_of(members)[0][1].value == "1", dimension

    def test_periods_are_units(self):
        assert all(UNITS[period].name == period for period in UNITS.periods)

    def test_names_hold_no_character_that_separates(self):
        assert all(
            unit.name == unit.name.strip() and "/" not in unit.name for unit in UNITS.by_spelling.values()
        )


def test_the_bare_unit_compares_with_every_other():
    assert UNITS[""] == BARE == Unit("", "")
    assert Quantity(Fraction(5)).comparable(UNITS["家"])
    assert Quantity(Fraction(5)).in_(UNITS["家"]) == 5


@pytest.mark.parametrize("spelling", ["公斤/0平方米", "元/0.0人", "个/0000亩"])
def test_nothing_is_counted_per_none(spelling):
    with pytest.raises(QuantityError) as refused:
        default_units()[spelling]
    assert refused.value.code == "PR233"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("件/100人", "件/百人"),
        ("件/1000人", "件/千人"),
        ("件/10000人", "件/万人"),
        ("件/100000人", "件/十万人"),
        ("件/100000000人", "件/亿人"),
        ("件/200人", "件/200人"),
    ],
)
def test_powers_of_ten_in_a_rate_are_named(written, name):
    unit = default_units()[written]
    assert unit.name == name
    assert default_units()[name] == unit
