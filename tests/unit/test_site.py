"""The documentation as a site: contents name every page, search cuts Chinese, links are checked."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest
from paths import DOCS

pytest.importorskip("sphinx", reason="needs the dependency group docs")
sys.path.insert(0, str(DOCS / "site"))

import assemble
import bigrams
import line_breaks
import links
from docutils.core import publish_doctree
from myst_parser.docutils_ import Parser


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_is_in_the_contents(language):
    listed = {name for _, pages in assemble.parts(language) for name, _, _ in pages}
    assert {page.stem for page in (DOCS / language).glob("*.md")} - {"README"} <= listed


@pytest.mark.parametrize(
    ("link", "turned"),
    [
        ("../decisions/README.md", "../en/decisions/README.html"),
        ("../en/check.md#what-differs", "../en/check.html#what-differs"),
        ("../en/README.md", "../en/index.html"),
    ],
)
def test_a_chinese_page_links_to_english_ones(link, turned, tmp_path):
    source, page = DOCS / "zh" / "test-page.md", tmp_path / "zh" / "test-page.md"
    read = assemble.linked(f"[甲]({link})", source, page, tmp_path / "zh", {})
    assert read == f'<a href="{turned}">甲</a>'


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("绩效目标", ["绩效", "效目", "目标"]),
        ("元", ["元"]),
        ("check 制度", ["check", "制度"]),
        ("PR206：≥≥95%", ["PR206", "95"]),
        ("〔2020〕10号", ["2020", "10", "号"]),
        ("", []),
    ],
)
def test_chinese_is_cut_into_pairs(text, terms):
    assert list(bigrams.pairs(text)) == terms


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("更小的\n示例", "更小的示例"),
        ("是**粗体**\n的字", "是粗体的字"),
        ("列出：\n“甲”", "列出：“甲”"),
        ("运行 `check`\n检查", "运行 check\n检查"),
        ("run check\n检查", "run check\n检查"),
        ("two\nlines", "two\nlines"),
        ("```\n甲\n乙\n```", "甲\n乙\n"),
    ],
)
def test_a_line_break_in_chinese_text_is_no_blank(page, text):
    document = publish_doctree(page, parser=Parser())
    line_breaks.join_lines(None, document)
    assert document.astext() == text


NODE = shutil.which("node")


@pytest.mark.skipif(not NODE, reason="needs Node")
def test_the_browser_cuts_as_the_index_does():
    texts = ["项目绩效目标", "PR206：≥≥95%", "check 制度", "元", "〔2020〕10号 完成率"]
    script = f"{bigrams.SPLIT_IN_BROWSER}; console.log(JSON.stringify({texts}.map(splitQuery)))"
    ran = subprocess.run([NODE, "-e", script], capture_output=True, text=True, encoding="utf-8", check=True)
    assert json.loads(ran.stdout) == [list(bigrams.pairs(each)) for each in texts]


def site(folder, **pages):
    for name, body in pages.items():
        (folder / f"{name}.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return list(links.faults(folder))


def test_a_link_must_lead_to_a_file_and_an_anchor(tmp_path):
    found = site(
        tmp_path,
        a="".join(f'<a href="{link}">' for link in ("b.html#here", "b.html#there", "c.html", "#up"))
        + '<p id="up">',
        b='<p id="here">',
    )
    assert found == ["a.html: b.html#there leads nowhere", "a.html: c.html leads nowhere"]


def test_no_page_fetches_from_elsewhere(tmp_path):
    found = site(
        tmp_path, a='<script src="https://example.org/x.js"></script><a href="https://example.org">out</a>'
    )
    assert found == ["a.html: fetches https://example.org/x.js"]


def test_a_link_may_not_leave_the_site(tmp_path):
    inside = tmp_path / "site"
    inside.mkdir()
    (tmp_path / "b.html").touch()
    assert site(inside, a='<a href="../b.html">out</a>') == ["a.html: ../b.html leads nowhere"]
