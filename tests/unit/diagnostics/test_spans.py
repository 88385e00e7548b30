import pytest

from perfrules.diagnostics import Place, Source, Span

TEXT = "甲\n\n丙丁\r\n戊"


@pytest.mark.parametrize(
    ("offset", "line", "column"),
    [(0, 1, 1), (1, 1, 2), (2, 2, 1), (3, 3, 1), (4, 3, 2), (5, 3, 3), (6, 3, 4), (7, 4, 1), (8, 4, 2)],
)
def test_lines_and_columns_count_characters_from_one(offset, line, column):
    assert Source(TEXT).place(offset) == Place(line, column)


@pytest.mark.parametrize(
    ("offset", "line", "start"),
    [(0, "甲", 0), (1, "甲", 0), (2, "", 2), (4, "丙丁", 3), (6, "丙丁", 3), (8, "戊", 7)],
)
def test_the_line_comes_without_its_break(offset, line, start):
    assert Source(TEXT).line_at(offset) == (line, start)


def test_an_empty_text_has_one_empty_line():
    assert Source("").place(0) == Place(1, 1)
    assert Source("").line_at(0) == ("", 0)


def test_a_text_cut_out_of_a_longer_one_keeps_its_line_numbers():
    assert Source(TEXT, "表.txt", first_line=150).place(3) == Place(152, 1)


def test_a_span_moves_with_what_stands_before_it():
    assert Span(2, 5).shifted(3) == Span(5, 8)
    assert Span(2, 5).shifted(0) == Span(2, 5)


def test_every_character_lies_in_its_own_line():
    source = Source(TEXT)
    for offset, character in enumerate(TEXT):
        line, start = source.line_at(offset)
        if character not in "\r\n":
            assert line[offset - start] == character
            assert source.place(offset).column == offset - start + 1


def test_the_text_of_a_source_is_not_in_its_repr():
    assert "甲" not in repr(Source(TEXT, "表.txt"))
