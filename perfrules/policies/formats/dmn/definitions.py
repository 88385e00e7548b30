"""A DMN file as far as decision tables need it: its decisions, its types, and which of it is meant."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError, Source
from perfrules.diagnostics.hints import near
from perfrules.diagnostics.listed import Listed
from perfrules.documents.media.xml import Element
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.formats.dmn.feel import FeelKind
from perfrules.resources.late_patterns import late_pattern

MODEL = "https://www.omg.org/spec/DMN/20191111/MODEL/"
"""The namespace of DMN 1.3, which is written."""
_NAMESPACE = late_pattern(r"https?://www\.omg\.org/spec/DMN/[0-9]{8}(?:/MODEL|/dmn(?:11)?\.xsd)?/?")
"""The namespaces of all versions of DMN: 1.1 is of 2015, and Flowable writes it without a file name."""

# Beside those of FEEL, the names that Camunda gives to types.
_KINDS: dict[str, FeelKind] = {
    "string": "string",
    "number": "number",
    "integer": "number",
    "long": "number",
    "double": "number",
    "boolean": "boolean",
    "date": "date",
}
_ANY = frozenset({"", "Any"})
_PLAIN_NAME = late_pattern(r"[^\W\d][\w ]*(?:[.][^\W\d][\w ]*)*")
_WORDS = late_pattern(
    r"\b(?:if|then|else|for|in|return|some|every|satisfies|and|or|not|between|instance of)\b"
)
_DEEPEST = 20


@frozen
class TypeInfo:
    """What a type reference means: the kind of its values, and the element with the allowed ones."""

    kind: FeelKind | None = None
    allowed: Element | None = None


@frozen(slots=False)
class Definitions:
    """The root of a DMN file, checked to be one.

    Raises:
        PolicyError: PR913: it is not DMN; PR922: an id is used twice.
    """

    root: Element
    source: Source = field(repr=False)

    def __attrs_post_init__(self) -> None:
        if self.root.name != "definitions" or not _NAMESPACE.fullmatch(self.root.namespace):
            found = f"{self.root.namespace} {self.root.name}".strip()
            raise self.error("PR913", self.root, found=found)
        self._refuse_ids_twice()

    def diagnostic(self, code: str, element: Element, **facts: str) -> Diagnostic:
        """A diagnostic about an element, by its id or name."""
        about = element.attributes.get("id") or element.attributes.get("name") or element.name
        return Diagnostic(code, {"element": about, **facts}, element.span, self.source)

    def error(self, code: str, element: Element, **facts: str) -> PolicyError:
        """The error about an element."""
        return PolicyError(self.diagnostic(code, element, **facts))

    def placed(self, error: PerfrulesError, element: Element) -> PolicyError:
        """The error with places in this file: at the element where it has no better one."""
        return PolicyError(
            *(
                each if each.source is self.source else each.within(self.source, None, whole=element.span)
                for each in error.diagnostics
            )
        )

    def _refuse_ids_twice(self) -> None:
        first: dict[str, Element] = {}
        problems = []
        for element in all_below(self.root):
            id_ = element.attributes.get("id")
            if id_ is None or element.namespace != self.root.namespace:
                continue
            earlier = first.setdefault(id_, element)
            if earlier is not element:
                line = str(self.source.place(earlier.span.start).line)
                problems.append(self.diagnostic("PR922", element, line=line))
        if problems:
            raise PolicyError(*problems)

    @cached_property
    def decisions(self) -> tuple[Element, ...]:
        """The decisions, in the order written."""
        return tuple(self.root.all("decision"))

    def decision(self, name: str | None) -> Element:
        """Return the decision of a name or id; without one, the only one that no other decision requires.

        Raises:
            PolicyError: PR914: there is none; PR915: there are several; PR916: none has that name.
        """
        if not self.decisions:
            raise self.error("PR914", self.root)
        names = [name_of(each) for each in self.decisions]
        if name is None:
            last = self._not_required()
            if len(last) != 1:
                raise self.error("PR915", self.root, names=Listed(names))
            return last[0]
        for each in self.decisions:
            if name in (each.attributes.get("name"), each.attributes.get("id")):
                return each
        raise self.error("PR916", self.root, decision=name, **near(name, names))

    def _not_required(self) -> list[Element]:
        """The decisions that no other one requires."""
        required = {
            each.attributes.get("href", "").removeprefix("#")
            for decision in self.decisions
            for requirement in decision.all("informationRequirement")
            for each in requirement.all("requiredDecision")
        }
        return [each for each in self.decisions if each.attributes.get("id") not in required]

    def target(self, required: Element) -> Element | None:
        """Return the decision or input data of this file that a requirement refers to."""
        id_ = required.attributes.get("href", "").removeprefix("#")
        known = (*self.decisions, *self.root.all("inputData"))
        return next((each for each in known if each.attributes.get("id") == id_), None)

    @cached_property
    def _item_definitions(self) -> dict[str, Element]:
        return {each.attributes.get("name", ""): each for each in self.root.all("itemDefinition")}

    def _item(self, reference: str) -> Element | None:
        """The item definition of a type reference, with a prefix or without."""
        local = reference.rpartition(":")[2]
        return self._item_definitions.get(reference) or self._item_definitions.get(local)

    def type_of(self, reference: str) -> TypeInfo:
        """Return what a type reference means; nothing for a structure or an unknown type."""
        allowed = None
        for _ in range(_DEEPEST):
            item = self._item(reference)
            if item is None:
                break
            allowed = allowed or item.first("allowedValues")
            base = item.first("typeRef")
            reference = "" if base is None else base.text
        local = reference.rpartition(":")[2]
        return TypeInfo(None if local in _ANY else _KINDS.get(local), allowed)

    @cached_property
    def _variables(self) -> dict[str, str]:
        """The type references of the inputs, by name."""
        found = {}
        for data in self.root.all("inputData"):
            variable = data.first("variable")
            reference = "" if variable is None else variable.attributes.get("typeRef", "")
            found[as_name(name_of(data))] = reference
        return found

    def input_type(self, expression: str) -> TypeInfo:
        """The type of what an input expression names: an input, or a component of one (`applicant.age`)."""
        if expression in self._variables:
            return self.type_of(self._variables[expression])
        name, *path = expression.split(".")
        reference = self._variables.get(name.strip(), "")
        for step in path:
            item = self._item(reference)
            components = () if item is None else tuple(item.all("itemComponent"))
            component = next((each for each in components if name_of(each) == step.strip()), None)
            if component is None:
                return TypeInfo()
            base = component.first("typeRef")
            reference = "" if base is None else base.text
            if self._item(reference) is None:
                return TypeInfo(self.type_of(reference).kind, component.first("allowedValues"))
        return self.type_of(reference)

    def components(self, name: str) -> Iterator[str]:
        """Yield the components of an input that is a structure, as expressions name them: `loan.term`."""
        waiting = [(name, self._variables.get(as_name(name), ""), 0)]
        while waiting:
            path, reference, depth = waiting.pop()
            item = self._item(reference)
            for component in () if item is None or depth > _DEEPEST else item.all("itemComponent"):
                below = f"{path}.{name_of(component)}"
                base = component.first("typeRef")
                yield below
                waiting.append((below, "" if base is None else base.text, depth + 1))

    def is_name(self, expression: str) -> bool:
        """Whether an input expression only names something: an input, a component of one, or a plain name."""
        if expression in self._variables:
            return True
        return bool(_PLAIN_NAME.fullmatch(expression)) and not _WORDS.search(expression)

    def required_decision(self, decision: Element, expression: str) -> Element | None:
        """Return the required decision whose result an input expression names."""
        first = expression.split(".")[0].strip()
        for requirement in decision.all("informationRequirement"):
            for required in requirement.all("requiredDecision"):
                target = required.attributes.get("href", "").rpartition("#")[2]
                for other in self.decisions:
                    if other.attributes.get("id") == target and name_of(other) in (first, expression):
                        return other
        return None


def as_name(text: str) -> str:
    r"""A FEEL name, in which any blanks are one.

    >>> as_name("Applicant \n Age")
    'Applicant Age'
    """
    return " ".join(text.split())


def name_of(element: Element) -> str:
    """What an element is called: by its variable's name, its own, or its id."""
    return element.attributes.get("name") or element.attributes.get("id", "")


def all_below(element: Element) -> Iterator[Element]:
    """An element and all below it, in the order written."""
    stack = [element]
    while stack:
        here = stack.pop()
        yield here
        stack.extend(reversed(here.children))
