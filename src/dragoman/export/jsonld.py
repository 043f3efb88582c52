"""A record as JSON-LD 1.1: schema.org's terms where it has them, Web Annotation's for the words that a row rests on.

The context stands in the file, so that no network is needed to read it. What neither vocabulary has a term for has
one of Dragoman's, `urn:dragoman:term:` and the name of the export's field, and means what that field means. A row is
named `urn:dragoman:` and its id.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

from dragoman.export.tables import evidence_of, row_type
from dragoman.model.base import Row
from dragoman.model.judgement import Judgement
from dragoman.model.record import (
    Agreement,
    Claim,
    Corroboration,
    Difference,
    DocumentRow,
    Entity,
    EntityRole,
    Event,
    Evidence,
    Quantity,
    Record,
    Story,
)
from dragoman.model.time import Time

LISTS = ("documents", "entities", "claims", "quantities", "events", "agreements", "assertions", "stories",
         "differences", "judgements")
_AROUND = 32  # characters before and after quoted words, by which they are found where offsets have moved
_KINDS = {"person": "Person", "country": "Country", "place": "Place", "government": "GovernmentOrganization",
          "organization": "Organization", "armed-group": "Organization", "media": "NewsMediaOrganization"}
# Fields that name rows by their ids; two names that mean two things have two terms.
_IDS = ("document", "copy_of", "version_of", "story", "entity", "actors", "recipients", "place", "party", "parties",
        "obligor", "beneficiary", "agreement", "claim", "claims", "quantities", "event", "events", "documents",
        "person", "heldFor", "row", "withdrawnBy", "left", "right", "judged")
_RENAMED: dict[tuple[type[Row], str], str] = {
    (EntityRole, "of"): "heldFor", (Corroboration, "documents"): "documentCount",
    (Corroboration, "outlets"): "outletCount", (Judgement, "person"): "judge", (Judgement, "by"): "withdrawnBy",
}
_IN_ORDER = ("attribution", "by", "timeline")
_JSON = ("value", "was")  # of a judgement: anything
_LEFT_OUT = ("id", "evidence", "mentions", "blocks", "start", "end")  # evidence is said by annotations


def to_jsonld(record: Record) -> bytes:
    """The record as one JSON-LD document: a node for each row, an annotation for each span that one rests on."""
    texts = {d.id: d.text for d in record.documents}
    graph = [node for name in LISTS for row in getattr(record, name) for node in _nodes(row, texts)]
    whole = {"@context": context(), "@graph": graph}
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def context() -> dict[str, Any]:
    """The terms of the export: schema.org's, Web Annotation's, and one for each field that these have none for."""
    terms = {name: {"@id": f"d:{name}", **({"@type": "@id"} if name in _IDS else {}),
                    **({"@container": "@list"} if name in _IN_ORDER else {})}
             for name in sorted({_name(row, field) for row in _types() for field in row.__struct_fields__})}
    return {**{name: terms[name] for name in terms if name not in (*_LEFT_OUT, "type")}, **_CONTEXT}


def _schema(*names: str, **more: str) -> dict[str, Any]:
    return {name: {"@id": f"schema:{name}", **{f"@{key}": value for key, value in more.items()}} for name in names}


def _annotation(*names: str) -> dict[str, Any]:
    return {name: f"oa:{name}" for name in names}


_CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "schema": "https://schema.org/", "oa": "http://www.w3.org/ns/oa#", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "d": "urn:dragoman:term:", "row": "urn:dragoman:", "id": "@id", "type": "@type",
    **_schema("NewsArticle", "Person", "Organization", "GovernmentOrganization", "NewsMediaOrganization", "Country",
              "Place", "GeoCoordinates", "Event", "Claim", "QuantitativeValue"),
    **_schema("name", "alternateName", "headline", "articleBody", "inLanguage", "text", "jobTitle", "latitude",
              "longitude", "minValue", "maxValue", "unitText", "author", "publisher", "geo"),
    **_schema("url", "sameAs", "isBasedOn", "isPartOf", "location", "appearance", type="@id"),
    **_schema("datePublished", "startDate", "endDate", type="xsd:date"),
    **_annotation("Annotation", "SpecificResource", "TextPositionSelector", "TextQuoteSelector", "exact", "prefix",
                  "suffix"),
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "body": {"@id": "oa:hasBody", "@type": "@id"}, "target": {"@id": "oa:hasTarget"},
    "source": {"@id": "oa:hasSource", "@type": "@id"}, "selector": {"@id": "oa:hasSelector"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "linking": "oa:linking",
    "identifying": "oa:identifying",
    "words": "d:words", "part": "d:part", "field": "d:field", "eventType": "d:eventType",
    **{name: f"d:{name}" for name in ("Agreement", "Assertion", "Story", "Difference", "Judgement", "Group")},
    "earliest": {"@id": "d:earliest", "@type": "xsd:date"}, "latest": {"@id": "d:latest", "@type": "xsd:date"},
}


def _types() -> Iterator[type[Row]]:
    """The types of all rows of the export, and of the rows within these."""
    found: dict[type[Row], None] = dict.fromkeys(map(row_type, LISTS))
    waiting = list(found)
    while waiting:
        for hint in get_type_hints(waiting.pop()).values():
            for row in _rows_in(hint):
                if row not in found:
                    found[row] = None
                    waiting.append(row)
    yield from found


def _rows_in(hint: Any) -> Iterator[type[Row]]:
    if get_origin(hint) in (tuple, Union, UnionType):
        for one in get_args(hint):
            yield from _rows_in(one)
    elif isinstance(hint, type) and issubclass(hint, Row):
        yield hint


def _nodes(row: Any, texts: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The node of a row, and its annotations."""
    special = _SPECIAL.get(type(row))
    own, said = special(row) if special else ({"type": type(row).__name__}, ())
    rest = {_name(type(row), field): value for field, value in _plain(row, texts) if field not in said}
    yield {"id": f"row:{row.id}", **_present({**own, **rest})}
    for part, evidence in evidence_of(row, ""):
        yield _annotated(row.id, part, evidence, texts)
    if isinstance(row, Claim | Quantity):
        span = Evidence(document=row.document, start=row.start, end=row.end, text=row.text)
        yield _annotated(row.id, "", span, texts)


def _annotated(row: str, part: str, evidence: Evidence, texts: dict[str, str]) -> dict[str, Any]:
    return _present({
        "type": "Annotation", "motivation": "identifying" if part == "mentions" else "linking", "body": f"row:{row}",
        "part": part or None, "field": evidence.field, "target": _words(evidence, texts)})


def _words(span: Any, texts: dict[str, str]) -> dict[str, Any]:
    """Words of a document, by their place and by themselves."""
    text, start, end = texts[span.document], span.start, span.end
    quote = {"type": "TextQuoteSelector", "exact": span.text, "prefix": text[max(0, start - _AROUND):start],
             "suffix": text[end:end + _AROUND]}
    return {"type": "SpecificResource", "source": f"row:{span.document}",
            "selector": [{"type": "TextPositionSelector", "start": start, "end": end}, quote]}


def _plain(row: Row, texts: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """The fields of a row as values of their terms, without those that annotations say."""
    for field in row.__struct_fields__:
        value = getattr(row, field)
        if field in _LEFT_OUT or (isinstance(value, tuple) and any(isinstance(v, Evidence) for v in value)):
            continue
        if isinstance(row, Judgement) and field in _JSON:
            yield field, None if value is None else {"@type": "@json", "@value": msgspec.to_builtins(value)}
        else:
            yield field, _value(_name(type(row), field), value, texts)


def _value(name: str, value: Any, texts: dict[str, str]) -> Any:
    if isinstance(value, tuple):
        return [_value(name, one, texts) for one in value]
    if isinstance(value, Row):
        inner = {_name(type(value), field): one for field, one in _plain(value, texts)}
        placed = {"document", "start", "end", "text"}.issubset(value.__struct_fields__)
        return _present({**inner, **({"words": _words(value, texts)} if placed else {})})
    return f"row:{value}" if name in _IDS and value is not None else value


def _present(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and value not in ([], {})}


def _name(row: type[Row], field: str) -> str:
    return "eventType" if field == "type" else _RENAMED.get((row, field), field)


Own = tuple[dict[str, Any], Iterable[str]]  # a node in terms of schema.org, and the fields that it says


def _document(row: DocumentRow) -> Own:
    own = {
        "type": "NewsArticle", "headline": row.title, "articleBody": row.text, "name": row.file,
        "author": [{"type": "Person", "name": author} for author in row.authors],
        "publisher": {"type": "NewsMediaOrganization", "name": row.publisher} if row.publisher else None,
        "url": row.url if re.fullmatch(r"https?://[^\s\"<>\\^`{|}]+", row.url or "") else None,
        "inLanguage": row.language, "datePublished": _day(row.published),
        "isBasedOn": f"row:{row.copy_of}" if row.copy_of else None,
        "isPartOf": f"row:{row.story}" if row.story else None,
    }
    return own, ("title", "text", "file", "authors", "publisher", "url", "language", "copy_of", "story")


def _entity(row: Entity) -> Own:
    links = {"wikidata": "http://www.wikidata.org/entity/{}", "geonames": "https://sws.geonames.org/{}/"}
    same = [link.format(row.external_ids[name]) for name, link in links.items()
            if re.fullmatch(r"\w+", row.external_ids.get(name, ""))]
    placed = row.latitude is not None and row.longitude is not None
    own = {
        "type": _KINDS.get(row.kind, "Group"), "name": row.name,
        "alternateName": [alias for alias in row.aliases if alias != row.name],
        "jobTitle": list(dict.fromkeys(role.title for role in row.roles)), "sameAs": same,
        "geo": {"type": "GeoCoordinates", "latitude": row.latitude, "longitude": row.longitude} if placed else None,
    }
    return own, ("name", "aliases", "external_ids", "latitude", "longitude")


def _event(row: Event) -> Own:
    own = {"type": "Event", "name": row.summary, "location": f"row:{row.place}" if row.place else None,
           "startDate": row.time.earliest if row.time else None, "endDate": row.time.latest if row.time else None}
    return own, ("summary", "place")


def _agreement(row: Agreement) -> Own:
    own = {"type": "Agreement", "name": row.name, "location": f"row:{row.place}" if row.place else None}
    return own, ("name", "place")


def _claim(row: Claim) -> Own:
    return {"type": "Claim", "text": row.text, "appearance": f"row:{row.document}"}, ("text", "document")


def _quantity(row: Quantity) -> Own:
    own = {"type": "QuantitativeValue", "minValue": row.low, "maxValue": row.high, "unitText": row.unit}
    return own, ("low", "high", "unit")


def _story(row: Story) -> Own:
    return {"type": "Story", "name": row.title}, ("title",)


def _difference(row: Difference) -> Own:
    return {"type": "Difference", "name": row.summary}, ("summary",)


def _day(time: Time | None) -> str | None:
    return time.earliest if time and time.earliest == time.latest else None


_SPECIAL: dict[type[Row], Callable[[Any], Own]] = {
    DocumentRow: _document, Entity: _entity, Event: _event, Agreement: _agreement, Claim: _claim,
    Quantity: _quantity, Story: _story, Difference: _difference,
}
