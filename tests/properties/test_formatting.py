"""Laws of the formatter, over any YAML that reads and over documents with comments in every place."""

from collections import Counter

from budgets import law
from hypothesis import assume, example, given
from hypothesis import strategies as st

from perfrules.diagnostics import Source
from perfrules.documents import DocumentError, Mapping, emit_yaml, read_document, read_yaml, to_plain
from perfrules.documents.formatting.commented_nodes import lay_out
from perfrules.documents.formatting.formatter import format_document, format_layout
from perfrules.documents.schemas.schema import Place
from perfrules.documents.yaml.comments import comments_of
from perfrules.resources.paths import data_path

SETTINGS = law(250)

WORDS = st.sampled_from(
    ["甲", "a", "5次", "010", "yes", "-", ">=5", "a b", "a#b", "#", "甲，乙", "x: y", "一\n二", "", "[80,90)",
     "2021-12-31", "- a", "?", "'", '"', "\\", "很长的文字" * 9, "k" * 1001, "{}", "~", "true", "a,b"]
)  # fmt: skip
KEYS = st.sampled_from(["a", "b", "甲", "规则", "true", "-", "x y", "a,b", "k" * 1001, "#k", ""])
PLAIN = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=10
)
NOTES = st.sampled_from(["# 注", "#", "## 二", "# a: b", "# [x", "#紧挨", "#!x"])


@st.composite
def written(draw, plain, indent=0):
    """A value as lines of YAML: in brackets or not, quoted or not, comments and empty lines anywhere."""
    if isinstance(plain, str):
        return [draw_text(draw, plain)]
    if not plain or draw(st.integers(0, 3)) == 0:
        return in_brackets(draw, plain)
    lines = []
    for key, value in plain.items() if isinstance(plain, dict) else enumerate(plain):
        lines += above(draw, indent)
        inner = draw(written(value, 2))
        mark = f"{quoted(key)}:" if isinstance(plain, dict) else "-"
        if isinstance(value, str) or not value or inner[0][:1] in "[{":
            first, *rest = inner
            lines += [f"{mark} {first}{behind(draw) if not rest else ''}", *rest]
        elif isinstance(plain, dict) or draw(st.booleans()):
            lines += [mark + behind(draw), *("  " + line if line else line for line in inner)]
        else:
            while inner[0].strip().startswith("#") or not inner[0]:
                inner = inner[1:]
            lines += [f"{mark} {inner[0]}", *("  " + line if line else line for line in inner[1:])]
    return lines + above(draw, indent)


def draw_text(draw, text):
    style = draw(st.sampled_from(["as written", "double"]))
    return (
        quoted(text)
        if style == "double"
        else emit_yaml([text]).removeprefix("- ").rstrip("\n").replace("\n", "\n  ")
    )


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def in_brackets(draw, plain):
    def parts(node):
        if isinstance(node, str):
            return [quoted(node)]
        opening, closing = "{}" if isinstance(node, dict) else "[]"
        lines = [opening + bracket_comment(draw)]
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            first, *rest = parts(value)
            mark = f"{quoted(key)[:900]}: " if isinstance(node, dict) else ""
            lines += [mark + first, *rest]
            lines[-1] += "," + bracket_comment(draw)
        return [*lines, closing]

    lines, joined = parts(plain), ""
    for line in lines:
        ends = "#" in line and line.rstrip()[-1] not in '",' and not line.endswith(tuple("[]{}"))
        joined += line + ("\n  " if ends or draw(st.integers(0, 4)) == 0 else " ")
    return joined.rstrip().split("\n")


def bracket_comment(draw):
    return draw(st.sampled_from(["", "", "", " # 括号内"]))


def above(draw, indent):
    lines = draw(st.lists(st.just("") | NOTES.map(lambda note: " " * indent + note), max_size=2))
    return draw(st.sampled_from([[], lines]))


def behind(draw):
    return draw(st.sampled_from(["", "", " # 行末", " ##"]))


@st.composite
def documents(draw):
    plain = draw(st.dictionaries(KEYS.filter(lambda key: len(key) < 900), PLAIN, min_size=1, max_size=4))
    return "\n".join(draw(written(plain))) + "\n"


def formatted(text, source_root=None):
    source = Source(text)
    root = source_root or read_yaml(source)
    return format_layout(lay_out(root, Place(()), source))


def read_or_none(text):
    try:
        root = read_yaml(Source(text))
    except DocumentError:
        return None
    return root if isinstance(root, Mapping) else None


def notes(text):
    source = Source(text)
    return Counter(each.text for each in comments_of(read_yaml(source), source))


CRUMBS = st.lists(
    st.sampled_from(
        [*"-?:,[]{}#|'\"= \n", ": ", "- ", "\n  ", "\n- ", "\n    ", "# c\n",
         " # c\n", "a", "b: ", "甲", "a: |\n  x\n", "---\n", "...\n"]
    ),
    max_size=30,
).map(lambda crumbs: "a: " + "".join(crumbs))  # fmt: skip


class TestLayout:
    """Formatting says the same, keeps every comment, and formatted again is itself."""

    def check(self, text, root):
        once = formatted(text, root)
        assert to_plain(read_yaml(Source(once))) == to_plain(root)
        assert notes(once) == notes(text)
        assert formatted(once) == once
        assert not any(line != line.rstrip() for line in once.split("\n"))

    @SETTINGS
    @given(documents())
    def test_documents(self, text):
        root = read_or_none(text)
        assume(root is not None)
        self.check(text, root)

    @SETTINGS
    @given(CRUMBS)
    @example("a: [b, # c\n  # d\n] # e\n")
    @example("a:\n- - # c\n  - b\n")
    @example("a: |\n\n  x\n # c\nb: 1")
    @example("a: {? b # c\n : d}")
    @example("a: | #-")
    @example("a: |# c\n  x")
    @example("a: |- # c\n  x")
    def test_crumbs(self, text):
        root = read_or_none(text)
        assume(root is not None)
        self.check(text, root)


class TestWriter:
    """What the writer of YAML makes is in the one layout already."""

    @SETTINGS
    @given(st.dictionaries(KEYS, PLAIN, min_size=1, max_size=4))
    def test_emitted(self, plain):
        text = emit_yaml(plain)
        assert formatted(text) == text


SHIPPED = sorted(data_path("policies").rglob("*.yaml"))


@st.composite
def decorated(draw):
    """A shipped document with comments, empty lines and trailing blanks strewn in."""
    lines = draw(st.sampled_from(SHIPPED)).read_text(encoding="utf-8").splitlines()
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(lines)))
        lines.insert(at, " " * draw(st.integers(0, 8)) + draw(st.sampled_from(["# 注", "#", "", "#紧挨"])))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        if "#" not in lines[at]:
            lines[at] += draw(st.sampled_from([" # 行末", "  "]))
    return "\n".join(lines)


class TestDocuments:
    """In either language a document says the same, keeps its comments, and finds its way back."""

    @law(100)
    @given(decorated(), st.sampled_from([None, "zh", "en"]))
    def test_shipped(self, text, keys):
        once = format_document(Source(text), keys)
        assert read_document(Source(once)).plain == read_document(Source(text)).plain
        assert notes(once) == notes(text)
        assert format_document(Source(once), keys) == once

    @law(100)
    @given(decorated())
    def test_there_and_back(self, text):
        english = format_document(Source(text), "en")
        chinese = format_document(Source(text), "zh")
        assert format_document(Source(chinese), "en") == english
        assert format_document(Source(english), "zh") == chinese
