"""Laws of reading and writing documents."""

import codecs

import yaml
from budgets import law
from hypothesis import assume, example, given
from hypothesis import strategies as st

from perfrules.diagnostics import Source, all_codes
from perfrules.documents import (
    DocumentError,
    Mapping,
    Scalar,
    decode,
    emit_yaml,
    read_document,
    read_yaml,
    to_plain,
)

SETTINGS = law(200)

# The alphabet that YAML is made of, with what officers write and what breaks terminals and readers.
CRUMBS = st.sampled_from(
    [
        *"-?:,[]{}#&*!|>'\"%@`~=<\\ \t\n\r",
        "\r\n",
        ": ",
        "- ",
        "\n  ",
        "\n- ",
        "---\n",
        "...\n",
        "<<",
        "!!",
        "{{",
        "\\x",
        "目标",
        "规则",
        "≥95%",
        ">=5",
        "[80,90)",
        "：",
        "，",
        "1",
        "010",
        "yes",
        "a",
        "b",
        "\u200b",
        "\ufeff",
        "\0",
        "😀",
        "\x85",
    ]
)
YAML_LIKE = st.lists(CRUMBS, max_size=40).map("".join)
ANY_TEXT = st.text(max_size=60) | YAML_LIKE
WRITABLE = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | YAML_LIKE
PLAIN = st.recursive(
    WRITABLE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WRITABLE, inner, max_size=4),
    max_leaves=12,
)


def read_or_refused(read, *arguments):
    """What was read and None, or None and the error, whose every message can be shown."""
    try:
        return read(*arguments), None
    except DocumentError as error:
        refusal = error
    assert refusal.diagnostics
    assert {each.code for each in refusal.diagnostics} <= set(all_codes())
    assert refusal.explain("zh")
    assert refusal.explain("en")
    return None, refusal


def tree(text):
    return read_or_refused(read_yaml, Source(text, "表.yaml"))[0]


def nodes(node):
    yield node
    if isinstance(node, Scalar):
        return
    children = (
        [entry.value for entry in node] + [entry.key for entry in node] if isinstance(node, Mapping) else node
    )
    for child in children:
        yield from nodes(child)


class TestReadingIsTotal:
    """Any text gives a tree or a DocumentError whose every message can be shown, and nothing else."""

    @SETTINGS
    @given(ANY_TEXT)
    @example('"\\UFFFFFFFF"')
    @example("? ? ? a")
    @example("]")
    @example("a: \t- b")
    def test_read_yaml(self, text):
        tree(text)

    @SETTINGS
    @given(ANY_TEXT, st.sampled_from(["", "kind: sheet\n", "kind: common\n", "类别: 评分\n"]))
    def test_read_document(self, text, head):
        read_or_refused(read_document, Source(head + text))

    @SETTINGS
    @given(st.binary(max_size=80) | ANY_TEXT.map(lambda text: text.encode("gb18030", "replace")))
    def test_decode(self, data):
        document, refusal = read_or_refused(decode, data, "表.txt")
        if refusal:
            assert refusal.code in {"PR105", "PR106"}
        else:
            assert document.source.text.encode().decode() == document.source.text
            assert not {"\r", "\0"} & set(document.source.text)


class TestSpans:
    """An unquoted text of one line is the text at its span, and every span lies in the source."""

    @SETTINGS
    @given(ANY_TEXT)
    @example("a: b # c")
    @example("- [甲, {乙: 丙 丁}]")
    def test_spans(self, text):
        root = tree(text)
        for node in nodes(root) if root is not None else ():
            assert 0 <= node.span.start <= node.span.end <= len(text)
            if (
                isinstance(node, Scalar)
                and not node.quoted
                and "\n" not in text[node.span.start : node.span.end]
            ):
                assert text[node.span.start : node.span.end] == node.text


class TestAgreement:
    """What the strict reader reads, PyYAML reads as the same texts; tabs it never passes over."""

    @SETTINGS
    @given(ANY_TEXT)
    def test_base_loader(self, text):
        root = tree(text)
        assume(root is not None and "\t" not in text)
        assert yaml.load(text, Loader=yaml.BaseLoader) == to_plain(root)  # noqa: S506 - builds texts only


class TestRoundTrip:
    """Written and read again, plain data is itself, also for a loader that guesses types."""

    @SETTINGS
    @given(PLAIN)
    @example({"a": ">=5", "- a": "#", ": ": " x ", "": "", "yes": "010"})
    @example({"<<": "---", "...": ["- a", "? b"], "=": "~"})
    @example({"k" * 1100: ["a"], "b": {"c" * 1100: "d\ne"}})
    @example(["a\n  b\n", "a\n\n", "\na", "a\n ", "a\r\nb", "\u2028\x85", [[["x"]]]])
    def test_round_trip(self, plain):
        text = emit_yaml(plain)
        assert to_plain(read_yaml(Source(text))) == plain
        assert yaml.safe_load(text) == plain


class TestDuplicateKeys:
    """A key that is written twice is refused with the places of both."""

    @SETTINGS
    @given(
        st.lists(st.from_regex("[a-z甲乙丙]{1,6}", fullmatch=True), min_size=1, max_size=6, unique=True),
        st.data(),
    )
    def test_both_lines(self, keys, data):
        again = data.draw(st.integers(0, len(keys) - 1))
        at = data.draw(st.integers(again + 1, len(keys)))
        lines = [f"_{key}: 1" for key in keys]
        lines.insert(at, f"_{keys[again]}: 2")
        source = Source("\n".join(lines))
        _, refusal = read_or_refused(read_yaml, source)
        (found,) = refusal.diagnostics
        assert found.code == "PR111"
        assert source.place(found.span.start).line == at + 1
        assert source.place(found.related[0].span.start).line == again + 1


class TestEncodings:
    """Chinese text reads the same from every usual encoding.

    But for GB18030 whose every character is, by chance, a Latin-1 or Greek one of UTF-8.
    """

    @SETTINGS
    @given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=4, max_size=30))
    def test_each(self, text):
        assert decode(text.encode()).source.text == text
        assert decode(codecs.BOM_UTF8 + text.encode()).source.text == text
        assert decode(text.encode("utf-16")).source.text == text
        assume(not all(character.encode("gb18030")[0] in {*b"\xc2\xc3\xcd\xce\xcf"} for character in text))
        assert decode(text.encode("gb18030")).source.text == text
