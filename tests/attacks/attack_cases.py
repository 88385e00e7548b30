"""The attacks: what is run, its exit code, what is printed and what is not, and the seconds it may take."""

from __future__ import annotations

import shlex
from typing import NamedTuple


class Attack(NamedTuple):
    """One command, by the class of `robustness.yaml` that it belongs to."""

    name: str
    command: str | list[str]
    exit: int
    printed: str = ""
    absent: str = ""
    seconds: float = 5.0
    precision: int = 28

    @property
    def arguments(self) -> list[str]:
        return shlex.split(self.command) if isinstance(self.command, str) else self.command


PARSE = ["parse", "--"]
DECIDE = "decide policy.yaml amount="
ATTACKS = [
    Attack("yaml-depth", "check deep.yaml", 2, "PR107", seconds=2),
    Attack("yaml-depth-list", "check deep-list.yaml", 2, "PR", seconds=5),
    Attack("alias", "check bomb.yaml", 2, "PR104"),
    Attack("alias-circle", "check circle.yaml", 2, "PR104"),
    Attack("duplicate-keys", "check twice.yaml", 2, "PR111"),
    Attack("tags", "check tag.yaml", 2, "PR109"),
    Attack("yaml-types", "decide traps.yaml answer=no", 0, "甲"),
    Attack("yaml-types-number", "decide traps.yaml answer=010", 0, "甲"),
    Attack("yaml-types-date", "decide traps.yaml answer=2024-01-01", 0, "乙"),
    Attack("yaml-types-nan", "decide traps.yaml answer=.nan", 0, "乙"),
    Attack("yaml-traps", "check unquoted.yaml", 2, "PR120"),
    Attack("yaml-traps-interval", "check interval.yaml", 2, "PR122"),
    Attack("exponents", [*PARSE, "≥1e999999999"], 1, "PR227", seconds=1),
    Attack("exponents-digits", [*PARSE, "≥" + "9" * 400], 1, "PR232", seconds=1),
    Attack("exponents-fact", DECIDE + "1e999999999", 2, "PR545", seconds=1),
    Attack("not-a-number", DECIDE + "NaN", 2, "PR545"),
    Attack("not-a-number-infinite", DECIDE + "Infinity", 2, "PR545"),
    Attack("not-a-number-actual", "score nan", 1, "PR408"),
    Attack("truth-as-number", DECIDE + "true", 2, "PR545"),
    Attack("truth-as-number-zero", DECIDE + "-0", 0, "局长"),
    Attack("truth-as-number-actual", "score truth", 1, "PR408"),
    Attack("other-digits", [*PARSE, "≥٣次"], 1, "PR201"),
    Attack("other-digits-underscore", [*PARSE, "≥1_000次"], 1, "PR229"),
    Attack("other-digits-full-width", [*PARSE, "≥１００次"], 0, ">=100次"),
    Attack("unicode", [*PARSE, "≥10²亩"], 1, "PR228"),
    Attack("unicode-invisible", [*PARSE, "≥9\u200b5%"], 1, "PR203"),
    Attack("patterns", [*PARSE, "1," * 900 + "元"], 1, "PR", seconds=3),
    Attack("patterns-repeated", [*PARSE, "每生" * 100], 1, "PR", seconds=1),
    Attack("recursion", [*PARSE, "（" * 900 + "5" + "）" * 900], 1, "PR", seconds=3),
    Attack("recursion-formula", "check long-formula.yaml", 2, "PR", seconds=3),
    Attack("zip-bomb", "import bomb.xlsx", 2, "PR", seconds=10),
    Attack("sparse-corner", "import corner.xlsx", 2, "PR936", seconds=2),
    Attack("merged-cells", "import merged.xlsx", 2, "PR166", seconds=2),
    Attack("links", "import links.xlsx", 2, "PR166", seconds=2),
    Attack("paragraphs", "import paragraphs.docx", 2, "PR", seconds=10),
    Attack("entities", "import entities.xlsx", 2, "PR909"),
    Attack("entities-dmn", "check entities.dmn", 2, "PR911"),
    Attack("formula-cells", "score formulas -o formulas.xlsx", 0),
    Attack("formula-cells-csv", "score formulas -o formulas.csv", 0),
    Attack("encodings", "import gbk.txt", 1, "PR321"),
    Attack("encodings-dmn", "check encoded.dmn", 2, "PR110"),
    Attack("encodings-option", "import gbk.txt --encoding punycode", 2, "PR110"),
    Attack("script", "score script -o script.html", 0),
    Attack("control-characters", "score control -o control.xlsx", 2, "PR"),
    Attack("long-text", "score long -o long.xlsx", 2, "PR753"),
    Attack("terminal", "decide escape.yaml amount=5元", 0, "局长", absent="\x1b"),
    Attack("terminal-check", "check escape.yaml", 0, "", absent="\x1b"),
    Attack("outside-the-folder", "due outside.yaml --year 2024", 2, "PR390"),
    Attack("outside-the-folder-absolute", "due absolute.yaml --year 2024", 2, "PR390"),
    Attack("partial-failure", "score partly", 1, "99.50"),
    Attack("exact-schema", "check fraction.yaml", 0),
    Attack("decimal-context", "score good --json", 0, '"total": "99.50"', precision=3),
    Attack("decimal-context-usual", "score good --json", 0, '"total": "99.50"'),
    Attack("many-gaps", "check {first_hit}", 1, "PR", seconds=4),
    Attack("devices", "check teaching.reimbursement --picture /dev/null", 2, "PR164"),
    Attack("input-as-output", "check policy.yaml --picture policy.yaml", 2, "PR163"),
    Attack("printed-form", [*PARSE, "5公斤以上标准煤"], 0, ">=5公斤"),
    Attack("long-path", ["check", "长" * 300], 2, "PR"),
    Attack("long-numbers", DECIDE + "1" + "0" * 5000, 2, "PR", seconds=1),
]
