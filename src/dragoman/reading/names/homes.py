"""Which state people, bodies and places belong to, as titles, neighbours and the course of the report tell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from dragoman.ontology.geography import Geography
from dragoman.ontology.names import NameWords
from dragoman.reading.names.drafts import Draft
from dragoman.reading.names.focus import Focus
from dragoman.reading.names.found import Found, TitlePhrase
from dragoman.reading.names.places import Site, resolve, sites
from dragoman.reading.names.standpoint import in_dateline
from dragoman.reading.names.words import Block

_OWNS = re.compile(r"'s?(?: [a-z-]+){0,4} |'s(?: [a-z-]+){1,4}, | (?:[a-z-]+ ){0,3}")
_LED_BY = re.compile(
    r"(?: \([^()]{1,12}\))?(?: in [A-Z][\w -]+)?,? (?:headed|led|chaired|run|commanded|founded) by "
    r"(?:[A-Z]?[a-z]+ ){0,3}"
)
_OF = re.compile(r"(?: \([^()]{1,12}\))? (?:of|in|for|to) (?:the )?(?:Republic of )?")
_APPOSED = re.compile(r"(?: \([^()]{1,12}\))?, (?:a|an|the|one of the) (?:[a-z-]+ )?")
_WHEREABOUTS = re.compile(
    r",? who (?:is|was|has been|had been|lives?|lived|fled|flew|arrived|travell?ed|went|remains?|landed) (?!from |of )"
)
_WHOSE = re.compile(r",? whose (?:[a-z]+ )?(?:government|cabinet|administration|presidency|regime|ministers)\b")
_BASED = re.compile(r"-(?:based|listed|registered|headquartered|run) (?:[a-z-]+ ){0,3}")
_SMALL = re.compile(r"(?:[, -]|\b(?:in|near|and|or|of|to|from|at|outside|the|town|village|city|province|state)\b)*")
_RULES = ("government", "administration", "cabinet", "junta", "regime")
_LEADS = re.compile(
    r".{0,60}, who [a-z]+ (?:[a-z ]{0,20})for (?:the )?|,? (?:who |of |for |from )[^.,;:\"]*$"
    r"|, (?:a|an|the) [^.,;:\"]*$"
)
_NATIONAL = ("Agency", "Authority", "Inspectorate", "Regulatory", "Regulation", "Licensing", "Ombudsman", "National",
             "State", "Federal", "Royal", "Supreme", "Republican", "Presidential", "Central", "Movement",
             "Front", "Party", "Rally", "Federation")
_SENT_OUT = ("envoy", "ambassador", "representative", "coordinator", "rapporteur", "mediator", "consul")
_BORDERLESS = ("IGO", "MNC")
_STATE = ("GOV", "LEG", "MIL", "SPY", "COP", "JUD")
_OF_STATE = ("authorities", "prosecutors", "judges", "magistrates", "lawmakers", "deputies", "legislators", "mps",
             "gendarmes", "policemen")
_OF_PLACES = ("mayor", "governor", "prefect", "councillor", "bishop", "archbishop", "headman", "wali", "imam",
              "premier")
_STAFF = ("deputy", "aide", "adviser", "advisor", "secretary", "chief", "lawyer", "minister", "successor",
          "predecessor")
_OVER = re.compile(r" (?:of|for|in) (?:the )?(?:(?:town|city|village|province|state|district|region|island) of )?")
_CLOSE = 40  # characters
_SENTENCE = 400  # characters to each side of a name that are looked at, in a sentence without end
_NEAR = 90  # characters after a name within which a clause about its bearer tells whom they serve


class Homes:
    """The states that a report speaks of, by where it does, and what follows from it for the rest."""

    def __init__(
        self,
        drafts: Sequence[Draft],
        names: Sequence[Found],
        titles: Sequence[TitlePhrase],
        blocks: Sequence[Block],
        lexicon: NameWords,
        geography: Geography,
        focus: Focus,
    ):
        self.focus = focus
        self.drafts, self.names, self.titles, self.blocks = drafts, names, titles, blocks
        self.lexicon, self.geography = lexicon, geography
        self.here: dict[int, list[Found]] = defaultdict(list)
        for name in sorted(names, key=lambda n: n.start):
            self.here[name.block].append(name)
        self.starts = {index: [n.start for n in here] for index, here in self.here.items()}

    def settle(self) -> None:
        """Set country, sector and site of each draft, from the surest ground to the least."""
        self._places()
        self._bodies_by_neighbours()
        self._bodies_by_name()
        self._people_by_titles(sure=True)
        self._people_by_clauses()
        self._people_by_titles(sure=False)
        self._by_focus()
        self._people_by_titles(sure=True)
        self._people_by_clauses()
        self._sectors()

    def _around(self, name: Found, first: int, last: int) -> list[Found]:
        """The mentions of a name's block that start within first:last, in order."""
        starts = self.starts[name.block]
        return self.here[name.block][bisect_left(starts, first) : bisect_left(starts, last)]

    def _near_title(self, title: TitlePhrase) -> list[Found]:
        """The mentions that start a little before a title, in order."""
        starts = self.starts.get(title.block, [])
        return self.here[title.block][bisect_left(starts, title.start - _CLOSE) : bisect_left(starts, title.start)]

    def _draft(self, name: Found) -> Draft | None:
        return self.drafts[name.chain] if name.chain >= 0 else None

    def _places(self) -> None:
        """Settle each place's site; one without is in the country of the settled place or state beside it."""
        places = [d for d in self.drafts if d.kind == "place"]
        forms = [
            tuple(dict.fromkeys(self.names[n].text for n in sorted(d.members, key=lambda n: -len(self.names[n].text))))
            for d in places
        ]
        count = Counter(d.country for d in self.drafts if d.kind == "country" for _ in d.members if d.country)
        weights = {code: times / max(count.values()) for code, times in sorted(count.items())}
        for d in self.drafts:  # "the Costa Rican Electricity Institute"
            if d.kind in ("organization", "government") and d.country and not d.guessed:
                weights.setdefault(d.country, 0.3)
        for name in forms:
            country = self.geography.by_metonym.get(name[0])
            if country:  # a capital speaks for its country as a name of it does
                weights.setdefault(country.code, 0.3)
        for d, site in zip(places, resolve(forms, weights, self.geography), strict=True):
            site = self._capital(d, site) or site  # noqa: PLW2901
            if site is not None:
                d.site, d.country = site, site.country
        for d in places:
            if d.site is None and d.country is None:
                d.country = self._beside(d) or self._at_home(d)

    def _capital(self, draft: Draft, found: Site | None) -> Site | None:
        """The capital, in a dateline or in place of a far smaller town that the name is a by-name of."""
        for n in draft.members:
            name = self.names[n]
            country = self.geography.by_metonym.get(name.text.title() if name.text.isupper() else name.text)
            lesser = found is None or (not found.exact and found.country != getattr(country, "code", None))
            if country is not None and (lesser or in_dateline(name, self.blocks)):
                here = [s for s in sites(name.text, self.geography) if s.country == country.code]
                return next((s for s in here if s.geonames is not None), next(iter(here), None))  # town, then region
        return None

    def _at_home(self, draft: Draft) -> str | None:
        """The report's own state, for an unknown place in whose sentences no other state is named."""
        others = {o.country for _, o in self._neighbours(draft) if o.kind == "country" and o.country}
        return self.focus.home if others <= {self.focus.home} else None

    def _beside(self, draft: Draft) -> str | None:
        """The country that most of the settled places and states in the same sentences as a place are in or are."""
        votes: Counter[str] = Counter()
        states: set[str] = set()
        for name, other in self._neighbours(draft):
            there = self._draft(other)
            if there is not None and there.country:
                if there.kind == "place" and there.site is not None and (
                    self.focus.sure_home in (None, there.country) or self._adjoins(name, other)
                ):
                    votes[there.country] += 1000 // (40 + abs(other.start - name.start))
                elif there.kind in ("country", "government") and other.form != "metonym":
                    states.add(there.country)
        if votes:
            return min(votes, key=lambda c: (-votes[c], c))
        return states.pop() if len(states) == 1 else None

    def _adjoins(self, one: Found, other: Found) -> bool:
        """Do nothing but small words stand between two places ("Ulm, near Basel")? Only such is abroad together."""
        first, last = (one, other) if one.start < other.start else (other, one)
        offset = self.blocks[one.block].offset
        return _SMALL.fullmatch(self.blocks[one.block].text[first.end - offset : last.start - offset]) is not None

    def _neighbours(self, draft: Draft) -> Iterator[tuple[Found, Found]]:
        for n in draft.members:
            name = self.names[n]
            block = self.blocks[name.block]
            token = block.token(name.start - block.offset)
            if token is None:
                continue
            first, last = block.offset + token.sent.start_char, block.offset + token.sent.end_char
            first, last = max(first, name.start - _SENTENCE), min(last, name.start + _SENTENCE)
            yield from ((name, o) for o in self._around(name, first, last) if o is not name)

    def _bodies_by_neighbours(self) -> None:
        for draft in self.drafts:
            if draft.country is None and self._may_have_home(draft):
                draft.country = next((c for n in draft.members if (c := self._owner(self.names[n]))), None)

    def _may_have_home(self, draft: Draft) -> bool:
        return (
            draft.kind not in ("person", "place", "country")
            and draft.sector not in _BORDERLESS
            and not any(
                word in ("International", "World", "Global")
                for n in draft.members
                for word in self.names[n].text.split()
            )
        )

    def _owner(self, name: Found) -> str | None:
        """The state before ("Oman's", "the Omani site"), after ("of Senegal") or beside a name (", an Omani daily")."""
        text, offset = self.blocks[name.block].text, self.blocks[name.block].offset
        for other in self._around(name, name.start - 200, name.end + 200):
            before = text[other.end - offset : name.start - offset] if other.end <= name.start else ""
            if other.kind in ("country", "place") and _BASED.fullmatch(before):
                there = self._draft(other)
                return there.country if there is not None else other.country
            ruling = other.kind == "government" and before == "" and not other.guessed
            if (other.kind != "country" and not ruling) or other.form == "metonym":
                continue
            after = text[name.end - offset : other.start - offset] if name.end <= other.start else ""
            if (
                (_OWNS.fullmatch(before) and not self._has_verb(name, other))
                or (_OF.fullmatch(after) and not ruling)
                or (_APPOSED.fullmatch(after) and not text.startswith((",", ".", ";"), other.end - offset))
            ):
                return other.country
        return None

    def _has_verb(self, name: Found, before: Found) -> bool:
        """Does a verb or a preposition stand between two names ("Bhutan police detain Assam rebels")?"""
        block = self.blocks[name.block]
        span = block.doc.char_span(before.end - block.offset, name.start - block.offset, alignment_mode="contract")
        return span is not None and any(t.pos_ in ("VERB", "AUX", "ADP") for t in span)

    def _bodies_by_name(self) -> None:
        """A body that has a settled place or a region in its name belongs there ("Movement of ... of Casamance")."""
        spoken = {d.country for d in self.drafts if d.kind in ("country", "government") and d.country}
        settled = {
            self.names[n].text: d.country
            for d in self.drafts
            if d.kind == "place" and d.country and (d.country in spoken or not spoken)
            for n in d.members
        }
        for draft in self.drafts:
            if draft.country is not None or not self._may_have_home(draft):
                continue
            for n in draft.members:
                for word in self.names[n].text.split():
                    region = self.geography.by_region.get(word.lower())
                    draft.country = draft.country or settled.get(word) or (region.country if region else None)

    def _people_by_titles(self, *, sure: bool) -> None:
        """Serve whom the title says; bodies whose own state is only a guess come after all else."""
        for title in self.titles:
            if title.person is None:
                continue
            person = self.drafts[self.names[title.person].chain]
            owner = self._draft(self.names[title.of]) if title.of is not None else None
            if owner is not None and sure is not owner.guessed:
                self._serve(person, owner, title.former)
            if owner is None and person.country is None and not sure:
                person.country = self._of_place(title) or self._of_principal(title)
            if sure and title.sector:
                person.sectors.append("ELI" if title.former and title.sector in _STATE else title.sector)

    def _of_place(self, title: TitlePhrase) -> str | None:
        """The state of the town or province that somebody governs: "mayor of X", "X mayor Y"."""
        if title.head not in _OF_PLACES:
            return None
        text, offset = self.blocks[title.block].text, self.blocks[title.block].offset
        for other in self.here[title.block]:
            there = self._draft(other)
            if there is None or there.kind != "place" or there.country is None:
                continue
            before = text[other.end - offset : title.start - offset] if other.end <= title.start else ""
            after = text[title.end - offset : other.start - offset] if title.end <= other.start else ""
            if before in (" ", "'s ", "' ") or (len(after) < _NEAR and _OVER.fullmatch(after)):
                return there.country
        return None

    def _of_principal(self, title: TitlePhrase) -> str | None:
        """The state of whom somebody works for: "his deputy, X", "Maseko's spokesperson, X"."""
        if not title.head.startswith("spokes") and title.head not in _STAFF:
            return None
        text, offset = self.blocks[title.block].text, self.blocks[title.block].offset
        for other in self._near_title(title):
            there = self._draft(other)
            between = text[other.end - offset : title.start - offset]
            if there is not None and there.kind == "person" and between in (" ", "'s ", "' ", "'s chief ", " chief "):
                return there.country
        return None

    def _serve(self, person: Draft, owner: Draft, former: bool = False) -> None:
        """A person serves a body or a state: take its country, and its sector where the title leaves it open."""
        person.country = person.country or owner.country
        person.abroad = person.abroad or (owner.country is None and owner.kind in ("organization", "media"))
        if owner.kind == "armed-group":
            person.sectors.insert(0, "REB")
        elif owner.sector in _BORDERLESS:
            person.sectors.insert(0, owner.sector)
        elif owner.sector:
            person.sectors.append("ELI" if former and owner.sector in _STATE else owner.sector)

    def _people_by_clauses(self) -> None:
        """Whom a person serves: "the Front's X", "X, who signed for Oman", "X, an opposition member of ..."."""
        for draft in self.drafts:
            if draft.kind != "person":
                continue
            for n in draft.members:
                name = self.names[n]
                if name.form == "name":
                    self._clause(draft, name)

    def _clause(self, draft: Draft, name: Found) -> None:
        text, offset = self.blocks[name.block].text, self.blocks[name.block].offset
        for other in self._around(name, name.start - 80, name.end + _NEAR + 1):
            there = self._draft(other)
            if there is None or there is draft or there.kind == "person":
                continue
            if other.end <= name.start:
                between = text[other.end - offset : name.start - offset]
                rules = between == " of " and (other.function or "").split()[-1:] and other.function in _RULES
                led = there.kind != "country" and _LED_BY.fullmatch(between)
                if ((between in ("'s ", "' ") or led) and there.kind != "place") or rules:
                    self._serve(draft, there)
            elif (
                other.start >= name.end
                and (draft.country is None or not draft.sectors)
                and _LEADS.fullmatch(lead := text[name.end - offset : other.start - offset])
                and " ethnic " not in lead
                and (there.kind != "place" or not _WHEREABOUTS.match(lead))
            ):
                draft.country = draft.country or there.country
                if there.kind in ("armed-group", "government"):
                    self._serve(draft, there)

    def _by_focus(self) -> None:
        """An office or a body of the state without its state is that of the state in focus where it comes up."""
        self._offices_again()
        first: set[int] = set()
        for title in self.titles:
            chain = self.names[title.person].chain if title.person is not None else -1
            if chain < 0 or chain in first or title.plural or title.head in ("counterpart", "successor", "predecessor"):
                continue
            if title.sector not in _STATE and not title.head.startswith("spokes") and title.head != "leader":
                continue
            if title.head in _SENT_OUT:
                continue  # whom they serve is not where they are
            first.add(chain)  # whose office it is must be clear where it comes up
            if self.drafts[chain].country is None and not self.drafts[chain].abroad:
                self.drafts[chain].country = self.focus.at(
                    title.block, title.start, leading=True, sure=title.head.startswith("spokes")
                )
        self._heads_of_government()
        most = self._dominant()
        for draft in self.drafts:
            if draft.country is None and (
                draft.kind == "government" or draft.sector == "PTY" or self._is_of_state(draft)
            ):
                name = self.names[draft.members[0]]
                draft.country = self.focus.at(name.block, name.start) or (most if draft.kind != "group" else None)
            elif draft.country is None and self._is_national(draft):
                draft.country = self.focus.home

    def _offices_again(self) -> None:
        """ "The Russian ambassador … The ambassador, X": the office is the one that was spoken of."""
        last: dict[str, Draft] = {}
        for title in sorted(self.titles, key=lambda t: t.start):
            owner = self._draft(self.names[title.of]) if title.of is not None else None
            if owner is not None and owner.country and not title.plural:
                last[title.head] = owner
            elif owner is None and title.definite and title.person is not None and title.head in last:
                self._serve(self.drafts[self.names[title.person].chain], last[title.head], title.former)

    def _is_of_state(self, draft: Draft) -> bool:
        """ "The authorities", "prosecutors", "lawmakers": groups that a report need not say whose they are."""
        return draft.kind == "group" and any(
            self.names[n].text.lower().split()[-1] in _OF_STATE for n in draft.members if self.names[n].text)

    def _heads_of_government(self) -> None:
        """ "X, whose government fell": X is of the state in focus."""
        for name in self.names:
            draft = self._draft(name)
            if name.kind == "person" and draft is not None and draft.country is None and name.form == "name":
                block = self.blocks[name.block]
                if _WHOSE.match(block.text, name.end - block.offset):
                    draft.country = self.focus.at(name.block, name.start, leading=True)

    def _is_national(self, draft: Draft) -> bool:
        """Is it a body of one state by its kind or its name, though the report doesn't say of which?"""
        return self._may_have_home(draft) and (
            draft.kind == "armed-group"
            or draft.sector == "LAB"
            or (draft.kind != "media" and any(  # a news agency may be from anywhere
                w in _NATIONAL for n in draft.members for w in self.names[n].text.split()))
        )

    def _dominant(self) -> str | None:
        """The state that the report speaks of most, by its names and its places; None where two are level."""
        count = Counter(
            d.country for d in self.drafts if d.kind in ("country", "place") and d.country for _ in d.members
        )
        top = sorted(count.items(), key=lambda c: (-c[1], c[0]))[:2]
        return top[0][0] if top and (len(top) == 1 or top[0][1] > top[1][1]) else None

    def _sectors(self) -> None:
        """Each person's sector; successors and counterparts hold what the person before them holds."""
        for draft in self.drafts:
            if draft.kind == "person" and draft.sectors and not draft.sector:
                draft.sector = _first_sector(draft.sectors)
        people = sorted((n for n in self.names if n.kind == "person" and n.chain >= 0), key=lambda n: n.start)
        for title in self.titles:
            if title.person is not None and title.head in ("counterpart", "successor"):
                bearer = self.names[title.person].chain
                before = [n.chain for n in people if n.start < title.start and n.chain != bearer]
                if not before:
                    continue
                other = self.drafts[before[-1]]
                self.drafts[bearer].sector = self.drafts[bearer].sector or other.sector
                if self.drafts[bearer].country is None:
                    self.drafts[bearer].country = (
                        other.country if title.head == "successor" else self._across(other.country)
                    )

    def _across(self, country: str | None) -> str | None:
        """The other one of the two states that a report speaks of most: where a counterpart is from."""
        count = Counter(d.country for d in self.drafts if d.kind == "country" and d.country for _ in d.members)
        top = [code for code, _ in sorted(count.items(), key=lambda c: (-c[1], c[0]))[:2]]
        return next((c for c in top if c != country), None) if country in top else None


def _first_sector(sectors: Sequence[str]) -> str:
    """The sector of whom somebody serves; else of an office of the state, before a trade ("economist and minister")."""
    if sectors[0] in ("REB", *_BORDERLESS):
        return sectors[0]
    return next((s for s in sectors if s in _STATE), next((s for s in sectors if s != "ELI"), "ELI"))
