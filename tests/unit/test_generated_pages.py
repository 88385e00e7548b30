"""The pages that `docs/generate.py` makes are those in the repository."""

from __future__ import annotations

import importlib.util

import pytest
from paths import DOCS

from perfrules.diagnostics.messages import all_codes
from perfrules.documents import kinds, spelled

SPEC = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
generate = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(generate)
PAGES = generate.pages()


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_a_page_is_up_to_date(path):
    assert (DOCS / path).read_text(encoding="utf-8") == PAGES[path], "run python docs/generate.py"


@pytest.mark.parametrize("language", generate.LANGUAGES)
def test_every_code_has_a_row_in_each_language(language):
    lines = generate.messages_page(language).splitlines()
    assert sorted(line[2:7] for line in lines if line.startswith("| PR")) == list(all_codes())


@pytest.mark.parametrize("language", generate.LANGUAGES)
def test_every_kind_of_file_has_a_section(language):
    headings = [line for line in generate.keys_page(language).splitlines() if line.startswith("## ")]
    assert headings == [f"## {kind} · {spelled(kind, 'zh', 'values')}" for kind in kinds()]


def test_the_values_of_a_key_are_listed_in_both_languages():
    assert "| `hit` | 命中方式 | `any` 任一; `collect` 汇总;" in generate.keys_page("en")
    assert "| `命中方式` | hit | 任一 `any`; 汇总 `collect`;" in generate.keys_page("zh")


def test_a_key_under_a_free_name_is_listed_with_its_path():
    assert "| `inputs.〈name〉.type` | 类型 |" in generate.keys_page("en")
    assert "| `输入.〈自定名称〉.类型` | type |" in generate.keys_page("zh")
