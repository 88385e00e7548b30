"""Write docs/messages.md from the message catalogue: python docs/generate.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from perfrules.diagnostics.messages import Message, message
from perfrules.resources import data_path, load_data

PAGE = Path(__file__).with_name("messages.md")
SEVERITY = {
    "error": "错误 error",
    "warning": "警告 warning",
    "question": "待核实 question",
    "info": "提示 note",
}
HEAD = """\
# Messages 提示信息

Every message that perfrules gives, by its code. A code keeps its meaning for good; the words may improve.
`perfrules explain CODE` shows the same in the terminal. `…` stands for the facts of the case. Upright is what
is said, *slanted* how to mend it.

代码一经使用，含义不再改变；文字可以改进。在终端里运行 `perfrules explain 代码` 可查同样的内容。
“…”处是具体情况；斜体是修改建议。

Made by `python docs/generate.py` from `grammar/messages/`; edit there.
"""


def page() -> str:
    """The whole page."""
    areas = sorted(data_path("grammar", "messages").glob("*.yaml"), key=_first_code)
    return "\n".join([HEAD, *(line for area in areas for line in _section(area))])


def _first_code(area: Path) -> str:
    return min(load_data("grammar", "messages", area.name))


def _section(area: Path) -> Iterator[str]:
    """A heading, which is the comment at the top of the file, and a row a code."""
    comment = area.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    yield f"## {comment.split('. ')[0].removesuffix('.')}\n"
    yield "| code | 中文 | English |\n|---|---|---|"
    for code in sorted(load_data("grammar", "messages", area.name)):
        yield _row(message(code))
    yield ""


def _row(entry: Message) -> str:
    zh = _cell(entry.zh, entry.help_zh)
    en = _cell(entry.en, entry.help_en)
    return f"| {entry.code} {SEVERITY[entry.severity]} | {zh} | {en} |"


def _cell(text: str, remedy: str) -> str:
    told = _open(text)
    return f"{told}<br>*{_open(remedy)}*" if remedy else told


def _open(text: str) -> str:
    """A message with its facts left open, safe inside a table."""
    parts = (plain + ("…" if name else "") for plain, name, _, _ in Formatter().parse(text))
    return "".join(parts).replace("|", "\\|").replace("*", "\\*")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
