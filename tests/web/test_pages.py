"""Every page of the desk, asked for without a browser: what it shows, and what it says of wrong questions."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from dragoman.model.record import Record

VIEWS = ("/", "/agreements", "/compliance", "/deadlines?from=2026-06", "/entities", "/map", "/network", "/search",
         "/search?q=patrol", "/api")


class Links(HTMLParser):
    """The desk's own pages that a page leads to, and the ids in it."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a" and values.get("href"):
            self.links.append(values["href"] or "")
        if values.get("id"):
            self.ids.add(values["id"] or "")
        if tag == "style" or (tag == "script" and not values.get("src")):
            self.inline.append(tag)
        self.inline += [name for name in values if name == "style" or name.startswith("on")]


def parsed(text: str) -> Links:
    found = Links()
    found.feed(text)
    return found


@pytest.mark.parametrize("address", VIEWS)
def test_each_view_is_small_whole_and_without_inline_script_or_style(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert len(answer.content) < 200_000
    assert parsed(answer.text).inline == []
    assert "<h1" in answer.text


def test_every_link_from_the_stories_on_leads_somewhere(client: TestClient) -> None:
    seen: set[str] = set()
    todo = list(VIEWS)
    while todo and len(seen) < 400:
        address = todo.pop(0)
        if address.partition("#")[0] in seen or not address.startswith("/"):
            continue
        seen.add(address.partition("#")[0])
        answer = client.get(address)
        assert answer.status_code == 200, address
        if "html" in answer.headers["content-type"] and "attachment" not in answer.headers.get(
                "content-disposition", ""):
            found = parsed(answer.text)
            inside = [link[1:] for link in found.links if link.startswith("#")]
            assert set(inside) <= found.ids, address
            kinds = {re.sub(r"_[0-9a-f]{16}|=.*", "", link) for link in seen}
            todo += [link for link in found.links if re.sub(r"_[0-9a-f]{16}|=.*", "", link) not in kinds][:40]
    assert len(seen) > 30


def test_any_datum_lands_on_its_words(client: TestClient, known: Record) -> None:
    words = next(e for e in known.agreements[0].evidence if e.field == "parties")
    answer = client.get(f"/documents/{words.document}?at={words.start}-{words.end}")
    cited = "".join(re.findall(r'<span class="piece[^"]* cited"[^>]*>([^<]*)<', answer.text))
    assert cited == words.text
    assert f'id="s{words.start}"' in answer.text
    shown = client.get(f"/words?in={words.document}:{words.start}-{words.end}").text
    assert f"<mark>{words.text}</mark>" in shown


def test_any_row_leads_to_its_words(client: TestClient, known: Record) -> None:
    rows = {"entity": known.entities[0].mentions, "event": known.events[0].evidence,
            "agreement": known.agreements[0].evidence, "claim": known.claims[:1], "time": known.times[:1],
            "quantity": known.quantities[:1]}
    keys = {r.id.partition("_")[0]: r.id for r in (
        known.entities[0], known.events[0], known.agreements[0], known.claims[0], known.times[0], known.quantities[0])}
    for kind, key in keys.items():
        shown = html.unescape(client.get(f"/words?of={key}").text)
        found = set(re.findall(r"<mark>([^<]*)</mark>", shown))
        assert found, key
        assert found <= {w.text for w in rows[kind]}, key
    assert client.get("/words?of=story_0").status_code == client.get("/words?of=event_0").status_code == 404


def test_a_passage_has_its_rows(client: TestClient, known: Record) -> None:
    [event, *_] = [e for e in known.events if any(w.field is None for w in e.evidence)]
    words = next(w for w in event.evidence if w.field is None)
    answer = client.get(f"/documents/{words.document}/rows?at={words.start}-{words.end}")
    assert f'href="/events/{event.id}"' in answer.text


def test_a_row_on_a_passage_shows_the_links_that_made_it(client: TestClient, known: Record) -> None:
    to = {r.id: r.to for r in known.redirects}
    link = next(x for x in known.links if x.kind == "agreement")
    made = next(a for a in known.agreements if a.id == to.get(link.left, link.left))
    words = next(w for w in made.evidence if w.field is None)
    answer = client.get(f"/documents/{words.document}/rows?at={words.start}-{words.end}").text
    ends = {made.id, *(key for key, row in to.items() if row == made.id)}
    of_it = {x.id for x in known.links if {x.left, x.right} & ends}
    shown = set(re.findall(r'href="/links/(link_[0-9a-f]+)"', answer))
    assert shown & of_it
    assert 'class="links"' not in client.get(f"/documents/{words.document}").text  # where nothing is pointed at


def test_the_reader_holds_the_text_whole(client: TestClient, known: Record) -> None:
    for document in known.documents:
        answer = client.get(f"/documents/{document.id}").text
        inner = answer[answer.index('<div class="text">'):answer.index("</article>")]
        pieces = re.findall(r'<span class="piece[^>]*>([^<]*)</span>', inner)
        assert len("".join(pieces)) >= sum(b.end - b.start for b in document.blocks)


def test_the_register_is_filtered(client: TestClient, known: Record) -> None:
    party = next(a for a in known.agreements if a.parties).parties[0]
    name = next(e.name for e in known.entities if e.id == party)
    shown = client.get("/agreements", params={"party": name}).text
    for agreement in known.agreements:
        assert (f'href="/agreements/{agreement.id}"' in shown) == (party in agreement.parties)
    for field, value in (("kind", known.agreements[0].kind), ("status", str(known.agreements[0].status))):
        shown = client.get("/agreements", params={field: value}).text
        for agreement in known.agreements:
            assert (f'href="/agreements/{agreement.id}"' in shown) == (getattr(agreement, field) == value)
    assert "No party of that name" in client.get("/agreements?party=Atlantis").text


def test_the_ledger_has_every_verdict(client: TestClient, known: Record) -> None:
    shown = client.get("/compliance").text
    rows = [c for a in known.agreements for c in a.compliance]
    assert rows
    assert len(re.findall(r'<td><span class="badge', shown)) == len(rows)


def test_an_old_id_leads_to_what_it_became(client: TestClient, known: Record) -> None:
    redirect = next(r for r in known.redirects if r.to.startswith("agreement"))
    answer = client.get(f"/agreements/{redirect.id}", follow_redirects=False)
    assert answer.headers["location"] == f"/agreements/{redirect.to}"


def test_what_has_come_since_the_last_visit_is_new(client: TestClient) -> None:
    first = TestClient(client.app, base_url="http://127.0.0.1")
    assert 'class="fresh"' not in first.get("/").text  # on the first visit nothing is
    assert 'class="fresh"' not in first.get("/").text
    again = TestClient(client.app, base_url="http://127.0.0.1")
    again.cookies.set("dragoman_visits", "|2001-01-02T00:00:00+00:00", domain="127.0.0.1", path="/")
    assert re.search(r'class="fresh">\d+ new<', again.get("/").text)
    assert re.search(r'class="fresh">\d+ new<', again.get("/").text)  # the same visit still
    later = TestClient(client.app, base_url="http://127.0.0.1")
    later.cookies.set("dragoman_visits", "nonsense|nonsense", domain="127.0.0.1", path="/")
    assert 'class="fresh"' not in later.get("/").text


@pytest.mark.parametrize(("address", "status"), [
    ("/nothing", 404), ("/stories/none", 404), ("/documents/none", 404), ("/agreements/none", 404),
    ("/entities/none", 404), ("/events/'; DROP TABLE events; --", 404), ("/words?in=x", 400),
    ("/words?in=none:1-2", 404), ("/search?kind=nothing", 400), ("/search?q=x&since=yesterday", 400),
    ("/?after=%00", 400), ("/agreements?since=2026-13-01", 400), ("/compare?left=none&right=none", 404),
    ("/compare", 422), ("/deadlines?from=9999-99", 400), ("/deadlines?from=lately", 400),
    ("/network?entity=none", 404), ("/network?story=none", 404), ("/map?story=none", 404),
    ("/map?since=2026-02-02&until=2026-02-01", 400), ("/agreements?since=2026-02-02&until=2026-02-01", 400),
    ("/deadlines?from=0001-01", 200),
])
def test_wrong_questions_are_answered_in_a_line(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert "<h1" in answer.text
    assert "Traceback" not in answer.text
