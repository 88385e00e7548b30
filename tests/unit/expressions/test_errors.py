"""Every code with which a text is refused: what is pointed at, and how it is shown under Chinese."""

import pytest

from perfrules.diagnostics import all_codes
from perfrules.expressions import ExpressionError, parse, read, read_actual

REFUSED = {
    "PR201": ("数量按合同约定", "数量按合同约定"),
    "PR202": ("", ""),
    "PR203": ("≥9\u200b5%", "\u200b"),
    "PR204": ("≥1 200人", "1 2"),
    "PR205": ("≥" * 501, "≥"),
    "PR206": ("合格率不低于≥95%", "≥"),
    "PR207": ("合格率不低于", "不低于"),
    "PR208": ("8日前", "前"),
    "PR209": ("12月", "12月"),
    "PR210": ("5-3万元", "5-3万元"),
    "PR211": ("≤95%以上", "95%"),
    "PR212": ("接近95%", "接近"),
    "PR213": ("12月底前再议", "再议"),
    "PR214": ("3元5天", "5天"),
    "PR215": ("3元-5天", "3元-5天"),
    "PR216": ("每人500", "每人500"),
    "PR217": ("5000元（含4000元）以下", "4000元"),
    "PR218": ("2021年2月30日前", "2021年2月30日"),
    "PR219": ("每周8日前", "每周8日"),
    "PR220": ("2023年5月-2022年4月", "2023年5月-2022年4月"),
    "PR222": ("大于20小于10", "20小于10"),
    "PR223": ("1/0吨", "1/0"),
    "PR224": ("（≥95%", "（"),
    "PR225": ("全省前10名", "前10名"),
    "PR226": ("合格率≥9O%", "9O"),
    "PR227": ("≥1e5元", "1e5"),
    "PR228": ("≥10²亩", "10²"),
    "PR229": ("数量（≥**人）", "**"),
    "PR231": ("约三五百人", "三五百"),
    "PR232": ("≥" + "9" * 41, "9" * 41),
    "PR233": ("粮食≥5顿", "顿"),
}


@pytest.mark.parametrize(("code", "case"), REFUSED.items())
def test_the_code_and_the_stretch(code, case):
    text, stretch = case
    with pytest.raises(ExpressionError) as refused:
        parse(text)
    span = refused.value.span
    assert (refused.value.code, text[span.start : span.end]) == (code, stretch)
    assert refused.value.hint


def test_every_code_of_reading_is_here():
    # PR221 is a warning; PR234-PR237 are about unit files, PR24x of comparing.
    reading = {code for code in all_codes() if "PR201" <= code <= "PR233"}
    assert reading == {*REFUSED, "PR221"}


SHOWN = {
    "合格率不低于≥95%": (
        """
        错误[PR206]: 多余的比较符号“≥”
          | 合格率不低于≥95%
          | 　　　　　　^
          修改建议: 请只保留一个比较符号，如 ≥95%
        """,
        """
        error[PR206]: `≥` is one operator too many
          | 合格率不低于≥95%
          | 　　　　　　^
          help: keep one operator, as in `≥95%`
        """,
    ),
    "粮食≥５顿": (
        """
        错误[PR233]: 无法识别计量单位“顿”
          | 粮食≥５顿
          | 　　 　＾
          修改建议: 请核对写法（已有的单位如 个、次、人、元、天、%），或在自定义单位文件中添加
        """,
        """
        error[PR233]: unknown unit `顿`
          | 粮食≥５顿
          | 　　 　＾
          help: check the spelling (known units: 个、次、人、元、天、%), or add it in your own unit file
        """,
    ),
    "全省前10名": (
        """
        错误[PR225]: “前10名”是名次或次序，不是数量
          | 全省前10名
          | 　　＾^^＾
          修改建议: 请核对：名次写成 排名≤10位；表示数量的，请删去“第”“前”
        """,
        """
        error[PR225]: `前10名` is a rank or an ordinal, not a quantity
          | 全省前10名
          | 　　＾^^＾
          help: write a rank as `排名≤10位`; for a quantity, remove `第` or `前`
        """,
    ),
    "合格率≥9O%": (
        """
        错误[PR226]: “9O”中混有字母，很可能是“90”
          | 合格率≥9O%
          | 　　　 ^^
          修改建议: 请核对原件，将字母改为数字
        """,
        """
        error[PR226]: `9O` contains letters and is most likely `90`
          | 合格率≥9O%
          | 　　　 ^^
          help: check the original and replace the letters by digits
        """,
    ),
    "每周 8 日前": (
        """
        错误[PR219]: 无法确定“每周 8 日”的日期
          | 每周 8 日前
          | ＾＾^^^＾
          修改建议: 请写成 每月8日前、每季度末前、每年12月31日前、每周五前
        """,
        """
        error[PR219]: the day of `每周 8 日` cannot be determined
          | 每周 8 日前
          | ＾＾^^^＾
          help: write `每月8日前`, `每季度末前`, `每年12月31日前` or `每周五前`
        """,
    ),
}


@pytest.mark.parametrize("text", SHOWN)
def test_how_it_is_shown(text):
    with pytest.raises(ExpressionError) as refused:
        parse(text)
    for language, shown in zip(("zh", "en"), SHOWN[text], strict=True):
        lines = [line.removeprefix("        ") for line in shown.strip("\n").splitlines()]
        assert refused.value.explain(language).splitlines() == lines[:-1]


@pytest.mark.parametrize(("code", "case"), REFUSED.items())
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_caret_stands_under_the_stretch(code, case, language):
    text, stretch = case
    (found,) = read(text).diagnostics
    assert found.code == code
    assert found.message(language)
    assert found.help(language)
    assert "{" not in found.message(language) + found.help(language)
    assert found.source.text[found.span.start : found.span.end] == stretch


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("≥≥95%", "PR206"),
        (">=5顿", "PR233"),
        ("约≥95%", "PR206"),
        ("≥", "PR207"),
        ("≥%", "PR207"),
        ("≥人次", "PR207"),
        ("m²", "PR207"),
        ("95≥", "PR207"),
        ("第3名", "PR225"),
        ("第二批次", "PR225"),
        ("倒数第一名", "PR225"),
        ("l00%", "PR226"),
        ("1OO%", "PR226"),
        ("2O22年12月底", "PR226"),
        ("1E+05", "PR227"),
        ("10^4亩", "PR228"),
        ("20XX年12月底前", "PR229"),
        ("……", "PR229"),
        ("≥□□人", "PR229"),
        ("“≥95%”", "PR249"),
        ('"≥95%"', "PR249"),
        ("「达标」", "PR249"),
        ("≥95%）", "PR224"),
        ("5000元（含以上", "PR224"),
    ],
)
def test_damaged_texts_are_reported_by_what_is_damaged(text, code):
    assert read(text).diagnostics[0].code == code


@pytest.mark.parametrize("text", ["资金未到位", "不超支", "详见附件"])
def test_words_that_only_look_like_a_bound_are_not_reported_as_one(text):
    assert read(text).diagnostics[0].code == "PR201"


@pytest.mark.parametrize("reader", [parse, read, read_actual])
@pytest.mark.parametrize("given", [5, 0.95, None, True, b"5"])
def test_what_is_no_text_is_refused_by_its_type(reader, given):
    with pytest.raises(TypeError, match=f"is a str, not {type(given).__name__}"):
        reader(given)


@pytest.mark.parametrize("text", ["≥95（个/）", "≥95（/）", "≥95（元/个/）"])
def test_brackets_with_half_a_unit_are_not_taken_for_one(text):
    with pytest.raises(ExpressionError) as refused:
        parse(text)
    assert refused.value.diagnostics[0].source.text == text


def test_a_day_after_a_period_that_has_none_is_pointed_at_with_the_period():
    with pytest.raises(ExpressionError, match="PR219") as refused:
        parse("每天次月5日前")
    (found,) = refused.value.diagnostics
    assert found.source.text[found.span.start : found.span.end] == "每天次月5日"
