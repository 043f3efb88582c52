"""A record to be reviewed, made of readings by hand, and the desk that shows it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import uvicorn
from fastapi import FastAPI
from tests.linking.judged.test_judged import ALL, OTHER
from tests.linking.test_link import READINGS

from dragoman.engine.pipeline import link_all
from dragoman.model.base import Span
from dragoman.model.reading import AgreementMention, Reading
from dragoman.record.store import Kept, Writer
from dragoman.web.app import make_app


def with_agreement(reading: Reading, name: str) -> Reading:
    """The reading with an agreement of everybody in it."""
    whole = Span(start=0, end=min(60, len(reading.document.text)))
    mention = AgreementMention(name=name, kind="peace", evidence=(whole,), parties=tuple(range(len(reading.chains))))
    return msgspec.structs.replace(reading, agreements=(mention,))


def make_record(location: str) -> None:
    """Keep readings in a record, and link them."""
    one, two, _ = ALL
    readings = (*READINGS, with_agreement(one, "Elvik accord"), two, with_agreement(OTHER, "Cannery pact"))
    with Writer(location) as store:
        store.keep([Kept(r.document, r) for r in readings])
        link_all(store)


@contextmanager
def served(location: str, app: FastAPI | None = None) -> Iterator[str]:
    """The desk of a record, served in a thread; gives its address."""
    server = uvicorn.Server(uvicorn.Config(app or make_app(location), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
