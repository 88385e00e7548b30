"""The faults of a built site: links to nothing, and pages that would fetch something from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

FETCHED = {("script", "src"), ("img", "src"), ("link", "href"), ("iframe", "src"), ("source", "src")}


class Page(HTMLParser):
    """The links, the fetched files and the anchors of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag links to, fetches or names."""
        for name, value in attrs:
            if value is None:
                continue
            if name == "id":
                self.anchors.add(value)
            elif (tag, name) in FETCHED:
                self.fetched.append(value)
            elif (tag, name) == ("a", "href"):
                self.links.append(value)


def faults(site: Path) -> Iterator[str]:
    """A line for each fault of a built site."""
    for path in sorted(site.rglob("*.html")):
        page = _page(path)
        for each in page.fetched:
            if urlsplit(each).netloc:
                yield f"{path.relative_to(site)}: fetches {each}"
        for each in (*page.links, *page.fetched):
            if (
                not urlsplit(each).netloc
                and not each.startswith(("data:", "mailto:"))
                and not _leads(each, path, site)
            ):
                yield f"{path.relative_to(site)}: {each} leads nowhere"


def _leads(link: str, path: Path, site: Path) -> bool:
    parts = urlsplit(link)
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not target.is_file() or not target.is_relative_to(site.resolve()):
        return False
    anchor = unquote(parts.fragment)
    return not anchor or target.suffix != ".html" or anchor in _page(target).anchors


@cache
def _page(path: Path) -> Page:
    return Page(path.read_text(encoding="utf-8"))
