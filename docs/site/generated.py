"""Pages made from the grammar, the units, the messages and the public names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

from perfrules.diagnostics import Language
from perfrules.diagnostics.key_names import general
from perfrules.diagnostics.messages import all_codes, message
from perfrules.reports.findings.code_examples import CodeExample, code_example
from perfrules.reports.findings.rule_pages import rule_page
from perfrules.resources import load_data
from perfrules.resources.paths import data_path

API = {
    "perfrules": "The whole library: `import perfrules`.",
    "perfrules.frames": "Dataframes: the extra `frames`.",
    "perfrules.testing": "Tests of rule books: the extra `testing`.",
}
WORDS = {
    "en": {
        "grammar": "The rules by which an expression is read, from `grammar/expression.lark`. The words\n"
        "behind the names in capitals are in `grammar/lexicon.yaml`.",
        "units": "Units of one row convert into one another by the factor shown; units of different rows do\n"
        "not compare. From `grammar/units.yaml`.",
        "grammar title": "Grammar of expressions",
        "units title": "Units",
        "measured": "## Measured units\n\n| what | units and factors |\n|---|---|",
        "counted": "## Count words\n\nEach is a dimension of its own.",
        "spelled": "## Other spellings\n\n| read as | written |\n|---|---|",
        "remedy": "**Remedy**: {text}",
        "severity": "Severity: {text}",
    },
    "zh": {
        "grammar": "本页为读取指标值所依据的语法规则，取自 `grammar/expression.lark`。大写名称所指的词语见\n"
        "`grammar/lexicon.yaml`。",
        "units": "同一行的单位按所列系数换算；不同行的单位不能比较。取自 `grammar/units.yaml`。",
        "grammar title": "表达式语法",
        "units title": "计量单位",
        "measured": "## 度量单位\n\n| 量 | 单位和系数 |\n|---|---|",
        "counted": "## 量词\n\n每个量词自成一类，相互之间不作换算。",
        "spelled": "## 其他写法\n\n| 读作 | 写法 |\n|---|---|",
        "remedy": "**修改建议**：{text}",
        "severity": "级别：{text}",
    },
}
SEVERITIES = {"error": "错误", "warning": "警告", "question": "待核实", "info": "提示"}


def write_pages(language: Language, folder: Path) -> None:
    """Write every page that is made from data for one language."""
    made = {"grammar": grammar(language), "units": units(language)}
    if language == "en":
        made["api"] = api_index()
        for name in API:
            (folder / f"api-{name}.rst").write_text(api(name), encoding="utf-8")
    for name, page in made.items():
        (folder / f"{name}.md").write_text(page, encoding="utf-8")
    (folder / "codes").mkdir()
    for code in all_codes():
        (folder / "codes" / f"{code}.md").write_text(code_page(code, language), encoding="utf-8")


def grammar(language: Language) -> str:
    """The grammar as it is, under a heading."""
    text = data_path("grammar", "expression.lark").read_text(encoding="utf-8")
    words = WORDS[language]
    return f"# {words['grammar title']}\n\n{words['grammar']}\n\n```text\n{text}```\n"


def units(language: Language) -> str:
    """The tables of units, of count words and of other spellings."""
    words, data = WORDS[language], load_data("grammar", "units.yaml")
    rows = [
        f"| {name} | {'、'.join(f'{unit} {factor}' for unit, factor in table.items())} |"
        for name, table in data["dimensions"].items()
    ]
    spelled: dict[str, list[str]] = {}
    for other, unit in _spellings(data["spellings"]):
        spelled.setdefault(unit, []).append(other)
    others = [f"| {unit} | {'、'.join(each)} |" for unit, each in spelled.items()]
    parts = [f"# {words['units title']}", words["units"], "\n".join([words["measured"], *rows])]
    parts += [f"{words['counted']}\n\n{'、'.join(data['counts'])}", "\n".join([words["spelled"], *others])]
    return "\n\n".join(parts) + "\n"


def code_page(code: str, language: Language) -> str:
    """The page of a code: its message, its remedy, and its examples."""
    entry, words = message(code), WORDS[language]
    severity = entry.severity if language == "en" else SEVERITIES[entry.severity]
    parts = [f"# {code}", _open(entry.text(language), language), words["severity"].format(text=severity)]
    if entry.help(language):
        parts.append(words["remedy"].format(text=_open(entry.help(language), language)))
    page = rule_page(code)
    parts += [f"- {line}" for line in (page.lines(language) if page else ())]
    example = code_example(code)
    parts += _examples(example, language) if example else []
    return "\n\n".join(["---\norphan: true\n---", *parts, ""])


def _examples(example: CodeExample, language: Language) -> list[str]:
    """The bad and the good text of a code, each in a box, or the reason why there is none."""
    if example.reason is not None:
        return example.lines(language)
    fence = "```"
    return [
        f"**{label}**\n\n{fence}text\n{text.rstrip()}\n{fence}"
        for label, text in example.shown(language).items()
    ]


def api_index() -> str:
    """The list of the modules with public names."""
    rows = "\n".join(f"api-{name}" for name in API)
    return f"# Python API\n\n```{{toctree}}\n:maxdepth: 1\n\n{rows}\n```\n"


def api(name: str) -> str:
    """The public names of a module, described by their docstrings."""
    module = import_module(name)
    title = f"{name}\n{'=' * len(name)}\n\n{API[name].replace('`', '``')}\n"
    return "\n".join([title, *(_described(module, each) for each in sorted(module.__all__, key=str.lower))])


def _described(module: ModuleType, name: str) -> str:
    one = getattr(module, name)
    kind = "autoclass" if isinstance(one, type) else "autofunction" if callable(one) else "autodata"
    inside = "   :members:\n" if isinstance(one, type) else ""
    return f".. {kind}:: {module.__name__}.{name}\n{inside}"


def _spellings(data: dict[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in data.items():
        if isinstance(value, list):
            yield from ((other, key) for other in value)
        else:
            yield key, str(value)


def _open(text: str, language: Language) -> str:
    """A message with its facts left open, as plain text of a page."""
    return re.sub(r"([*_<>|\[\]])", r"\\\1", general(text, language))
