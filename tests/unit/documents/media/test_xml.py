import pytest

from perfrules.documents import DocumentError
from perfrules.documents.media.xml import MAX_XML_DEPTH, read_xml


def refused(data):
    with pytest.raises(DocumentError) as raised:
        read_xml(data, "model.dmn")
    return raised.value


class TestElements:
    def test_have_namespace_attributes_and_children_in_order(self):
        root, _ = read_xml(b'<d:a xmlns:d="urn:d" xmlns:x="urn:x" x:y="1" z="2"><d:b/><c/></d:a>')
        assert (root.namespace, root.name) == ("urn:d", "a")
        assert root.attributes == {"{urn:x}y": "1", "z": "2"}
        assert [(child.namespace, child.name) for child in root.children] == [("urn:d", "b"), ("", "c")]
        assert root.first("b") is root.children[0]
        assert root.first("c") is None

    def test_point_at_their_tag_and_their_text(self):
        root, source = read_xml("<表><文>\n  五万元 </文></表>".encode(), "m.dmn")
        (child,) = root.children
        assert source.text[child.span.start : child.span.end] == "<文"
        assert source.text[child.text_span.start : child.text_span.end] == "五万元"
        assert child.text == "五万元"

    def test_keep_text_beside_comments_and_character_data(self):
        root, _ = read_xml(b"<a>&lt;<!-- b -->5<![CDATA[ & 6]]></a>")
        assert root.text == "<5 & 6"

    @pytest.mark.parametrize("codec", ["gb18030", "utf-16", "utf-8-sig"])
    def test_are_read_in_the_encoding_that_is_declared(self, codec):
        declared = codec.removesuffix("-sig")
        text = f'<?xml version="1.0" encoding="{declared}"?><a>审批</a>'
        assert read_xml(text.encode(codec))[0].text == "审批"


class TestRefusals:
    def test_broken_xml_is_reported_with_its_line(self):
        error = refused(b"<a>\n<b>\n</a>")
        assert error.code == "PR910"
        assert error.diagnostics[0].source.place(error.span.start).line == 3

    @pytest.mark.parametrize("data", [b"", b"id: a", b"<a/><b/>"])
    def test_what_is_no_xml_document_is_refused(self, data):
        assert refused(data).code == "PR910"

    def test_a_doctype_is_refused_whatever_it_holds(self):
        bomb = b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>'
        assert refused(bomb).code == "PR911"
        assert refused(b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>').code == "PR911"

    def test_what_nests_too_deep_is_refused(self):
        assert read_xml(b"<a>" * MAX_XML_DEPTH + b"</a>" * MAX_XML_DEPTH)
        assert refused(b"<a>" * (MAX_XML_DEPTH + 1)).code == "PR912"
