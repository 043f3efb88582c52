"""The assistant's server: asked through the protocol's own client, in this process and as the real command."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.errors import NotInRecord
from dragoman.web.mcp import Answers, make_server

REPORTS = Path(__file__).parents[2] / "examples" / "reports"
TWO = [REPORTS / "01_ministry_release.txt", REPORTS / "02_andes_press.html"]


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("mcp") / "record.db"
    with dragoman.open(path) as record:
        record.read([p for p in sorted(REPORTS.iterdir()) if p.stem in {p.stem for p in TWO}])
    return str(path)


@pytest.fixture
def record(location: str) -> Any:
    with dragoman.open(location, create=False) as record:
        yield record


def run(asking: Coroutine[Any, Any, Any]) -> Any:
    """Run in a thread of its own: the browser of other tests keeps a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, asking).result()


def asked(record: Any, tool: str, **arguments: Any) -> tuple[bool, str]:
    from mcp import Client

    async def ask() -> tuple[bool, str]:
        async with Client(make_server(record)) as client:
            answer = await client.call_tool(tool, arguments)
            return bool(answer.is_error), "".join(c.text for c in answer.content if c.type == "text")

    return run(ask())


def test_every_tool_is_told_to_be_read_only(record):
    from mcp import Client

    async def ask() -> Any:
        async with Client(make_server(record)) as client:
            return (await client.list_tools()).tools

    tools = run(ask())
    assert [t.name for t in tools] == ["search", "stories", "get", "differences", "quote"]
    assert all(t.annotations.read_only_hint and t.description for t in tools)


def test_what_is_found_can_be_got_and_its_evidence_quoted(record):
    wrong, text = asked(record, "search", words="border security", kinds=["agreement"])
    found = json.loads(text)
    assert not wrong
    assert found[0]["kind"] == "agreement"

    got = json.loads(asked(record, "get", kind="agreement", id=found[0]["id"])[1])
    assert set(got["row"]["parties"]) <= set(got["names"])
    evidence = got["row"]["evidence"][0]
    assert evidence["document"] in got["reports"]

    place = {name: evidence[name] for name in ("document", "start", "end")}
    quoted = json.loads(asked(record, "quote", **place)[1])
    assert quoted["text"] == evidence["text"]
    assert quoted["report"] == got["reports"][evidence["document"]]


def test_of_a_row_that_all_reports_name_an_answer_has_the_first(record, monkeypatch):
    monkeypatch.setattr("dragoman.web.mcp._LISTED", 3)
    state = max(record.entities(), key=lambda e: len(e.mentions))
    got = json.loads(asked(record, "get", kind="entity", id=state.id)[1])
    assert len(got["row"]["mentions"]) == 3
    assert got["cut"]["mentions"] == len(state.mentions)
    assert set(got["reports"]) == {m["document"] for m in got["row"]["mentions"]} | {
        e["document"] for role in got["row"]["roles"] for e in role["evidence"]}


def test_stories_and_where_their_reports_part(record):
    listed = json.loads(asked(record, "stories", limit=1)[1])
    (story,) = listed["stories"]
    answer = json.loads(asked(record, "differences", story=story["id"])[1])
    assert answer["differences"]
    assert all(d["story"] == story["id"] for d in answer["differences"])
    assert listed["after"] is None


@pytest.mark.parametrize(("tool", "arguments", "reason"), [
    ("get", {"kind": "event", "id": "zz"}, "nothing among the events has this id"),
    ("get", {"kind": "password", "id": "zz"}, "kind"),
    ("search", {"since": "yesterday"}, "yesterday"),
    ("stories", {"after": "zz"}, "none that a page gave"),
    ("quote", {"document": "zz"}, "nothing among the documents"),
])
def test_what_is_asked_wrongly_is_answered_with_the_reason(record, tool, arguments, reason):
    wrong, text = asked(record, tool, **arguments)
    assert wrong
    assert reason in text
    assert "Traceback" not in text


def test_no_words_outside_a_report(record):
    document = record.documents()[0]
    for start, end in ((-1, 5), (5, 5), (len(document.text), None), (0, 0)):
        with pytest.raises(NotInRecord, match="has no words at"):
            Answers(record).quote(document.id, start, end)


def test_the_command_speaks_the_protocol(location):
    from mcp import Client, StdioServerParameters
    from mcp.client.stdio import stdio_client

    async def ask() -> str:
        command = StdioServerParameters(command=sys.executable, args=["-m", "dragoman", "mcp", "--record", location])
        async with Client(stdio_client(command)) as client:
            answer = await client.call_tool("stories", {})
            return "".join(c.text for c in answer.content if c.type == "text")

    assert len(json.loads(run(ask()))["stories"]) == 1


def test_what_is_not_shown_is_not_fetched(record, monkeypatch):
    story, document = record.stories()[0], record.documents()[0]
    whole = json.loads(asked(record, "quote", document=document.id, start=2, end=9)[1])
    assert whole["text"] == document.text[2:9]
    state = max(record.entities(), key=lambda e: len(e.mentions))

    def refuse(*_: object) -> None:
        raise AssertionError("a whole row was fetched")

    monkeypatch.setattr("dragoman.record.store.rows_of", refuse)
    monkeypatch.setattr("dragoman.record.query.rows_of", refuse)
    for tool, given in (("stories", {}), ("quote", {"document": document.id[:-2], "end": 5}),
                        ("get", {"kind": "document", "id": document.id}), ("get", {"kind": "entity", "id": state.id})):
        assert story.id in asked(record, tool, **given)[1] or tool != "stories"
