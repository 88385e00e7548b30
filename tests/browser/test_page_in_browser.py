"""The HTML report in Chromium: it renders, fits and prints, without console messages or requests."""

from __future__ import annotations

import base64
import json
import re
from functools import cache
from itertools import product

import pytest
from evaluations import evaluation, example

from perfrules.reports.forms.evaluation import Report
from perfrules.reports.forms.write import write_report

pytestmark = pytest.mark.browser

PHONE, DESK = 390, 1280
NAMES = ("example", "one", "long", "empty")
LOOKS = """
return ['thead', 'tbody tr', 'tbody td.name']
  .map(each => getComputedStyle(document.querySelector('.items ' + each)).display);
"""
BEYOND = """
const room = document.documentElement.clientWidth;
return [...document.body.querySelectorAll('*')]
  .filter(each => each.getClientRects().length)
  .filter(each => each.getBoundingClientRect().right > room + 0.5 || each.getBoundingClientRect().left < -0.5
    || (!each.closest('svg') && each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1))
  .map(each => each.tagName + '.' + each.className + ': ' + each.textContent.slice(0, 30));
"""


@cache
def reports():
    """The reports by the names above."""
    long = evaluation(
        ("指标" * 60, ">=" + "9" * 36 + "个", "8" * 36 + "个", "原因" * 600),
        ("W" * 120, "W" * 120, "http://example.com/" + "x" * 200, "W" * 400),
        *[(f"指标{number}", ">=98%", "90%", "整改" * 20) for number in range(40)],
        name="W" * 90,
        goals=("目标" * 200, "W" * 150),
        目标1="完成" * 100,
    )
    of_example = example()
    one, empty = Report(of_example.forms[1:2]), Report((evaluation(name=""),))
    return dict(zip(NAMES, (of_example, one, Report((long, long)), empty), strict=True))


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The file of each report in each language."""
    folder = tmp_path_factory.mktemp("pages")
    for (name, report), language in product(reports().items(), ("zh", "en")):
        write_report(report, folder / f"{name}-{language}.html", language)
    return folder


@pytest.fixture
def shown(browser, pages):
    """Open a page at a width, with empty logs."""

    def show(name, width=DESK):
        size = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width == PHONE}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.get("about:blank")
        browser.get_log("browser"), browser.get_log("performance")
        browser.get((pages / f"{name}.html").as_uri())
        return browser

    return show


def printed(browser):
    """The page as a PDF, and its number of pages."""
    asked = {"printBackground": True, "preferCSSPageSize": True}
    pdf = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", asked)["data"])
    return pdf, len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("width", [PHONE, DESK, 761, 320])
@pytest.mark.parametrize("name", [f"{name}-{language}" for name in NAMES for language in ("zh", "en")])
def test_nothing_overflows(shown, name, width):
    browser = shown(name, width)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    assert browser.execute_script(BEYOND) == []


@pytest.mark.parametrize("name", ["example-zh", "long-en"])
def test_no_request_leaves_the_file_and_the_console_is_silent(shown, name):
    browser = shown(name)
    assert browser.get_log("browser") == []
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [
        each["params"]["request"]["url"] for each in events if each["method"] == "Network.requestWillBeSent"
    ]
    assert [url.rpartition("/")[2] for url in asked] == [f"{name}.html"]
    assert all(url.startswith("file:") for url in asked)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_is_to_be_seen(shown, language):
    browser = shown(f"example-{language}")
    text = browser.execute_script("return document.body.innerText")
    for form in reports()["example"].forms:
        assert form.card.name in text
        assert str(form.card.total) in text
    heights = "return [...document.querySelectorAll('svg')].map(each => each.getBoundingClientRect().height)"
    drawn = browser.execute_script(heights)
    assert len(drawn) == 8 * (1 + 4)  # the grades, three groups and execution
    assert sorted(drawn)[-8] > 40
    assert min(drawn) == 10


def test_tables_become_blocks_on_a_phone(shown):
    assert shown("one-zh", DESK).execute_script(LOOKS) == ["table-header-group", "table-row", "table-cell"]
    assert shown("one-zh", PHONE).execute_script(LOOKS) == ["none", "flex", "block"]


def test_labels_on_a_phone_are_those_of_the_columns(shown):
    label = "return getComputedStyle(document.querySelectorAll('.items tbody td')[3], '::before').content"
    assert shown("one-zh", PHONE).execute_script(label) == '"年度指标值"'


PRINTED = [
    ("example-zh", 9, 18),
    ("example-en", 9, 18),
    ("one-zh", 1, 2),
    ("one-en", 1, 2),
    ("long-zh", 4, 30),
]


@pytest.mark.parametrize(("name", "least", "most"), PRINTED)
def test_prints_on_a4(shown, name, least, most):
    pdf, pages = printed(shown(name))
    assert pdf.startswith(b"%PDF-")
    assert least <= pages <= most
    boxes = {tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox\s*\[([^]]+)\]", pdf)}
    assert boxes
    assert all(abs(box[2] - 595.28) < 1 and abs(box[3] - 841.89) < 1 for box in boxes)


def test_a_script_that_got_in_would_not_run(shown, pages):
    page = (pages / "one-zh.html").read_text(encoding="utf-8")
    script = "<script>document.title = 'run'</script><img src='http://example.invalid/x'>"
    (pages / "attacked.html").write_text(page.replace("<main>", f"<main>{script}"), encoding="utf-8")
    browser = shown("attacked")
    assert browser.title == "项目支出绩效自评报告"
    reported = " ".join(entry["message"] for entry in browser.get_log("browser"))
    assert "Content Security Policy" in reported
