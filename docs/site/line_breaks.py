"""Extension of Sphinx: a line break between two Chinese characters is no blank.

Browsers show the break of a line in the source as a blank, which Chinese text does not have.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…]")


def joined(before: str, after: str) -> bool:
    """Whether a line that ends in one text goes on with the other without a blank.

    >>> joined("一个更小的", "示例"), joined("运行 check", "示例")
    (True, False)
    """
    return bool(before and after and _CHINESE.match(before[-1]) and _CHINESE.match(after[0]))


def join_lines(_: Sphinx, document: nodes.document) -> None:
    """Remove the breaks of lines between Chinese characters from a page."""
    for element in list(document.findall(nodes.TextElement)):
        if isinstance(element, nodes.FixedTextElement | nodes.literal):
            continue
        shown = [each for each in element.children if each.astext()]
        for before, each, after in zip(shown, shown[1:], shown[2:], strict=False):
            if each.astext() == "\n" and joined(before.astext(), after.astext()):
                element.replace(each, nodes.Text(""))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    app.connect("doctree-read", join_lines)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
