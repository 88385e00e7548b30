"""Recognise text that was read by the wrong encoding."""

from __future__ import annotations

from perfrules.resources.late_patterns import late_pattern

_RUN = late_pattern("[^\x00-\x7f]{2,}")
_CHINESE = late_pattern("[\u4e00-\u9fff、。，；：（）《》“”≥≤％]")
_PRIVATE = late_pattern("[\ue000-\uf8ff\ufffd]")
_WRONG = "gb18030", "cp1252", "latin-1"
_SHARE = 0.3
_LONGEST = 40


def garbled_text(text: str) -> str | None:
    """The first stretch of a text that looks garbled, None for a text that does not.

    A stretch is garbled if it is sound UTF-8 that was read by another encoding, or has characters of private
    use, which Big5 has when it is read as GB18030.

    >>> garbled_text("指标".encode().decode("gb18030")), garbled_text("一级指标")
    ('鎸囨爣', None)
    """
    runs = _RUN.findall(text)
    wrong = [run for run in runs if _is_garbled(run)]
    if not wrong or len(wrong) < _SHARE * len(runs):
        return None
    return str(wrong[0][:_LONGEST])


def _is_garbled(run: str) -> bool:
    return bool(_PRIVATE.search(run)) or any(_was_read_by(run, codec) for codec in _WRONG)


def _was_read_by(run: str, codec: str) -> bool:
    """Whether a stretch is Chinese in UTF-8, read by a codec."""
    try:
        data = run.encode(codec)
    except UnicodeEncodeError:
        return False
    read = data.decode("utf-8", "replace")
    sound = read.rstrip("\ufffd")
    return len(read) - len(sound) <= 1 and len(_CHINESE.findall(sound)) * 2 > len(sound) > 0
