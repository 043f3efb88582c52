from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from tests.record.rows import TEXT, claim, document_row, entity, event, record

from dragoman.errors import EvidenceError, NotInRecord, RecordUnavailable, RecordVersion
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.model.record import Claim, DocumentRow, Event
from dragoman.record.runs import Changes
from dragoman.record.store import Kept, Reader, Writer
from dragoman.record.tables import APART, METADATA, SCHEMA


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "dragoman.db")


def test_what_is_written_is_read_again_as_it_was(location: str) -> None:
    with Writer(location) as store:
        store.write(record())
    with Reader(location) as store:
        assert store.record() == record()
        assert store.rows(Event) == (event(),)


def test_a_write_changes_what_differs_and_nothing_else(location: str) -> None:
    with Writer(location) as store:
        assert store.write(record()) == Changes(6, 0, 0)
        assert store.write(record()) == Changes(0, 0, 0)
        other = record(events=(event(status="planned"),), claims=(claim(), claim(id="claim_2")), redirects=())
        assert store.write(other) == Changes(1, 1, 1)
        assert store.record() == other


def test_rows_come_in_the_order_of_ids(location: str) -> None:
    claims = tuple(claim(id=f"claim_{c}") for c in "bBa2_1é")
    with Writer(location) as store:
        store.write(record(claims=claims))
        assert [c.id for c in store.rows(Claim)] == sorted(c.id for c in claims)


def test_a_row_without_evidence_is_refused_and_nothing_is_changed(location: str) -> None:
    with Writer(location) as store:
        store.write(record())
        for bad in (event(id="event_2", evidence=()), event(id="event_1", evidence=(), status="planned")):
            with pytest.raises(EvidenceError, match="refused"):
                store.write(record(events=(event(), bad) if bad.id == "event_2" else (bad,), entities=()))
        assert store.record() == record()


def test_ids_may_be_shortened_and_old_ones_lead_on(location: str) -> None:
    with Writer(location) as store:
        store.write(record(claims=(claim(id="claim_11"), claim(id="claim_12"), claim(id="claim_1"))))
        assert store.row(Claim, "claim_1").id == "claim_1"
        assert store.row(Claim, "claim_12").id == "claim_12"
        assert store.row(Event, "event_0").id == "event_1"
        for key, reason in (("claim_", "several"), ("claim_9", "nothing"), ("", "empty id"), (" ", "empty id"),
                            ("%", "nothing")):
            with pytest.raises(NotInRecord, match=reason):
                store.row(Claim, key)


def test_readings_are_kept_with_their_documents(location: str) -> None:
    document = Document(id="d_1", text=TEXT, blocks=(), file="a.txt")
    reading = Reading(document=document, reader="one")
    with Writer(location) as store:
        store.keep([Kept(document, reading)])
        assert store.readings() == {"d_1": Kept(document, reading)}
        assert store.sources(["d_1", "d_2"]) == {"d_1": document}
        assert store.stale("one") == {}
        assert store.stale("two") == {"d_1": document}
        store.keep([Kept(document, Reading(document=document, reader="two"))])
        assert store.stale("two") == {}


def test_the_record_is_made_of_all_readings_in_one_transaction(location: str) -> None:
    document = Document(id="d_1", text=TEXT, blocks=(), file="a.txt")
    with Writer(location) as store, Writer(location) as other:
        store.keep([Kept(document, Reading(document=document, reader="one"))])
        seen: list[str] = []

        def link(readings: list[Reading], _judgements: object) -> object:
            seen.extend(r.document.id for r in readings)
            return record(documents=tuple(document_row(r.document.id) for r in readings))

        other.rewrite(link)  # type: ignore[arg-type]
        assert seen == ["d_1"]
        assert store.rows(DocumentRow) == (document_row(),)


def test_a_link_that_fails_changes_nothing(location: str) -> None:
    with Writer(location) as store:
        store.write(record())
        with pytest.raises(ZeroDivisionError):
            store.rewrite(lambda readings, _: record(documents=(document_row(str(1 / 0)),)))
        assert store.record() == record()


def test_no_record_there(tmp_path: Path) -> None:
    with pytest.raises(RecordUnavailable, match="no record there"):
        Reader(str(tmp_path / "none.db"))
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(RecordUnavailable, match="a folder"):
        Writer(str(tmp_path))
    with pytest.raises(RecordUnavailable, match="folder does not exist"):
        Writer(str(tmp_path / "none" / "a.db"))


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("a letter to the editor, " * 100)
    with pytest.raises(RecordUnavailable, match="not a record"):
        Writer(str(tmp_path / "a.db"))


@pytest.mark.parametrize("statement", ["CREATE TABLE songs (name TEXT)", "CREATE TABLE meta (x TEXT)",
                                       "CREATE TABLE meta (name TEXT, value TEXT)"])
def test_a_database_that_is_no_record(path: str, statement: str) -> None:
    with sqlite3.connect(path) as other:
        other.execute(statement)
    for kind in (Writer, Reader):
        with pytest.raises(RecordVersion, match="not a record"):
            kind(path)


def test_a_record_of_a_newer_version(path: str) -> None:
    Writer(path).close()
    with sqlite3.connect(path) as other:
        other.execute("UPDATE meta SET value = ? WHERE name = 'schema'", (str(SCHEMA + 1),))
    for kind in (Writer, Reader):
        with pytest.raises(RecordVersion, match="newer"):
            kind(path)


def test_an_older_record_is_named_as_that_to_whoever_opens_it(path: str) -> None:
    Writer(path).close()
    with sqlite3.connect(path) as other:
        other.execute("UPDATE meta SET value = '1' WHERE name = 'schema'")
    for kind in (Writer, Reader):
        with pytest.raises(RecordVersion, match=r"older Dragoman .*`dragoman upgrade`"):
            kind(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_record_that_cannot_be_written(path: str, tmp_path: Path) -> None:
    Writer(path).close()
    Path(path).chmod(stat.S_IRUSR)
    with pytest.raises(RecordUnavailable, match="permissions"):
        Writer(path)


def test_a_reader_cannot_write(path: str) -> None:
    Writer(path).close()
    before = Path(path).read_bytes()
    with Reader(path) as store:
        store.record()
        with pytest.raises(Exception, match="readonly"), store._engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM meta")
    assert Path(path).read_bytes() == before


def test_a_database_url_of_an_unknown_kind() -> None:
    with pytest.raises(RecordUnavailable):
        Writer("nosuch://host/name")


def test_tables_bear_the_names_of_the_export() -> None:
    for name, rows in msgspec.structs.asdict(record()).items():
        columns = set(METADATA.tables[name].columns.keys())
        assert all(columns == {*row.__struct_fields__, "digest"} - set(APART.get(name, ())) for row in rows)


def test_a_changed_table_needs_a_migration() -> None:
    """Where this fails: add a step to migrations.py, raise SCHEMA, and put the new columns here."""
    columns = {t.name: len(t.columns) for t in METADATA.sorted_tables}
    assert columns.keys() == {
        "documents", "times", "entities", "claims", "quantities", "events", "agreements", "assertions", "stories",
        "differences", "links", "redirects", "readings", "judgements", "meta", "search", "facets", "mentions",
        "titles",
        "arrivals", "things", "places", "unlinked"}


def test_the_schema_is_postgresqls_too() -> None:
    for table in METADATA.sorted_tables:
        made = str(sa.schema.CreateTable(table).compile(dialect=postgresql.dialect()))
        assert "JSONB" not in made  # it would change the order of keys, and so the bytes of the export


def test_names_of_columns_do_not_clash_with_entities(location: str) -> None:
    rows = (entity(), entity("entity_2", "Ann Lee", kind="person", latitude=2.0, external_ids={}))
    with Writer(location) as store:
        store.write(record(entities=rows))
        assert store.record().entities == rows


def test_two_writers_of_one_record_lose_nothing(location: str) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def keep(who: int) -> None:
        for n in range(8):
            document = Document(id=f"d_{(who + n) % 8}", text=TEXT, blocks=())
            with Writer(location) as store:
                store.keep([Kept(document, Reading(document=document, reader="one"))])
                store.rewrite(lambda readings, _: record(
                    documents=(document_row(), *(document_row(r.document.id + "x") for r in readings))))

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(keep, (0, 3, 5)))
    with Reader(location) as store:
        assert [d.id for d in store.rows(DocumentRow)] == ["d_0x", "d_1", *(f"d_{n}x" for n in range(1, 8))]
        assert len(store.readings()) == 8


def test_what_is_asked_of_a_database_that_is_not_there(postgresql: str) -> None:
    from tests.record.postgres import empty

    empty(postgresql)
    with pytest.raises(RecordUnavailable, match="no record there"):
        Reader(postgresql)
    with pytest.raises(RecordUnavailable) as told:
        Reader("postgresql://me:secret@localhost:1/none")
    assert "secret" not in str(told.value)
