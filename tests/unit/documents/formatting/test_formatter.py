"""The one layout: what it does to each way of writing."""

from textwrap import dedent

import pytest

from perfrules.diagnostics import Source
from perfrules.documents.formatting.commented_nodes import lay_out
from perfrules.documents.formatting.formatter import format_layout
from perfrules.documents.schemas.schema import Place
from perfrules.documents.yaml.reader import read_yaml


def formatted(text):
    source = Source(dedent(text))
    return format_layout(lay_out(read_yaml(source), Place(()), source))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a:   1\n", "a: 1\n"),
        ("'a': '1次'", "a: 1次\n"),
        ("a: '010'", 'a: "010"\n'),
        ("a: 010", "a: 010\n"),
        ("a:\n", "a:\n"),
        ("a:\n-\n- ''", 'a:\n  - ""\n  - ""\n'),
        ("a:\n    - b:  1\n      c: 2\n", "a:\n  - b: 1\n    c: 2\n"),
        ("a:\n- - b\n  - c\n", "a:\n  - - b\n    - c\n"),
        ("a: [ b,c , {d: e} ]", "a: [b, c, {d: e}]\n"),
        ("a: [b: c]", "a: [{b: c}]\n"),
        ("{a: b}", "a: b\n"),
        ("{}", "{}\n"),
        ("{} # c", "{}\n# c\n"),
        ("a: {c: '甲，乙', d: ['甲，乙']}", 'a: {c: 甲，乙, d: ["甲，乙"]}\n'),
        ('a: "b\\nc"', "a: |-\n  b\n  c\n"),
        ('a: ["b\\nc"]', 'a: ["b\\nc"]\n'),
        ("--- # head\na: 1\n... # end\n", "# head\na: 1\n# end\n"),
        ("a: 1\n\n\n\nb: 2\n", "a: 1\n\nb: 2\n"),
        ("\n\n# c\n\n\na: 1\n", "# c\n\na: 1\n"),
        ("a: # c\n  1\n", "a: 1 # c\n"),
        ("a: # c\n  # d\n  1 # e\n", "# c\n# d\na: 1 # e\n"),
        ("a: | # c\n  b\n  c\n", "a: | # c\n  b\n  c\n"),
        ("a:\n- # c\n  b: 1 # d\n", "a:\n  # c\n  - b: 1 # d\n"),
        ("a: [b, # c\n  d] # e\n", "a: # e\n  - b # c\n  - d\n"),
        ("a: [ # c\n  b,\n  # d\n]\n", "a:\n  # c\n  - b\n  # d\n"),
        ("a: [ # c\n]\n", "a: [] # c\n"),
        ("a: { # c\n # d\n}\n", "# d\na: {} # c\n"),
        ("a:\n  b: 1\n  # foot\nc: 2\n", "a:\n  b: 1\n  # foot\nc: 2\n"),
        ("a:\n  b: 1\n# lead\nc: 2\n", "a:\n  b: 1\n# lead\nc: 2\n"),
        ("a:\n- b\n# lead\nc: 2\n", "a:\n  - b\n# lead\nc: 2\n"),
        ("a:\n- [b, {c: d}] # e\n", "a:\n  - [b, {c: d}] # e\n"),
        ("? a # c\n: b\n", "a: b # c\n"),
        ("a: b#c\n", "a: b#c\n"),
        ("a: 'b #c'\n", 'a: "b #c"\n'),
        ("a: [-, # c\n]", 'a:\n  - "-" # c\n'),
    ],
)
def test_layout(written, meant):
    assert formatted(written) == meant
    assert formatted(meant) == meant


def test_brackets_are_taken_apart_where_the_line_grows_too_long():
    names = [f"第{number}个审批环节的负责人" for number in range(5)]
    assert formatted(f"a: [{', '.join(names)}]") == "a:\n" + "".join(f"  - {name}\n" for name in names)
