"""Every example in the pages of docs/ runs and prints what the page shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_examples import run_page
from paths import DOCS
from sybil.example import SybilFailure

PAGES = sorted(page for language in ("en", "zh") for page in (DOCS / language).glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_the_examples_of_a_page_run(page: Path, tmp_path: Path) -> None:
    run_page(page, tmp_path)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("```sh\nperfrules nothing\n```\n", "ended with"),
        ("```sh\nperfrules parse '>=1%' --lang zh\n```\n\n```text\n没有这一行\n```\n", "没有这一行"),
        ("```python\n>>> 1 + 1\n3\n```\n", "Expected"),
    ],
)
def test_an_example_that_is_wrong_is_found(text: str, wrong: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    with pytest.raises(SybilFailure, match=wrong):
        run_page(page, tmp_path)
