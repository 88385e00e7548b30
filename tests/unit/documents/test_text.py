import codecs

import pytest

from perfrules.documents import DocumentError, decode, read_text

SAMPLE = "绩效目标表\n项目编码\t482-0205-JBN-G9SD\n开展商务活动数量（≥5次）\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SAMPLE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + SAMPLE.encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + SAMPLE.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + SAMPLE.encode("utf-16-be"), "utf-16"),
        (SAMPLE.encode("gb18030"), "gb18030"),
        ("\ufeff".encode("gb18030") + SAMPLE.encode("gb18030"), "gb18030"),
    ],
)
def test_each_usual_encoding_reads_as_the_same_text_and_is_reported(data, encoding):
    document = decode(data, "表.txt")
    assert document.source.text == SAMPLE
    assert document.source.name == "表.txt"
    assert document.encoding == encoding


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_line_end_counts_as_one_line(line_end):
    source = decode(line_end.join(["甲", "乙", "丙"]).encode()).source
    place = source.place(source.text.index("丙"))
    assert (place.line, place.column) == (3, 1)


def test_a_given_encoding_is_the_only_one_tried():
    assert decode("目標".encode("big5"), encoding="big5").source.text == "目標"
    with pytest.raises(DocumentError) as refused:
        decode("指标".encode("gb18030"), encoding="utf-8")
    assert refused.value.code == "PR106"
    assert refused.value.diagnostics[0].arguments["at"] == "3"


@pytest.mark.parametrize(
    "encoding",
    ["no-such-encoding", "hex", "a\0b", "utf-7", "punycode", "unicode_escape", "idna", "rot13", "mbcs"],
)
def test_an_unknown_encoding_is_refused(encoding):
    with pytest.raises(DocumentError) as refused:
        decode(b"a", encoding=encoding)
    assert refused.value.code == "PR110"


@pytest.mark.parametrize("data", [b"PK\x03\x04\x14\x00\x00\x00", b"\xff\xfb\x90\x00\x00", b"a\0b"])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(DocumentError) as refused:
        decode(data, "表.docx")
    assert refused.value.code == "PR105"


def test_bytes_of_no_encoding_are_refused_with_the_byte():
    with pytest.raises(DocumentError) as refused:
        decode(b"abc\xff\xff", "表.txt")
    assert refused.value.code == "PR106"
    assert "第 4 个字节" in str(refused.value)
    assert "表.txt" in str(refused.value)


def test_damaged_utf8_is_not_read_as_other_characters():
    data = bytearray((SAMPLE * 3).encode())
    del data[4]
    assert bytes(data).decode("gb18030", "replace") != SAMPLE * 3
    with pytest.raises(DocumentError) as refused:
        decode(bytes(data))
    assert refused.value.code == "PR106"
    assert refused.value.diagnostics[0].arguments["encoding"] == "UTF-8"


@pytest.mark.parametrize("text", ["21.5元", "a: 一\n", "元±5"])
def test_a_short_gb18030_text_that_is_utf8_by_chance_is_read_as_chinese(text):
    document = decode(text.encode("gb18030"))
    assert (document.source.text, document.encoding) == (text, "gb18030")


@pytest.mark.parametrize("text", ["500±5 t", "35 μg", "25 °C · 3×2", "é"])
def test_signs_among_ascii_stay_utf8(text):
    assert decode(text.encode()).source.text == text


class TestReadText:
    def test_reads_and_names_the_file(self, tmp_path):
        path = tmp_path / "表.txt"
        path.write_bytes(SAMPLE.encode("gb18030"))
        document = read_text(path)
        assert (document.source.text, document.source.name) == (SAMPLE, str(path))

    def test_a_missing_file_is_refused(self, tmp_path):
        with pytest.raises(DocumentError) as refused:
            read_text(tmp_path / "没有.txt")
        assert refused.value.code == "PR100"
        assert "没有.txt" in str(refused.value)

    def test_a_folder_is_refused(self, tmp_path):
        with pytest.raises(DocumentError) as refused:
            read_text(tmp_path)
        assert refused.value.code == "PR101"

    def test_a_file_without_permission_is_refused(self, tmp_path, monkeypatch):
        def deny(*_):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("pathlib.Path.open", deny)
        with pytest.raises(DocumentError) as refused:
            read_text(tmp_path / "表.txt")
        assert refused.value.code == "PR102"

    def test_a_path_no_file_system_takes_is_refused(self, tmp_path):
        with pytest.raises(DocumentError) as refused:
            read_text(tmp_path / "a\0b")
        assert refused.value.code == "PR102"

    def test_a_file_in_a_file_is_refused(self, tmp_path):
        (tmp_path / "表.txt").write_text("a")
        with pytest.raises(DocumentError) as refused:
            read_text(tmp_path / "表.txt" / "b")
        assert refused.value.code == "PR102"

    def test_the_size_limit_is_the_last_size_that_is_read(self, tmp_path):
        path = tmp_path / "表.txt"
        path.write_bytes(b"x" * 10)
        assert read_text(path, max_bytes=10).source.text == "x" * 10
        with pytest.raises(DocumentError) as refused:
            read_text(path, max_bytes=9)
        assert refused.value.code == "PR103"
