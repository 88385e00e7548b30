import pytest

from perfrules.diagnostics import Source
from perfrules.diagnostics.invisible import code_point
from perfrules.documents import DocumentError, read_yaml
from perfrules.expressions import ExpressionError, parse

HIDDEN = ["\x00", "\x7f", "\xad", "\u034f", "\u115f", "\u180e", "\u200b", "\u202e", "\u2060", "\u3164",
          "\ufe0f", "\ufeff", "\uffa0", "\ufffe", "\ud800", "\U000e0001", "\U000e0100"]  # fmt: skip
BREAKS = ["\x0b", "\x0c", "\u2028", "\u2029"]


@pytest.mark.parametrize("character", HIDDEN, ids=code_point)
def test_documents_and_targets_refuse_the_same_characters(character):
    with pytest.raises(DocumentError) as document:
        read_yaml(Source(f"a: 培训{character}人数"))
    with pytest.raises(ExpressionError) as target:
        parse(f"培训{character}人数≥5人")
    assert (document.value.code, target.value.code) == ("PR114", "PR203")
    assert document.value.diagnostics[0].arguments == {"character": code_point(character)}


@pytest.mark.parametrize("character", BREAKS, ids=code_point)
def test_hidden_line_breaks_are_blanks_in_targets_only(character):
    with pytest.raises(DocumentError, match="PR114"):
        read_yaml(Source(f"a: 培训{character}人数"))
    assert str(parse(f"培训人数{character}≥5人")) == "培训人数>=5人"
