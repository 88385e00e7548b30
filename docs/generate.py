"""Write the pages that are made from data: `python docs/generate.py`.

`messages.md` comes from `grammar/messages/`; `keys.md` comes from the JSON Schemas and `grammar/keys.yaml`.
Both are written once per language. `decisions/README.md` lists the records beside it.
A test fails when a page is out of date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from perfrules.diagnostics import Language
from perfrules.diagnostics.key_names import general
from perfrules.diagnostics.messages import Message, message
from perfrules.documents import kinds, spelled
from perfrules.documents.schemas.keys import chinese_spellings
from perfrules.documents.schemas.schema import Place, schema_of
from perfrules.policies.reviewing.policy import known_rules
from perfrules.reports.findings.rule_pages import rule_page
from perfrules.resources import load_data, parse_yaml
from perfrules.resources.paths import data_path

DOCS = Path(__file__).parent
LANGUAGES: tuple[Language, ...] = ("en", "zh")
FREE_KEY = {"en": "〈name〉", "zh": "〈自定名称〉"}
SEVERITIES = {
    "error": {"en": "error", "zh": "错误"},
    "warning": {"en": "warning", "zh": "警告"},
    "question": {"en": "question", "zh": "待核实"},
    "info": {"en": "note", "zh": "提示"},
}
MESSAGES_HEAD = {
    "en": """\
# Messages

Every message of perfrules, by code. A code never changes its meaning; its words may improve. `…` marks
the facts of a case. The remedy is in *italics*. `perfrules explain CODE` also shows a bad and a good example.

Made by `python docs/generate.py` from `grammar/messages/`. Edit the source, not this page.
""",
    "zh": """\
# 提示信息

本页按代码列出全部提示信息。代码的含义固定不变，文字可能改进。“…”表示具体情况，*斜体*为修改建议。
在终端中运行 `perfrules explain 代码`，还可以看到反例和正例。

本页由 `python docs/generate.py` 根据 `grammar/messages/` 生成，请修改源文件。
""",
}
KEYS_HEAD = {
    "en": """\
# Keys and values of files

Every key that a file may contain, by kind of file, with its spellings in both languages. A file may use
either language. Tools write the first spelling. Fixed values of a key are listed in both languages.

Made by `python docs/generate.py` from the schemas in `grammar/` and `grammar/keys.yaml`.
""",
    "zh": """\
# 文件的键和取值

本页按文件类别列出全部的键及其中英文写法。文件可以使用任一种语言；工具输出时使用第一种写法。
只能取固定值的键，其取值也按两种语言列出。

本页由 `python docs/generate.py` 根据 `grammar/` 中的模式文件和 `grammar/keys.yaml` 生成。
""",
}
FAULTS_HEAD = {
    "en": """\
# Faults of targets

Every fault that `perfrules lint` finds, by code: a bad example, a good one, the reason, the source. `…` marks
the facts of a case. `perfrules explain CODE` prints the same in a terminal.

Made by `python docs/generate.py` from `grammar/messages/` and `grammar/target-rules.yaml`.
""",
    "zh": """\
# 绩效目标的常见问题

本页按代码列出 `perfrules lint` 检查的全部问题：反例、正例、理由和依据。“…”表示具体情况。
在终端中运行 `perfrules explain 代码` 可查看同样的内容。

本页由 `python docs/generate.py` 根据 `grammar/messages/` 和 `grammar/target-rules.yaml` 生成。
""",
}
ROBUSTNESS_HEAD = {
    "en": """\
# Faults and attacks

What may go wrong or be sent on purpose, the limit that holds, and the tests that show it. Each attack runs
at the public edge: files and arguments in, exit code and message out. All run in one process with 1.5 GB of
memory and 120 seconds of processor time. Names without a path are attacks in `tests/attacks/attack_cases.py`.

Made by `python docs/generate.py` from `docs/robustness.yaml`.

| class | limit | tests |
|---|---|---|""",
    "zh": """\
# 故障与攻击

本页列出可能出现的故障和蓄意构造的输入、相应的限制，以及验证限制的测试。攻击一律从公开入口进行：给出文件和
参数，核对退出码和提示。全部攻击在同一进程中运行，内存以 1.5 GB 为限，处理器时间以 120 秒为限。
不带路径的名称见 `tests/attacks/attack_cases.py`。

本页由 `python docs/generate.py` 根据 `docs/robustness.yaml` 生成。

| 类别 | 限制 | 测试 |
|---|---|---|""",
}
DECISIONS_HEAD = """\
# Decisions

Each record says what was decided, why, and what follows. A record is not edited later; a new one replaces it.

Made by `python docs/generate.py` from the titles of the records.

| number | decision |
|---|---|"""
KEYS_COLUMNS = {
    "en": "| key | 中文 | values |\n|---|---|---|",
    "zh": "| 键 | 英文 | 取值 |\n|---|---|---|",
}


def pages() -> dict[Path, str]:
    """The text of each generated page, by its path under `docs/`."""
    made = {}
    for language in LANGUAGES:
        made[Path(language, "messages.md")] = messages_page(language)
        made[Path(language, "keys.md")] = keys_page(language)
        made[Path(language, "target-faults.md")] = faults_page(language)
        made[Path(language, "robustness.md")] = robustness_page(language)
    made[Path("decisions", "README.md")] = decisions_page()
    made[Path("en", "architecture.md")] = architecture_page()
    return made


def architecture_page() -> str:
    """The page on the architecture, with the modules of each folder counted anew."""
    page = (DOCS / "en" / "architecture.md").read_text(encoding="utf-8")
    return re.sub(r"^(\| `(\w+)` \| .+? \| ).+ \|$", _with_folders, page, flags=re.MULTILINE)


def _with_folders(row: re.Match[str]) -> str:
    package = DOCS.parent / "perfrules" / row[2]
    folders = sorted(each.parent for each in package.rglob("__init__.py"))
    counts = [(each, sum(file.stem != "__init__" for file in each.glob("*.py"))) for each in folders]
    named = [
        str(count) if folder == package else f"`{folder.relative_to(package).as_posix()}` {count}"
        for folder, count in counts
    ]
    return f"{row[1]}{', '.join(named)} |"


def faults_page(language: Language) -> str:
    """The page of each fault that `lint` finds, by code."""
    lines = [FAULTS_HEAD[language]]
    for code in known_rules():
        entry = message(code)
        lines += [f"## {code}", "", f"{general(entry.text(language), language)}", ""]
        page = rule_page(code)
        lines += [*(f"- {each}" for each in (page.lines(language) if page else ())), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def robustness_page(language: Language) -> str:
    """The table of classes of faults and attacks, with limits and tests."""
    rows = parse_yaml((DOCS / "robustness.yaml").read_bytes())
    cells = ((row["class"], row["limit"], ", ".join(map(_test_name, row["tests"]))) for row in rows)
    lines = (f"| {name[language]} | {limit[language]} | {tests} |" for name, limit, tests in cells)
    return "\n".join([ROBUSTNESS_HEAD[language], *lines, ""])


def _test_name(test: str) -> str:
    """A test as it is shown: the file and the name, without the folders."""
    path, _, name = test.rpartition("::")
    shown = f"{path.rpartition('/')[2]}::{name}" if path else name
    return f"`{shown.removesuffix('::*')}`"


def decisions_page() -> str:
    """The list of decision records, by number."""
    records = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    titles = ((each, each.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")) for each in records)
    rows = (f"| [{each.name[:4]}]({each.name}) | {_decided(title)} |" for each, title in titles)
    return "\n".join([DECISIONS_HEAD, *rows, ""])


def _decided(title: str) -> str:
    """The title of a record without its number."""
    return title.lstrip("0123456789").lstrip(" .:–-")


def messages_page(language: Language) -> str:
    """All messages in one language, a section per file of the catalogue."""
    areas = sorted(data_path("grammar", "messages").glob("*.yaml"), key=_first_code)
    lines = (line for area in areas for line in _messages_of(area, language))
    return "\n".join([MESSAGES_HEAD[language], *lines])


def _first_code(area: Path) -> str:
    return min(load_data("grammar", "messages", area.name))


def _messages_of(area: Path, language: Language) -> Iterator[str]:
    """A heading, from the comment at the top of the file, and a row per code."""
    comment = area.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    yield f"## {comment.split('. ')[0].removesuffix('.')}\n"
    yield {"en": "| code | message and remedy |", "zh": "| 代码 | 提示与修改建议 |"}[language] + "\n|---|---|"
    for code in sorted(load_data("grammar", "messages", area.name)):
        yield _message_row(message(code), language)
    yield ""


def _message_row(entry: Message, language: Language) -> str:
    text, remedy = _open(entry.text(language), language), _open(entry.help(language), language)
    cell = f"{text}<br>*{remedy}*" if remedy else text
    return f"| {entry.code} {SEVERITIES[entry.severity][language]} | {cell} |"


def _open(text: str, language: Language) -> str:
    """A message with its facts left open, safe inside a table."""
    return general(text, language).replace("|", "\\|").replace("*", "\\*")


def keys_page(language: Language) -> str:
    """All keys of all kinds of file in one language, a section per kind."""
    lines = (line for kind in kinds() for line in _keys_of(kind, language))
    return "\n".join([KEYS_HEAD[language], *lines])


def _keys_of(kind: str, language: Language) -> Iterator[str]:
    """A heading and a row per key path; a shared part of the schema is listed where it occurs first."""
    yield f"## {kind} · {spelled(kind, 'zh', 'values')}\n"
    yield KEYS_COLUMNS[language]
    yield from _rows(Place.of(kind, schema_of(kind)), (), language, frozenset())
    yield ""


def _rows(place: Place, path: tuple[str, ...], language: Language, seen: frozenset[int]) -> Iterator[str]:
    for key in sorted(place.keys):
        below = place.key(key)
        yield _key_row(path, key, place, below, language)
        yield from _below(below, (*path, spelled(key, language, among=place.keys)), language, seen)
    if not place.keys and any(
        isinstance(each.get("additionalProperties"), dict) for _, each in place.schemas
    ):
        yield from _below(place.key(""), (*path, FREE_KEY[language]), language, seen)


def _below(place: Place, path: tuple[str, ...], language: Language, seen: frozenset[int]) -> Iterator[str]:
    """The rows of the keys under a place and under its items; recursive schemas appear once."""
    schemas = frozenset(id(schema) for _, schema in place.schemas)
    if not place.schemas or schemas <= seen:
        return
    yield from _rows(place, path, language, seen | schemas)
    if place.item.schemas:
        yield from _below(place.item, (*path[:-1], path[-1] + "[]"), language, seen | schemas)


def _key_row(path: tuple[str, ...], key: str, place: Place, below: Place, language: Language) -> str:
    chinese = list(chinese_spellings(key, among=place.keys)) or [key]
    own, others, second = (key, [], chinese) if language == "en" else (chinese[0], chinese[1:], [key])
    names = "、".join([f"`{'.'.join((*path, own))}`", *others])
    return f"| {names} | {'、'.join(second)} | {_values(below, language)} |"


def _values(place: Place, language: Language) -> str:
    values = sorted(place.values | place.item.values)
    both = ((value, "、".join(chinese_spellings(value, "values"))) for value in values)
    shown = [f"`{en}` {zh}".strip() if language == "en" else f"{zh} `{en}`".strip() for en, zh in both]
    return "; ".join(shown).replace("|", "\\|")


if __name__ == "__main__":
    for path, text in pages().items():
        (DOCS / path).write_text(text, encoding="utf-8")
