"""Whose office or body is meant where a report does not say: the state that a paragraph speaks of, or the report.

An English report says whose minister or army it is where that is not plain. It is plain where the paragraph, or
the one before it, has one state alone act, and else it is the state that the report is about: that of its dateline,
or the one that it names most.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.ontology.geography import Geography
from dragoman.ontology.names import NameWords
from dragoman.reading.names.acting import is_agentive
from dragoman.reading.names.found import Found, TitlePhrase
from dragoman.reading.names.places import sites
from dragoman.reading.names.standpoint import (
    by_places,
    counts,
    dateline_state,
    hosts,
    is_across,
    is_quoted,
    named_late,
    other_sides,
    settled,
    speaks_first,
    state_of_publisher,
    visitors,
)
from dragoman.reading.names.words import Block

_SUBJECTS = ("nsubj", "nsubjpass", "agent", "ROOT")
_HALF, _MORE = 0.5, 1.5  # of the weight of the state named most, and of the next one's
_REACH = 40  # acting states before a name, in its block, that are looked at
_ENOUGH = 5  # what a state must weigh to be the report's without a dateline: acting is 1, leading 2, the title 2 more


@dataclass(frozen=True, slots=True)
class _Acting:
    """A state where it acts or owns. `leads` is whether it does in a sentence's own clause, as its subject."""

    start: int
    sentence: int
    country: str
    leads: bool
    joined: bool  # "Oman and Qatar": is it not the first of those that do?


class Focus:
    """The states that act in each block of a report, and the state that the report is about."""

    def __init__(
        self,
        names: Sequence[Found],
        titles: Sequence[TitlePhrase],
        blocks: Sequence[Block],
        lexicon: NameWords,
        geography: Geography,
        publisher: str | None = None,
    ):
        self._by_block: dict[int, list[_Acting]] = defaultdict(list)
        firms = {(n.block, c) for n in names if n.kind in ("organization", "media") for c in range(n.start, n.end)}
        for name in names:
            if name.country and name.kind in ("country", "government") and not name.guessed:
                acting = _acting(name, blocks[name.block], lexicon, firms)
                if acting is not None:
                    self._by_block[name.block].append(acting)
        self._scenes: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        for name in names:
            scene = _scene(name, blocks[name.block], geography) if name.kind == "place" else None
            if scene is not None:
                self._scenes[name.block].append(scene)
        self._capitals: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        for name in names:
            capital = geography.by_metonym.get(name.text) if name.kind == "place" else None
            root = _place_of(name, blocks[name.block]) if capital is not None else None
            if capital is not None and root is not None:
                sentence = blocks[name.block].offset + root.sent.start_char
                self._capitals[name.block].append((sentence, name.start, capital.code))
        self._blocks = sorted(self._by_block)
        named = counts(names, blocks)
        line = dateline_state(names, blocks, geography)
        hosting = frozenset(n.country for n in names if n.country and hosts(n, blocks[n.block]))
        if line in hosting:  # whose guests the report is about: who acts first
            first = (a.country for index in self._blocks for a in self._by_block[index] if a.leads)
            line = next((code for code in first if code not in hosting), line)
        self._others = other_sides(names, titles, blocks) - {line} | hosting
        by_the_way = visitors(names, blocks, lexicon)
        leads_off = line is not None and speaks_first(line, names, titles, blocks)
        self.sure_home = _home(self._by_block, named, self._others | by_the_way, line, leads_off)
        self.home = self.sure_home  # or where most of its places are
        self._settings: list[tuple[int, int, str]] = []
        own = state_of_publisher(publisher, lexicon, geography) if publisher and line is None else None
        unsure = line is None and (own or self.sure_home in named_late(names, titles, blocks))
        if self.sure_home is None or (unsure and self.sure_home != own):
            places = list(settled(names, named, geography))
            self.home = by_places(places, named, self._others, own)
            self.sure_home = self.home if self.home == own else self.sure_home if self.sure_home == self.home else None
            self._settings = _settings(names, places, self._others, blocks)

    def at(
        self, block: int, start: int, *, other: bool = False, leading: bool = False, sure: bool = False
    ) -> str | None:
        """The state in focus at a place of a block; `other` of a body that is hardly the subject's own.

        "Turkey armed Syria's troops while the regime looked on": of its own, one would say "its regime".
        With `leading`, a state that a sentence mentions by the way is not enough; with `sure`, nor are the places.
        """
        scenes = self._scenes.get(block, [])
        scene = bisect_right(scenes, start, key=lambda s: s[0]) - 1
        if scene >= 0 and start < scenes[scene][1]:
            return scenes[scene][2]
        here = self._by_block.get(block, [])
        end = bisect_left(here, start, key=lambda a: a.start)
        before = here[max(0, end - _REACH) : end]
        if leading:
            before = [a for a in before if a.leads or a.country == self.sure_home]
        if not before:
            above = _one([a for a in self._by_block.get(block - 1, []) if a.leads])
            named = self.sure_home or above or self._last(block)
            if named or sure:
                return named
            return self.home or self._set_in(block, start) or self._spoken_in(block, start)
        if other:
            last = [a for a in before if a.sentence == before[-1].sentence]
            subjects = {a.country for a in last if a.leads}
            others = {a.country for a in last} - subjects
            if subjects and len(others) == 1:
                return others.pop()
        return _one(before) or self._of_several(before)

    def _set_in(self, block: int, start: int) -> str | None:
        """The state of the places and states that lead up to a place of a block, where they are all of one."""
        near = {code for _, _, code in self._settings[: bisect_left(self._settings, (block, start, ""))]}
        return near.pop() if len(near) == 1 else None

    def _spoken_in(self, block: int, start: int) -> str | None:
        """The state of the capital in which somebody speaks: "Foreign Minister X told reporters in Addis Ababa"."""
        capitals = self._capitals.get(block, [])
        return next((code for sentence, at, code in capitals if sentence <= start < at), None)

    def _of_several(self, before: Sequence[_Acting]) -> str | None:
        """Of several states of a paragraph, the one that leads its last sentence alone, or the report's.

        Where two lead it together, each is as near as the other, and nobody guesses.
        """
        last = [a for a in before if a.leads and a.sentence == before[-1].sentence]
        if before[-1].joined and before[-1].leads and self.sure_home not in {a.country for a in before}:
            return None
        return _one(last) or (self.sure_home if self.sure_home in {a.country for a in before} else before[-1].country)

    def _last(self, block: int) -> str | None:
        before = bisect_left(self._blocks, block) - 1
        last = _one(self._by_block[self._blocks[before]]) if before >= 0 else None
        return None if last in self._others else last


def _settings(
    names: Sequence[Found], places: Sequence[tuple[Found, str]], others: frozenset[str], blocks: Sequence[Block]
) -> list[tuple[int, int, str]]:
    """The places and states that a report speaks of ("Police in Mombasa"): block, start and state, in order."""
    found = [(n.block, n.start, code) for n, code in places if code not in others]
    found += [
        (n.block, n.start, n.country) for n in names
        if n.kind == "country" and n.form != "nationality" and n.country and n.country not in others
        and not is_across(n, blocks[n.block]) and not is_quoted(n, blocks[n.block])
    ]
    return sorted(found)


def _place_of(name: Found, block: Block) -> Token | None:
    """The token of a place that something is said to be in or at, or None."""
    root = block.head(name.start - block.offset, name.end - block.offset)
    return root if root is not None and root.dep_ == "pobj" and root.head.lower_ in ("in", "at") else None


def _scene(name: Found, block: Block, geography: Geography) -> tuple[int, int, str] | None:
    """Where a sentence that opens with a place is set ("In Rome, the ministry ..."): its start, end and state."""
    root = _place_of(name, block)
    if root is None or root.head.i != root.sent.start:
        return None
    capital = geography.by_metonym.get(name.text)
    found = sites(name.text, geography)[:1]
    code = capital.code if capital else found[0].country if found and found[0].exact else None
    return (block.offset + root.sent.start_char, block.offset + root.sent.end_char, code) if code else None


def _one(acting: Sequence[_Acting]) -> str | None:
    """The one state among those that act; of those that lead, if there are any."""
    states = {a.country for a in acting if a.leads} or {a.country for a in acting}
    return next(iter(states)) if len(states) == 1 else None


def _acting(name: Found, block: Block, lexicon: NameWords, firms: Set[tuple[int, int]]) -> _Acting | None:
    if block.text.startswith("-", name.end - block.offset) or is_quoted(name, block) or (
        name.kind == "country" and (not is_agentive(name, block, lexicon) or hosts(name, block))
    ):
        return None  # "Serb-majority towns" say nothing of Serbia
    root = block.head(name.start - block.offset, name.end - block.offset)
    if root is None:
        return None
    top = root
    while top.dep_ in ("poss", "amod", "compound", "nmod", "conj", "appos") and top.head is not top:
        top = top.head
    role = "agent" if top.dep_ == "pobj" and top.head.dep_ == "agent" else top.dep_
    of_firm = (name.block, block.offset + top.idx) in firms  # "Japan's Hoshi Works won": Japan did not
    leads = role in _SUBJECTS and not _embedded(top) and not of_firm
    return _Acting(name.start, root.sent.start, name.country or "", leads, root.dep_ == "conj")


def _embedded(token: Token) -> bool:
    """Does a token stand in what somebody says of it ("... said that Kyiv had refused"), or in an aside?"""
    # What comes before "..., he said" is the main thing.
    within = (a for a in (token, *token.ancestors) if a.dep_ in ("ccomp", "relcl", "advcl", "acl"))
    return any(a.dep_ != "ccomp" or a.head.i < a.i for a in within)


def _home(
    by_block: Mapping[int, Sequence[_Acting]],
    named: Counter[str],
    others: frozenset[str],
    line: str | None,
    leads_off: bool,
) -> str | None:
    """The state of the dateline, if it is spoken of half as much as any; or the one spoken of most by far."""
    count = Counter(named)
    for index, acting in by_block.items():
        for a in acting:
            count[a.country] += 1 + 2 * a.leads + 2 * (index == 0)
    top = sorted(((c, n) for c, n in count.items() if c not in others), key=lambda c: (-c[1], c[0]))[:2]
    if line and (leads_off or not top or count[line] >= _HALF * top[0][1]):
        return line
    if not top or top[0][1] < _ENOUGH :
        return None
    return top[0][0] if len(top) == 1 or top[0][1] >= _MORE * top[1][1] else None
