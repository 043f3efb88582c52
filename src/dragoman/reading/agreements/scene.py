"""What the parts of this extractor look up: who and when stands where, and who can be a party."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dragoman.model.base import Span
from dragoman.model.reading import Chain, ClaimMention, Mention, Source, TimeExpression
from dragoman.ontology.agreements import AgreementWords
from dragoman.text.parse import Parse, span_of
from dragoman.text.spans import SpanIndex

_LONGEST = 250  # tokens
_BACKED = re.compile(r"[-\u2010\u2011](?:backed|aligned|brokered|sponsored|mediated|supported|allied|hosted|led)\b")
FIRM = frozenset(("country", "armed-group"))  # kinds of those who make agreements in their own name
# PLOVER sectors whose bodies act for their state, so that the state is the party.
STATE_SECTORS = frozenset({"GOV", "MIL", "SPY", "LEG", "JUD", "COP"})


@dataclass(frozen=True)
class Scene:
    """One report's parse with the rows read from it before."""

    parse: Parse
    chains: tuple[Chain, ...]
    times: tuple[TimeExpression, ...]
    claims: tuple[ClaimMention, ...]
    lexicon: AgreementWords

    @cached_property
    def _names(self) -> SpanIndex[tuple[Mention, int]]:
        return SpanIndex((m, (m, n)) for n, c in enumerate(self.chains) for m in c.mentions)

    @cached_property
    def _times(self) -> SpanIndex[int]:
        return SpanIndex((t, n) for n, t in enumerate(self.times))

    @cached_property
    def _claims(self) -> SpanIndex[ClaimMention]:
        return SpanIndex((c, c) for c in self.claims)

    @cached_property
    def country_chain(self) -> dict[str, int]:
        """The first country chain of each ISO code."""
        found: dict[str, int] = {}
        for n, chain in enumerate(self.chains):
            if chain.kind == "country" and chain.country:
                found.setdefault(chain.country, n)
        return found

    def mentions_in(self, start: int, end: int) -> list[tuple[Mention, int]]:
        """The mentions within start:end that no longer one there covers, with their chains, in order."""
        found = sorted(self._names.inside(start, end), key=lambda x: (x[0].start, -x[0].end, x[1]))
        kept: list[tuple[Mention, int]] = []
        for mention, chain in found:
            if not kept or mention.start >= kept[-1][0].end:
                kept.append((mention, chain))
        return kept

    def chain_at(self, start: int, end: int) -> int | None:
        """The chain of the shortest mention that covers start:end, or of the first one that touches it."""
        covering = sorted(self._names.covering(start, end), key=lambda x: (x[0].end - x[0].start, x[1]))
        touching = covering or sorted(self._names.touching(start, end), key=lambda x: (x[0].start, x[1]))
        return touching[0][1] if touching else None

    def dates_in(self, start: int, end: int) -> list[int]:
        """The dates within start:end that name a day, month or year, in order."""
        found = [n for n in self._times.inside(start, end) if self.is_date(n)]
        return sorted(found, key=lambda n: self.times[n].start)

    def is_date(self, position: int) -> bool:
        """Is it a date or a time of a day, and no vague reference?"""
        time = self.times[position]
        return time.type in ("DATE", "TIME") and not time.value.endswith("_REF")

    def time_touches(self, start: int, end: int) -> bool:
        """Does a time expression stand on some of these characters?"""
        return any(True for _ in self._times.touching(start, end))

    def party_of(self, chain: int | None) -> int | None:
        """The chain that stands as a party for a chain: the state for its bodies, whom a person acts for."""
        if chain is None:
            return None
        row = self.chains[chain]
        if row.kind in FIRM:
            return chain
        if row.kind == "person":
            serves = [r.of for r in row.roles if r.of is not None and r.of != chain and not r.former]
            return next((p for p in map(self._body, serves) if p is not None), None)
        return self._body(chain)

    @cached_property
    def rebels(self) -> int | None:
        """The armed group of the report, if it names only one: whom "the rebels" means."""
        groups = [n for n, c in enumerate(self.chains) if c.kind == "armed-group"]
        return groups[0] if len(groups) == 1 else None

    @cached_property
    def government(self) -> int | None:
        """The government or army of the report, if all that it names are of one state."""
        states = [n for n, c in enumerate(self.chains) if c.kind == "government" and c.country]
        return states[0] if len({self.chains[n].country for n in states}) == 1 else None

    def _body(self, chain: int) -> int | None:
        row = self.chains[chain]
        if row.kind == "group" and row.sector == "REB":
            return self.rebels
        if row.kind in FIRM:
            return chain
        state = self._state(row)
        if row.kind == "government":
            return chain if state is None else state
        if row.kind in ("organization", "group") and row.sector in STATE_SECTORS:
            return state
        if row.kind == "organization":
            return None if row.sector in ("JRN", "MED", "EDU") else chain
        return self._state(row) if row.kind == "place" else None

    def _state(self, row: Chain) -> int | None:
        return self.country_chain.get(row.country) if row.country else None

    def parties_in(self, start: int, end: int, *, places: bool = False) -> tuple[int, ...]:
        """The parties named within start:end, each once; `places` lets a capital stand for its state."""
        found: dict[int, None] = {}
        described: set[int] = set()
        for mention, chain in self.mentions_in(start, end):
            if self.chains[chain].kind in ("place", "media") and not (places and self.chains[chain].kind == "place"):
                continue
            if self._is_backer(mention.end):
                continue
            party = self.party_of(chain)
            if party is not None:
                found[party] = None
                if mention.form == "description" and self.chains[party].kind == "armed-group":
                    described.add(party)
        named = any(self.chains[n].kind != "country" for n in found if n not in described)
        # "the rebels of the Movement" are the Movement
        return tuple(n for n in found if not (named and n in described))

    def _is_backer(self, end: int) -> bool:
        """Is a name part of "X-backed", "X-brokered" and the like, which tell of no party?"""
        return bool(_BACKED.match(self.parse.document.text, end))

    def people_in(self, start: int, end: int) -> tuple[int, ...]:
        """The people named within start:end, each once, in order. Pronouns and bare roles do not count."""
        return tuple(dict.fromkeys(
            chain for mention, chain in self.mentions_in(start, end)
            if self.chains[chain].kind == "person" and mention.form == "name"))

    def place_in(self, start: int, end: int) -> tuple[int, Mention] | None:
        """The first town or other place named within start:end, else the first country."""
        found = [(chain, m) for m, chain in self.mentions_in(start, end) if m.form == "name"]
        for kind in ("place", "country"):
            for chain, mention in found:
                if self.chains[chain].kind == kind:
                    return chain, mention
        return None

    def sources_of(self, start: int, end: int) -> tuple[Source, ...]:
        """The attribution of the shortest claim that covers most of start:end."""
        covering = [
            c for c in self._claims.touching(start, end)
            if c.attribution and 2 * (min(c.end, end) - max(c.start, start)) > min(end - start, c.end - c.start)]
        best = min(covering, key=lambda c: (c.end - c.start, c.start), default=None)
        return best.attribution if best else ()

    def is_quoted(self, start: int, end: int) -> bool:
        """Do the words stand inside somebody's quotation marks?"""
        return any(q.start <= start and end <= q.end
                   for c in self._claims.touching(start, end) for q in c.quotes)

    def text(self, span: Span) -> str:
        """The words at a span, on one line."""
        return " ".join(self.parse.text(span).split())


def is_readable(sentence: Tokens) -> bool:
    """Is it a sentence, and not a run of words without end, of which nobody can tell the grammar?"""
    return len(sentence) <= _LONGEST


def offsets(tokens: Token | Tokens | Iterable[Token]) -> tuple[int, int]:
    """Where some tokens of one block start and end in the document."""
    span = span_of(tokens)
    return span.start, span.end


def sentence_tokens(sentence: Tokens) -> Iterator[Token]:
    """The tokens of a sentence that are no space."""
    return (t for t in sentence if not t.is_space)
