"""A PostgreSQL of the tests' own: in a temporary folder, reached by a socket in it, stopped afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from attrs import frozen

PROGRAMS = Path("/usr/lib/postgresql")
REQUIRED = os.environ.get("PERFRULES_POSTGRES") == "required"


@frozen
class Postgres:
    """A connection to the server."""

    connection: psycopg.Connection[Any]

    def execute(self, query: str) -> None:
        """Run a statement."""
        self.connection.execute(query)  # type: ignore[arg-type]

    def insert(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows to a table."""
        places = ", ".join(["%s"] * len(rows[0]))
        with self.connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # type: ignore[arg-type]  # noqa: S608 - tests write their own tables

    def query(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self.connection.execute(query).fetchall()  # type: ignore[arg-type]


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Start a server; skip the test where PostgreSQL is not installed, unless it is required."""
    programs = sorted(PROGRAMS.glob("*/bin"))
    if not programs and not REQUIRED:
        pytest.skip("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="perfrules-postgres-"))
    # A path of a socket is short, and initdb refuses to run as root.
    as_user: list[str] = []
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]

    def run(program: str, *arguments: str) -> None:
        command = [*as_user, str(programs[-1] / program), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)

    data = str(folder / "data")
    try:
        run(
            "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            with psycopg.connect(host=str(folder), user="postgres", autocommit=True) as connection:
                yield Postgres(connection)
        finally:
            run("pg_ctl", "-D", data, "-m", "fast", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
