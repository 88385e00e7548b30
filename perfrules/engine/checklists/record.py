"""A record of what happened, and of the evidence that duties were done."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.documents import Document, read_document
from perfrules.engine.schedules.payments import read_day
from perfrules.policies.base.collector import Collector


class RecordError(PerfrulesError):
    """A record cannot be read, or does not fit the checklist; carries everything that is wrong with it.

    Added in 0.2.
    """


@frozen
class Event:
    """Something that happened; `id` is the name by which evidence can say that it is for it."""

    name: str
    day: date
    id: str = ""
    note: str = ""


@frozen
class Evidence:
    """What shows that a duty was done on a day; `document` is its kind, `event` the id of what it is for."""

    duty: str
    day: date
    document: str = ""
    event: str = ""
    note: str = ""


@frozen
class Record:
    """Events and evidence, in any order; `document` is the file they were read from, if from one.

    Added in 0.2.

    Two records are equal where they say the same.
    """

    events: tuple[Event, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    document: Document | None = field(default=None, eq=False, repr=False)

    def diagnostic(self, code: str, *path: str | int, **arguments: str) -> Diagnostic:
        """Return a diagnostic about a place in the record, with its place in the file, if any."""
        if self.document is None:
            return Diagnostic(code, arguments)
        return self.document.diagnostic(code, *path, **arguments)


def load_record(path: str | os.PathLike[str]) -> Record:
    r"""Read a record from a YAML file of kind `record`.

    Raises:
        DocumentError: the file cannot be read, or is not a record.
        RecordError: PR570: not a day.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "record.yaml")
    ...     _ = path.write_text("kind: record\nevidence: [{duty: report, date: 2021-03-02}]", "utf-8")
    ...     load_record(path).evidence[0].duty
    'report'
    """
    return read_record(read_document(Path(path), "record"))


def read_record(document: Document) -> Record:
    r"""The record in a document of kind `record`.

    Raises:
        RecordError: PR570: not a day.

    >>> from perfrules.diagnostics import Source
    >>> text = "kind: record\nevidence: [{duty: report, date: 2021-03-02}]"
    >>> read_record(read_document(Source(text))).evidence[0].duty
    'report'
    """
    collector = Collector(document)
    events: list[Event] = []
    for plain, day in _dated(collector, "events"):
        events.append(Event(plain["event"], day, plain.get("id", ""), plain.get("note", "")))
    evidence: list[Evidence] = []
    for plain, day in _dated(collector, "evidence"):
        texts = (plain.get(key, "") for key in ("document", "for", "note"))
        evidence.append(Evidence(plain["duty"], day, *texts))
    if collector.problems:
        raise RecordError(*collector.problems)
    return Record(tuple(events), tuple(evidence), document)


def _dated(collector: Collector, key: str) -> Iterator[tuple[Mapping[str, str], date]]:
    """The entries of a list with their days; what is wrong with a day goes to the collector."""
    for at, plain in enumerate(collector.document.plain.get(key, ())):
        day = collector.attempt(partial(read_day, plain["date"]), key, at, "date")
        if day is not None:
            yield plain, day
