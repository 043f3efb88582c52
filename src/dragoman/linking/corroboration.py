"""On whose word something rests: origins are counted, not outlets.

An origin is the last link of an attribution. Where a report speaks in its own voice, it is the agency
whose copy it prints, the body whose release it is, or else the report itself. Near-duplicates are one
report; a report that cites an outlet has what it says from where that outlet has it; a state and its
ministry are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from dragoman.linking.rows import Rows
from dragoman.linking.statements import senses
from dragoman.model.document import Document
from dragoman.model.reading import ClaimMention, Reading, Source
from dragoman.model.record import Corroboration, DocumentRow, Evidence

Printed = Document | DocumentRow
_COUNTRY = ("country", "government")
STATE = ("GOV", "MIL", "LEG", "JUD", "COP", "SPY")
_NAMELESS = ("anonymous", "experts", "group")  # nobody knows whether two of them are one
# The agency in a dateline: "NAIROBI, May 3 (Harbour News) -"
_AGENCY = re.compile(r"[^\n]{0,60}?\(([A-Z][^()\n]{2,40})\)\s*(?:[-–—]|$)")
_RELEASE = 3  # attributed claims, all of one body, that make a report that body's release


@dataclass(frozen=True)
class Origin:
    """Where a report has something from.

    `key` compares exactly and `words` loosely (empty for people and the nameless); `through` are the
    outlets that passed it on, and `state` is the country whose state it is or belongs to.
    """

    key: str
    name: str
    words: frozenset[str] = frozenset()
    through: frozenset[str] = frozenset()
    state: str | None = None
    person: bool = False
    nameless: bool = False
    own_voice: bool = False


@dataclass(frozen=True)
class Origins:
    """Tells on whose word evidence rests.

    `originals` leads from each copy to the report that it repeats; `known` from a source that a report does
    not name (its document and place) to the one who says the same words in another report; `versions` from each
    later version of an article to the first, which `originals` does, too.
    """

    rows: Rows
    originals: Mapping[str, str]
    known: Mapping[tuple[str, int], Origin] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)

    def corroborate(self, evidence: Iterable[Evidence]) -> Corroboration:
        """How many documents, outlets and origins stand behind some evidence, and why."""
        found: dict[str, set[Origin]] = {}
        for span in sorted(set(evidence)):
            found.setdefault(span.document, set()).add(self.of(span))
        names, why = self._independent(found)
        articles = {self.versions.get(d, d) for d in found}  # a version is no further report
        level = "single-source" if len(articles) == 1 else "independent" if len(names) > 1 else "one-origin"
        return Corroboration(
            documents=len(articles), outlets=len({self.outlet(d) for d in articles}), origins=names,
            independent_origins=len(names), level=level, why=why)

    def of(self, evidence: Evidence) -> Origin:
        """The origin of one piece of evidence: that of the claim in which most of it stands, or the report's own."""
        claims = self.rows.claims_by_id(evidence.document, [evidence]).values()
        attributed = [c for c in claims if c.attribution]
        if not attributed:
            return self._citing(evidence)
        best = max(attributed, key=lambda c: (min(c.end, evidence.end) - max(c.start, evidence.start), -c.start))
        return self.of_chain(evidence.document, best.attribution)

    def of_chain(self, document: str, attribution: tuple[Source, ...]) -> Origin:
        """The origin at the end of a chain of sources, or the report's own voice."""
        if not attribution:
            return self._voice(document)
        known = self.known.get((document, attribution[-1].start))
        return known or self._of_source(document, attribution)

    def _of_source(self, document: str, attribution: tuple[Source, ...]) -> Origin:
        source = attribution[-1]
        through = frozenset(_key(s.name) for s in attribution)
        reading = self.rows.readings[document]
        chain = None if source.chain is None else reading.chains[source.chain]
        state = chain.country if chain and (chain.kind in _COUNTRY or (
            chain.kind == "organization" and chain.sector in STATE)) else None
        entity = self.rows.entity(document, source.chain)
        if source.kind in _NAMELESS or (source.kind == "official" and entity is None):
            return Origin(f"{self._root(document)} {_key(source.name)}", source.name, through=through, nameless=True)
        person = source.kind == "person" or (chain is not None and chain.kind == "person")
        words = frozenset() if person else senses(source.name)
        return Origin(entity or _key(source.name), name_of(reading, source), words, through, state, person)

    def _citing(self, evidence: Evidence) -> Origin:
        """The report's own voice, through the outlets that it names in that sentence."""
        voice = self._voice(evidence.document)
        reading = self.rows.readings[evidence.document]
        sentence = self.rows.sentence(evidence.document, evidence.start, evidence.end)
        cited = {_key(reading.chains[n].name) for n in self.rows.chains_in(evidence.document, sentence)
                 if reading.chains[n].kind == "media"}
        return replace(voice, through=voice.through | cited) if cited else voice

    def outlet(self, document: str) -> str:
        """Who printed a report: its publisher, the agency in its dateline, or what else it is called by."""
        return outlet_of(self.rows.readings[document].document)

    def _root(self, document: str) -> str:
        return self.originals.get(document, document)

    def _voice(self, document: str) -> Origin:
        """The origin of what a report says in its own voice."""
        if document not in self._voices:
            self._voices[document] = self._own_voice(self._root(document))
        return self._voices[document]

    @cached_property
    def _voices(self) -> dict[str, Origin]:
        return {}

    def _own_voice(self, document: str) -> Origin:
        reading = self.rows.readings[document]
        body = issuer(reading)
        if body is not None:
            chain = reading.chains[body]
            state = chain.country if chain.sector in STATE or chain.kind in _COUNTRY else None
            return Origin(self.rows.entities[document, body], chain.name, senses(chain.name), state=state)
        name = agency(reading.document) or self.outlet(document)
        return Origin(_key(name), name, through=frozenset({_key(name)}), own_voice=True)

    def _independent(self, found: Mapping[str, set[Origin]]) -> tuple[tuple[str, ...], str]:
        """The names of the origins that remain when those that are one are joined, and why."""
        told = {}
        for document, origins in found.items():  # what a report attributes, it has not of itself
            if self._root(document) != document and self._root(document) in found:
                continue  # a copy adds no origin
            attributed = {o for o in origins if not o.own_voice}
            told[document] = sorted(attributed or origins, key=lambda o: (o.key, o.name))
        cited = {_key(self.outlet(self._root(d))): origins for d, origins in told.items()}
        kept: list[Origin] = []
        for document in sorted(told):
            for origin in told[document]:
                sources = [o for name in sorted(origin.through) for o in cited.get(name, ())
                           if o not in told[document]] or [origin]
                kept += [s for s in sources if not any(alike(s, k) for k in kept)]
        names = tuple(sorted({o.name for o in kept}))
        articles = {self.versions.get(d, d) for d in found}
        copies = sum(d in self.originals for d in articles)
        return names, (f"{len(articles)} document{'s' * (len(articles) > 1)}"
                       f"{f', {copies} of them copied' if copies else ''}, from {'; '.join(names)}")


def alike(a: Origin, b: Origin) -> bool:
    """Are two origins one: by key, by a name that holds the other, through one outlet, or as one state's voice?"""
    if a.key == b.key:
        return True
    if a.through & b.through and not (a.person and b.person):
        return True
    if a.words and b.words and (a.words <= b.words or b.words <= a.words):
        return not (a.state and b.state and a.state != b.state)
    return a.state is not None and a.state == b.state


def name_of(reading: Reading, source: Source) -> str:
    """What a source is called: its name in the report where it stands as a pronoun or a bare role ("the minister")."""
    chain = None if source.chain is None else reading.chains[source.chain]
    if chain is None or chain.kind != "person":
        return source.name
    forms = {m.form for m in chain.mentions if m.start < source.end and source.start < m.end}
    return source.name if "name" in forms or not any(m.form == "name" for m in chain.mentions) else chain.name


def outlet_of(document: Printed) -> str:
    """Who printed a report: its publisher, the agency in its dateline, or else its headline or file."""
    return document.publisher or agency(document) or document.title or document.file or document.id


def agency(document: Printed) -> str | None:
    """The agency that a report is credited to, or else what its dateline names in parentheses."""
    if document.agency is not None:
        return document.agency
    for block in document.blocks:
        if block.kind in ("dateline", "paragraph"):
            match = _AGENCY.match(document.text[block.start:block.end])
            if match or block.kind == "paragraph":
                return match[1] if match else None
    return None


def issuer(reading: Reading) -> int | None:
    """The chain of the body whose release a report is: all its attributed claims are of that body or its people."""
    attributed: list[ClaimMention] = [c for c in reading.claims if c.attribution]
    bodies = [_body(reading, c.attribution[-1]) for c in attributed]
    if len(attributed) < _RELEASE or None in bodies or len(set(bodies)) > 1:
        return None
    return bodies[0]


def _body(reading: Reading, source: Source) -> int | None:
    if source.chain is None:
        return None
    chain = reading.chains[source.chain]
    if chain.kind == "person":
        return next((r.of for r in chain.roles if r.of is not None and not r.former), None)
    return source.chain


def _key(name: str) -> str:
    return " ".join(w for w in name.casefold().split() if w not in ("the", "a", "an"))
