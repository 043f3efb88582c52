"""A record is the same whichever database holds it: what is read, found, exported and checked."""

from __future__ import annotations

from pathlib import Path

from tests.record.postgres import empty

from dragoman.engine.pipeline import find_faults, read_into, relink
from dragoman.export.formats import FORMATS
from dragoman.reading.read import Reader
from dragoman.record.store import Writer

REPORTS = Path(__file__).parents[1] / "data" / "reports"


def test_every_export_has_the_same_bytes_from_either_database(
    reader: Reader, tmp_path: Path, postgresql: str
) -> None:
    empty(postgresql)
    made = []
    for location in (str(tmp_path / "a.db"), postgresql):
        with Writer(location) as store:
            for file in sorted(REPORTS.iterdir(), reverse="://" in location):  # the order makes no difference
                read_into(store, [file], lambda: reader, version=reader.version)
            assert find_faults(store) == []
            found = {words: store.search(words) for words in ("accord", "government", "")}
            exports = {name: one.make(store.record()) for name, one in FORMATS.items()}
            relink(store, lambda: reader)
            assert FORMATS["json"].make(store.record()) == exports["json"]
            made.append((exports, {words: [(f.kind, f.id, f.score) for f in some] for words, some in found.items()}))
    assert made[0][0] == made[1][0]
    assert made[0][1] == made[1][1]
    assert made[0][1]["accord"]
