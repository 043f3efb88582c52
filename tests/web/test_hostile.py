"""Whatever stands in a headline, a name or a quotation is shown as it is, and nothing of it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import served, watched, written
from tests.web.hostile import STRINGS

from dragoman.model.document import Block
from dragoman.model.record import (
    Agreement,
    Assertion,
    Attribution,
    Claim,
    Corroboration,
    Difference,
    DifferenceItem,
    DocumentRow,
    Entity,
    Event,
    Evidence,
    ProvisionRow,
    Record,
    Story,
    TimelineEntry,
)
from dragoman.model.time import Time
from dragoman.web.app import make_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DAY = Time(value="2026-05-04", earliest="2026-05-04", latest="2026-05-04")
ONE = Corroboration(documents=1, outlets=1, origins=("x",), independent_origins=1, level="single-source")


def of(n: int, string: str) -> Record:
    """A story of one report in which a string stands wherever one can."""
    text = f"Said {string} now."
    key, end = f"d_{n}", len(text) - 5
    words = Evidence(document=key, start=5, end=end, text=string)
    chain = (Attribution(name=string, entity=f"entity_{n}", kind="person", cue=string, document=key, start=5, end=end,
                         text=string),)
    claim = Claim(id=f"claim_{n}", document=key, start=5, end=end, text=string, voice="direct", quotes=(words,),
                  attribution=chain, modality="asserted", negated=False, said=None)
    event = Event(id=f"event_{n}", type="ACCUSE", mode=None, contexts=(string,), actors=(f"entity_{n}",),
                  recipients=("entity_0",), place=f"entity_{n}", time=DAY, status="occurred", summary=string,
                  agreement=None, claims=(claim.id,), quantities=(), evidence=(words,), corroboration=ONE)
    provision = ProvisionRow(text=string, obligor=None, beneficiary=None, action=None, object=None, sector=string,
                             modality="committed", condition=string, deadline=DAY, claims=(), evidence=(words,))
    agreement = Agreement(id=f"agreement_{n}", name=string, kind="other", form=None, parties=(f"entity_{n}",),
                          signatories=(), witnesses=(), mediators=(), signed=DAY, place=None, status="signed", aims=(),
                          provisions=(provision,), compliance=(), relations=(), evidence=(words,), corroboration=ONE)
    return Record(
        documents=(DocumentRow(id=key, file=string, url=string, title=string, publisher=string, authors=(string,),
                               language="en", published=DAY, published_basis="metadata", text=text, story=f"story_{n}",
                               blocks=(Block(kind="paragraph", start=0, end=len(text)),)),),
        entities=(Entity(id=f"entity_{n}", name=string, aliases=(string, f"{string} too"), kind="person",
                         country=string, sector=string, external_ids={"x": string}, latitude=1.0 + n / 10,
                         longitude=2.0, roles=(), mentions=(words,)),),
        claims=(claim,), events=(event,), agreements=(agreement,),
        assertions=(Assertion(id=f"assertion_{n}", text=string, claims=(claim.id,), quantities=(), events=(),
                              corroboration=ONE),),
        stories=(Story(id=f"story_{n}", title=string, documents=(key,), first=DAY, last=DAY, timeline=(
            TimelineEntry(time=DAY, event=event.id, agreement=None, summary=string, evidence=(words,)),)),),
        differences=(Difference(id=f"difference_{n}", story=f"story_{n}", kind="quote", about=string, summary=string,
                                items=(DifferenceItem(document=key, value=string, evidence=(words,)),)),),
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the record of all the strings is."""
    parts = [of(n, string) for n, string in enumerate(STRINGS)]
    record = Record(**{name: tuple(row for part in parts for row in getattr(part, name))
                       for name in Record.__struct_fields__})
    return written(record, Path(tmp_path_factory.mktemp("hostile")) / "dragoman.db")


class Shown(HTMLParser):
    """The words that a page shows, and its elements and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.leads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.leads += [value or "" for name, value in attrs if name in ("href", "src", "action")]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\0", "\ufffd")).strip()


@pytest.fixture(scope="module")
def asked(hostile: str) -> Iterator[TestClient]:
    with TestClient(make_app(hostile), base_url="http://127.0.0.1") as client:
        yield client


@pytest.mark.parametrize("n", range(len(STRINGS)))
def test_all_are_shown_and_none_is_markup(asked: TestClient, n: int) -> None:
    sections = ("", "/agreements", "/timeline", "/says", "/differences", "/people", "/reports")
    for address in (*(f"/stories/story_{n}{s}" for s in sections[n % 7:n % 7 + 1]), f"/documents/d_{n}",
                    f"/agreements/agreement_{n}", f"/entities/entity_{n}", f"/events/event_{n}", f"/claims/claim_{n}"):
        answer = asked.get(address)
        assert answer.status_code == 200, (address, STRINGS[n])
        shown = Shown()
        shown.feed(answer.text)
        assert plain(STRINGS[n]) in plain("".join(shown.text)), address
        assert not shown.tags & {"img", "iframe", "object", "embed", "style", "b", "video", "base", "math", "marquee"}
        assert not {name for name in shown.attributes if name.startswith("on") or name in ("style", "srcdoc")}
        assert all(lead.startswith(("/", "#")) and not lead.startswith("//") for lead in shown.leads)
    found = asked.get("/search", params={"q": STRINGS[n][:400], "who": STRINGS[n][:200]})
    assert found.status_code == 200
    assert asked.get("/api/search", params={"q": STRINGS[n][:400]}).status_code == 200


def test_none_runs_in_a_browser(browser: Browser, hostile: str) -> None:
    with served(hostile) as desk:
        context = browser.new_context(base_url=desk)
        page = context.new_page()
        seen = ""
        with watched(page, desk):
            address: str | None = "/"
            while address:
                page.goto(address)
                seen += page.locator("main").inner_text()
                older = page.locator("a[rel=next]")
                address = older.get_attribute("href") if older.count() else None
            for n in range(0, len(STRINGS), 8):
                for view in (f"/stories/story_{n}", f"/documents/d_{n}", f"/entities/entity_{n}"):
                    page.goto(view)
                    assert "HIT" not in page.title().split("·")[-1]
                    assert page.evaluate("document.title") != "HIT"
                    assert page.evaluate("document.querySelectorAll('script:not([src]), main img').length") == 0
            for view in ("/entities", "/agreements", "/map", "/network", "/deadlines?from=2026-01"):
                page.goto(view)
                assert page.evaluate("document.title") != "HIT"
        context.close()
    missing = [s for s in STRINGS if plain(s) not in plain(seen)]
    assert missing == []
