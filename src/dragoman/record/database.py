"""Opening a record's database: SQLite in a file by default, PostgreSQL or another by URL."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import msgspec
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, SQLAlchemyError

from dragoman.errors import RecordUnavailable, RecordVersion
from dragoman.record.migrations import migrate
from dragoman.record.tables import META, SCHEMA

# To look at a record that is there, to change one that is there, or to change one that is made where there is none.
Access = Literal["look", "change", "make"]
_KEY = 0x64726167  # of the lock that PostgreSQL keeps for whoever makes or changes the tables
_WAIT = 60  # seconds that a writer waits for another
_CACHE = 256 * 1024  # kilobytes of a record's file that a writer holds in memory


def connect(location: str, *, create: bool) -> sa.Engine:
    """An engine for the record at a path or URL, made where `create` is given and there is none.

    Without `create` the record must exist, and nothing is changed. Raises RecordUnavailable where it cannot be
    opened, and RecordVersion where it is no record of Dragoman or one of another version.
    """
    engine = engine_of(location, "make" if create else "look")
    try:
        with guard(location), (engine if create else snapshot(engine)).begin() as connection:
            if create:
                not_beside(connection)
            if create and not _tables(connection):
                _make(connection)
            schema = schema_of(connection, location)
            if schema < SCHEMA:
                older = f"made by an older Dragoman (schema {schema}, this one works with {SCHEMA})"
                raise RecordVersion(f"{shown(location)}: {older}; `dragoman upgrade` brings it up to date")
    except BaseException:
        engine.dispose()
        raise
    return engine


def engine_of(location: str, access: Access) -> sa.Engine:
    """An engine for the database at a path or URL. What is in it is not looked at."""
    return _sqlite(location, access) if "://" not in location else _by_url(location)


def schema_of(connection: sa.Connection, location: str) -> int:
    """The number of a record's schema. Raises RecordUnavailable where there is none, RecordVersion where it is newer
    than this Dragoman, or the database is no record."""
    tables = _tables(connection)
    if not tables:
        raise RecordUnavailable(f"{shown(location)}: no record there; `dragoman read` makes one")
    meta = _meta(connection) if "meta" in tables else {}
    if meta.get("format") != "dragoman" or not meta.get("schema", "").isdecimal():
        raise RecordVersion(f"{shown(location)}: a database, but not a record of Dragoman")
    schema = int(meta["schema"])
    if schema > SCHEMA:
        newer = f"made by a newer Dragoman (schema {schema}, this one knows {SCHEMA}): update Dragoman"
        raise RecordVersion(f"{shown(location)}: {newer}")
    return schema


@contextmanager
def guard(location: str) -> Iterator[None]:
    """Turn what the database says into one line about the record."""
    try:
        yield
    except DBAPIError as error:
        raise RecordUnavailable(f"{shown(location)}: {_plain(error)}") from error
    except SQLAlchemyError as error:
        raise RecordUnavailable(f"{shown(location)}: {error}".split("\n")[0]) from error
    except UnicodeDecodeError as error:
        raise RecordUnavailable(f"{shown(location)}: the record is damaged ({error.reason})") from error
    except (msgspec.MsgspecError, zlib.error) as error:
        strange = f"{shown(location)}: a row cannot be understood ({error}); `dragoman check` names it"
        raise RecordUnavailable(strange) from error


def _plain(error: DBAPIError) -> str:
    message = str(error.orig).strip().split("\n")[0]
    known = {
        "file is not a database": "a file, but not a record of Dragoman",
        "unable to open database file": "the record cannot be opened or written there",
        "attempt to write a readonly database": "the record cannot be written; check the permissions",
        "database is locked": "another program is writing the record; try again when it is done",
        "database disk image is malformed": "the record is damaged",
        "database or disk is full": "the disk is full; the record is whole, and the next read goes on from there",
        "disk I/O error": "the disk cannot be read or written",
    }
    return next((text for sign, text in known.items() if sign in message), message)


def _tables(connection: sa.Connection) -> set[str]:
    return set(sa.inspect(connection).get_table_names())


def _make(connection: sa.Connection) -> None:
    migrate(connection, 0)
    connection.execute(META.insert(), [{"name": "format", "value": "dragoman"},
                                       {"name": "schema", "value": str(SCHEMA)}])


def _meta(connection: sa.Connection) -> dict[str, str]:
    columns = {c["name"] for c in sa.inspect(connection).get_columns("meta")}
    if not {"name", "value"} <= columns:
        return {}
    return {str(name): str(value) for name, value in connection.execute(sa.select(META.c.name, META.c.value))}


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _by_url(location: str) -> sa.Engine:
    try:
        url = sa.make_url(location)
        if url.drivername in ("postgresql", "postgres"):
            url = url.set(drivername="postgresql+psycopg")
        # A search's plan depends on its words: one that was made for others must not be kept.
        options = {"prepare_threshold": None} if url.drivername == "postgresql+psycopg" else {}
        return sa.create_engine(url, connect_args=options, json_serializer=_json,
                                json_deserializer=msgspec.json.decode)
    except ModuleNotFoundError as error:
        if error.name != "psycopg":
            raise RecordUnavailable(f"{shown(location)}: no such kind of database here: {error}") from error
        raise RecordUnavailable(f"{shown(location)}: needs psycopg: pip install 'dragoman[postgresql]'") from error
    except (SQLAlchemyError, NoSuchModuleError, ImportError, ValueError) as error:
        raise RecordUnavailable(f"{shown(location)}: no such kind of database: {error}".split("\n")[0]) from error


def shown(location: str) -> str:
    """A record's place without the password that its URL may hold."""
    return re.sub(r"(?<=://)([^:@/]*):[^@/]*@", r"\1@", location)


def not_beside(connection: sa.Connection) -> None:
    """Keep others from making or changing the tables until this transaction ends. SQLite's has begun to write."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _KEY})


def snapshot(engine: sa.Engine) -> sa.Engine:
    """The engine for transactions that only look: what they see is of one moment. SQLite's always is."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine


def _sqlite(location: str, access: Access) -> sa.Engine:
    path = Path(location)
    if path.is_dir():
        raise RecordUnavailable(f"{location}: a folder, not a record")
    if access != "make" and not path.exists():
        raise RecordUnavailable(f"{location}: no record there; `dragoman read` makes one")
    if not path.absolute().parent.is_dir():
        raise RecordUnavailable(f"{location}: its folder does not exist")
    if access != "look" and not os.access(path if path.exists() else path.absolute().parent, os.W_OK):
        raise RecordUnavailable(f"{location}: the record cannot be written; check the permissions")
    query = {"mode": {"look": "ro", "change": "rw", "make": "rwc"}[access], "uri": "true"}
    url = sa.URL.create("sqlite", database=path.absolute().as_uri(), query=query)
    engine = sa.create_engine(url, connect_args={"timeout": _WAIT}, json_serializer=_json,
                              json_deserializer=msgspec.json.decode)
    # The driver would begin transactions late and by itself: a writer's must begin at once, before it reads.
    sa.event.listen(engine, "connect", _no_own_transactions)
    if access != "look":
        sa.event.listen(engine, "connect", _wide_cache)
    sa.event.listen(engine, "begin", _begin_reading if access == "look" else _begin_writing)
    return engine


def _no_own_transactions(connection: Any, _record: Any) -> None:
    connection.isolation_level = None


def _wide_cache(connection: Any, _record: Any) -> None:
    """Rows come under ids in no order, so that writing touches pages all over a large record. SQLite's own cache of 2
    MB would read each again and again, and write changed ones before their time."""
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")


def _begin_writing(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_reading(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN")
