"""XML that reports are written as: no character that XML cannot hold, the same bytes each time."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

from perfrules.diagnostics import visible
from perfrules.resources.late_patterns import late_pattern

# What XML 1.0 cannot hold, escaped or not.
_UNWRITABLE = late_pattern("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    r"""The text as XML can hold it and a terminal can print it; line breaks are kept.

    Characters that either cannot are shown by their code points.

    >>> writable("a\x00b\nc\x9bd\ufffe")
    'a<U+0000>b\nc<U+009B>d<U+FFFE>'
    """
    lines = "\n".join(map(visible, text.split("\n")))
    return _UNWRITABLE.sub(lambda found: f"<U+{ord(found.group()):04X}>", lines)


def document(root: Xml.Element) -> str:
    """An element and all that is in it as the text of an XML document.

    >>> print(document(Xml.Element("testsuites")), end="")
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites />
    """
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'
