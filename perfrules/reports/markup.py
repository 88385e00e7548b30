"""XML that reports are written as: no character that XML cannot hold, the same bytes each time."""

from __future__ import annotations

import re
from xml.etree import ElementTree as Xml

# What XML 1.0 cannot hold, escaped or not.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    r"""The text with characters that XML cannot hold shown by their code points.

    >>> writable("a\x00b")
    'a<U+0000>b'
    """
    return _UNWRITABLE.sub(lambda found: f"<U+{ord(found.group()):04X}>", text)


def document(root: Xml.Element) -> str:
    """An element and all that is in it as the text of an XML document.

    >>> print(document(Xml.Element("testsuites")), end="")
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites />
    """
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'
