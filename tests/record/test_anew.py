"""An upgrade writes what is there, some rows at a time, and all that is searched and listed comes out as it was."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from tests.dossier.records import small_record
from tests.record.rows import record

from dragoman.model.record import Record
from dragoman.record import anew
from dragoman.record.store import Reader, Writer, upgrade
from dragoman.record.tables import FACETS, MENTIONS, META, ROWS, SEARCH


def kept(location: str) -> dict[str, set[str]]:
    with Reader(location) as store, store._looking() as connection:
        return {table.name: set(map(str, connection.execute(sa.select(*table.c)).all()))
                for table in (*ROWS.values(), FACETS, MENTIONS, SEARCH)}


@pytest.mark.parametrize("page", [1, 2, 500])
@pytest.mark.parametrize("given", [record(), small_record()], ids=["rows", "small"])
def test_an_upgrade_leaves_rows_and_search_and_lists_as_they_were(
    location: str, given: Record, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anew, "_PAGE", page)
    with Writer(location) as store:
        store.write(given)
        before, whole, faults = kept(location), store.record(), store.faults()
        with store._engine.begin() as connection:
            connection.execute(META.update().where(META.c.name == "schema").values(value="13"))
            connection.execute(FACETS.delete())
            connection.execute(ROWS["claims"].update().values(digest="another"))
    assert upgrade(location)
    assert kept(location) == before
    with Reader(location) as store:
        assert store.record() == whole
        assert not [fault for fault in store.faults() if fault not in faults]
