"""A record as FollowTheMoney entities and statements (followthemoney.tech), for Aleph, OpenAleph and yente.

Who is told of becomes a Person, Organization, PublicBody, Company or LegalEntity, a place an Address, a report an
Article; what was done, and what was agreed, an Event. In the statements each value stands with its provenance:
`dataset` is the report that says so, `origin` the code points of its text, `first_seen` the day of the report.
What Dragoman knows of itself, a country's code say, has the dataset `dragoman`. Ids are those of the record with a
hyphen for the underscore.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from dragoman.model.base import content_id
from dragoman.model.record import Agreement, DocumentRow, Entity, Event, Evidence, Record
from dragoman.model.time import Time
from dragoman.ontology.geography import Geography
from dragoman.ontology.load import read_table

OURS = "dragoman"  # the dataset of what no report says
_SCHEMATA = {"person": "Person", "country": "PublicBody", "government": "PublicBody", "organization": "Organization",
             "armed-group": "Organization", "media": "Organization", "group": "LegalEntity", "place": "Address"}
_BODIES = ("Organization", "PublicBody", "Company")
_STATE = ("GOV", "MIL", "COP", "JUD", "LEG", "SPY")
# ISO 639-3 for the languages of most reports: FollowTheMoney takes no codes of two letters.
_LANGUAGES = {"ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra", "he": "heb", "it": "ita",
              "ja": "jpn", "nl": "nld", "pl": "pol", "pt": "por", "ru": "rus", "tr": "tur", "uk": "ukr", "zh": "zho"}
_COLUMNS = ("canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang",
            "original_value", "external", "first_seen", "last_seen", "id")
_TYPES = {  # of the properties that are used; all others are `string`
    "name": ("name", "alias"), "text": ("bodyText", "description", "summary"), "country": ("country",),
    "date": ("date", "endDate", "publishedAt", "startDate"), "address": ("full", "location"),
    "entity": ("addressEntity", "document", "holder", "involved", "object", "organization", "post", "proof",
               "resolved", "subject"),
    "url": ("sourceUrl",), "identifier": ("wikidataId",), "number": ("latitude", "longitude"),
    "language": ("language",),
}
_TYPE = {prop: kind for kind, props in _TYPES.items() for prop in props}


class Fact(NamedTuple):
    """One value of a property of an entity, on the word of a report (None: Dragoman's own)."""

    entity: str
    schema: str
    prop: str
    value: str
    evidence: Evidence | None = None


def to_ftm(record: Record) -> dict[str, bytes]:
    """`entities.ftm.json`, a line for each entity, and `statements.csv`, a row for each value and its source."""
    facts = [_fit(fact) for fact in _Facts(record) if fact.value.strip()]
    return {"entities.ftm.json": _entities(facts), "statements.csv": _statements(facts, record.documents)}


def _fit(fact: Fact) -> Fact:
    """The fact with ids as FollowTheMoney takes them, in which no underscore may stand."""
    named = fact.value.replace("_", "-") if _TYPE.get(fact.prop) == "entity" else fact.value
    return fact._replace(entity=fact.entity.replace("_", "-"), value=named)


def _entities(facts: Iterable[Fact]) -> bytes:
    schemata: dict[str, str] = {}
    values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for fact in facts:
        schemata[fact.entity] = fact.schema
        values[fact.entity][fact.prop].add(fact.value)
    lines = ({"id": key, "schema": schemata[key], "properties": {p: sorted(v) for p, v in sorted(values[key].items())}}
             for key in sorted(values))
    return b"".join(msgspec.json.encode(line) + b"\n" for line in lines)


def _statements(facts: Iterable[Fact], documents: Iterable[DocumentRow]) -> bytes:
    """The facts as FollowTheMoney's statements; of one value's places in one report the first is its origin."""
    seen = {d.id: d.published.earliest if d.published else None for d in documents}
    rows: dict[str, dict[str, str]] = {}
    keys: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entity, schema, prop, value, evidence in facts:
        dataset = evidence.document if evidence else OURS
        key = hashlib.sha1(f"{dataset}.{entity}.{prop}.{value}".encode(), usedforsecurity=False).hexdigest()
        if key not in rows:
            day = seen.get(dataset) or ""
            rows[key] = {
                "canonical_id": entity, "entity_id": entity, "prop": prop, "prop_type": _TYPE.get(prop, "string"),
                "schema": schema, "value": value, "dataset": dataset, "external": "f", "first_seen": day,
                "last_seen": day, "id": key, "origin": f"{evidence.start}-{evidence.end}" if evidence else ""}
            keys[entity, schema].append(key)
    for (entity, schema), own in keys.items():  # each entity has a statement that it is there, with a sum of the others
        total = hashlib.sha1("".join((schema, *sorted(own))).encode(), usedforsecurity=False).hexdigest()
        key = hashlib.sha1(f"{OURS}.{entity}.id.{total}".encode(), usedforsecurity=False).hexdigest()
        rows[key] = {"canonical_id": entity, "entity_id": entity, "prop": "id", "prop_type": "id", "schema": schema,
                     "value": total, "dataset": OURS, "external": "f", "id": key}
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, _COLUMNS, restval="", dialect="unix")
    writer.writeheader()
    writer.writerows(sorted(rows.values(), key=lambda row: (row["entity_id"], row["prop"] != "id", row["id"])))
    return out.getvalue().encode()


class _Facts:
    """What a record says, value by value."""

    def __init__(self, record: Record):
        self._record = record
        self._entities = {e.id: e for e in record.entities}

    def __iter__(self) -> Iterator[Fact]:
        for document in self._record.documents:
            yield from self._document(document)
        for entity in self._record.entities:
            yield from self._entity(entity)
            yield from self._offices(entity)
            yield from self._mentions(entity)
        for event in self._record.events:
            yield from self._event(event)
            yield from self._links(event)
        for agreement in self._record.agreements:
            yield from self._agreement(agreement)

    def _document(self, row: DocumentRow) -> Iterator[Fact]:
        values = {
            "title": row.title, "fileName": row.file, "publisher": row.publisher, "bodyText": row.text,
            "publishedAt": _date(row.published), "sourceUrl": row.url if row.url and _web(row.url) else None,
            "language": _LANGUAGES.get(row.language or ""),
        }
        whole = Evidence(document=row.id, start=0, end=len(row.text), text="")
        for prop, value in (*values.items(), *(("author", author) for author in row.authors)):
            if value:
                yield Fact(row.id, "Article", prop, value, whole)

    def _entity(self, row: Entity) -> Iterator[Fact]:
        schema = schema_of(row)
        name = "full" if schema == "Address" else "name"
        for alias in dict.fromkeys((row.name, *row.aliases)):
            prop = name if alias == row.name else "alias"
            said = [m for m in row.mentions if m.text == alias]
            yield from _told(row.id, schema, prop, alias, said or row.mentions[:1])
        if schema == "Address":
            yield Fact(row.id, schema, "name", row.name)
        yield from _told(row.id, schema, "proof", None, row.mentions)
        country, wikidata = _iso2(row.country), row.external_ids.get("wikidata", "")
        numbers = {"latitude": row.latitude, "longitude": row.longitude} if schema == "Address" else {}
        values = {"country": country, "wikidataId": wikidata if re.fullmatch(r"Q\d+", wikidata) else None,
                  **{prop: str(number) for prop, number in numbers.items() if number is not None}}
        yield from (Fact(row.id, schema, prop, value) for prop, value in values.items() if value)
        if schema == "Person":
            for role in row.roles:
                yield from _told(row.id, schema, "position", role.title, role.evidence)

    def _offices(self, row: Entity) -> Iterator[Fact]:
        """The offices that a person holds or held for a body: a Position, and an Occupancy of it."""
        for role in row.roles if schema_of(row) == "Person" else ():
            body = self._entities.get(role.of or "")
            if body is None or schema_of(body) not in _BODIES:
                continue
            post = content_id("position", role.title, body.id)
            held = content_id("occupancy", row.id, post)
            yield from _told(post, "Position", "name", role.title, role.evidence)
            yield from _told(post, "Position", "organization", body.id, role.evidence)
            country = _iso2(body.country)
            yield from [Fact(post, "Position", "country", country)] if country else []
            for prop, value in (("holder", row.id), ("post", post), ("status", "former" if role.former else "")):
                yield from _told(held, "Occupancy", prop, value, role.evidence)
            yield from _told(held, "Occupancy", "proof", None, role.evidence)

    def _mentions(self, row: Entity) -> Iterator[Fact]:
        """Where a report names somebody: one Mention for each of the names that it uses."""
        schema = schema_of(row)
        names = {row.name, *row.aliases}
        for mention in row.mentions if schema != "Address" else ():
            if mention.text in names:
                key = content_id("mention", row.id, mention.document, mention.text)
                values = {"name": mention.text, "document": mention.document, "resolved": row.id,
                          "detectedSchema": schema}
                yield from (Fact(key, "Mention", prop, value, mention) for prop, value in values.items())

    def _event(self, row: Event) -> Iterator[Fact]:
        named = {"actors": row.actors, "recipients": row.recipients}
        yield from _told(row.id, "Event", "name", row.summary, _of(row.evidence, None))
        for word in dict.fromkeys(filter(None, (row.type, row.mode, *row.contexts))):
            yield from _told(row.id, "Event", "keywords", word, _of(row.evidence, None))
        yield from self._about(row.id, row.evidence, named, row.place, row.time, "time")

    def _agreement(self, row: Agreement) -> Iterator[Fact]:
        people = (*row.signatories, *row.witnesses, *row.mediators)
        named = {"parties": row.parties, "signatories": tuple(dict.fromkeys(p.person for p in people))}
        yield from _told(row.id, "Event", "name", row.name, _of(row.evidence, None))
        for word in filter(None, (row.kind, row.form, row.status)):
            yield from _told(row.id, "Event", "keywords", word, _of(row.evidence, None))
        terms = (*((a.text, a.evidence) for a in row.aims), *((p.text, p.evidence) for p in row.provisions))
        for text, evidence in terms:
            yield from _told(row.id, "Event", "description", text, evidence)
        yield from self._about(row.id, row.evidence, named, row.place, row.signed, "signed")

    def _about(
        self, key: str, evidence: tuple[Evidence, ...], named: dict[str, tuple[str, ...]], place: str | None,
        time: Time | None, when: str,
    ) -> Iterator[Fact]:
        """Who took part, where and when. A place is no one who could have: it is left out there."""
        yield from _told(key, "Event", "proof", None, evidence)
        for field, entities in named.items():
            for one in entities:
                if one in self._entities and schema_of(self._entities[one]) != "Address":
                    yield from _told(key, "Event", "involved", one, _of(evidence, field))
        for prop, value in _dates(time):
            yield from _told(key, "Event", prop, value, _of(evidence, when))
        where = self._entities.get(place or "")
        if where is not None:
            values = {"location": where.name, "country": _iso2(where.country) or "",
                      "addressEntity": where.id if schema_of(where) == "Address" else ""}
            for prop, value in values.items():
                yield from _told(key, "Event", prop, value, _of(evidence, "place"))

    def _links(self, row: Event) -> Iterator[Fact]:
        """Who did it to whom, as a link between the two: an Event does not tell the one from the other."""
        for actor in row.actors:
            for recipient in row.recipients:
                if actor == recipient or not {actor, recipient} <= self._entities.keys():
                    continue
                key = content_id("deed", row.id, actor, recipient)
                values = {"subject": actor, "object": recipient, "role": row.type, "summary": row.summary,
                          "status": row.status}
                for prop, value in (*values.items(), *_dates(row.time)):
                    yield from _told(key, "UnknownLink", prop, value, _of(row.evidence, None))
                yield from _told(key, "UnknownLink", "proof", None, row.evidence)


def _told(key: str, schema: str, prop: str, value: str | None, evidence: Iterable[Evidence]) -> Iterator[Fact]:
    """A value, once for each report that gives it; without a value, the reports themselves."""
    first: dict[str, Evidence] = {}
    for e in evidence:
        first.setdefault(e.document, e)
    yield from (Fact(key, schema, prop, e.document if value is None else value, e) for e in first.values())


def _of(evidence: tuple[Evidence, ...], field: str | None) -> tuple[Evidence, ...]:
    """The evidence for a field; where there is none of its own, that for the row as a whole."""
    own = tuple(e for e in evidence if e.field == field)
    return own or tuple(e for e in evidence if e.field is None) or evidence


def schema_of(row: Entity) -> str:
    """FollowTheMoney's schema for an entity."""
    if row.kind == "organization" and row.sector in _STATE:
        return "PublicBody"
    return "Company" if row.kind == "organization" and row.sector == "BUS" else _SCHEMATA[row.kind]


def _dates(time: Time | None) -> Iterator[tuple[str, str]]:
    """A time as a date, where it is a day, month or year; else as the dates that bound it."""
    if time is not None and re.fullmatch(r"\d{4}(-\d\d){0,2}", time.value):
        yield "date", time.value
    elif time is not None:
        yield from ((prop, day) for prop, day in (("startDate", time.earliest), ("endDate", time.latest)) if day)


def _date(time: Time | None) -> str | None:
    return next((value for prop, value in _dates(time) if prop in ("date", "startDate")), None)


def _web(url: str) -> bool:
    return re.fullmatch(r"https?://[^\s/]+\S*", url) is not None


@cache
def _countries() -> dict[str, str]:
    geography = read_table(files("dragoman.ontology") / "data", "geography", Geography)
    return {country.code: country.iso2.lower() for country in geography.countries}


def _iso2(code: str | None) -> str | None:
    """ISO 3166-1 alpha-2, as FollowTheMoney has it, for alpha-3."""
    return _countries().get(code or "")
