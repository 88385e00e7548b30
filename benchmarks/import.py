"""How fast documents are read into sheets: 1,000 workbooks, a document of 200 tables, a PDF of 100 pages.

    python benchmarks/import.py [--forms 1000] [--tables 200] [--pages 100] [--peers]

Each job runs in a process of its own, so that its memory is its own. `--peers` reads the same files with
pandas.read_excel, table.cell of python-docx, pdfplumber and camelot, where installed: they read grids alone.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from import_layouts import LAYOUTS, Drawn, to_docx, to_pdf, to_xlsx

from perfrules.sheets import import_document

FORM = next(each for each in LAYOUTS if each.name == "self-evaluation-2020")
HEADINGS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"]


def rows(count: int) -> list[list[object]]:
    """A table of indicators, merged in groups of six."""
    found: list[list[object]] = [HEADINGS]
    for number in range(count):
        levels = [("产出指标", 1, 6), ("数量指标", 1, 6)] if number % 6 == 0 else []
        found.append(
            [*levels, f"第{number}项任务完成数量", f"≥{number + 1}个", f"{number + 2}个", "1", "1", ""]
        )
    return found


def workbooks(folder: Path, count: int) -> list[Path]:
    """A form of 24 indicators a workbook."""
    drawn = Drawn("表", rows(24), (), above=["项目名称：甲"])
    to_xlsx(drawn, folder / "0.xlsx")
    data = (folder / "0.xlsx").read_bytes()
    for number in range(1, count):
        (folder / f"{number}.xlsx").write_bytes(data)
    return sorted(folder.glob("*.xlsx"))


def document(path: Path, count: int) -> Path:
    """A document of many tables, each of a project."""
    import docx

    to_docx(Drawn("表", rows(24), ()), path)
    made = docx.Document(str(path))
    from copy import deepcopy

    body, table = made.element.body, made.element.body.tbl_lst[0]
    for number in range(1, count):
        paragraph = made.add_paragraph(f"项目名称：项目{number}")
        paragraph.paragraph_format.element.addnext(deepcopy(table))
    assert len(body.tbl_lst) == count
    made.save(str(path))
    return path


def pdf(path: Path, pages: int) -> Path:
    """A table over a number of pages, whose rows a page are counted first."""
    sample = 600
    to_pdf(Drawn("表", rows(sample), (), above=["项目名称：甲"]), path)
    to_pdf(Drawn("表", rows(sample * pages // pages_of(path)), (), above=["项目名称：甲"]), path)
    return path


def pages_of(path: Path) -> int:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return len(document.pages)


def ours(paths: list[Path]) -> int:
    return sum(len(sheet.indicators) for path in paths for sheet in import_document(path).sheets)


def pandas_excel(paths: list[Path]) -> int:
    import pandas

    return sum(len(pandas.read_excel(path, header=None)) for path in paths)


def docx_cells(paths: list[Path]) -> int:
    import docx

    tables = [table for path in paths for table in docx.Document(str(path)).tables[:10]]
    return sum(
        len(table.cell(row, column).text) > 0
        for table in tables
        for row in range(len(table.rows))
        for column in range(len(table.columns))
    )


def plumber_tables(paths: list[Path]) -> int:
    import pdfplumber

    found = 0
    for path in paths:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                found += sum(map(len, page.extract_tables()))
                page.close()
    return found


def camelot_tables(paths: list[Path]) -> int:
    import camelot

    return sum(len(table.df) for path in paths for table in camelot.read_pdf(str(path), pages="1-10"))


def _measure(job: Callable[[list[Path]], int], paths: list[Path], answer: object) -> None:
    start = time.process_time()
    with suppress(ModuleNotFoundError):
        count = job(paths)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        answer.send((count, time.process_time() - start, peak))
    answer.close()


def measured(name: str, job: Callable[[list[Path]], int], paths: list[Path]) -> Iterator[str]:
    """A line: what was read, CPU seconds, and the most memory of the process."""
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_measure, args=(job, paths, sender))
    process.start()
    sender.close()
    try:
        count, seconds, peak = receiver.recv()
        yield f"{name:<44}{count:>8} rows{seconds:>9.2f} s{peak:>7} MB"
    except EOFError:
        yield f"{name:<44}   not installed"
    process.join()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=1000)
    parser.add_argument("--tables", type=int, default=200)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--peers", action="store_true")
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        jobs = [
            (f"{options.forms} xlsx", ours, workbooks(folder, options.forms)),
            (f"docx of {options.tables} tables", ours, [document(folder / "t.docx", options.tables)]),
        ]
        made = pdf(folder / "p.pdf", options.pages)
        jobs.append((f"pdf of {pages_of(made)} pages", ours, [made]))
        peers = [
            ("pandas.read_excel, grid alone", pandas_excel, jobs[0][2]),
            ("python-docx table.cell, 10 tables alone", docx_cells, jobs[1][2]),
            ("pdfplumber extract_tables, grids alone", plumber_tables, jobs[2][2]),
            ("camelot, 10 pages alone", camelot_tables, jobs[2][2]),
        ]
        for job in [*jobs, *(peers if options.peers else [])]:
            for line in measured(*job):
                print(line, flush=True)


if __name__ == "__main__":
    main()
