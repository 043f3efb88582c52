"""What speaks for and against two reports' agreements being one.

Candidates share a pair of parties, a word of their names, who signed, or a party and a month; in one story, a party, a
place or a date are enough. A pair is scored by its marks, each with its reason; a contradiction outweighs them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dragoman.linking.cluster import FREE, THRESHOLD, Bonds, Pair, Partition
from dragoman.linking.numbering import own_ids
from dragoman.linking.rows import Rows
from dragoman.linking.words import content_words, in_words, stem, tokens
from dragoman.model.reading import AgreementMention
from dragoman.model.time import Time

KIND = "agreement"
_PARTIAL = re.compile(r"XXXX-(\d{2})(?:-(\d{2}))?(?:T.*)?")
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")
NEIGHBOURS = 60  # of a large block, each agreement is compared with so many that follow it in time
_SIDES = re.compile(r"\b(?:between|with)\b")  # before the names of parties, whether or not they were read as such
_STEM = 4  # letters by which a people's name is known for its country's
_DAY, _MONTH = len("2025-01-31"), len("2025-01")
_SOON = 5  # days between the reports of one piece of news
_DAYS_OFF = 7  # reports of one signing may differ by some days
# Words that a name shares with those of other agreements of its kind.
_COMMON = frozenset((
    "agreement", "accord", "pact", "deal", "treaty", "memorandum", "understanding", "protocol", "contract", "truce",
    "ceasefire", "arrangement", "addendum", "annex", "extension", "cooperation", "joint", "new", "signed", "newly",
    "broader", "comprehensive", "bilateral", "day", "month", "year", "three", "two", "hour", "48-hour", "72-hour",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december"))
_COMMON_STEMS = frozenset(stem for word in sorted(_COMMON) for stem in content_words(word))
_DERIVED = ("addendum", "annex", "extension", "amendment", "prolong", "prolonged")
FIRM = ("country", "government", "armed-group")
_GENERAL_FORMS = ("agreement", None)


@dataclass(frozen=True)
class Told:
    """One report's agreement, with what it is compared by.

    `parties` are entity ids, or states by their code; `firm` those of states and armed groups, of which alone a
    difference counts.
    `said` is the TIMEX3 value of the date, which may lack its year where the report has none. `leads` tells that it
    is the first treaty, contract and so on of its report.
    """

    id: str
    document: str
    position: int
    mention: AgreementMention
    parties: frozenset[str]
    firm: frozenset[str]
    names: Mapping[str, frozenset[str]]
    people: frozenset[str]
    near: frozenset[str]
    place: str | None
    signed: Time | None
    said: str
    published: str
    story: str = ""
    leads: bool = False

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the name that tell it from others of its kind."""
        return self.called - _COMMON_STEMS

    @cached_property
    def called(self) -> frozenset[str]:
        """The words of the name, with nouns such as "truce" that say what sort it is."""
        return frozenset(w for w in content_words(self.mention.name) if w not in _COMMON and not w.isdigit())

    @cached_property
    def proper(self) -> frozenset[str]:
        """The capitalised words of the name that name no party: `almaty`, and neither `tajik` nor `tajikistan`."""
        name = _SIDES.split(self.mention.name)[0]
        found = frozenset(w for p in re.findall(r"\b[A-Z]\w+", name)
                          for w in tokens(p) if w not in _COMMON)
        words = {n for names in self.names.values() for n in names}
        peoples = [n for n in words if len(n) >= _STEM]
        return frozenset(w for w in found if stem(w) not in words and not any(
            w.startswith(n) or (len(w) >= _STEM and n.startswith(w)) for n in peoples))

    @cached_property
    def derived(self) -> str:
        """The word by which its name tells that it is part of another or changes it; empty where none does."""
        words = tokens(self.mention.name)
        return next((w for w in _DERIVED if w in words[:4]), "")

    @cached_property
    def subject(self) -> frozenset[str]:
        """The words of the name that say what it is about: neither its sort nor its parties."""
        return self.words - {w for names in self.names.values() for w in names}


def tell(rows: Rows, stories: Mapping[str, str]) -> Iterator[Told]:
    """The agreements of every report; `stories` leads from reports to their stories."""
    for document, reading in rows.readings.items():
        published = reading.document.published
        forms = [m.form for m in reading.agreements]
        for n, (key, mention) in enumerate(zip(own_ids(KIND, reading), reading.agreements, strict=True)):
            yield Told(
                id=key, document=document, position=n, mention=mention,
                parties=frozenset(_party(rows, document, n) for n in mention.parties),
                firm=frozenset(_party(rows, document, n) for n in mention.parties if reading.chains[n].kind in FIRM),
                names={_party(rows, document, n): content_words(reading.chains[n].name) for n in mention.parties},
                near=_near(rows, document, mention),
                people=frozenset(rows.entities_of(document, [s.person for s in mention.signatories])),
                place=rows.entity(document, mention.place), signed=rows.time(document, mention.signed),
                said=reading.times[mention.signed].value if mention.signed is not None else "",
                published=(published.latest or "") if published else "", story=stories.get(document, ""),
                leads=mention.form not in _GENERAL_FORMS and forms.index(mention.form) == n)


def _party(rows: Rows, document: str, chain: int) -> str:
    """A party's entity; a state, its government and its army sign for one party."""
    row = rows.readings[document].chains[chain]
    of_state = row.kind in ("country", "government") and row.country
    return f"state {row.country}" if of_state else rows.entities[document, chain]


def _near(rows: Rows, document: str, mention: AgreementMention) -> frozenset[str]:
    """The months and years told with an agreement: its own date, else those of the sentence of its status."""
    times = rows.readings[document].times
    if mention.signed is not None:
        values = [times[mention.signed].value]
    else:
        sentences = [rows.sentence(document, s.start, s.end) for s in mention.evidence if s.field == "status"]
        sentences += [rows.sentence(document, s.start, s.end) for s in mention.evidence[:1]]
        values = [t.value for t in times for s in sentences if s.start <= t.start < s.end and t.type == "DATE"]
    found = {v[:7] for v in values if v[:7].replace("-", "").isdigit()}
    return frozenset(found | {v[:4] for v in found})


def in_time(item: Told) -> tuple[str, str]:
    """What the agreements of a block are sorted by."""
    return (item.signed.earliest or "") if item.signed else item.published, item.published


def keys(item: Told) -> Iterator[tuple[str, ...]]:
    """The blocks that an agreement stands in: within its story all that it may share with another; over stories what
    one that is recalled must share (see `_recalled`), so that no block holds all that some state has ever signed."""
    story, parties, months = item.story, sorted(item.parties), sorted(item.near)
    for n, party in enumerate(parties):
        yield ("party", story, party)
        yield from (("pair", party, other) for other in parties[n + 1:])
        yield from (("party", month, party) for month in months if "-" in month)
    for word in sorted(item.proper):
        yield ("name", word)
    for person in sorted(item.people):
        yield ("person", person)
    for month in months:
        yield ("near", story, month, item.mention.kind)
    if item.place:
        yield ("place", story, item.place, item.said[5:7])
    if item.said[5:7].isdigit():
        yield ("signed", story, item.said[5:7], item.mention.kind)
        yield ("day", story, item.said[5:10], item.place or "")


def compare(one: Told, other: Told) -> Pair:
    """What speaks for two reports' agreements being one, from 0 to 1."""
    common = _in_common(one, other)
    if one.story != other.story and not _recalled(one, other, common):
        return Pair(one.id, other.id, 0.0, ("nothing tells it from others of its kind",))
    against = _contradiction(one, other, common)
    if against:
        return Pair(one.id, other.id, 0.0, (against,))
    marks = list(_marks(one, other, common))
    return Pair(one.id, other.id, min(1.0, max(0.0, sum(m[0] for m in marks))), tuple(m[1] for m in marks if m[0] > 0))


def _contradiction(one: Told, other: Told, common: int) -> str:
    a, b = one.mention, other.mention
    told = bool(one.called and other.called)  # "the agreement" takes its kind from what stands round it
    if told and not near_kinds(a, b) and not one.proper & other.proper:
        return "other kinds"
    if a.form != b.form and a.form not in _GENERAL_FORMS and b.form not in _GENERAL_FORMS:
        return "other forms"
    particular = a.form == b.form and a.form not in _GENERAL_FORMS
    if told and particular and one.words and other.words and not one.words & other.words \
            and not one.people & other.people:
        return "about other things"
    one_month = len(one.said) == 7 and one.said == other.said and one.said[:4].isdigit()
    if one.derived != other.derived and not one_month:
        return "one is part of or changes another"
    if common < min(2, len(one.firm), len(other.firm)):
        return "other parties"
    exact = min(len(one.said), len(other.said)) > _MONTH  # reports of one signing do not differ by years
    if gap(one, other) > (_DAYS_OFF if exact else 0):
        return "signed at other times"
    if one.proper and other.proper and not one.proper & other.proper and not common:
        return "other names"
    return ""


def _recalled(one: Told, other: Told, common: int) -> bool:
    """Do reports of two stories mean one agreement? Each story has its own, often of one kind and of the same parties,
    so that more must tell it: a name, who signed, or its parties with where, when or what about it was made."""
    if one.proper & other.proper and (common or not (one.parties and other.parties)):
        return True
    if common and one.people & other.people:
        return True
    if common < 2:
        return False
    if one.place and one.place == other.place:
        return True
    if one.said and other.said and not _is_weekday(one, other):
        return True  # on one day, or in one month or year, or it would have spoken against them
    if one.subject and other.subject:
        return bool(one.subject & other.subject)
    return one.mention.kind == other.mention.kind and any("-" in x for x in one.near & other.near)


def _is_weekday(one: Told, other: Told) -> bool:
    """Is a weekday all that is told of either date?"""
    return "W" in one.said + other.said and not (one.signed and other.signed)


def _marks(one: Told, other: Told, common: int) -> Iterator[tuple[float, str]]:
    if common > 1:
        yield 0.35, "the same parties"
    elif common:
        yield 0.2, "a party in common"
    yield from _date_marks(one, other)
    if one.proper & other.proper:
        shared = in_words(one.mention.name, one.proper & other.proper, str)
        yield (0.5 if one.proper == other.proper else 0.4), f"named {shared}"
    elif one.called & other.called:
        yield 0.15, f"called {in_words(one.mention.name, one.called & other.called)}"
    if one.mention.kind == other.mention.kind:
        yield 0.15, f"kind {one.mention.kind}"
    if one.place and one.place == other.place:
        yield 0.15, "the same place"
    if one.people & other.people:
        yield 0.3, "the same signatories"
    if one.leads and other.leads and one.mention.form == other.mention.form and common and one.story == other.story \
            and not (one.proper or other.proper):
        yield 0.3, f"the first {one.mention.form} of both reports"
    if one.position == 0 and other.position == 0:
        yield 0.1, "what both reports are first about"
    if common > 1 and min(one.position, other.position) == 0 and _days_between(one.published, other.published) <= _SOON:
        yield 0.1, "told within days"


def _days_between(one: str, other: str) -> int:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) if len(one) == len(other) == _DAY else 999


def _date_marks(one: Told, other: Told) -> Iterator[tuple[float, str]]:
    apart = gap(one, other)
    if one.said and other.said:
        if apart:
            yield 0.05, f"signed {apart} days apart"
        elif _is_weekday(one, other):
            yield 0.1, "signed on one weekday"
        else:
            exact = len(one.said) > 4 and len(other.said) > 4
            yield (0.3 if exact else 0.25), f"signed {max(one.said, other.said, key=len)}"
    elif one.near & other.near:
        yield (0.35 if any("-" in x for x in one.near & other.near) else 0.2), "told with one date"
    elif bool(one.said) != bool(other.said):
        yield -0.05, "one without a date"


def _in_common(one: Told, other: Told) -> int:
    """How many parties two agreements share; a movement and its wing count where their names do nearly agree."""
    shared = one.parties & other.parties
    if len(shared) == min(len(one.parties), len(other.parties)):
        return len(shared)
    akin = sum(any(_akin(one.names[a], other.names[b]) for b in other.parties - shared) for a in one.parties - shared)
    return len(shared) + akin


def _akin(one: frozenset[str], other: frozenset[str]) -> bool:
    """Do two names share two words, and all but one of the shorter?"""
    return len(one & other) > 1 and len(one & other) >= min(len(one), len(other)) - 1


def gap(one: Told, other: Told) -> int:
    """The days between two dates of signing; of dates without a year, between day and month, or the weekdays."""
    if one.signed and other.signed:
        return days_apart(one.signed, other.signed)
    days = [_in_year(t, u) for t, u in ((one, other), (other, one))]
    if not days[0] or not days[1]:
        return _weekdays_apart(one, other)
    return days_apart(Time(value="", earliest=days[0][0], latest=days[0][1]),
                      Time(value="", earliest=days[1][0], latest=days[1][1]))


def _in_year(item: Told, other: Told) -> tuple[str, str] | None:
    """The bounds of a date, in the other's year where it has none."""
    if item.signed and item.signed.earliest and item.signed.latest:
        return item.signed.earliest, item.signed.latest
    found = _PARTIAL.fullmatch(item.said)
    if found is None or not 1 <= int(found[1]) <= 12:
        return None
    year = other.signed.earliest[:4] if other.signed and other.signed.earliest else "2000"
    month, day = found.groups()
    last = min(int(day), 28) if day else 28  # every month has so many days, in every year
    return f"{year}-{month}-{last if day else 1:02d}", f"{year}-{month}-{last:02d}"


def _weekdays_apart(one: Told, other: Told) -> int:
    """0 where the weekday of one may be that of the other."""
    for item, known in ((one, other), (other, one)):
        found = _WEEKDAY.match(item.said)
        if found and known.signed and known.signed.earliest and known.signed.earliest == known.signed.latest:
            return abs(date.fromisoformat(known.signed.earliest).isoweekday() - int(found[1])) % 7
    return 0


def near_kinds(one: AgreementMention, other: AgreementMention) -> bool:
    """May two reports give their kinds to one agreement? One that only its surroundings tell is near to all."""
    open_kind = not (one.near_kinds and other.near_kinds)
    return one.kind == other.kind or open_kind or other.kind in one.near_kinds


def days_apart(one: Time | None, other: Time | None) -> int:
    """The days between two intervals; 0 where they touch or one is open."""
    if not one or not other or not (one.earliest and one.latest and other.earliest and other.latest):
        return 0
    gap = max(one.earliest, other.earliest), min(one.latest, other.latest)
    if gap[0] <= gap[1]:
        return 0
    return (date.fromisoformat(gap[0]) - date.fromisoformat(gap[1])).days


def allowed(told: Mapping[str, Told], pairs: Iterable[Pair], bonds: Bonds = FREE) -> Iterator[Pair]:
    """The pairs, best first, but for those that would join two agreements of one report, or what people have parted."""
    parts = Partition(bonds)
    documents: dict[str, set[str]] = {}
    for item in told.values():
        documents.setdefault(parts.root(item.id), set()).add(item.document)
    for pair in sorted(pairs, key=lambda p: (-p.score, p.left, p.right)):
        if pair.score < THRESHOLD:
            return
        a, b = parts.root(pair.left), parts.root(pair.right)
        if a == b:
            yield pair
        elif not documents[a] & documents[b] and parts.join(a, b):
            documents[parts.root(a)] = documents[a] | documents[b]
            yield pair
