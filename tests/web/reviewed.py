"""A record to be reviewed, made of readings by hand."""

from __future__ import annotations

import msgspec
from tests.linking.judged.test_judged import ALL, OTHER
from tests.linking.test_link import READINGS

from dragoman.engine.pipeline import link_all
from dragoman.model.base import Span
from dragoman.model.reading import AgreementMention, Reading
from dragoman.record.store import Kept, Writer


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
