from __future__ import annotations

import json
import pickle
import sys

import msgspec
import pytest
from msgspec.structs import replace
from tests.dossier.records import small_record
from tests.export.test_jsonld import JUDGED
from tests.record.rows import record

from dragoman.errors import ExportError
from dragoman.model.base import Row
from dragoman.model.judgement import Judgement
from dragoman.model.record import Event
from dragoman.record.listing import Listing
from dragoman.record.store import Writer
from dragoman.record.tables import KINDS


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("whole", [record(), small_record()])
def test_a_listing_is_a_tuple_and_a_table(kind: str, whole: Row) -> None:
    pytest.importorskip("pyarrow")
    pytest.importorskip("pandas")
    rows = getattr(whole, kind)
    listing = Listing(KINDS[kind], rows)
    assert listing == rows
    assert pickle.loads(pickle.dumps(listing)) == listing  # noqa: S301 - our own
    assert msgspec.json.encode(listing) == msgspec.json.encode(rows)
    table, frame = listing.to_arrow(), listing.to_pandas()
    assert table.schema.names == list(frame.columns) == list(KINDS[kind].__struct_fields__)
    assert table.num_rows == len(frame) == len(rows)
    table.validate(full=True)
    for row, plain in zip(rows, table.to_pylist(maps_as_pydicts="strict"), strict=True):
        assert msgspec.convert(json.loads(json.dumps(plain)), KINDS[kind]) == row


def test_an_empty_listing_has_typed_columns() -> None:
    pa = pytest.importorskip("pyarrow")
    schema = Listing(Event).to_arrow().schema
    assert schema.field("actors").type == pa.list_(pa.string())
    assert schema.field("time").type.field("earliest").type == pa.string()
    assert schema.field("corroboration").type.field("documents").type == pa.int64()


def test_what_may_be_anything_is_json() -> None:
    pytest.importorskip("pyarrow")
    listing = Listing(Judgement, (JUDGED, replace(JUDGED, value=None)))
    assert listing.to_arrow().column("value").to_pylist() == ['{"value":"2025"}', None]
    assert listing.to_pandas()["value"][0] == {"value": "2025"}


def test_the_store_gives_listings(location: str) -> None:
    with Writer(location) as store:
        store.write(record())
        assert isinstance(store.rows(Event), Listing)


@pytest.mark.parametrize(("module", "method"), [("pyarrow", "to_arrow"), ("pandas", "to_pandas")])
def test_without_the_library_it_is_told_what_to_install(
    module: str, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ExportError, match=r"pip install 'dragoman\[tables\]'"):
        getattr(Listing(Event), method)()
