"""Many documents are linked some at a time, to the same record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.linking.handmade import report

from dragoman.engine.pipeline import find_faults, link_all
from dragoman.model.reading import Reading
from dragoman.model.record import Record
from dragoman.record import store as stores
from dragoman.record.database import connect
from dragoman.record.portions import portions
from dragoman.record.store import Kept, Writer


def day(n: int) -> Reading:
    return report(f"Minister Ek on the bridge, part {n}\nMinister Ek of Lomma said on day {n} that the bridge over the "
                  f"river would be mended by {n + 3} workers. The mayor of Sunde was against it for reason {n // 3}.",
                  published=f"2024-01-{n + 1:02}", people=["Ek"], places=["Lomma", "Sunde"])


@pytest.fixture
def linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int], Record]:
    def link(at_once: int, portion: int) -> Record:
        monkeypatch.setattr(stores, "AT_ONCE", at_once)
        monkeypatch.setattr(stores, "PORTION", portion)
        monkeypatch.setattr("dragoman.record.portions.PORTION", portion)
        with Writer(str(tmp_path / f"{at_once}-{portion}.db")) as store:
            store.keep([Kept(r.document, r) for r in map(day, (5, 1, 8, 3, 0, 7, 2, 6, 4))])
            link_all(store)
            assert find_faults(store) == []
            first = store.record()
            link_all(store, afresh=True)
            assert store.record() == first
            return first
    return link


def test_the_record_is_the_same_whatever_the_portions(linked: Callable[[int, int], Record]) -> None:
    whole = linked(100, 100)
    assert len(whole.documents) == 9
    assert whole.entities
    for portion in (1, 2, 4):
        assert linked(0, portion) == whole


def test_a_run_that_was_cut_off_goes_on_where_it_was(
    linked: Callable[[int, int], Record], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = linked(100, 100)
    monkeypatch.setattr(stores, "AT_ONCE", 0)
    monkeypatch.setattr(stores, "PORTION", 2)
    monkeypatch.setattr("dragoman.record.portions.PORTION", 2)
    calls: list[int] = []
    real = stores._link_some

    def cut(*given: object, **named: object) -> stores.Changes:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*given, **named)  # type: ignore[arg-type]

    with Writer(str(tmp_path / "cut.db")) as store:
        store.keep([Kept(r.document, r) for r in map(day, range(9))])
        monkeypatch.setattr(stores, "_link_some", cut)
        with pytest.raises(KeyboardInterrupt):
            link_all(store)
        assert 0 < len(store.record().documents) < 9
        link_all(store)
        assert store.record() == whole
    assert len(calls) == 6  # of five portions the third twice


def test_documents_come_in_the_order_of_their_days_also_where_only_the_reading_knows_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.record.portions.PORTION", 2)
    place = str(tmp_path / "days.db")
    readings = [day(n) for n in (3, 0, 2, 5, 1, 4)]
    with Writer(place) as store:
        store.keep([Kept(replace(r.document, published=None), r) for r in readings])
    with connect(place, create=False).connect() as connection:
        parts = list(portions(connection, ()))
    days = {r.document.id: r.document.published.value for r in readings if r.document.published}
    assert [[days[d][-2:] for d in part] for part in parts] == [["01", "02"], ["03", "04"], ["05", "06"]]
