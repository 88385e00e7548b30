"""Make the two pictures of the README with Chromium: `python docs/pictures.py`."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

DOCS = Path(__file__).parent
EXAMPLE = DOCS.parent / "examples" / "chengde-2021"
PAGE = """\
<style>
/* The fonts of Chinese draw lines and dots twice as wide as a terminal does. */
@font-face {{ font-family: lines; src: local("DejaVu Sans Mono"); size-adjust: 83%;
  unicode-range: U+2190-2BFF }}
pre {{ font: 15px/1.45 lines, "Noto Sans Mono CJK SC", monospace; margin: 16px }}
{stylesheet}
</style>
<pre>{code}</pre>
"""
POLICY = """\
类别: 审批
编号: unit.approval
名称: 日常支出审批
输入:
  金额: {类型: 金额, 取值范围: ">=0元", 最小单位: 0.01元}
输出:
  签批: {类型: 人员}
命中方式: 唯一
规则:
  - {编号: 小额, 条件: {金额: 2000元以下}, 要求: {签批: [单位财务负责人]}}
  - {编号: 大额, 条件: {金额: 2000元以上}, 要求: {签批: [分管领导, 主要领导]}}
"""


def main() -> None:
    """Write `report.png` and `check.png`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(folder, "score", str(EXAMPLE), "-o", "report.html", "--lang", "zh", "--department", "市商务局")
        photograph(folder / "report.html", DOCS / "report.png", 1100, 900)
        (folder / "审批.yaml").write_text(POLICY, encoding="utf-8")
        shown = run(folder, "check", "审批.yaml", "--picture", "-", "--lang", "zh")
        (folder / "check.html").write_text(coloured(shown), encoding="utf-8")
        photograph(folder / "check.html", DOCS / "check.png", 860, 550)


def run(folder: Path, *arguments: str) -> str:
    """What a command prints, with colours."""
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": "100", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "perfrules", *arguments]
    ran = subprocess.run(
        command, cwd=folder, env=environment, stdout=-1, stderr=-2, encoding="utf-8", check=False
    )
    return ran.stdout


def coloured(text: str) -> str:
    """A terminal's text as a page."""
    console = Console(record=True, width=100, file=io.StringIO())
    console.print(Text.from_ansi(text))
    return console.export_html(code_format=PAGE)


def photograph(page: Path, picture: Path, width: int, height: int) -> None:
    """The top of a page as a picture."""
    command = [
        "chromium",
        "--headless=new",
        "--no-sandbox",
        "--hide-scrollbars",
        f"--window-size={width},{height}",
    ]
    subprocess.run([*command, f"--screenshot={picture}", page.as_uri()], check=True, capture_output=True)


if __name__ == "__main__":
    main()
