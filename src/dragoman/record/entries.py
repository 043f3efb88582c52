"""What is searched of a record: an entry for each document, claim, event and agreement.

Names of people and places are kept in it in lower case between spaces, so that a part of a name is found as whole
words. An entry's number says of what kind it is and of what day, so that a database that goes through them in the
order of their numbers meets the newest of a kind first; `numbers_of` gives the numbers of a kind and a time.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from msgspec.structs import replace

from dragoman.model.base import Row
from dragoman.model.record import Agreement, Claim, DocumentRow, Entity, Event, Record
from dragoman.model.time import Time
from dragoman.record.tables import NUMBERS, SEARCHED

_PLACES = ("country", "place")
_MONTH, _YEAR = 31, 366
# A number is made of: kind, 2 bits; how long its time is, 3; days from its last day to 2158, 17; a hash of its id, 40.
_LENGTHS = _DAY, _SHORT, _LONG, _OPEN, _UNKNOWN = range(5)
_LENGTH, _DAYS, _HASH = 3, 17, 40
_SPANS = {_DAY: 0, _SHORT: _MONTH, _LONG: _YEAR}  # days from the first to the last, at most
_LAST = date(1800, 1, 1).toordinal() + (1 << _DAYS) - 1


class Entry(Row, frozen=True):
    """What is searched of a row."""

    number: int
    id: str
    kind: str
    title: str
    who: str
    place: str
    earliest: str | None
    latest: str | None
    text: str


def entries(record: Record) -> Iterator[Entry]:
    """What is searched of a record. No two entries have one number."""
    taken: set[int] = set()
    for entry in _Names(record).entries():
        number = entry.number
        while number in taken:  # two hashes of one day that are the same: hardly ever
            number += 1
        taken.add(number)
        yield entry if number == entry.number else replace(entry, number=number)


def number_of(kind: str, key: str, earliest: str | None, latest: str | None) -> int:
    """The number of an entry, made from its kind, its id and its time (ISO dates)."""
    mixed = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest())
    first, last = _day(earliest), _day(latest)
    if first is None or last is None or first - last > _YEAR or not 0 <= last < 1 << _DAYS:
        length = _UNKNOWN if earliest is latest is None else _OPEN
        return _numbers(kind, length, 0) + mixed % (1 << _DAYS + _HASH)
    length = next(length for length, days in _SPANS.items() if first - last <= days)
    return _numbers(kind, length, last) + mixed % (1 << _HASH)


def numbers_of(kind: str, since: str | None, until: str | None) -> Iterator[tuple[int, int]]:
    """Ranges of numbers, ends included, in which every entry of a kind lies that may have been in a time."""
    for length in _LENGTHS:
        first, last = 0, (1 << _DAYS) - 1
        if length in _SPANS:
            last = min(last, _day(since) or 0) if since is not None else last
            first = max(first, (_day(until) or 0) - _SPANS[length]) if until is not None else first
        if first <= last and (length != _UNKNOWN or since is until is None):
            yield _numbers(kind, length, first), _numbers(kind, length, last + 1) - 1


def newest_first(number: int) -> tuple[bool, int]:
    """What to sort the numbers of one kind by: from the newest on; open, longer and unknown times come last."""
    length = number >> _DAYS + _HASH & (1 << _LENGTH) - 1
    return length not in _SPANS, number & (1 << _DAYS + _HASH) - 1


def _numbers(kind: str, length: int, day: int) -> int:
    """The first number of a kind, of times so long that end on a day."""
    return SEARCHED.index(kind) * NUMBERS + (((length << _DAYS) + day) << _HASH)


def _day(iso: str | None) -> int | None:
    """A day, counted backwards from the last that can be counted; later ones are negative."""
    try:
        return _LAST - date.fromisoformat(iso).toordinal() if iso else None
    except ValueError:
        return None


class _Names:
    """Who and what place stand where in a record."""

    def __init__(self, record: Record):
        self.record = record
        self.entities = {e.id: e for e in record.entities}
        self.published = {d.id: d.published for d in record.documents}
        self.countries: dict[str | None, list[Entity]] = defaultdict(list)
        self.mentions: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for entity in record.entities:
            if entity.kind == "country" and entity.country:
                self.countries[entity.country].append(entity)
            for mention in entity.mentions:
                self.mentions[mention.document].append((mention.start, mention.end, entity.id))
        for mentions in self.mentions.values():
            mentions.sort()

    def entries(self) -> Iterator[Entry]:
        yield from map(self._document, self.record.documents)
        yield from map(self._claim, self.record.claims)
        yield from map(self._event, self.record.events)
        yield from map(self._agreement, self.record.agreements)

    def _document(self, row: DocumentRow) -> Entry:
        named = [key for _, _, key in self.mentions[row.id]]
        return _entry(row.id, "document", row.title or row.file or "", row.text, self._called(named),
                      self._called(self._located(named)), row.published)

    def _claim(self, row: Claim) -> Entry:
        named = list(self._within(row.document, row.start, row.end))
        speakers = [a.entity for a in row.attribution if a.entity]
        spoken = [a.name for a in row.attribution]
        return _entry(row.id, "claim", " · ".join(spoken), row.text, [*self._called([*named, *speakers]), *spoken],
                      self._called(self._located(named)), row.said or self.published.get(row.document))

    def _event(self, row: Event) -> Entry:
        said = [e.text for e in row.evidence if e.field is None]
        return _entry(row.id, "event", row.summary, "\n".join(dict.fromkeys(said)),
                      self._called([*row.actors, *row.recipients]), self._called(self._located([row.place])), row.time)

    def _agreement(self, row: Agreement) -> Entry:
        parts = [*(p.text for p in row.provisions), *(a.text for a in row.aims), *(c.text for c in row.compliance)]
        people = [s.person for s in (*row.signatories, *row.witnesses, *row.mediators)]
        return _entry(row.id, "agreement", row.name, "\n".join(dict.fromkeys(parts)),
                      self._called([*row.parties, *people]), self._called(self._located([row.place])), row.signed)

    def _within(self, document: str, start: int, end: int) -> Iterator[str]:
        mentions = self.mentions[document]
        for n in range(bisect_left(mentions, (start, 0, "")), len(mentions)):
            if mentions[n][0] >= end:
                return
            yield mentions[n][2]

    def _located(self, keys: Iterable[str | None]) -> Iterator[str]:
        """Of some entities the places, each with the country that it lies in."""
        for key in dict.fromkeys(keys):
            entity = self.entities.get(key or "")
            if entity and entity.kind in _PLACES:
                yield entity.id
                yield from (c.id for c in self.countries.get(entity.country, ()))

    def _called(self, keys: Iterable[str]) -> list[str]:
        found = [self.entities[key] for key in dict.fromkeys(keys) if key in self.entities]
        return [name for e in found for name in (e.name, *e.aliases)]


def _entry(
    key: str, kind: str, title: str, text: str, who: Iterable[str], place: Iterable[str], time: Time | None
) -> Entry:
    earliest, latest = (time.earliest, time.latest) if time else (None, None)
    return Entry(number=number_of(kind, key, earliest, latest), id=key, kind=kind, title=title, who=_joined(who),
                 place=_joined(place), earliest=earliest, latest=latest, text=text)


def _joined(names: Iterable[str]) -> str:
    return "\n".join(sorted({plain for plain in map(plain_name, names) if plain.strip()}))


@lru_cache(50_000)  # a record says the same names over and over
def plain_name(name: str) -> str:
    """A name in lower case, its words between single spaces; without words, two spaces."""
    words = re.findall(r"\w+", name.casefold())
    return f" {' '.join(words)} "


