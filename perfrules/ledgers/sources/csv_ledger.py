"""CSV ledgers of any size, read as texts: UTF-8, UTF-16 or GB18030, broken rows reported by number."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl
import pyarrow as pa
from attrs import frozen
from pyarrow import csv as pa_csv

from perfrules.diagnostics import Diagnostic
from perfrules.ledgers.errors import LedgerError
from perfrules.ledgers.findings import BrokenRow
from perfrules.ledgers.money_units import units_above
from perfrules.ledgers.sources.model import ROW, Batch, Ledger, frame_of, headings_in, unreadable

_UTF8, _UTF16, _UNKNOWN = "utf-8", "utf-16", "unknown"
_ENCODINGS = (_UTF8, "gb18030")
_CHUNK = 1 << 20
BLOCK = 16 << 20
"""Bytes that are parsed at once, the rows of a batch."""
_HEAD = 20
_OTHERS = {
    b"pk\x03\x04": "zip",
    b"\xd0\xcf\x11\xe0": "xls",
    b"%pdf": "pdf",
    b"<html": "html",
    b"<!doctype": "html",
    b"<table": "html",
    b"<?xml": "xml",
}
"""How files of other kinds begin, in small letters."""
_REPLACED = "\ufffd"


@frozen
class CsvLedger(Ledger):
    """A CSV file. `skipped` rows, such as a title, are above its headings."""

    path: Path
    encoding: str
    skipped: int
    separator: str

    @classmethod
    def open(cls, path: Path) -> CsvLedger:
        """Find the encoding, the separator and the row of headings.

        Raises:
            LedgerError: PR888: the file cannot be read; PR867: it has no headings; PR955: another kind of
                file.
        """
        try:
            _refuse_other_content(path)
            encoding = _encoding_of(path)
            with path.open(
                encoding=_UTF8 if encoding == _UNKNOWN else encoding, errors="replace", newline=""
            ) as stream:
                first = stream.read(1 << 16).removeprefix("\ufeff")
        except OSError as error:
            raise unreadable(path.name, error.strerror or error) from error
        separator = max(",\t;", key=first.splitlines()[0].count) if first else ","
        # Lines end as they do in the file, \r alone included.
        lines = io.StringIO(first, newline="")
        rows = list(islice(csv.reader(lines, delimiter=separator), _HEAD))
        skipped, headings = headings_in(path.name, rows)
        above = units_above(rows[:skipped])
        return cls(path.name, headings, path, encoding, skipped, separator, units_above=above)

    def batches(self, columns: Sequence[str]) -> Iterator[Batch]:
        """Read some columns of all rows that are not blank; a row of another width is broken."""
        rejected: list[BrokenRow] = []

        def reject(row: Any) -> str:
            rejected.append(self._of_width(row))
            return "skip"

        size = max(self.path.stat().st_size, 1)
        first = self.skipped + 2
        with self.path.open("rb") as raw:
            try:
                for batch in self._reader(raw, columns, reject):
                    # Rows are rejected when they are parsed, batches before their neighbours are returned.
                    known = list(rejected)
                    numbers = _row_numbers(first, batch.num_rows, [each.row for each in known])
                    first = numbers[-1] + 1 if batch.num_rows else first
                    broken = [each for each in known if each.row < first]
                    for each in broken:
                        rejected.remove(each)
                    frame, undecoded = self._undecoded(frame_of(batch).with_columns(numbers))
                    frame = frame.filter(pl.any_horizontal(pl.col(columns) != "")) if columns else frame
                    yield Batch(frame, (*broken, *undecoded), min(raw.tell() / size, 1.0))
            except pa.ArrowException as error:
                raise unreadable(self.name, error) from error
        if rejected:
            yield Batch(pl.DataFrame(), tuple(rejected), 1.0)

    def _reader(self, raw: BinaryIO, columns: Sequence[str], reject: Any) -> Any:
        return pa_csv.open_csv(
            raw if self.encoding == _UTF8 else pa.PythonFile(_Decoded(raw, self.encoding), mode="r"),
            read_options=pa_csv.ReadOptions(
                # One thread, for with more the numbers of rejected rows are not known.
                use_threads=False,
                block_size=BLOCK,
                column_names=list(self.headings),
                skip_rows=self.skipped + 1,
            ),
            parse_options=pa_csv.ParseOptions(
                delimiter=self.separator, newlines_in_values=True, invalid_row_handler=reject
            ),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(self.headings, pa.string()),
                include_columns=list(columns),
                strings_can_be_null=False,
            ),
        )

    def _of_width(self, row: Any) -> BrokenRow:
        facts = {"found": str(row.actual_columns), "expected": str(row.expected_columns)}
        return BrokenRow(self.name, row.number, Diagnostic("PR887", facts))

    def _undecoded(self, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[BrokenRow]]:
        """Leave out rows with bytes that are not text."""
        if self.encoding != _UNKNOWN:
            return frame, []
        texts = [name for name in frame.columns if name != ROW]
        bad = frame.select(pl.any_horizontal(pl.col(texts).str.contains(_REPLACED, literal=True))).to_series()
        problem = Diagnostic("PR887", {"found": "?", "expected": str(len(self.headings))})
        return frame.filter(~bad), [BrokenRow(self.name, row, problem) for row in frame.filter(bad)[ROW]]


class _Decoded:
    """A file in another encoding, read as UTF-8; bytes that are not text become U+FFFD."""

    closed = False

    def __init__(self, raw: BinaryIO, encoding: str) -> None:
        self.raw = raw
        name = _UTF8 if encoding == _UNKNOWN else encoding
        self.decoder = codecs.getincrementaldecoder(name)("replace")

    def read(self, size: int) -> bytes:
        """Return about that many bytes, none at the end."""
        data = self.raw.read(size)
        made = self.decoder.decode(data, final=not data).encode()
        return made if made or not data else self.read(size)

    def close(self) -> None:
        """Leave the file open, for its owner closes it."""


def _refuse_other_content(path: Path) -> None:
    with path.open("rb") as stream:
        start = stream.read(64).removeprefix(codecs.BOM_UTF8).lstrip().lower()
    kind = next((kind for mark, kind in _OTHERS.items() if start.startswith(mark)), None)
    if kind == "zip":
        kind = _packed(path)
    if kind is not None:
        facts = {"name": path.name, "named": path.suffix, "kind": kind}
        raise LedgerError(Diagnostic("PR955", facts))


def _packed(path: Path) -> str:
    """The kind of a document in a zip file."""
    if not zipfile.is_zipfile(path):
        return "zip"
    with zipfile.ZipFile(path) as package:
        folders = {name.partition("/")[0] for name in package.namelist()}
    return next((kind for folder, kind in (("xl", "xlsx"), ("word", "docx")) if folder in folders), "zip")


def _encoding_of(path: Path) -> str:
    """The encoding in which the whole file is text; UTF-16 begins with its mark."""
    with path.open("rb") as stream:
        if stream.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return _UTF16
    return next((each for each in _ENCODINGS if _is_text(path, each)), _UNKNOWN)


def _is_text(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as stream:
        try:
            while chunk := stream.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _row_numbers(first: int, count: int, rejected: Sequence[int]) -> pl.Series:
    """Return the numbers of rows from a first one on, without those of rejected rows."""
    numbers = pl.Series(ROW, range(first, first + count + len(rejected)), dtype=pl.Int64)
    return numbers.filter(~numbers.is_in(rejected)).head(count) if rejected else numbers
