"""Office files as plain parts, so that a mutation hits XML and not the compression around it.

`python fuzz/packages.py FILE` prints the parts of a file, to make a seed of it.
"""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

_PART = re.compile(rb"^--- ([^\r\n]{1,200})\r?\n", re.MULTILINE)


def packed(data: bytes) -> bytes:
    """Return the zip file of parts with lines `--- NAME` between them; other bytes as they are."""
    first = _PART.match(data)
    if first is None:
        return data
    pieces = _PART.split(data)
    packing = BytesIO()
    with ZipFile(packing, "w", ZIP_STORED) as archive:
        for name, content in zip(pieces[1::2], pieces[2::2], strict=True):
            part = ZipInfo(name.decode("utf-8", errors="replace"))
            if part.filename not in archive.NameToInfo:
                archive.writestr(part, content)
    return packing.getvalue()


def unpacked(data: bytes) -> bytes:
    """Return the parts of a zip file as one text that `packed` makes a zip file again.

    Raises:
        BadZipFile: it is not a zip file.
    """
    if not data.startswith(b"PK"):
        raise BadZipFile("not a zip file")
    with ZipFile(BytesIO(data)) as archive:
        parts = [(part.filename.encode(), archive.read(part)) for part in archive.infolist()]
    return b"".join(b"--- " + name + b"\n" + content.rstrip(b"\n") + b"\n" for name, content in parts)


if __name__ == "__main__":
    sys.stdout.buffer.write(unpacked(Path(sys.argv[1]).read_bytes()))
