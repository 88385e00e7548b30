"""A refusal offers the nearest text that can be read, or a remedy that fits."""

import pytest

from perfrules.expressions import read


def found(text):
    (diagnostic,) = read(text).diagnostics
    return diagnostic


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("100%（按期完成）", "100%"),
        ("4次/年（每季度1次）", "每年4次"),
        ("≥95%，见附件二", ">=95%"),
        ("3-5天左右完成吧", "3天-5天"),
        ("低子90%", "<90%"),
        ("2次/日·点", "每天2次"),
        ("合格率≥95%且待定", "合格率>=95%"),
    ],
)
def test_the_nearest_reading_is_offered(text, nearest):
    (offered,) = found(text).related
    assert (offered.code, offered.arguments["nearest"]) == ("PR257", nearest)


@pytest.mark.parametrize("text", ["省考核目标", "7×24小时", "占比不超过总数5%", "8:30", "一" * 90])
def test_none_is_offered_that_would_say_something_else(text):
    assert found(text).related == ()


@pytest.mark.parametrize(
    ("text", "code", "remedy"),
    [
        ("八折", "PR251", "80%"),
        ("打八五折", "PR251", "85%"),
        ("200余人次", "PR250", "≥200人次"),
        ("十来万", "PR250", "约十万"),
        ("近1000人", "PR250", "≥1000人"),
    ],
)
def test_the_remedy_fits(text, code, remedy):
    diagnostic = found(text)
    assert diagnostic.code == code
    assert remedy in diagnostic.help("zh")
    assert remedy in diagnostic.help("en")
