from __future__ import annotations

import msgspec
import pytest
from tests.linking.handmade import report

from dragoman.linking.link import link
from dragoman.linking.versions import article_address, first_versions, superseded
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.model.record import Record
from dragoman.model.time import Time
from dragoman.record.check import find_broken

BODY = ("Norland and Southmark agreed to share the dam on the river Vell, the ministry said.\n"
        "At least {toll} people were killed in floods below the dam, the ministry said.\n"
        "Each side may take up to forty million cubic metres of water a year from it.\n")
TITLE = "Two states agree to share the dam\n"


def version(toll: int, *, url: str | None = "https://post.example/dam", updated: str | None = None,
            published: str = "2025-06-05", publisher: str = "The Tarn Post", title: str = TITLE) -> Reading:
    text = title + BODY.format(toll=toll)
    reading = report(text, published=published, publisher=publisher, bodies=["the ministry"],
                     figures=[(f"At least {toll} people", toll, "people")],
                     claims=[(f"At least {toll} people were killed in floods below the dam", "the ministry")])
    time = Time(value=updated, earliest=updated[:10], latest=updated[:10]) if updated else None
    return msgspec.structs.replace(reading, document=msgspec.structs.replace(reading.document, url=url, updated=time))


def linked(*readings: Reading) -> Record:
    found = link(readings)
    assert link(readings[::-1]) == found
    assert list(find_broken(found)) == []
    return found


def chain(found: Record, *readings: Reading) -> list[str | None]:
    of = {d.id: d.version_of for d in found.documents}
    return [of[r.document.id] for r in readings]


def test_a_later_text_at_one_address_is_a_version_that_counts_once() -> None:
    one, two = version(12), version(19, updated="2025-06-05T12:00:00Z")
    other = version(19, url="https://echo.example/x", publisher="The Valley Echo", title="A dam is shared at last\n")
    found = linked(one, two, other)
    assert chain(found, one, two, other) == [None, one.document.id, None]
    assert [d.copy_of for d in found.documents if d.version_of] == [None]
    toll = next(a for a in found.assertions if "19 people" in a.text)
    assert toll.corroboration.documents == 2


def test_what_a_newer_version_has_replaced_differs_from_nothing() -> None:
    one, two = version(12), version(19, updated="2025-06-05T12:00:00Z")
    other = version(19, url="https://echo.example/x", publisher="The Valley Echo", title="A dam is shared at last\n")
    kinds = {d.kind for d in linked(one, other).differences}
    assert "figure" in kinds
    assert "figure" not in {d.kind for d in linked(one, two, other).differences}
    assert not {one.document.id} & {i.document for d in linked(one, two, other).differences for i in d.items}


def test_an_outlets_headline_sent_again_later_is_a_version() -> None:
    one, two = version(12, url=None), version(19, url=None, updated="2025-06-05T12:00:00Z")
    assert chain(linked(one, two), one, two) == [None, one.document.id]
    same = version(19, url=None)  # nobody says which came later
    assert chain(linked(one, same), one, same) == [None, None]
    elsewhere = version(19, url=None, updated="2025-06-05T12:00:00Z", publisher="The Valley Echo")
    assert chain(linked(one, elsewhere), one, elsewhere) == [None, None]


def test_a_copy_of_a_version_and_a_version_of_a_copy_have_one_root() -> None:
    one, two = version(12), version(19, updated="2025-06-05T12:00:00Z")
    copy = version(18, url="https://echo.example/x", publisher="The Valley Echo", published="2025-06-06")
    again = version(21, url="https://echo.example/x", publisher="The Valley Echo", published="2025-06-07")
    found = linked(one, two, copy, again)
    assert chain(found, one, two, copy, again) == [None, one.document.id, None, copy.document.id]
    of = {d.id: d.copy_of for d in found.documents}
    assert (of[copy.document.id], of[again.document.id]) == (one.document.id, one.document.id)


@pytest.mark.parametrize(("url", "address"), [
    ("https://www.post.example/dam/?utm_source=x#top", "post.example/dam"),
    ("http://m.post.example:80/dam/amp", "post.example/dam"),
    ("https://post.example/index.php?id=7&ref=home", "post.example?id=7"), ("https://post.example/", None),
    ("https://post.example", None), ("file:///etc/passwd", None), (None, None), ("", None),
])
def test_addresses_of_one_article_are_one(url: str | None, address: str | None) -> None:
    assert article_address(url) == address


def test_versions_are_in_order_of_time() -> None:
    stamps = {"a": "2025-06-05T12:00:00+02:00", "b": "2025-06-05T11:00:00Z", "c": None}
    documents = {key: Document(
        id=key, text="", blocks=(), published=Time(value="2025-06-05", earliest="2025-06-05", latest="2025-06-05"),
        updated=Time(value=stamp, earliest=stamp[:10], latest=stamp[:10]) if stamp else None)
        for key, stamp in stamps.items()}
    versions = first_versions(documents, [("a", "b"), ("b", "c")])
    assert versions == {"a": "c", "b": "c"}
    assert superseded(documents, versions) == {"a", "c"}
