"""Libraries of the extra `office`, which reads and writes xlsx, docx and html files."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from perfrules.diagnostics import Diagnostic
from perfrules.documents.errors import DocumentError


def office_module(name: str) -> Any:
    """Return a library, loaded with its first use.

    Raises:
        DocumentError: PR904: it is not installed.

    >>> office_module("no_such_library")
    Traceback (most recent call last):
    ...
    perfrules.documents.errors.DocumentError: 错误[PR904]: 缺少处理 Office 文件的组件 no_such_library
    ...
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise DocumentError(Diagnostic("PR904", {"library": name})) from error
