import pytest
import yaml

from perfrules.diagnostics import Source
from perfrules.documents import MAX_DEPTH, DocumentError, emit_yaml, read_yaml, to_plain

TEXTS = {
    "5次": "5次",
    "≥95%": "≥95%",
    "<=3天": "<=3天",
    ">=5": '">=5"',
    "=500吨": "=500吨",
    "- a": '"- a"',
    "-5%": "-5%",
    "a#b": "a#b",
    "#1机组": '"#1机组"',
    "改造 #1": '"改造 #1"',
    "改造 # 1": '"改造 # 1"',
    "依据: 一": '"依据: 一"',
    "依据:": '"依据:"',
    "依据：一": "依据：一",
    " a": '" a"',
    "a ": '"a "',
    "": '""',
    "yes": '"yes"',
    "No": '"No"',
    "null": '"null"',
    "~": '"~"',
    "=": '"="',
    "010": '"010"',
    "25": '"25"',
    "1.50": '"1.50"',
    "1e3": '"1e3"',
    "12:30": '"12:30"',
    "2021-12-31": '"2021-12-31"',
    "2021年12月31日前": "2021年12月31日前",
    "[80,90)": '"[80,90)"',
    "(80,90]": "(80,90]",
    "1,000元": "1,000元",
    "%5": '"%5"',
    "@x": '"@x"',
    "*2": '"*2"',
    "!=5": '"!=5"',
    "|a": '"|a"',
    "a|b": "a|b",
    "`a`": '"`a`"',
    '"a"': "'\"a\"'",
    "it's": "it's",
    "'a'": "\"'a'\"",
    'D:\\a "b"': 'D:\\a "b"',
    "\\d": "\\d",
    "a\tb": '"a\\tb"',
    "a\u200bb": '"a\\u200Bb"',
    "\U000e0041": '"\\U000E0041"',
    "😀": "😀",
    "---": '"---"',
    "...": '"..."',
    "{a}": '"{a}"',
    "a{b}": "a{b}",
    "?": '"?"',
    "? a": '"? a"',
    "a\n": "|\n  a",
    "a\nb": "|-\n  a\n  b",
    "a\n\n b\n": "|\n  a\n\n   b",
    "\na": '"\\na"',
    "a\n\n": '"a\\n\\n"',
    "a \nb": '"a \\nb"',
    "a\r\nb": '"a\\r\\nb"',
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_quoted_exactly_where_it_must_be(text):
    written = emit_yaml(text)
    assert written == TEXTS[text] + "\n"
    assert to_plain(read_yaml(Source(written))) == text
    assert yaml.safe_load(written) == text


def test_blocks_are_laid_out_for_people():
    plain = {
        "规则": [
            {"编号": "甲", "条件": {"金额": "2000元以下"}, "要求": ["一", "二"]},
            [["深"], []],
            "多行\n文字",
        ],
        "空": {},
        "说明": "一\n二\n",
        "a: b": "c",
    }
    assert emit_yaml(plain) == (
        "规则:\n"
        "  - 编号: 甲\n"
        "    条件:\n"
        "      金额: 2000元以下\n"
        "    要求:\n"
        "      - 一\n"
        "      - 二\n"
        "  - - - 深\n"
        "    - []\n"
        "  - |-\n"
        "    多行\n"
        "    文字\n"
        "空: {}\n"
        "说明: |\n"
        "  一\n"
        "  二\n"
        '"a: b": c\n'
    )


def test_what_could_not_be_read_again_is_not_written():
    nested = "a"
    for _ in range(MAX_DEPTH):
        nested = [nested]
    assert to_plain(read_yaml(Source(emit_yaml(nested)))) == nested
    with pytest.raises(DocumentError) as error:
        emit_yaml([nested])
    assert error.value.code == "PR107"


def test_a_lone_surrogate_is_refused():
    with pytest.raises(DocumentError) as error:
        emit_yaml({"a": ["b\udfff"]})
    assert error.value.code == "PR135"
