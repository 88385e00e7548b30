"""Texts whose parts are each known, and do not fit together."""

from __future__ import annotations

import pytest

from perfrules.expressions import ExpressionError, parse

REFUSED = {
    "3次(含)": "PR211",
    "合格率60≤得分<80": "PR212",
    "每月8:30前": "PR219",
    "每季度终了后5个": "PR219",
    "优良率、合格率分别不低于90%、95%以下": "PR211",
    "优良率、合格率分别不低于90%、约95%": "PR201",
    "师生比不低于1:20以下": "PR211",
    "24:30前": "PR218",
    "3个与5间": "PR201",
    "港币2024.5": "PR214",
    "每周次月5日前": "PR219",
    "5个（新建1.2.3个，改造2个）": "PR201",
    "95（二千）": "PR201",
}


@pytest.mark.parametrize(("text", "code"), REFUSED.items())
def test_parts_that_do_not_fit_together_are_refused(text: str, code: str) -> None:
    with pytest.raises(ExpressionError) as raised:
        parse(text)
    assert raised.value.code == code


READ = {
    "3个/千人·天": "3个/千人/天",
    "全年不超过5万元": "全年<=50000元",
    "道路6月底前路基完成50%": "6月30日前道路路基完成50%",
    "优良率、合格率分别≥90%、≥95%": "优良率>=90%;合格率>=95%",
    "=2021-07-01": "2021年7月1日至2021年7月1日",
}


@pytest.mark.parametrize(("text", "printed"), READ.items())
def test_parts_that_fit_together_are_read(text: str, printed: str) -> None:
    assert str(parse(text)) == printed
    assert parse(printed) == parse(text)


@pytest.mark.parametrize("sign", ["", "-"])
def test_tenths_with_too_many_digits_as_a_percentage_are_refused(sign: str) -> None:
    with pytest.raises(ExpressionError, match="PR232"):
        parse(f"{sign}{'1' * 40}成")
