"""Which state people, bodies and places belong to, as titles, neighbours and the course of the report tell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from dragoman.ontology.geography import Geography
from dragoman.reading.names.drafts import Draft
from dragoman.reading.names.found import Found, TitlePhrase
from dragoman.reading.names.places import resolve
from dragoman.reading.names.words import Block

_OWNS = re.compile(r"'s?(?: [a-z-]+){0,4} | (?:[a-z-]+ ){0,3}")
_OF = re.compile(r" (?:of|in|for|to) (?:the )?(?:Republic of )?")
_BORDERLESS = ("IGO", "NGO", "MNC")


class Homes:
    """The states that a report speaks of, by where it does, and what follows from it for the rest."""

    def __init__(self, drafts: Sequence[Draft], names: Sequence[Found], titles: Sequence[TitlePhrase],
                 blocks: Sequence[Block], geography: Geography):
        self.drafts, self.names, self.titles, self.blocks, self.geography = drafts, names, titles, blocks, geography

    def settle(self) -> None:
        """Set country, sector and site of each draft, from the surest ground to the least."""
        self._bodies_by_neighbours()
        self._places()
        self._bodies_by_name()
        self._people_by_titles()
        self._by_focus()

    def _weights(self) -> dict[str, float]:
        count = Counter(self.names[n].country for d in self.drafts if d.kind == "country" for n in d.members)
        most = max(count.values(), default=1)
        return {code: times / most for code, times in count.items() if code}

    def _places(self) -> None:
        """Settle each place's site; one without is in the country of the settled place or state beside it."""
        places = [d for d in self.drafts if d.kind == "place"]
        forms = [tuple(dict.fromkeys(self.names[n].text for n in sorted(d.members, key=lambda n: -len(self.names[n].text))))
                 for d in places]
        weights = self._weights()
        for d, name in zip(places, forms, strict=True):
            country = self.geography.by_metonym.get(name[0])
            if country:  # a capital speaks for its country as a name of it does
                weights.setdefault(country.code, 0.3)
        for d, site in zip(places, resolve(forms, weights, self.geography), strict=True):
            if site is not None:
                d.site, d.country = site, site.country
        for d in places:
            if d.site is None and d.country is None:
                d.country = self._beside(d)

    def _beside(self, draft: Draft) -> str | None:
        """The country that most of the settled places and states in the same sentences as a place are in or are."""
        votes: Counter[str] = Counter()
        for n in draft.members:
            name = self.names[n]
            first, last = self._sentence(name)
            for other in self.names:
                if other.block == name.block and other is not name and first <= other.start < last and other.chain >= 0:
                    there = self.drafts[other.chain]
                    near = 1 / (1 + abs(other.start - name.start) / 40)
                    if there.kind == "place" and there.site is not None and there.country:
                        votes[there.country] += 3 * near  # type: ignore[assignment]
                    elif there.kind in ("country", "government") and there.country:
                        votes[there.country] += near  # type: ignore[assignment]
        return min(votes, key=lambda c: (-votes[c], c)) if votes else None

    def _sentence(self, name: Found) -> tuple[int, int]:
        block = self.blocks[name.block]
        head = block.token(name.start - block.offset)
        if head is None:
            return name.start, name.end
        return block.offset + head.sent.start_char, block.offset + head.sent.end_char

    def _bodies_by_neighbours(self) -> None:
        for draft in self.drafts:
            if draft.country is None and draft.kind not in ("person", "place", "country") and draft.sector not in _BORDERLESS:
                draft.country = next((c for n in draft.members if (c := self._owner(n))), None)

    def _owner(self, n: int) -> str | None:
        """The state just before ("Oman's", "the Omani news site") or after ("of Senegal") a name."""
        name = self.names[n]
        for other in self.names[max(0, n - 2):n + 3]:
            if other.kind != "country" or other.block != name.block or other.form == "metonym":
                continue
            text, offset = self.blocks[name.block].text, self.blocks[name.block].offset
            if other.end <= name.start and _OWNS.fullmatch(text[other.end - offset:name.start - offset]) or \
                    name.end <= other.start and _OF.fullmatch(text[name.end - offset:other.start - offset]):
                return other.country
        return None

    def _bodies_by_name(self) -> None:
        """A body that has a settled place or a region in its name belongs there ("Movement of ... of Casamance")."""
        settled = {self.names[n].text: d.country for d in self.drafts if d.kind == "place" and d.country for n in d.members}
        for draft in self.drafts:
            if draft.country is not None or draft.kind in ("person", "place", "country") or draft.sector in _BORDERLESS:
                continue
            for n in draft.members:
                for word in self.names[n].text.split():
                    region = self.geography.by_region.get(word.lower())
                    draft.country = draft.country or settled.get(word) or (region.country if region else None)

    def _people_by_titles(self) -> None:
        for title in self.titles:
            if title.person is None:
                continue
            person = self.drafts[self.names[title.person].chain]
            owner = self.drafts[self.names[title.of].chain] if title.of is not None else None
            if owner is not None and owner.country and not person.country and title.head != "counterpart":
                person.country = owner.country
            if owner is not None and owner.sector in _BORDERLESS:
                person.abroad = True
            sector = title.sector or (owner.sector if owner else None)
            if sector:
                state = sector in ("GOV", "LEG", "MIL", "SPY", "COP", "JUD")
                person.sectors.append("ELI" if title.former and state else sector)
        for draft in self.drafts:
            if draft.kind == "person" and draft.sectors and not draft.sector:
                draft.sector = next((s for s in draft.sectors if s != "ELI"), "ELI")

    def _by_focus(self) -> None:
        """An office or a body of the state without its state is that of the state last spoken of."""
        order = sorted((self.names[n].start, self.names[n].block, d.country) for d in self.drafts
                       if d.kind in ("country", "government") or d.capital for n in d.members if d.country)
        starts = [o[0] for o in order]

        def focus(start: int) -> str | None:
            n = bisect_left(starts, start)
            return order[n - 1][2] if n else (order[0][2] if order else None)

        for title in self.titles:
            if title.person is not None:
                person = self.drafts[self.names[title.person].chain]
                if person.country is None and not person.abroad:
                    person.country = focus(self.names[title.person].start)
        for draft in self.drafts:
            if draft.country is None and draft.kind == "government":
                draft.country = focus(self.names[draft.members[0]].start)
            elif draft.country is None and draft.kind == "person" and not draft.abroad:
                draft.country = self._beside(draft)
