from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree as Tree

import msgspec
import pytest
from msgspec.structs import replace
from tests.record.rows import TEXT, WORD, entity, event, evidence, record

from dragoman.errors import ExportError
from dragoman.export.formats import FORMATS, write_folder
from dragoman.export.geojson import to_geojson
from dragoman.export.graphml import to_graphml
from dragoman.export.plover import to_plover
from dragoman.export.tables import to_csv, to_jsonl
from dragoman.model.record import Agreement, Record

PLACE = entity("entity_2", kind="place", latitude=10.5, longitude=-3.0, country="NOR")
OTHER = replace(entity("entity_3"), name="Ann \x01& Lee")
DEAL = Agreement(
    id="agreement_1", name="The accord", kind="peace", form=None, parties=("entity_1", "entity_2", "entity_3"),
    signatories=(), witnesses=(), mediators=(), signed=None, place=None, status="signed", aims=(), provisions=(),
    compliance=(), relations=(), evidence=(evidence("the accord"),), corroboration=WORD)
PLACED = record(entities=(entity(), PLACE, OTHER), events=(event(place="entity_2", recipients=("entity_3",)),))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("rows", [Record(), record(), PLACED])
def test_every_format_takes_any_record_and_gives_the_same_twice(name: str, rows: Record) -> None:
    made = FORMATS[name].make(rows)
    assert made == FORMATS[name].make(rows)
    assert FORMATS[name].leaves_out


def test_lines_hold_the_whole_record() -> None:
    lists: dict[str, list[object]] = {}
    for line in to_jsonl(PLACED).splitlines():
        row = json.loads(line)
        lists.setdefault(row.pop("list"), []).append(row)
    assert msgspec.convert(lists, Record) == PLACED


def test_tables_hold_every_row_and_all_evidence() -> None:
    files = to_csv(PLACED)
    tables = {name: list(csv.DictReader(io.StringIO(data.decode()))) for name, data in files.items()}
    for name in PLACED.__struct_fields__:
        assert [row["id"] for row in tables[f"{name}.csv"]] == [row.id for row in getattr(PLACED, name)]
    assert tables["documents.csv"][0]["text"] == TEXT
    assert json.loads(tables["events.csv"][0]["actors"]) == ["entity_1"]
    for row in tables["evidence.csv"]:
        assert TEXT[int(row["start"]):int(row["end"])] == row["text"]
    assert {(r["list"], r["part"]) for r in tables["evidence.csv"]} == {
        ("entities", "mentions"), ("entities", "roles.0.evidence"), ("events", "evidence"),
        ("stories", "timeline.0.evidence")}
    assert tables["claims.csv"][0]["said"] == ""
    assert tables["claims.csv"][0]["negated"] == "false"


def test_the_map_has_places_and_events_with_longitude_first() -> None:
    place, happened = json.loads(to_geojson(PLACED))["features"]
    assert place["geometry"] == happened["geometry"] == {"type": "Point", "coordinates": [-3.0, 10.5]}
    assert (place["properties"]["list"], place["properties"]["events"]) == ("entities", 1)
    assert (happened["id"], happened["properties"]["actors"]) == ("event_1", "Norland")
    assert json.loads(to_geojson(record()))["features"] == []  # a longitude alone is no place


def test_the_network_is_xml_whose_edges_lead_from_node_to_node() -> None:
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    graph = Tree.fromstring(to_graphml(PLACED))  # noqa: S314 - our own
    nodes = {n.get("id") for n in graph.findall(".//g:node", space)}
    edges = [(e.get("source"), e.get("target")) for e in graph.findall(".//g:edge", space)]
    assert edges == [("entity_1", "entity_3")]
    assert nodes == {"entity_1", "entity_3"}
    assert "Ann & Lee" in [d.text for d in graph.iter("{http://graphml.graphdrawing.org/xmlns}data")]


def test_networkx_opens_the_graph_with_all_its_edges() -> None:
    networkx = pytest.importorskip("networkx")
    graph = networkx.parse_graphml(to_graphml(replace(PLACED, agreements=(DEAL,))).decode())
    edges = [(edge["list"], edge["mutual"]) for _, _, edge in graph.edges(data=True)]
    assert sorted(edges) == [*[("agreements", True)] * 3, ("events", False)]
    assert graph.nodes["entity_1"]["label"] == "Norland"


def test_plover_codes_what_was_done_alone() -> None:
    (line,) = to_plover(PLACED).splitlines()
    coded = json.loads(line)
    assert (coded["event_type"], coded["date"], coded["event_context"]) == ("AGREE", "2025-06-04", ["legislative"])
    assert [who["name"] for who in coded["actor"]] == ["Norland"]
    assert coded["location"]["lat"] == 10.5
    assert coded["text"] == [evidence("signed").text]
    assert to_plover(record(events=(event(status="planned"),))) == b""


def test_a_folder_is_made_or_the_reason_is_told(tmp_path: Path) -> None:
    write_folder(tmp_path / "tables", {"a.csv": b"x\n"})
    assert (tmp_path / "tables" / "a.csv").read_bytes() == b"x\n"
    for bad in (tmp_path / "tables" / "a.csv", tmp_path / "none" / "tables"):
        with pytest.raises(ExportError, match="cannot be written"):
            write_folder(bad, {})


def test_the_page_on_exports_and_the_list_of_the_command_agree() -> None:
    page = (Path(__file__).parents[2] / "docs" / "howto" / "export.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \|$", page, re.MULTILINE)
    assert [name for name, _, _ in rows] == list(FORMATS)
    for name, about, leaves_out in rows:
        assert leaves_out.startswith(FORMATS[name].leaves_out)
        assert ("a folder" in about) == (FORMATS[name].shape == "folder")
