"""The page of HTML: one file that fetches nothing and runs nothing, in both languages."""

from __future__ import annotations

import re

import html5lib
import pytest
from attrs import evolve
from evaluations import evaluation, example

from perfrules.diagnostics import Diagnostic
from perfrules.engine.scoring import load_scorer
from perfrules.reports.forms.as_html import render
from perfrules.reports.forms.errors import ReportError
from perfrules.reports.forms.evaluation import Report

XHTML = "{http://www.w3.org/1999/xhtml}"


def page(report, language="zh"):
    return render(report, language).decode()


def parsed(report, language="zh"):
    return html5lib.HTMLParser(strict=True).parse(page(report, language))


def words(element):
    return re.sub(r"\s+", " ", "".join(element.itertext()))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_is_valid_html(language):
    parsed(example(), language)
    parsed(Report((evaluation(),)), language)


def test_runs_nothing_and_fetches_nothing():
    text = page(example())
    assert "default-src 'none'; style-src 'unsafe-inline'" in text
    tree = parsed(example())
    names = {element.tag.removeprefix(XHTML) for element in tree.iter() if isinstance(element.tag, str)}
    assert names.isdisjoint({"script", "img", "link", "iframe", "object", "embed", "form", "base"})
    links = {value for element in tree.iter() for key, value in element.items() if key in ("href", "src")}
    assert links
    assert all(link.startswith("#") for link in links)
    assert "url(" not in text
    assert "@import" not in text


def test_every_link_leads_to_a_project():
    tree = parsed(example())
    places = {element.get("id") for element in tree.iter()}
    assert {link.get("href")[1:] for link in tree.iter(f"{XHTML}a")} <= places


def test_shows_totals_grades_groups_and_reasons():
    text = words(parsed(example()))
    for part in (
        "95.44",
        "优",
        "48.66 / 50",
        "预算执行率",
        "目标÷实际=89.29%",
        "冷库租金上涨",
        "PR401",
        "2021-12-31",
    ):
        assert part in text


def test_draws_the_grades_only_where_the_policy_is_known():
    known = evaluation(("人数", ">=100人", "80人", ""))
    assert page(Report((known,))).count("<svg") == 3
    bare = evolve(known, policy=None)
    assert page(Report((bare,))).count("<svg") == 2
    assert "rank-none" in page(Report((bare,)))


def test_tells_what_to_look_at():
    rows = ("甲", ">=100人", "80人", ""), ("乙", ">=100人", "", ""), ("丙", "文字描述", "基本完成", "")
    text = page(Report((evaluation(*rows, ("丁", ">=1人", "1人", "")),)))
    assert [text.count(word) for word in ("未达标", "未填报</span>", "未得满分")] == [1, 1, 1]


def test_tells_what_was_noticed_of_no_project():
    assert "PR416" in page(Report((evaluation(),), (Diagnostic("PR416"),)))


def test_shows_markup_as_text():
    row = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&amp;", "{{ 7*7 }}")
    form = evolve(evaluation(row, name="</title><b>"), department="<i>", agency="javascript:alert(1)")
    tree = parsed(Report((form,)))
    text = words(tree)
    for part in (*row, "</title><b>", "<i>", "javascript:alert(1)"):
        assert part in text
    assert (
        not list(tree.iter(f"{XHTML}script")) + list(tree.iter(f"{XHTML}img")) + list(tree.iter(f"{XHTML}i"))
    )


def test_refuses_unseen_characters():
    with pytest.raises(ReportError):
        render(Report((evaluation(name="a\u202eb"),)), "zh")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_input_makes_the_same_bytes(language):
    assert render(example(), language) == render(example(), language)


def test_speaks_the_language_asked_for():
    assert '<html lang="en">' in page(example(), "en")
    assert '<html lang="zh-CN">' in page(example())
    assert "Budget execution" in page(example(), "en")


def test_names_every_policy_that_scored():
    other = load_scorer("mof.self-evaluation-2021-cost")
    one = evaluation(("人数", ">=100人", "80人", ""))
    two = evolve(one, card=other.score(one.sheet, one.actuals), policy=other.policy)
    text = words(parsed(Report((one, two, one))))
    assert text.count("评分办法：财政部关于印发《项目支出绩效评价管理办法》的通知（财预〔2020〕10号）") == 1
    assert text.count("（财预〔2021〕101号）") == 1
