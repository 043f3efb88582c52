from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.record.rows import record

from dragoman.errors import ExportError
from dragoman.export.json import to_json, write_whole


def test_the_export_has_every_list_and_leaves_no_field_out() -> None:
    exported = json.loads(to_json(record()))
    assert list(exported) == [
        "documents", "times", "entities", "claims", "quantities", "events", "agreements", "assertions", "stories",
        "differences", "links", "redirects", "judgements"]
    event = exported["events"][0]
    assert event["place"] is None
    assert event["evidence"][0] == {"document": "d_1", "start": 8, "end": 14, "text": "signed", "field": None}
    assert exported["documents"][0]["blocks"] == [{"kind": "paragraph", "start": 0, "end": 55}]


def test_a_file_is_written_wholly_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    write_whole(file, b"one")
    write_whole(file, b"two")
    assert file.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [file]
    with pytest.raises(ExportError, match="cannot be written"):
        write_whole(tmp_path / "none" / "out.json", b"")
    with pytest.raises(ExportError, match="cannot be written"):
        write_whole(tmp_path, b"")
