"""YAML's events to nodes, noting every key that is missing, doubled or not a text on the way."""

from __future__ import annotations

from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.documents.limits import MAX_DEPTH
from perfrules.documents.nodes import Entry, Mapping, Node, Scalar, Sequence
from perfrules.documents.yaml.full_width_colons import problems_past_colons
from perfrules.documents.yaml.libyaml_parser import DoubtError, LibyamlParser
from perfrules.documents.yaml.missing_blanks import colon_without_blank
from perfrules.documents.yaml.scanner import StrictParser, TooDeepError, TooManyProblemsError
from perfrules.documents.yaml.syntax_errors import bad_escape, diagnose
from perfrules.resources.late_patterns import late_pattern

_SURROGATE = late_pattern("[\ud800-\udfff]")
_CHINESE_COMMA = late_pattern("[，、]")
_MERGE_KEY = "<<"


def compose(source: Source) -> tuple[Node | None, list[Diagnostic]]:
    """The document's root, None where it is empty or broken off, and every problem found.

    >>> compose(Source("a: 1"))[0].get("a").text
    '1'
    """
    try:
        return compose_with_libyaml(source), []
    except (DoubtError, YAMLError, ValueError, OverflowError):
        root, problems = compose_strictly(source)
        return root, problems_past_colons(source, problems, lambda corrected: compose_strictly(corrected)[1])


def compose_with_libyaml(source: Source) -> Node | None:
    """Compose the root with the fast parser, which stops at everything that is not plainly right.

    Raises:
        DoubtError, YAMLError, ValueError, OverflowError: the strict parser must read the text.

    >>> compose_with_libyaml(Source("a: 1")).get("a").text
    '1'
    """
    return _Composer(source, LibyamlParser(source)).document()


def compose_strictly(source: Source) -> tuple[Node | None, list[Diagnostic]]:
    """Compose the root with the slow parser, which notes every problem and its place.

    >>> compose_strictly(Source("a: 1"))[1]
    []
    """
    parser = StrictParser(source)
    composer = _Composer(source, parser)
    try:
        root = composer.document()
    except TooManyProblemsError:
        return None, composer.parser.problems
    except MarkedYAMLError as error:
        return None, composer.problems_with(diagnose(error, source))
    except (ValueError, OverflowError):
        # PyYAML hands any number of an escape such as "\\UFFFFFFFF" to chr().
        return None, composer.problems_with(bad_escape(source, parser.index))
    return root, composer.parser.problems


class _Composer:
    """Builds one document's nodes from the parser's events."""

    def __init__(self, source: Source, parser: StrictParser | LibyamlParser) -> None:
        self.parser = parser
        self.source = source

    def problems_with(self, last: Diagnostic) -> list[Diagnostic]:
        """The problems noted and the one that ended the reading, but for what only follows from another."""
        noted = self.parser.problems
        if last.code == "PR125":
            # An open bracket takes the lines below into its last text.
            noted = [each for each in noted if each.code != "PR150" or _start_of(each) < _start_of(last)]
        lines = {self.source.place(_start_of(each)).line for each in noted}
        follows = self.source.place(_start_of(last)).line in lines or any(
            each.code == "PR115" for each in noted
        )
        return noted if follows else [*noted, last]

    def document(self) -> Node | None:
        """The one document of the source."""
        self._next()
        event = self._next()
        if isinstance(event, StreamEndEvent):
            return None
        root = self._node(self._next(), 1)
        self._next()
        if _is_absent(root):
            return None
        following = self._next()
        if isinstance(following, DocumentStartEvent):
            self.parser.note("PR113", _start(following), _end(following))
        return root

    def _next(self) -> Event:
        event: Event = self.parser.get_event()
        return event

    def _node(self, event: Event, depth: int) -> Node:
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        # The scanner bounds what opens by indentation or bracket; a list level with its key opens by neither.
        if depth > MAX_DEPTH:
            raise TooDeepError(problem_mark=event.start_mark)  # type: ignore[arg-type] # libyaml always has marks
        if isinstance(event, SequenceStartEvent):
            return self._sequence(event, depth)
        return self._mapping(event, depth)

    def _scalar(self, event: ScalarEvent) -> Scalar:
        start, end = _start(event), _end(event)
        if event.style == '"' and _SURROGATE.search(event.value):
            self.parser.note("PR126", start, end)
        if not event.style and event.start_mark.line != event.end_mark.line:  # type: ignore[union-attr] # as above
            # YAML would join what was most likely meant as items or keys.
            self._note_unless_colon("PR150", event.value, Span(start, end))
        return Scalar(event.value, (start, end), quoted=bool(event.style))

    def _note_unless_colon(self, code: str, text: str, span: Span) -> None:
        """Note a problem, which a colon that YAML does not take for one explains better."""
        colon = colon_without_blank(text, span.start)
        if colon is None:
            self.parser.note(code, span.start, span.end, text=text)
        else:
            self.parser.note("PR123", colon.start, colon.end)

    def _sequence(self, start: SequenceStartEvent, depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            item = self._node(event, depth + 1)
            items.append(item)
            if start.flow_style and isinstance(item, Scalar):
                self._refuse_chinese_commas(item)
        last = items[-1].span.end if items else 0
        return Sequence(tuple(items), _span(start, event, last))

    def _refuse_chinese_commas(self, item: Scalar) -> None:
        """`[甲，乙]` is one text in YAML; its author meant two."""
        comma = None if item.quoted else _CHINESE_COMMA.search(item.text)
        if comma:
            self.parser.note("PR151", item.span.start, item.span.end, comma=comma.group(), text=item.text)

    def _mapping(self, start: Event, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        last = 0
        while not isinstance(event := self._next(), MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(self._next(), depth + 1)
            last = value.span.end
            if not isinstance(key, Scalar):
                self._refuse_key(key)
            elif self._is_sound(key, value):
                self._add(entries, Entry(key, value))
        return Mapping(tuple(entries.values()), _span(start, event, last))

    def _refuse_key(self, key: Node) -> None:
        """Note a key that is not a text, instead of the problems inside it."""
        outside = [each for each in self.parser.problems if not _lies_in(each.span, key.span)]
        self.parser.problems[:] = outside
        self.parser.note("PR133", key.span.start, key.span.end)

    def _is_sound(self, key: Scalar, value: Node) -> bool:
        """Whether the key is allowed; note the reason if not."""
        if not key.quoted and not key.text:
            self.parser.note("PR118", key.span.start, max(value.span.start, key.span.start))
        elif not key.quoted and key.text == _MERGE_KEY:
            self.parser.note("PR116", key.span.start, key.span.end)
        elif _is_absent(value) and ":" not in self.source.text[key.span.end : value.span.start]:
            self._note_unless_colon("PR119", key.text, key.span)
        else:
            return True
        return False

    def _add(self, entries: dict[str, Entry], entry: Entry) -> None:
        key = entry.key
        first = entries.setdefault(key.text, entry)
        if first is not entry:
            other = Diagnostic("PR112", {"key": key.text}, first.key.span, self.source)
            self.parser.note("PR111", key.span.start, key.span.end, related=(other,), key=key.text)


def _start_of(diagnostic: Diagnostic) -> int:
    return diagnostic.span.start if diagnostic.span is not None else 0


def _lies_in(span: Span | None, whole: Span) -> bool:
    return span is not None and whole.start <= span.start and span.end <= whole.end


def _is_absent(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.quoted and not node.text


def _span(start: Event, end: Event, last: int) -> Span:
    """A bracketed collection's stretch ends with its bracket, any other's with the last thing in it."""
    ends_with_bracket = _end(end) > _start(end)
    return Span(_start(start), _end(end) if ends_with_bracket else max(last, _start(start)))


def _start(event: Event) -> int:
    return event.start_mark.index if event.start_mark is not None else 0


def _end(event: Event) -> int:
    return event.end_mark.index if event.end_mark is not None else 0
