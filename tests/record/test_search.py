from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.record.rows import claim, document_row, entity, event, record

from dragoman.record.renewal import Renewal
from dragoman.record.search import Found
from dragoman.record.store import Writer
from dragoman.record.tables import NUMBERS, SEARCHED

OSLO = entity("entity_2", "Norland", kind="place", country="NLD", aliases=("Tarn Harbour",))
LAND = entity("entity_3", "Norland", kind="country", country="NLD", aliases=("Kingdom of Norland",))
WHOLE = record(entities=(entity(), OSLO, LAND), events=(event(place="entity_2"),))


@pytest.fixture
def store(location: str) -> Iterator[Writer]:
    with Writer(location) as writer:
        writer.write(WHOLE)
        yield writer


def ids(found: list[Found]) -> set[str]:
    return {f.id for f in found}


def test_words_are_found_in_every_form_and_marked(store: Writer) -> None:
    assert ids(store.search("signing accords")) == {"d_1", "claim_1"}
    for one in store.search("accord"):
        assert [one.snippet[a:b] for a, b in one.marks] == ["accord"]
        assert one.score > 0
    assert ids(store.search('"the accord"')) == {"d_1", "claim_1"}
    assert store.search('"accord signed"') == []
    assert store.search("accord treaty") == []


def test_a_part_of_a_name_is_words_beside_each_other(location: str) -> None:
    aliases = ("Old Free City of Tarn", "Tarn Harbour", "Vell")
    port = entity("entity_2", "Norland", kind="place", country="NLD", aliases=aliases)
    with Writer(location) as store:
        store.write(record(entities=(entity(), port, LAND), events=(event(place="entity_2"),)))
        for part in ("old", "tarn", "old free", "free city", "city of", "of tarn", "free city of", "Free-City",
                     "old free city of tarn", "tarn harbour", "vell"):
            assert ids(store.search("", where=part, kinds=["event"])) == {"event_1"}, part
        for part in ("old city", "free of", "city tarn", "harbour vell", "of tarn harbour", "tarn old", "tarn of"):
            assert store.search("", where=part, kinds=["event"]) == [], part


def test_filters_narrow(store: Writer) -> None:
    assert ids(store.search("norland", kinds=["claim"])) == {"claim_1"}
    assert ids(store.search("", who="norland", kinds=["event", "claim"])) == {"event_1", "claim_1"}
    assert store.search("", who="orland") == []
    assert ids(store.search("", where="tarn harbour", kinds=["event"])) == {"event_1"}
    assert ids(store.search("", where="kingdom", kinds=["event"])) == {"event_1"}
    assert store.search("", where="%") == store.search("", where="no such place") == []
    assert ids(store.search("accord", since="2025-06-04", until="2025-06-04")) == {"d_1", "claim_1"}
    assert store.search("accord", since="2025-06-05") == store.search("accord", until="2025-06-03") == []
    assert len(store.search("", limit=2)) == 2


def test_a_better_match_comes_first(store: Writer) -> None:
    often = document_row("d_2", title="Accord", text="The accord: an accord is an accord.", blocks=())
    store.write(record(documents=(document_row(), often), claims=(claim(),)))
    assert [f.id for f in store.search("accord", kinds=["document"])] == ["d_2", "d_1"]


def test_the_index_follows_every_write(store: Writer) -> None:
    store.write(record(claims=(), events=(), stories=(), redirects=()))
    assert ids(store.search("accord")) == {"d_1"}
    store.write(type(record())())
    assert store.search("accord") == store.search("") == []


@pytest.mark.parametrize("words", [
    '"', "'", "a OR", "AND", "title:x", "a* b^", "(x", "\0", "-accord", "é", "日本", ":", "{",
])
def test_no_character_has_another_meaning(store: Writer, words: str) -> None:
    store.search(words)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_any_words_may_be_asked_for(store: Writer, words: str) -> None:
    for one in store.search(words):
        assert all(0 <= a < b <= len(one.snippet) for a, b in one.marks)


def test_two_rows_of_one_number_are_both_found(location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.record.entries.number_of", lambda kind, *_: SEARCHED.index(kind) * NUMBERS)
    both = record(claims=(claim(), claim(id="claim_2")))
    with Writer(location) as store:
        with store._engine.begin() as connection:
            for one in (both.claims[:1], both.claims[1:]):  # as they come, one after the other
                part = record(claims=one)
                step = SimpleNamespace(named_in=lambda _: both.entities, mentioned={"entity_1": 1})
                Renewal(connection, afresh=False).put(part, step)  # type: ignore[arg-type]
        assert {"claim_1", "claim_2"} <= ids(store.search("accord"))
        assert [fault for fault in store.faults() if fault.startswith("search")] == []
