import subprocess
import sys

import pytest

from perfrules.diagnostics import Source
from perfrules.documents import (
    MAX_DEPTH,
    MAX_PROBLEMS,
    DocumentError,
    Mapping,
    Scalar,
    Sequence,
    node_at,
    read_yaml,
    to_plain,
)


def read(text):
    return to_plain(read_yaml(Source(text)))


def refused(text):
    """Each problem as its code and the stretch it points at."""
    source = Source(text, "表.yaml")
    with pytest.raises(DocumentError) as error:
        read_yaml(source)
    return [
        (each.code, each.span and text[each.span.start : each.span.end]) for each in error.value.diagnostics
    ]


class TestTexts:
    @pytest.mark.parametrize(
        "text",
        [
            "010",
            "12:30",
            "no",
            "on",
            "null",
            "~",
            "=",
            ".nan",
            "2024-01-01",
            "1_000",
            "1e3",
            "0x10",
            "true",
            "1.50",
            "+1",
        ],
    )
    def test_every_scalar_is_a_text(self, text):
        assert read(f"值: {text}") == {"值": text}
        assert read(f"- {text}") == [text]

    @pytest.mark.parametrize(
        ("written", "text"),
        [
            ("≥95%", "≥95%"),
            ("<=3天", "<=3天"),
            ("=500吨", "=500吨"),
            ('">=95%"', ">=95%"),
            ("'[80,90)'", "[80,90)"),
            ("'it''s'", "it's"),
            ('"a\\nb"', "a\nb"),
            ("1,000元", "1,000元"),
            ("(80,90]", "(80,90]"),
            ("a:b", "a:b"),
            ("a#b", "a#b"),
            ("- 5", None),
            ("-5%", "-5%"),
            ("每月8日前 # 注", "每月8日前"),
            ("", ""),
            ("''", ""),
        ],
    )
    def test_as_written(self, written, text):
        if text is None:
            assert refused(f"值: {written}") == [("PR132", "-")]
        else:
            assert read(f"值: {written}") == {"值": text}

    def test_blocks_keep_their_lines(self):
        assert read("说明: |\n  甲\n   乙\n\n  丙\n") == {"说明": "甲\n 乙\n\n丙\n"}
        assert read("说明: |-\n  甲 # 乙\n") == {"说明": "甲 # 乙"}

    def test_line_ends_of_other_systems(self):
        assert read("甲: 1\r\n乙:\r\n  - 2\r\n") == {"甲": "1", "乙": ["2"]}


class TestNodes:
    SOURCE = Source("规则:\n  - {编号: 甲, 条件: '>=5'}\n  - 乙\n依据: [一, 二]\n空:\n")

    def at(self, *path):
        node = node_at(read_yaml(self.SOURCE), *path)
        return node, self.SOURCE.text[node.span.start : node.span.end]

    def test_spans(self):
        assert self.at("规则", 0, "条件") == (
            Scalar(">=5", self.at("规则", 0, "条件")[0].span, quoted=True),
            "'>=5'",
        )
        assert self.at("规则", 1)[1] == "乙"
        assert self.at("规则", 0)[1] == "{编号: 甲, 条件: '>=5'}"
        assert self.at("规则")[1] == "- {编号: 甲, 条件: '>=5'}\n  - 乙"
        assert self.at("依据")[1] == "[一, 二]"
        assert self.at("空")[1] == ""
        assert self.at()[1] == self.SOURCE.text.rstrip()

    def test_shapes(self):
        root = read_yaml(self.SOURCE)
        assert isinstance(root, Mapping)
        assert isinstance(root.get("规则"), Sequence)
        assert [entry.key.text for entry in root] == ["规则", "依据", "空"]
        assert root.get("没有") is None
        assert node_at(root, "规则", 5) is None
        assert node_at(root, "规则", "编号") is None
        assert (len(root), len(root.get("规则"))) == (3, 2)

    def test_nodes_do_not_change(self):
        with pytest.raises(AttributeError):
            read_yaml(self.SOURCE).span = None


class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("a: 1\nb: 2\na: 3", [("PR111", "a")]),
            ("a: 1\n'a': 2", [("PR111", "'a'")]),
            ("{a: 1, a: 2, a: 3}", [("PR111", "a"), ("PR111", "a")]),
            ("a: &x 1\nb: *x", [("PR104", "&x"), ("PR108", "*x")]),
            ("&a [*a]", [("PR104", "&a"), ("PR108", "*a")]),
            ("a: !!str 1", [("PR109", "!!str")]),
            ("a: !<tag:yaml.org,2002:int> 1", [("PR109", "!<tag:yaml.org")]),
            ("!!map {a: 1}", [("PR109", "!!map")]),
            ("a: 1\n---\nb: 2", [("PR113", "---")]),
            ("a: 1\n...\n---\nb: 2", [("PR113", "---")]),
            ("<<: {a: 1}", [("PR116", "<<")]),
            ("[a]: b", [("PR133", "[a]")]),
            ("? {a: b}\n: c", [("PR133", "{a: b}")]),
            (": a", [("PR118", ": a")]),
            ("a:\n  b\x00c: 1", [("PR114", "\x00")]),
            ("a: b\x1b[31m\x7f", [("PR114", "\x1b"), ("PR114", "\x7f")]),
            ("a: \u202eb # \u2066", [("PR114", "\u202e"), ("PR114", "\u2066")]),
            ("a: b\rc: d", [("PR114", "\r")]),
            ("a: b\n  c", [("PR150", "b\n  c")]),
            ("[a，b, 'c，d']", [("PR151", "a，b")]),
            ("a: b\u2028c: d", [("PR114", "\u2028")]),
            ("a:\n\tb: 1", [("PR115", "\t")]),
            ('a: "\\ud83d\\ude00"', [("PR126", '"\\ud83d\\ude00"')]),
            ('a: "\\UFFFFFFFF"', [("PR126", "F")]),
            ("", [("PR117", None)]),
            ("# 只有注释\n\n", [("PR117", None)]),
            ("---\n", [("PR117", None)]),
        ],
    )
    def test_each(self, text, expected):
        assert refused(text) == expected

    def test_all_of_a_file_are_reported_together_and_a_syntax_error_ends_the_reading(self):
        text = "a: >=1\na: %2\nb: &x *y\nc: [1, 2)\nd: !t 1\ne:\n  - f\n g: h\ni: >=3\n"
        assert [code for code, _ in refused(text)] == [
            "PR120",
            "PR111",
            "PR121",
            "PR104",
            "PR108",
            "PR122",
            "PR109",
            "PR127",
        ]

    def test_a_quoted_merge_key_and_escaped_marks_are_texts(self):
        assert read("'<<': \"\\u200b\"") == {"<<": "\u200b"}

    def test_no_more_are_reported_than_the_limit(self):
        assert len(refused("- >=5\n" * (MAX_PROBLEMS + 50))) == MAX_PROBLEMS
        assert len(refused("\x01" * (MAX_PROBLEMS + 50))) == MAX_PROBLEMS

    def test_the_size_limit_is_the_last_size_that_is_read(self):
        assert to_plain(read_yaml(Source("a: 12"), max_characters=5)) == {"a": "12"}
        with pytest.raises(DocumentError) as error:
            read_yaml(Source("a: 123"), max_characters=5)
        assert error.value.code == "PR103"


class TestDepth:
    @pytest.mark.parametrize(
        "nested",
        [
            lambda depth: "[" * depth + "]" * depth,
            lambda depth: "- " * (depth - 1) + "- a",
            lambda depth: "{a: " * depth + "}" * depth,
            lambda depth: "\n".join("  " * level + "a:" for level in range(depth)),
            lambda depth: "a:\n" + "- - " * ((depth - 1) // 2) + ("- b" if depth % 2 == 0 else "b"),
        ],
    )
    def test_the_limit_is_the_last_depth_that_is_read(self, nested):
        read(nested(MAX_DEPTH))
        assert [code for code, _ in refused(nested(MAX_DEPTH + 1))] == ["PR107"]

    @pytest.mark.parametrize(
        "text",
        [
            "'[' * 100_000",
            "'- ' * 50_000",
            "'{a: ' * 30_000",
            "'? ' * 50_000",
            "'&a [' * 20_000",
            "'\\n'.join(' ' * i + '- ' for i in range(1000))",
        ],
    )
    def test_a_hostile_file_is_answered_at_once_and_does_not_end_the_process(self, text):
        program = (
            "from perfrules.diagnostics import Source\n"
            "from perfrules.documents import DocumentError, read_yaml\n"
            f"try: read_yaml(Source({text}))\n"
            "except DocumentError as error: print(error.code)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, timeout=5, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("PR")


def test_reading_text_loads_neither_yaml_nor_jsonschema():
    program = "import sys, perfrules.documents; print({'yaml', 'jsonschema'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stdout == "set()\n"


class TestColons:
    """A colon that YAML takes for none ends a reading; what comes after it is reported nevertheless."""

    def test_every_full_width_colon_is_reported_at_once(self):
        assert (
            refused("类别：审批\n编号：甲\n规则：\n  - 编号：乙\n    条件：{金额：5元}\n")
            == [("PR123", "：")] * 6
        )

    def test_what_else_is_wrong_is_reported_with_them_in_its_own_place(self):
        text = "名称：支出审批\n输入:\n  金额: {取值范围: >=0元}\n编号:甲\n名称: 乙\n签批: [甲，乙]\n"
        assert refused(text) == [
            ("PR123", "："),
            ("PR120", ">=0元"),
            ("PR123", ":"),
            ("PR111", "名称"),
            ("PR151", "甲，乙"),
        ]

    def test_the_other_of_two_keys_is_pointed_at_as_it_was_written(self):
        with pytest.raises(DocumentError) as error:
            read_yaml(Source("类别：审批\n名称：甲\n名称: 乙\n"))
        (other,) = error.value.diagnostics[-1].related
        assert (other.span.start, other.source.text[other.span.start : other.span.end]) == (6, "名称")

    def test_a_long_text_is_reported_of_the_first(self):
        text = "甲：1\n乙: 2\n丙：3\n丁: 4\n"
        assert len(refused(text)) == 2
        assert len(refused("# " + "长" * 300_000 + "\n" + text)) == 1
