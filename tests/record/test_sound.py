from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.record.rows import TEXT, record

from dragoman.engine.pipeline import find_faults
from dragoman.errors import DragomanError
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.record.store import Kept, Reader, Writer


@pytest.fixture
def store(location: str) -> Iterator[Writer]:
    with Writer(location) as writer:
        document = Document(id="d_1", text=TEXT, blocks=())
        writer.keep([Kept(document, Reading(document=document, reader="one"))])
        writer.write(record())
        yield writer


def test_a_record_as_it_was_written_has_no_faults(store: Writer) -> None:
    assert store.faults() == []
    store.write(record(claims=(), events=(), stories=(), redirects=()))
    assert store.faults() == []


@pytest.mark.parametrize(("statement", "told"), [
    ("UPDATE claims SET negated = true", "claims claim_1: not what was written"),
    ("UPDATE events SET digest = 'x'", "events event_1: not what was written"),
    ("DELETE FROM search WHERE id = 'claim_1'", "search claim_1: missing"),
    ("UPDATE search SET title = 'another' WHERE id = 'd_1'", ""),
    ("UPDATE search SET digest = 'x' WHERE id = 'd_1'", "search d_1: not what was written"),
    ("DELETE FROM entities", "search claim_1: not what was written"),
    ("DELETE FROM facets WHERE list = 'events'", "facets events event_1: not what its row gives"),
    ("UPDATE facets SET value = 'x' WHERE field = 'actor'", "facets events event_1"),
    ("DELETE FROM mentions", "facets entities entity_1: not what its row gives"),
    ("UPDATE readings SET reader = 'two'", "readings d_1: by another reader"),
    ("UPDATE readings SET id = 'd_2'", "readings d_2: of another document"),
])
def test_what_is_changed_by_hand_is_told(store: Writer, statement: str, told: str) -> None:
    with store._engine.begin() as connection:
        connection.execute(sa.text(statement))
    faults = store.faults()
    assert told in "\n".join(faults)
    assert faults or not told


@pytest.mark.parametrize(("statement", "told"), [
    ("UPDATE claims SET attribution = '[{' WHERE id = 'claim_1'", "claims claim_1: cannot be understood"),
    ("UPDATE claims SET attribution = 5 WHERE id = 'claim_1'", "claims claim_1: cannot be understood"),
    ("UPDATE claims SET start = 'first' WHERE id = 'claim_1'", "claims claim_1: cannot be understood"),
    ("UPDATE events SET actors = '7'", "events event_1: cannot be understood"),
    ("UPDATE events SET summary = CAST(x'ff00' AS TEXT)", "events event_1: cannot be understood"),
    ("UPDATE documents SET blocks = x'8100'", "documents d_1: cannot be understood"),
    ("UPDATE readings SET reading = x'789c'", "readings d_1: cannot be understood"),
    ("UPDATE readings SET source = 'text'", "readings d_1: cannot be understood"),
])
def test_a_row_that_cannot_be_understood_is_named_and_the_others_are_looked_at(
    tmp_path: Path, statement: str, told: str
) -> None:
    with Writer(str(tmp_path / "a.db")) as store:
        document = Document(id="d_1", text=TEXT, blocks=())
        store.keep([Kept(document, Reading(document=document, reader="one"))])
        store.write(record())
    with sqlite3.connect(tmp_path / "a.db") as other:
        other.execute(statement)
        other.execute("UPDATE stories SET digest = 'x'")
    with Reader(str(tmp_path / "a.db")) as reader:
        faults = reader.faults()
        found = find_faults(reader)
    assert sum(fault.startswith(told) for fault in faults) == 1
    assert any(fault.startswith("stories ") for fault in faults)
    assert set(faults) <= set(found)


def test_an_index_without_its_words_is_told(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    with Writer(path) as store:
        store.write(record())
    with sqlite3.connect(path) as other:
        other.execute("INSERT INTO search_words(search_words) VALUES ('delete-all')")
    before = Path(path).read_bytes()
    with Reader(path) as store:
        assert any(fault.startswith("search_words: ") for fault in store.faults())
    assert Path(path).read_bytes() == before


def test_damage_anywhere_in_the_file_is_told_in_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Writer(str(path)) as store:
        store.write(record())
    whole = path.read_bytes()
    chance = random.Random(5)  # noqa: S311
    told = []
    for _ in range(240):
        at = chance.randrange(len(whole) - 200)
        if not any(whole[at:at + 200]):
            continue  # nothing stands there
        path.write_bytes(whole[:at] + chance.randbytes(200) + whole[at + 200:])
        try:
            with Reader(str(path)) as reader:
                told += reader.faults()[:1]
        except DragomanError as error:
            told.append(str(error))
    assert len(told) > 10
    assert all("\n" not in line for line in told)
