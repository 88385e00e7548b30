import zipfile
from io import BytesIO

import pytest

from perfrules.documents import DocumentError
from perfrules.documents.media.libraries import office_module
from perfrules.documents.media.ooxml import MAX_INFLATED, MAX_PARTS, check_package
from perfrules.resources.extras import install_command


def package(parts, compression=zipfile.ZIP_DEFLATED):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def code_of(data, kind="xlsx"):
    with pytest.raises(DocumentError) as raised:
        check_package(data, kind, "table.xlsx")
    assert raised.value.diagnostics[0].source.name == "table.xlsx"
    return raised.value.code


MEGABYTE = 1024 * 1024
WORKBOOK = {"xl/workbook.xml": "<workbook/>"}


def test_a_sound_package_passes():
    check_package(package(WORKBOOK), "xlsx")


def test_what_is_no_zip_is_refused():
    assert code_of(b"id,amount\n") == "PR906"


def test_a_cut_package_is_refused():
    assert code_of(package(WORKBOOK)[:-30]) == "PR906"


def test_a_damaged_part_is_refused():
    data = package({"xl/workbook.xml": "<workbook/>" * 50}, zipfile.ZIP_STORED)
    assert code_of(data.replace(b"<workbook/>", b"<workbooK/>", 1)) == "PR906"


def test_another_kind_of_package_is_refused():
    assert code_of(package(WORKBOOK), "docx") == "PR906"


def test_an_old_or_protected_file_is_reported_as_such():
    assert code_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "PR907"


def test_a_bomb_is_refused_by_its_real_bytes(monkeypatch):
    assert MAX_INFLATED == 128 * MEGABYTE
    # An eighth of the limit, for time.
    monkeypatch.setattr("perfrules.documents.media.ooxml.MAX_INFLATED", 16 * MEGABYTE)
    bomb = package({**WORKBOOK, "xl/sheet.xml": bytes(16 * MEGABYTE + 1)})
    assert len(bomb) < 125_000
    assert code_of(bomb) == "PR908"


def test_a_bomb_of_many_parts_is_refused():
    parts = {f"xl/{number}.xml": "" for number in range(MAX_PARTS)}
    assert code_of(package({**WORKBOOK, **parts})) == "PR908"


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_doctype_is_refused_even_across_chunks(codec):
    text = " " * (64 * 1024 - 5) + "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"
    assert code_of(package({**WORKBOOK, "xl/styles.xml": text.encode(codec)})) == "PR909"


def test_a_missing_library_is_reported_with_what_to_install():
    with pytest.raises(DocumentError) as raised:
        office_module("openpixel")
    assert raised.value.code == "PR904"
    assert install_command("office") in raised.value.hint
