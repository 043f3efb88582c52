"""Who and where: the people, bodies, places and groups of a report, and the chains of their mentions."""

from __future__ import annotations

from dragoman.model.reading import Chain
from dragoman.ontology import Ontology
from dragoman.text.parse import Parse


def find_names(parse: Parse, ontology: Ontology) -> tuple[Chain, ...]:
    """The chains of a report, in the order of their first mention."""
    return ()
