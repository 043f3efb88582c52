"""What the tests share: one parser for the whole run, since loading it takes seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.record import postgres

from dragoman.documents.text import document_from_text
from dragoman.model.reading import Reading
from dragoman.model.time import Time
from dragoman.ontology import Ontology, load
from dragoman.reading.read import Reader
from dragoman.text.parse import Parser


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return load()


@pytest.fixture(scope="session")
def reader(ontology: Ontology, parser: Parser) -> Reader:
    return Reader(ontology, parser)


@pytest.fixture(scope="session")
def read(reader: Reader) -> Callable[..., Reading]:
    """Read a text as a report, if wanted with a publication date that the user gave (`published=`)."""

    def read_text(text: str, *, published: str | None = None) -> Reading:
        document = document_from_text(text)
        if published:
            time = Time(value=published, earliest=published, latest=published)
            document = type(document)(**{
                **{f: getattr(document, f) for f in document.__struct_fields__},
                "published": time, "published_basis": "given",
            })
        return reader.read(document)

    return read_text


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL database, whose server runs while the tests do."""
    reason = postgres.missing()
    if reason:
        pytest.skip(reason)
    with postgres.server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty place for a record, in each kind of database."""
    if request.param == "sqlite":
        return str(tmp_path / "dragoman.db")
    url: str = request.getfixturevalue("postgresql")
    postgres.empty(url)
    return url
