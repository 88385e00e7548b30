"""The fast reading of YAML against the strict one."""

from __future__ import annotations

import pytest
from budgets import law
from hypothesis import given
from hypothesis import strategies as st
from yaml.error import YAMLError

from perfrules.diagnostics import Source
from perfrules.documents.invisible import UNSEEN
from perfrules.documents.yaml.composer import compose, compose_strictly, compose_with_libyaml
from perfrules.documents.yaml.libyaml_parser import DoubtError

PIECES = st.sampled_from(
    [
        "a",
        "甲",
        "1",
        "2000元以下",
        ":",
        "{",
        "}",
        "[",
        "]",
        ",",
        "(",
        ")",
        "）",
        "=",
        "，",
        "、",
        ">",
        "|",
        "%",
        "@",
        "`",
        "&",
        "*",
        "!",
        "?",
        "-",
        "#",
        "~",
        "<<",
        "null",
        "---",
        "...",
        "\\",
        "\\n",
        "[80,90)",
        "[x,y]",
        "[a: ]",
        "|#",
        "x?y",
        "&a",
        "*a",
        "!t",
        ">=5",
        "#x",
        "{a:1}",
        ": ",
        "- ",
        "\n",
        "\n  ",
        "\n    ",
        " ",
        ", ",
        '"',
        "'",
        " # ",
        "? ",
        "--- ",
        "---\n",
        "<<: ",
        "\t",
        "\r\n",
        "\\u0041",
        "\\UFFFFFFFF",
        "a: 1\n",
        "- b\n",
        "{a: 1}",
        "[x, y]",
        '"q"',
        "'r'",
        "a: ",
        "b: ",
        "key: >\n  x\n",
        "key: |\n  x\n",
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join).filter(lambda text: not UNSEEN.search(text))


class TestFastReadingIsStrict:
    """What the fast parser accepts, the strict one reads as the same nodes, without a problem."""

    @law(400)
    @given(TEXTS)
    def test_alike_or_in_doubt(self, text):
        source = Source(text)
        try:
            fast = compose_with_libyaml(source)
        except (DoubtError, YAMLError, ValueError, OverflowError):
            return
        assert (fast, []) == compose_strictly(source)

    @pytest.mark.parametrize(
        "text", ["a: 1", "规则: [甲, \"乙\"]\nb: {c: '1'}  # 注\n- ", "a: |\n  甲\n  乙\n"]
    )
    def test_compose_is_one_of_the_two(self, text):
        assert compose(Source(text)) == compose_strictly(Source(text))
