"""Composes the extractors into one reading. Here alone they meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.errors import DragomanError, ReadingError
from dragoman.model.base import Span
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.ontology import Ontology
from dragoman.reading.agreements import find_agreements
from dragoman.reading.claims import find_claims
from dragoman.reading.events import find_events
from dragoman.reading.names import find_names
from dragoman.reading.quantities import find_quantities
from dragoman.reading.times import date_document, find_times
from dragoman.reading.version import reader_version
from dragoman.text.parse import Parse, Parser, span_of


class Reader:
    """Reads documents with one ontology and one parser. Nothing is kept from one document to the next."""

    def __init__(self, ontology: Ontology, parser: Parser):
        self.ontology, self.parser = ontology, parser
        self.version = reader_version(parser.version, ontology)

    def read(self, document: Document) -> Reading:
        """Read one document. Raises ReadingError with the document's name and the reason."""
        return self.understand(self.parser.parse(document))

    def read_all(self, documents: Iterable[Document]) -> Iterator[Reading | ReadingError]:
        """Read documents in batches, in order; one that cannot be read gives its error instead."""
        for parse in self.parser.pipe_all(documents):
            if isinstance(parse, ReadingError):
                yield parse
                continue
            try:
                yield self.understand(parse)
            except ReadingError as error:
                yield error

    def understand(self, parse: Parse) -> Reading:
        """Everything that the reader takes from a parse, stage by stage; nothing of a language not known."""
        if parse.document.unread is not None:
            return Reading(document=parse.document, reader=self.version)
        ontology = self.ontology
        try:
            document = date_document(parse, ontology.times)
            times = find_times(parse, document, ontology.times)
            chains = find_names(parse, ontology.names, ontology.geography)
            quantities = find_quantities(parse, times, ontology.units)
            claims = find_claims(parse, chains, times, ontology.cues)
            agreements = find_agreements(parse, chains, times, claims, ontology.agreements)
            events = find_events(parse, chains, times, claims, agreements, ontology.plover)
        except DragomanError:
            raise
        except Exception as error:  # one bad document must never stop a batch
            name = parse.document.file or parse.document.id
            reason = f"the reader failed ({type(error).__name__}: {error}); please report it"
            raise ReadingError(name, reason) from error
        sentences = tuple(Span(start=s.start, end=s.end) for s in map(span_of, parse.sentences))
        return Reading(
            document=document, reader=self.version, sentences=sentences, times=times, chains=chains,
            quantities=quantities, claims=claims, agreements=agreements, events=events,
        )
