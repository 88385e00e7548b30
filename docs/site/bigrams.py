"""Search for Chinese and English text: Chinese is cut into pairs of characters, so no dictionary is needed.

Sphinx cuts Chinese into words with jieba, and its script in the browser does not cut at all: 绩效目标
finds no page that has 项目绩效目标. Pairs are cut alike on both sides: 绩效目标 asks for 绩效, 效目, 目标.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

RUN = re.compile(r"(?P<chinese>[㐀-鿿]+)|[^\W㐀-鿿]+")


def pairs(text: str) -> Iterator[str]:
    """The terms of a text: pairs of neighbouring Chinese characters, and the other words whole.

    >>> list(pairs("绩效目标 >=95% PR206"))
    ['绩效', '效目', '目标', '95', 'PR206']
    >>> list(pairs("元"))
    ['元']
    """
    for run in RUN.finditer(text):
        word = run[0]
        if run["chinese"] and len(word) > 1:
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        else:
            yield word


SPLIT_IN_BROWSER = r"""
function splitQuery(query) {
  return [...query.matchAll(/[\u3400-\u9fff]+|[^\s\u3400-\u9fff\p{P}\p{S}]+/gu)].flatMap(([run]) =>
    /[\u3400-\u9fff]/.test(run) && run.length > 1
      ? Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2))
      : [run]
  );
}
"""


class SearchPairs(SearchEnglish):
    """English words by their stem, Chinese by pairs of characters."""

    js_splitter_code = SPLIT_IN_BROWSER

    def split(self, text: str) -> list[str]:
        """Cut the text of a page into terms."""
        return list(pairs(text))

    def word_filter(self, word: str) -> bool:
        """Keep Chinese terms of any length."""
        return not word.isascii() or super().word_filter(word)


class SearchPairsOfChinesePages(SearchPairs):
    """The same for the Chinese site. The name of the language stays: Sphinx names the stemmer after it."""

    lang = "zh"


def setup(app: Sphinx) -> dict[str, bool]:
    """Use the pairs in both languages: English pages hold Chinese terms too."""
    app.add_search_language(SearchPairs)
    app.add_search_language(SearchPairsOfChinesePages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
