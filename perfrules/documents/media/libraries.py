"""Libraries of the extras: `office` writes xlsx, docx and html files, `documents` reads documents."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from perfrules.diagnostics import Diagnostic, Source
from perfrules.documents.errors import DocumentError
from perfrules.resources.extras import install_command


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
        facts = {"library": name, "install": install_command("office")}
        raise DocumentError(Diagnostic("PR904", facts)) from error


def document_module(library: str, name: str) -> Any:
    """Return a library that reads the document `name`, loaded with its first use.

    Raises:
        DocumentError: PR712: it is not installed; says how to install it.

    >>> document_module("no_such_library", "表.pdf")
    Traceback (most recent call last):
    ...
    perfrules.documents.errors.DocumentError: 错误[PR712]: 读取“表.pdf”需要组件 no_such_library，尚未安装
    ...
    """
    try:
        return import_module(library)
    except ModuleNotFoundError as error:
        facts = {
            "name": name,
            "library": library.partition(".")[0],
            "install": install_command("documents"),
        }
        raise DocumentError(Diagnostic("PR712", facts, None, Source("", name))) from error
