"""The sources of the site in one language: pages of docs/, pages made from data, and links that fit both."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import generated
import yaml

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\[([^\]]*)\]\((?!https?:|#|mailto:)([^)\s#]+)(#[^)\s]*)?\)")
CODE = re.compile(r"(^```.*?^```|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
HEADS = {
    "en": "# perfrules\n\nThe rules of Chinese government budget performance as code: read, proved, run.\n",
    "zh": "# perfrules 使用手册\n\n把预算绩效管理的规则写成可以阅读、证明和执行的文件。\n",
}


def assemble(language: str, folder: Path) -> None:
    """Write the sources of one language to a folder, with `index.md` as the first page."""
    folder.mkdir(parents=True)
    sources = {name: path for _, pages in parts(language) for name, path, _ in pages if path is not None}
    sources |= {f"decisions/{each.stem}": each for each in _records()} if language == "en" else {}
    for name, path in sources.items():
        page = folder / f"{name}.md"
        page.parent.mkdir(exist_ok=True)
        text = path.read_text(encoding="utf-8")
        page.write_text(linked(text, path, page, folder, sources), encoding="utf-8")
    if language == "en":
        _list_records(folder / "decisions" / "README.md")
    generated.write_pages(language, folder)
    (folder / "index.md").write_text(index(language), encoding="utf-8")
    shutil.copytree(Path(__file__).parent / "locale", folder / "_locale")


def parts(language: str) -> Iterator[tuple[str, list[tuple[str, Path | None, str | None]]]]:
    """The parts of the site: title, and of each page its name, source and title in the contents.

    A made page has no source, and most pages have no title but their own.
    """
    contents = yaml.safe_load((Path(__file__).parent / "contents.yaml").read_text(encoding="utf-8"))
    for part in contents:
        entries = [{"page": each} if isinstance(each, str) else each for each in part["pages"]]
        shown = [each for each in entries if language in each.get("languages", HEADS)]
        yield part["title"][language], [_page(each, language) for each in shown]


def index(language: str) -> str:
    """The first page: a list of the parts."""
    made = [HEADS[language]]
    for title, pages in parts(language):
        names = "\n".join(f"{shown} <{name}>" if shown else name for name, _, shown in pages)
        made.append(f"```{{toctree}}\n:caption: {title}\n:maxdepth: 1\n\n{names}\n```\n")
    return "\n".join(made)


def linked(text: str, source: Path, page: Path, folder: Path, sources: dict[str, Path]) -> str:
    """The text of a page, its links turned to pages of the site or to copies of files."""
    names = {path: folder / f"{name}.md" for name, path in sources.items()}

    def turned(link: re.Match[str]) -> str:
        target = (source.parent / link[2]).resolve()
        anchor = link[3] or ""
        if target in names:
            return f"[{link[1]}]({os.path.relpath(names[target], page.parent)}{anchor})"
        if target.is_relative_to(ROOT / "docs") and target.suffix == ".md":
            return f'<a href="{_other_language(target, page, folder)}{anchor}">{link[1]}</a>'
        return f"[{link[1]}]({_copy(target, page, folder)})"

    pieces = CODE.split(text)
    return "".join(each if each.startswith("`") else LINK.sub(turned, each) for each in pieces)


def _page(entry: dict[str, Any], language: str) -> tuple[str, Path | None, str | None]:
    title = entry.get("title", {}).get(language)
    if "made" in entry:
        return entry["made"], None, title
    if "from" in entry:
        path = ROOT / entry["from"]
        name = "decisions/README" if path.parent.name == "decisions" else path.stem.lower()
        return name, path, title
    return entry["page"], ROOT / "docs" / language / f"{entry['page']}.md", title


def _records() -> list[Path]:
    return sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))


def _list_records(page: Path) -> None:
    """Give the records a place in the contents, below their list."""
    names = "\n".join(each.stem for each in _records())
    listed = f"\n```{{toctree}}\n:hidden:\n\n{names}\n```\n"
    page.write_text(page.read_text(encoding="utf-8") + listed, encoding="utf-8")


def _other_language(target: Path, page: Path, folder: Path) -> str:
    """A page of the other language, beside this one in the site; the records are in English only."""
    up = os.path.relpath(folder.parent, page.parent)
    if target.parent.name == "decisions":
        return f"{up}/en/decisions/{target.stem}.html"
    name = "index" if target.stem == "README" else target.stem
    return f"{up}/{target.parent.name}/{name}.html"


def _copy(target: Path, page: Path, folder: Path) -> str:
    """A file of the repository, copied so that the site needs nothing outside its folder."""
    if target.is_dir():
        return os.path.relpath(folder / "index.md", page.parent)
    copied = folder / "_files" / target.relative_to(ROOT)
    if copied.suffix == ".md":  # not a page of the site
        copied = copied.with_suffix(".md.txt")
    copied.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(target, copied)
    return os.path.relpath(copied, page.parent)
