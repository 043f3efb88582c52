"""How long the desk takes over a large record: each page's time on the server, search, and the size of pages.

Measured on as many documents as DRAGOMAN_DESK_DOCUMENTS says (200 if it says nothing), or
on the record that DRAGOMAN_DESK_RECORD names, which `python -m tests.web.large` makes. What is held is the processor's
time, the asking included: on a machine that does nothing else the clock shows little more.
"""

from __future__ import annotations

import os
import random
import time
from collections import defaultdict

import pytest
from fastapi.testclient import TestClient
from tests.web.large import multiply

from dragoman.model.record import Record
from dragoman.record.query import Queries
from dragoman.web.app import make_app, make_ready
from dragoman.web.dossiers import SECTIONS

PAGES, SEARCHES, TIMES = 0.100, 0.150, 25  # seconds at the 95th percentile; how often each view is asked for
SIZE = 200_000
WORDS = ("border", "agreement border", "ceasefire prisoners", '"joint patrols"', "chad", "minister said", "the")


def addresses(location: str, chance: random.Random) -> dict[str, list[str]]:
    """Addresses of each view, of rows here and there in a record."""
    found: dict[str, list[str]] = defaultdict(list)
    with Queries(location) as queries, queries.open() as query:
        for name in ("stories", "agreements", "events", "entities", "documents", "claims"):
            keys = query.sample(name, TIMES, chance.random)
            if name == "stories":
                for section in ("", *(f"/{name}" for name in SECTIONS if name != "brief")):
                    found[f"story{section}"] = [f"/stories/{key}{section}" for key in keys]
            else:
                found[f"one of the {name}"] = [f"/{name}/{key}" for key in keys]
        busiest = query.ids("entities", limit=TIMES)[0]
        found["busiest entities"] = [f"/entities/{key}" for key in busiest]
        _, after = query.ids("stories", limit=40)
    found["stories"] = ["/", f"/?after={after}"] * (TIMES // 2)
    found["register"] = ["/agreements", "/agreements?kind=border&status=signed", "/agreements?since=2022-01-01",
                         "/agreements?party=chad", "/agreements?party=peru&status=signed"] * (TIMES // 5)
    found["lists"] = ["/compliance", "/compliance?verdict=not-met", "/deadlines?from=2024-01", "/entities",
                      "/entities?kind=person", "/entities?name=an"] * (TIMES // 5)
    found["map"] = ["/map", "/map?since=2023-01-01", "/map?until=2020-01-01"] * (TIMES // 3)
    found["network"] = ["/network", "/network?since=2023-01-01", f"/network?entity={busiest[0]}"] * (TIMES // 3)
    found["search"] = [f"/search?part=1&q={word}" for word in WORDS]
    found["search"] += ["/search?part=1&q=border&who=peru&kind=claim", "/search?part=1&who=chad&since=2024-01-01"] * 3
    found["review"] = ["/review", *(f"/review?kind={kind}" for kind in ("event", "agreement", "claim", "story"))] * 5
    found["api"] = ["/api/events", "/api/agreements?kind=border", "/api/stories?limit=20"] * (TIMES // 3)
    return found


def at(values: list[float], share: float) -> float:
    """The value below which a share of them lies."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


@pytest.mark.slow
def test_each_page_is_quick_and_small(known: Record, tmp_path_factory: pytest.TempPathFactory) -> None:
    location = os.environ.get("DRAGOMAN_DESK_RECORD")
    if location is None:
        location = str(tmp_path_factory.mktemp("large") / "dragoman.db")
        multiply(known, location, int(os.environ.get("DRAGOMAN_DESK_DOCUMENTS", "200")) // len(known.documents))
    app = make_app(location)
    make_ready(app)
    client = TestClient(app, base_url="http://127.0.0.1")
    slow, large = [], []
    for view, asked in addresses(location, random.Random(1)).items():  # noqa: S311
        took, clock = [], []
        client.get(asked[0])  # what is loaded once
        for address in asked:
            start = time.process_time(), time.perf_counter()
            answer = client.get(address)
            took.append(time.process_time() - start[0])
            clock.append(time.perf_counter() - start[1])
            assert answer.status_code == 200, address
            if len(answer.content) > SIZE and view != "api":
                large.append((address, len(answer.content)))
        middle, late = at(took, 0.5), at(took, 0.95)
        print(f"{view:20} processor: median {middle * 1000:5.0f} ms, p95 {late * 1000:5.0f} ms; "
              f"by the clock: median {at(clock, 0.5) * 1000:5.0f} ms, p95 {at(clock, 0.95) * 1000:5.0f} ms")
        if late > (SEARCHES if view == "search" else PAGES):
            slow.append((view, round(late, 3)))
    assert large == []
    assert slow == []
