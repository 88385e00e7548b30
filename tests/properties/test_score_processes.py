"""A folder is scored in several processes as in one: the same bytes, exit codes and diagnostics."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.cli import main

TARGETS = ["≥100人", "90%", "12月底前", "显著提高", "不低于九成", "≥", "2,000-3,000元"]
ACTUALS = ["95人", "91%", "2021-11-30", "达成预期", "50", "未完成", ""]
BROKEN = ["kind: sheet\n", "perfrules: 1\nkind: sheet\ncode: [", "perfrules: 1\nkind: sheet\nnoname: 1\n"]


@st.composite
def sheets(draw: st.DrawFn) -> str:
    """A sheet, sometimes with the code of another one, without a code, or broken."""
    if draw(st.integers(0, 5)) == 0:
        return draw(st.sampled_from(BROKEN))
    code, part = draw(st.integers(0, 9)), draw(st.sampled_from(["", "第二部分"]))
    lines = ["perfrules: 1", "kind: sheet", f"name: 项目{code}"]
    lines += [f"code: P{code}"] * draw(st.booleans()) + [f"part: {part}"] * bool(part) + ["indicators:"]
    for at, target in enumerate(draw(st.lists(st.sampled_from(TARGETS), min_size=1, max_size=3))):
        lines += [
            "  - level1: 产出指标",
            "    level2: 数量指标",
            f"    name: 指标{at}",
            f'    target: "{target}"',
        ]
    return "\n".join(lines) + "\n"


@st.composite
def folders(draw: st.DrawFn) -> dict[str, str]:
    """File names and texts of a folder with actuals."""
    files = {f"{at}.yaml": text for at, text in enumerate(draw(st.lists(sheets(), max_size=9)))}
    lines = ["perfrules: 1", "kind: actuals", "as_of: 2021-12-31", "projects:"]
    for code in draw(st.sets(st.integers(0, 12), min_size=1)):
        reported = draw(st.lists(st.sampled_from(ACTUALS), min_size=1, max_size=4))
        lines += [f"  P{code}:", "    indicators:"]
        lines += [f'      指标{at}: "{text}"' for at, text in enumerate(reported)]
    return {**files, "actuals.yaml": "\n".join(lines) + "\n"}


def scored(folder: Path, *options: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["score", str(folder), *options])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two files a part, so that a small folder has several."""
    monkeypatch.setattr("perfrules.cli.sheet_scores.FILES_OF_A_PART", 2)


class TestProcesses:
    """Scoring does not depend on the number of processes."""

    @given(folders(), st.sampled_from([(), ("--json",), ("--lang", "en")]), st.integers(2, 5))
    @settings(max_examples=15)
    def test_equal_to_one_process(self, files: dict[str, str], options: tuple[str, ...], jobs: int) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for each, text in files.items():
                (folder / each).write_text(text, encoding="utf-8")
            one = scored(folder, *options, "--jobs=1")
            assert scored(folder, *options, f"--jobs={jobs}") == one
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("perfrules.cli.score.sheet_files", lambda _: [])
                assert scored(folder, *options) == one, "not as the sheets of one document are scored"
