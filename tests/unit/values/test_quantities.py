from fractions import Fraction

import pytest

from perfrules.values import Quantity, QuantityError, default_units

UNITS = default_units()


def quantity(value, unit=""):
    return Quantity(Fraction(value), UNITS[unit])


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("2.5", "天", "2.5天"),
        ("20000", "元", "20000元"),
        ("95", "%", "95%"),
        ("-3", "", "-3"),
    ],
)
def test_text_and_json(value, unit, text):
    found = quantity(value, unit)
    assert str(found) == text
    assert found.to_json() == {"value": text.removesuffix(unit), "unit": unit}


def test_json_of_a_number_that_is_no_decimal_has_the_fraction_beside_it():
    two_thirds = {"value": "0.6666666666666666666666666667", "exact": "2/3", "unit": "亩"}
    assert quantity(Fraction(2, 3), "亩").to_json() == two_thirds
    assert quantity(Fraction(-400, 3), "亩").to_json()["value"] == "-133.3333333333333333333333333"
    assert str(quantity(Fraction(2, 3), "亩")) == "2/3亩"


def test_equality_is_of_number_and_unit():
    assert quantity(1, "公里") == quantity(1, "千米")
    assert quantity(1, "公里") != quantity(1000, "米")
    assert len({quantity(1, "公里"), quantity(1, "千米"), quantity(1, "米")}) == 2


def test_order_goes_by_the_amount():
    assert quantity(90, "分钟") < quantity(2, "小时")
    assert quantity(2, "小时") > quantity(90, "分钟")
    assert quantity(120, "分钟") <= quantity(2, "小时") <= quantity(120, "分钟")
    assert quantity(120, "分钟") >= quantity(2, "小时")
    assert not quantity(120, "分钟") < quantity(2, "小时")
    assert not quantity(120, "分钟") > quantity(2, "小时")


def test_a_bare_number_takes_the_other_unit():
    assert quantity(3) < quantity(4, "家")
    assert quantity(4, "家") > quantity(3)
    assert quantity(3).to(UNITS["家"]) == quantity(3, "家")
    assert quantity(3, "家").to(UNITS[""]) == quantity(3)


@pytest.mark.parametrize("compare", ["__lt__", "__le__", "__gt__", "__ge__", "to"])
def test_different_things_do_not_compare_and_say_so_in_both_languages(compare):
    one, other = quantity(3, "个"), quantity(4, "家")
    with pytest.raises(QuantityError) as refused:
        getattr(one, compare)(other.unit if compare == "to" else other)
    assert refused.value.code == "PR235"
    for language in ("zh", "en"):
        said = refused.value.diagnostics[0].message(language)
        assert "个" in said
        assert "家" in said
