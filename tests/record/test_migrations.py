"""Records of every schema that there was are brought up to date: schemas/N.sql is one as that version made it."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from tests.record.postgres import empty
from tests.record.rows import record

import dragoman
from dragoman import api
from dragoman.cli.main import run
from dragoman.errors import RecordUnavailable, RecordVersion
from dragoman.model.record import Claim, Entity, EntityRole
from dragoman.record.migrations import MIGRATIONS
from dragoman.record.store import Reader, Writer, upgrade
from dragoman.record.tables import METADATA, ROWS, SCHEMA

SCHEMAS = Path(__file__).parent / "schemas"
OLD = sorted(int(file.stem) for file in SCHEMAS.glob("*.sql"))


def make(path: str, schema: int) -> None:
    with sqlite3.connect(path) as connection:
        connection.executescript((SCHEMAS / f"{schema}.sql").read_text(encoding="utf-8"))


def columns(path: str) -> dict[str, set[str]]:
    engine = sa.create_engine(f"sqlite:///{path}")
    looked = sa.inspect(engine)
    found = {name: {c["name"] for c in looked.get_columns(name)} for name in METADATA.tables}
    engine.dispose()
    return found


def test_steps_are_numbered_one_by_one() -> None:
    assert [step.number for step in MIGRATIONS] == list(range(1, SCHEMA + 1))
    assert OLD == [1, 2]


@pytest.mark.parametrize("schema", OLD)
def test_an_older_record_is_refused_until_it_is_upgraded_and_keeps_its_rows(tmp_path: Path, schema: int) -> None:
    path = str(tmp_path / "a.db")
    make(path, schema)
    before = Path(path).read_bytes()
    for kind in (Reader, Writer):
        with pytest.raises(RecordVersion, match=rf"schema {schema}, .*`dragoman upgrade`"):
            kind(path)
    assert Path(path).read_bytes() == before
    with sqlite3.connect(path) as old:
        claims = old.execute("SELECT id, text FROM claims").fetchall()
        roles = {key: msgspec.json.decode(told, type=tuple[EntityRole, ...])
                 for key, told in old.execute("SELECT id, roles FROM entities")}
    assert len(upgrade(path)) == SCHEMA - schema
    assert columns(path) == {name: set(table.columns.keys()) for name, table in METADATA.tables.items()}
    with Reader(path) as store:
        assert [(c.id, c.text) for c in store.rows(Claim)] == claims
        assert any(roles.values())
        assert {e.id: e.roles for e in store.rows(Entity)} == roles
        assert {f.kind for f in store.search("accord")} == {"document", "claim", "event", "agreement"}
        assert len(store.readings()) == 1
        assert store.faults() == []
    assert upgrade(path) == ()


@pytest.mark.parametrize("schema", OLD)
def test_an_upgraded_record_is_as_if_it_were_made_now(tmp_path: Path, schema: int) -> None:
    path = str(tmp_path / "a.db")
    make(path, schema)
    assert api.upgrade(path)
    with dragoman.open(path) as kept:
        assert kept.check() == []
        whole = kept.to_json()
        kept.relink()
        assert kept.to_json() == whole


def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "a.db")
    make(path, 1)
    assert run(["check", "--record", path]) == 4
    assert "dragoman upgrade" in capsys.readouterr().err
    assert run(["upgrade", "--record", path]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "brought up to date"
    assert run(["check", "--record", path]) == 0
    assert run(["upgrade", "--record", path]) == 0
    assert "nothing to do" in capsys.readouterr().out


def test_what_cannot_be_upgraded_is_told_and_left_alone(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    with pytest.raises(RecordUnavailable, match="no record there"):
        upgrade(path)
    assert not Path(path).exists()
    Writer(path).close()
    with sqlite3.connect(path) as other:
        other.execute("UPDATE meta SET value = ? WHERE name = 'schema'", (str(SCHEMA + 1),))
    with pytest.raises(RecordVersion, match="newer"):
        upgrade(path)
    (tmp_path / "b.db").write_text("a letter to the editor, " * 100)
    with pytest.raises(RecordUnavailable, match="not a record"):
        upgrade(str(tmp_path / "b.db"))


def test_an_upgrade_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    make(path, 1)
    with sqlite3.connect(path) as other:
        other.execute("UPDATE claims SET text = 'Nobody said so'")
    before = list(sqlite3.connect(path).iterdump())
    with pytest.raises(Exception, match="does not say"):
        upgrade(path)
    assert list(sqlite3.connect(path).iterdump()) == before


def test_only_the_lists_that_a_step_asks_for_are_written_anew(location: str) -> None:
    with Writer(location) as store:
        store.write(record())
        with store._engine.begin() as connection:
            for name in ("claims", "entities"):
                connection.execute(sa.text(f"UPDATE {name} SET digest = 'another'"))  # noqa: S608
            connection.execute(sa.text("UPDATE meta SET value = '15' WHERE name = 'schema'"))
    assert len(upgrade(location)) == SCHEMA - 15
    with Reader(location) as store:
        assert {fault.split()[0] for fault in store.faults()} == {"claims"}
        assert store.search("accord")
    assert {name for step in MIGRATIONS[:14] for name in step.anew} == set(ROWS)


def test_an_older_record_in_postgresql_is_upgraded_too(postgresql: str) -> None:
    empty(postgresql)
    with Writer(postgresql) as store:
        store.write(record())
        with store._engine.begin() as connection:  # as schema 2 had it
            connection.execute(sa.text("DROP TABLE search CASCADE"))
            connection.execute(sa.text("ALTER TABLE documents DROP COLUMN updated, DROP COLUMN agency"))
            connection.execute(sa.text("ALTER TABLE agreements DROP COLUMN history"))
            connection.execute(sa.text("DROP TABLE mentions, titles"))
            connection.execute(sa.text("ALTER TABLE entities ADD COLUMN mentions JSON, ADD COLUMN roles JSON"))
            for row in record().entities:
                connection.execute(sa.text("UPDATE entities SET mentions = :mentions, roles = :roles WHERE id = :id"), {
                    field: msgspec.json.encode(getattr(row, field)).decode() for field in ("mentions", "roles")}
                    | {"id": row.id})
            connection.execute(sa.text("UPDATE meta SET value = '2' WHERE name = 'schema'"))
            connection.execute(sa.text("CREATE TABLE search (number SERIAL PRIMARY KEY, id TEXT)"))
    with pytest.raises(RecordVersion, match=re.escape("`dragoman upgrade`")):
        Reader(postgresql)
    assert len(upgrade(postgresql)) == SCHEMA - 2
    with Reader(postgresql) as store:
        assert store.record() == record()
        assert store.search("accord")
        assert store.faults() == []
