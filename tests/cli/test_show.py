from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO

import msgspec
from rich.console import Console
from tests.cli.test_main import Ended, command, one_line, record
from tests.dossier.records import small_record
from tests.dossier.test_links import two_reports

from dragoman.cli.lines import Names
from dragoman.cli.views import VIEWS
from dragoman.model.record import Link, Record, Redirect

__all__ = ["command", "record"]  # fixtures


def shown(record: Record, name: str, row: object) -> str:
    console = Console(width=200, file=StringIO())
    for line in VIEWS[name](Names(record), row):
        console.print(line)
    written = console.file
    assert isinstance(written, StringIO)
    return written.getvalue()


def test_a_link_tells_what_was_joined_in_whose_words_and_why() -> None:
    record = two_reports()
    row = next(x for x in record.links if x.kind == "claim")
    text = shown(record, "link", row)
    for words in ("We lost a pier and found our neighbours", "We have lost the pier but found good neighbours",
                  "The Coast", "Vellmar Post", row.id, f"{row.score:.2f}", *row.reasons):
        assert words in text
    assert row.id[:12] in shown(record, "links", record.links)
    assert "no other report" in shown(record, "links", ())


def test_a_row_that_was_joined_leads_to_its_links() -> None:
    record = small_record()
    event = record.events[0]
    assert "joined by" not in shown(record, "event", event)
    link = Link(id="link_1", kind="event", left="ev_1", right="ev_2", score=0.75, reasons=("the same time",))
    joined = msgspec.structs.replace(record, links=(link,), redirects=(Redirect(id="ev_2", to="ev_1"),))
    assert "1 link, the weakest 0.75" in shown(joined, "event", event)


def test_the_obligor_is_not_said_twice() -> None:
    record = small_record()
    [deal] = record.agreements

    def provision(text: str) -> str:
        part = msgspec.structs.replace(deal.provisions[0], text=text, obligor="e_rur")
        return shown(record, "agreement", msgspec.structs.replace(deal, provisions=(part,)))

    assert "Ruritania: sends 900 guards" in provision("sends 900 guards")
    assert "committed: Ruritania sends 900 guards" in provision("Ruritania sends 900 guards")


def test_a_story_tells_what_each_report_added() -> None:
    record = small_record()
    text = shown(record, "story", record.stories[0])
    assert "What each report added" in text
    assert "agreement: border pact (perhaps at the same time: Paper d_2)" in text
    assert "nothing that the reports before it did not have" in text


def test_links_by_the_command(record: Callable[..., Ended]) -> None:
    exported = json.loads(record("export").out)
    assert json.loads(record("show", "links", "--json").out) == exported["links"]
    assert record("show", "links").code == 0
    for row in exported["links"][:2]:
        assert json.loads(record("show", "link", row["id"], "--json").out) == row
        assert row["id"] in record("show", "link", row["id"]).out
        assert row["id"] in {x["id"] for x in json.loads(record("show", "links", row["left"], "--json").out)}
    for arguments in (("links", "zz"), ("link", "zz")):
        ended = record("show", *arguments)
        assert (ended.code, one_line(ended)) == (4, True)
