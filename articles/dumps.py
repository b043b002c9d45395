"""Copies a whole database into a file and back, while others may be using it.

SQLite by its own backup interface, PostgreSQL by pg_dump and pg_restore; a password goes to them
through the environment, never through a command line that every user of the machine can read.
"""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection

from articles.errors import Refused

# What DATABASE_URL may carry as ?name=value, in libpq's words.
_OPTIONS = ("sslmode", "sslrootcert", "sslcert", "sslkey", "passfile", "service", "options")


def version() -> str:
    """The server's (or library's) version, for the record."""
    if connection.vendor == "sqlite":
        return sqlite3.sqlite_version
    number = connection.pg_version
    return f"{number // 10000}.{number % 10000}"


def dump(folder: Path) -> str:
    """Writes one consistent moment of the database into the folder; returns the file's name."""
    if connection.vendor == "sqlite":
        _copy_sqlite(_sqlite_path(), folder / "database.sqlite3", is_single_file=True)
        return "database.sqlite3"
    target = folder / "database.dump"
    _postgresql("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    return target.name


def load(file: Path) -> None:
    """Replaces the database's content by a dump's, wholly or not at all."""
    if connection.vendor == "sqlite":
        connection.close()
        _copy_sqlite(str(file), _sqlite_path())
        return
    with connection.cursor() as cursor:
        # Kept out of the list below: whoever owns the database need not own its extensions.
        cursor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    connection.close()
    listed = _postgresql("pg_restore", "--list", str(file)).splitlines()
    wanted = "\n".join(line for line in listed if " EXTENSION " not in line)
    _postgresql(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--no-privileges",
        "--single-transaction",
        "--use-list=/dev/stdin",
        f"--dbname={connection.settings_dict['NAME']}",
        str(file),
        said=wanted,
    )


def _sqlite_path() -> str:
    return str(connection.settings_dict["NAME"])


def _copy_sqlite(source: str, target: str | Path, *, is_single_file: bool = False) -> None:
    """Page by page under SQLite's locks: writers wait, readers see the old or the new."""
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
            old.execute("PRAGMA busy_timeout = 20000")
            new.execute("PRAGMA busy_timeout = 20000")
            old.backup(new)
            if is_single_file:
                new.execute("PRAGMA journal_mode = DELETE")
            found = new.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.Error as fault:
        raise Refused(f"SQLite could not copy {source} to {target}: {fault}.") from fault
    if found != "ok":
        raise Refused(f"SQLite finds the copy {target} damaged: {found}.")


def _postgresql(program: str, *arguments: str, said: str | None = None) -> str:
    """Runs a client program on our database; raises Refused with the last thing it said."""
    try:
        done = subprocess.run(
            [program, *arguments],
            env=os.environ | _environment(),
            input=said if said is not None else "",
            capture_output=True,
            text=True,
        )
    except FileNotFoundError as fault:
        raise Refused(
            f"{program} is missing: install PostgreSQL's client programs of the server's version "
            "(on Debian or Ubuntu: apt install postgresql-client)."
        ) from fault
    if done.returncode:
        raise Refused(f"{program} failed: {' '.join(done.stderr.split())[-1000:]}")
    return done.stdout


def _environment() -> dict[str, str]:
    """How libpq is to reach our database."""
    config = connection.settings_dict
    options = config.get("OPTIONS", {})
    words = {
        "PGHOST": config["HOST"],
        "PGPORT": config["PORT"],
        "PGUSER": config["USER"],
        "PGPASSWORD": config["PASSWORD"],
        "PGDATABASE": config["NAME"],
        "PGCONNECT_TIMEOUT": options.get("connect_timeout", 10),
        **{f"PG{name.upper()}": options.get(name) for name in _OPTIONS},
    }
    return {name: str(value) for name, value in words.items() if value}
