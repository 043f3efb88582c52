"""Versions of an article in a record: the same bytes in any order and batches, and what is told of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.documents import seeds

import dragoman
from dragoman.dossier.versions import changes
from dragoman.engine.pipeline import read_into
from dragoman.reading.read import Reader
from dragoman.record.store import Writer

FIRST = (
    "Norland and Southmark signed an accord on 4 June 2025 to share the water of the Vell dam, the ministry said.",
    "At least 12 people were killed in floods below the dam, the ministry said.",
    "“Water has no flag,” said Ann Lee, the water minister of Norland.",
)
LATER = (FIRST[0], FIRST[1].replace("12", "19"), FIRST[2], "The accord is to last ten years, the text says.")
FRENCH = ("Les ministres des deux pays se sont réunis mardi et ont signé un accord sur le partage des eaux du barrage, "
          "qui entrera en vigueur en janvier prochain, selon un communiqué du ministère.")


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    def modified(hour: int) -> str:
        return f'<meta property="article:modified_time" content="2025-06-05T{hour}:00:00+02:00">'

    files = {"a.html": seeds.html(sentences=FIRST), "b.html": seeds.html(sentences=LATER, head=modified(12)),
             "c.html": seeds.html(sentences=LATER[1:], head=modified(18)),
             "d.txt": f"Barrage\n{FRENCH}\n".encode(),
             "e.txt": b"Two states agree on a dam\nFloods below the dam on the Vell killed 19 people, Norland said.\n"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return [tmp_path / name for name in files]


def export(location: Path, reader: Reader, *batches: list[Path]) -> bytes:
    for batch in batches:
        with Writer(str(location)) as store:
            read_into(store, batch, lambda: reader, version=reader.version)
    with dragoman.open(location, create=False) as kept:
        assert kept.check() == []
        return kept.to_json()


def test_order_and_batches_of_versions_leave_no_trace(tmp_path: Path, reader: Reader, reports: list[Path]) -> None:
    whole = export(tmp_path / "a.db", reader, reports)
    assert export(tmp_path / "b.db", reader, reports[::-1]) == whole
    assert export(tmp_path / "c.db", reader, *([r] for r in reports[::-1])) == whole
    assert export(tmp_path / "d.db", reader, reports[2:], reports[:3]) == whole


def test_what_changed_is_told(tmp_path: Path, reader: Reader, reports: list[Path]) -> None:
    export(tmp_path / "a.db", reader, reports)
    with dragoman.open(tmp_path / "a.db", create=False) as kept:
        record = kept.everything()
    by_file = {d.file: d for d in record.documents}
    assert by_file["c.html"].version_of == by_file["b.html"].version_of == by_file["a.html"].id
    first, second = changes(record, by_file["b.html"])
    assert (first.earlier.file, first.later.file, second.later.file) == ("a.html", "b.html", "c.html")
    assert any("12 people" in c.text for c in first.gone)
    assert any("19 people" in c.text for c in first.new)
    assert any("ten years" in c.text for c in first.new)
    assert any("signed an accord" in c.text for c in second.gone)


def test_a_report_in_another_language_is_kept_and_found(tmp_path: Path, reader: Reader, reports: list[Path]) -> None:
    with Writer(str(tmp_path / "a.db")) as store:
        assert read_into(store, reports, lambda: reader, version=reader.version).unread == 1
    with dragoman.open(tmp_path / "a.db", create=False) as kept:
        record = kept.everything()
        (document,) = [d for d in record.documents if d.unread]
        assert (document.file, document.language) == ("d.txt", "fr")
        assert not [c for c in record.claims if c.document == document.id]
        assert [f.id for f in kept.search("communiqué ministres")] == [document.id]
