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
from dragoman.record import runs
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
        for name, value in (("AT_ONCE", at_once), ("PORTION", portion), ("TOLD", portion)):
            monkeypatch.setattr(runs, name, value)
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


@pytest.mark.parametrize("at", range(1, 6))
def test_a_run_that_was_cut_off_goes_on_where_it_was(
    linked: Callable[[int, int], Record], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    whole = linked(100, 100)
    for name, value in (("AT_ONCE", 0), ("PORTION", 2), ("TOLD", 1)):
        monkeypatch.setattr(runs, name, value)
    steps: list[str] = []

    def cut(name: str) -> Callable[..., object]:
        real = getattr(runs, name)

        def step(*given: object) -> object:
            steps.append(name)
            if len(steps) == at:
                raise KeyboardInterrupt
            return real(*given)
        return step

    reports = [Kept(r.document, r) for r in map(day, range(9))]
    with Writer(str(tmp_path / "cut.db")) as store:
        store.keep(reports[:7])
        for name in ("_arrange", "_tell"):
            monkeypatch.setattr(runs, name, cut(name))
        with pytest.raises(KeyboardInterrupt):
            link_all(store)
        assert store.unlinked() > 0
        store.keep(reports[7:])  # others come in between
        link_all(store)
        assert store.unlinked() == 0
        assert find_faults(store) == []
        assert store.record() == whole
    assert steps[at - 1] == ("_arrange" if at <= 4 else "_tell")


def test_documents_come_in_the_order_of_their_days_also_where_only_the_reading_knows_them(
    tmp_path: Path
) -> None:
    place = str(tmp_path / "days.db")
    readings = [day(n) for n in (3, 0, 2, 5, 1, 4)]
    with Writer(place) as store:
        store.keep([Kept(replace(r.document, published=None), r) for r in readings])
    with connect(place, create=False).connect() as connection:
        parts = list(portions(connection, (), 2))
    days = {r.document.id: r.document.published.value for r in readings if r.document.published}
    assert [[days[d][-2:] for d in part] for part in parts] == [["01", "02"], ["03", "04"], ["05", "06"]]
