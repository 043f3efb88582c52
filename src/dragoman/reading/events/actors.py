"""Whom a noun phrase means: the chains of the report that its words stand for.

A common noun stands for whom its modifiers name ("Israeli airstrikes", "the country's army"), and a
plural pair ("both sides") for the parties that the text has last set side by side.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Token

from dragoman.model.base import Span
from dragoman.model.reading import AgreementMention, Chain
from dragoman.ontology.plover import ActorNouns
from dragoman.text.grammar import conjuncts
from dragoman.text.parse import span_of
from dragoman.text.spans import SpanIndex

_OFTEN = 3  # mentions of a country that a report is about
_STATES = ("country", "nation", "state", "government", "neighbour", "neighbor", "side", "capital")
_DISTRIBUTIVE = ("each", "both", "neither", "either")
_ARMED_NAME = re.compile(r"\b(?:Front|Movement|Army|Militia|Brigades?|Faction|Resistance|Guerrillas?)\b")
_BESIDE = re.compile(r"(?:['’]s)?(?: [\w-]+){0,2}(?:,| and)(?: the| an?| its| two| three)? ")
_OF_STATE = ("GOV", "MIL")  # the PLOVER sectors of those who speak for a state
_ACTING = ("country", "government", "organization", "armed-group", "person", "media", "group")


class Who(NamedTuple):
    """A chain and the words that named it."""

    chain: int
    span: Span


class Cast:
    """The chains of one report, found by where their mentions stand."""

    def __init__(self, text: str, chains: tuple[Chain, ...], agreements: tuple[AgreementMention, ...],
                 words: ActorNouns):
        self._words, self._somebody = words, words.acting | words.people
        self.chains, self.agreements = chains, agreements
        self._first_pair = _first_pair(text, chains)
        states = [n for n, c in enumerate(chains) if c.kind in ("country", "government") and c.country]
        self._home = _home(chains)
        self._states = sorted((m.start, n) for n in states for m in chains[n].mentions)
        self._mentions = SpanIndex((m, n) for n, c in enumerate(chains) for m in c.mentions)
        self._titles = SpanIndex((r.span, n) for n, c in enumerate(chains) for r in c.roles if c.kind == "person")
        self._pairs: list[tuple[int, tuple[int, ...]]] = sorted(
            (s.start, a.parties) for a in agreements if len(a.parties) == 2 for s in a.evidence[:1])

    def side_of(self, who: Who) -> list[Who]:
        """For whom a person acts where the chain itself gives no state: the body of an office, or "for the rebels"."""
        chain = self.chains[who.chain]
        if chain.kind != "person" or (chain.country and chain.sector):
            return []
        return [Who(role.of, Span(start=role.span.start, end=role.span.end))
                for role in chain.roles if role.of is not None and not role.former][:1]

    def note_pair(self, at: int, chains: tuple[int, ...]) -> None:
        """Remember that the text sets two chains side by side at an offset."""
        if len(set(chains)) == 2:
            insort(self._pairs, (at, chains))

    def is_somebody(self, word: Token) -> bool:
        """Does a noun mean people or a body, known by name or not ("organisers", "two of his aides")?"""
        if word.pos_ == "NUM" or word.lemma_.lower() in self._words.stand_for_others:
            return any(self.is_somebody(c) for p in word.children if p.lower_ == "of" for c in p.children)
        return word.pos_ in ("NOUN", "PROPN") and word.lemma_.lower() in self._somebody

    def _is_man(self, word: Token) -> bool:
        chain = self.at(word)
        return chain is not None and self.is_person(chain)

    def is_person(self, chain: int) -> bool:
        """Is a chain a person?"""
        return self.chains[chain].kind == "person"

    def is_body(self, chain: int) -> bool:
        """Is a chain a state or a body, no person and no mere group?"""
        return self.chains[chain].kind in ("country", "government", "organization", "armed-group")

    def pair_before(self, at: int) -> tuple[int, ...]:
        """The two parties set side by side last before an offset."""
        after = bisect_right(self._pairs, at, key=lambda p: p[0])
        if after:
            return self._pairs[after - 1][1]
        if self._first_pair and self._first_pair[0] < at:
            return self._first_pair[1]
        return ()

    def of_pair(self, word: Token) -> list[Who]:
        """Whom a word for two means."""
        span = span_of(word)
        return [Who(c, span) for c in self._pair(span.start)]

    def _pair(self, at: int) -> tuple[int, ...]:
        """The two parties of the text before an offset, or else the two states that it named last."""
        return self.pair_before(at) or self.states_before(at)

    def states_before(self, at: int) -> tuple[int, ...]:
        """The two states named last before an offset, whatever stands between them: "the two countries"."""
        found: dict[str, int] = {}
        for mention, chain in reversed(self._states[:bisect_right(self._states, at, key=lambda s: s[0])]):
            found.setdefault(self.chains[chain].country or str(mention), chain)
            if len(found) == 2:
                return tuple(sorted(found.values()))
        return ()

    def key(self, chain: int) -> str:
        """What all chains of one state have in common, or the chain's own key."""
        found = self.chains[chain]
        return found.country if found.country and found.kind in ("country", "government") else str(chain)

    def state_of(self, chain: int) -> int:
        """The country of the report for which a capital or other place stands, where the report names it."""
        found = self.chains[chain]
        if found.kind != "place" or found.country is None:
            return chain
        return next((n for n, c in enumerate(self.chains) if c.kind == "country" and c.country == found.country), chain)

    def for_state(self, chain: int) -> int:
        """The country of the report for which a minister or its troops act, where the report names it."""
        found = self.chains[chain]
        acts = found.kind in ("person", "government", "group") and found.sector in _OF_STATE
        if not acts or found.country is None:
            return chain
        return next((n for n, c in enumerate(self.chains) if c.kind == "country" and c.country == found.country), chain)

    def at(self, word: Token) -> int | None:
        """The chain of which a mention covers a word, the longest first, or whose title it stands in."""
        span = span_of(word)
        found = next(self._mentions.touching(span.start, span.end), None)
        return found if found is not None else next(self._titles.touching(span.start, span.end), None)

    def of_nouns(self, heads: list[Token]) -> list[Who]:
        """Whom some noun phrases with all that is joined to them mean, each once, in order."""
        found: dict[int, Who] = {}
        for head in heads:
            for word in conjuncts(head):
                for who in self.of_noun(word):
                    found.setdefault(who.chain, who)
        return list(found.values())

    def of_noun(self, word: Token, depth: int = 3) -> list[Who]:
        """Whom one noun phrase means, by its head word."""
        chain = self.at(word)
        if chain is not None and self._is_named(chain):
            return self._of_capital(word, chain) or [Who(chain, span_of(word))]
        lemma = word.lemma_.lower()
        named = list(self._modifiers(word, depth)) if depth else []
        if named:
            return named
        if lemma in _DISTRIBUTIVE and not any(c.dep_ == "prep" for c in word.children):
            return self.of_pair(word)  # "each recalled its envoy"
        if (depth and lemma in self._words.stand_for_others) or word.pos_ == "NUM":
            inner = [c for p in word.children if p.dep_ == "prep" and p.lower_ in ("of", "from") for c in p.children]
            return [w for c in inner for x in conjuncts(c) for w in self.of_noun(x, depth - 1)] if depth else []
        plural = word.tag_ in ("NNS", "PRP", "DT") or lemma in ("both", "two") or _is_each(word)
        if lemma in self._words.pair and plural and _is_pair(word):
            span = span_of(word)
            pair = self._pair(span.start) if lemma in _STATES else self.pair_before(span.start)
            if pair or chain is None or self.chains[chain].kind != "group":
                return [Who(c, span) for c in pair]
        if self._home is not None and lemma in self._words.of_state and not self._is_of_state(chain):
            return [Who(self._home, span_of(word))]
        return [Who(chain, span_of(word))] if chain is not None else []

    def _is_of_state(self, chain: int | None) -> bool:
        return chain is not None and self.chains[chain].country is not None

    def _of_capital(self, word: Token, chain: int) -> list[Who]:
        """ "Belgrade's parliament": the capital's state, where the report has other parliaments, too."""
        owner = next((c for c in word.children if c.dep_ == "poss" and c.pos_ == "PROPN"), None)
        place = self.at(owner) if owner is not None and word.pos_ == "NOUN" else None
        if owner is None or place is None or self.chains[place].country in (None, self.chains[chain].country):
            return []
        state = self.state_of(place)
        return [Who(state, span_of(owner))] if state != place else []

    def _is_named(self, chain: int) -> bool:
        """Is a chain somebody by itself, or only a noun ("rebels") that its modifiers must tell of whom it is?"""
        found = self.chains[chain]
        if found.kind in ("place", "group"):
            return False
        return found.kind != "armed-group" or any(m.form == "name" for m in found.mentions)

    def _modifiers(self, word: Token, depth: int) -> Iterator[Who]:
        """Whom the modifiers of a common noun name: possessive, nationality, compound, of-phrase of a body."""
        if (word.pos_ == "PROPN" and self.at(word) is not None) or (
                word.lemma_.lower() in self._words.inert and word.dep_ in ("nsubj", "csubj")):
            return
        opposed = word.lemma_.lower() in self._words.opposed
        for child in word.children:
            # "His Kenyan counterpart" acts for Kenya, "her captors" not for her, "ethnic Albanians" not for Albania.
            if (child.dep_ == "poss" and opposed) or (child.i and child.nbor(-1).lower_ == "ethnic"):
                continue
            if child.dep_ in ("poss", "amod", "compound", "nmod", "nummod", "npadvmod") and child.i < word.i:
                for modifier in conjuncts(child):
                    yield from self._by_modifier(modifier, child, depth)
        acting = word.lemma_.lower() in self._words.acting
        for child in word.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "from", "for") and acting:
                for inner in child.children:
                    yield from self._of_whom(inner, depth)
            elif child.dep_ == "appos" and child.i > word.i:
                for one in conjuncts(child):  # "Presidents A of Chad and B of Mali"
                    chain = self.at(one)
                    if chain is not None and self.chains[chain].kind in _ACTING:
                        yield Who(chain, span_of(one))

    def _of_whom(self, noun: Token, depth: int) -> Iterator[Who]:
        """Whom the noun of an of-phrase means; in "the mayor of Goma, Paul Ilunga" the man."""
        bearer = next((a for a in noun.children if a.dep_ == "appos" and self._is_man(a)), None)
        if bearer is not None:
            yield from self.of_noun(bearer, 0)
        elif noun.dep_ == "pobj" and depth:
            yield from self.of_nouns_at(noun, depth - 1)

    def _by_modifier(self, modifier: Token, first: Token, depth: int) -> Iterator[Who]:
        chain = self.at(modifier)
        if modifier.tag_ == "WP$":  # "the bloc, whose envoy was expelled"
            yield from self._whose(modifier, depth)
        elif chain is not None and self.chains[chain].kind in _ACTING:
            yield Who(chain, span_of(modifier))
        elif first.dep_ in ("poss", "compound", "amod") and depth:
            yield from self._modifiers(modifier, depth - 1)

    def _whose(self, pronoun: Token, depth: int) -> Iterator[Who]:
        clause = next((a for a in pronoun.ancestors if a.dep_ == "relcl"), None)
        if clause is not None and depth:
            yield from self.of_noun(clause.head, depth - 1)

    def of_nouns_at(self, word: Token, depth: int) -> list[Who]:
        """Whom a noun and what is joined to it mean."""
        return [w for x in conjuncts(word) for w in self.of_noun(x, depth)]

    def place(self, word: Token) -> int | None:
        """The chain of a place or country that a word names."""
        near = [c for c in word.children if c.dep_ in ("compound", "poss", "appos") and c.pos_ == "PROPN"]
        for token in (word, *near):
            chain = self.at(token)
            if chain is not None and self.chains[chain].kind in ("place", "country"):
                return chain
        for child in word.children:  # "the city of Nyala"
            if child.dep_ == "prep" and child.lower_ == "of":
                for inner in child.children:
                    found = self.at(inner)
                    if found is not None and self.chains[found].kind in ("place", "country"):
                        return found
        return None


def _home(chains: tuple[Chain, ...]) -> int | None:
    """The country that a report is about, if it names one much more often than any other: whose police "police" are."""
    told = sorted(((len(c.mentions), -n) for n, c in enumerate(chains) if c.kind == "country"), reverse=True)
    if not told or (len(told) > 1 and (told[0][0] < _OFTEN or told[0][0] < 2 * told[1][0])):
        return None
    home = -told[0][1]
    states = {c.country for c in chains if c.kind in ("government", "place")}
    if len(told) == 1 and states - {None, chains[home].country}:
        return None
    return home


def _is_pair(word: Token) -> bool:
    """ "both sides", "the two governments", "the parties", "they", but no "several countries"."""
    if word.lower_ in ("they", "both", "two"):
        return word.lower_ != "they"
    marks = [c.lower_ for c in word.children if c.dep_ in ("det", "nummod", "predet", "amod", "poss")]
    return any(m in ("both", "two", "the", "each", "either") for m in marks) and not any(
        m in ("all", "other", "some", "many", "most", "three", "four", "five", "several") for m in marks)


def _is_each(word: Token) -> bool:
    """ "each side", "either party": one of a pair, and then both."""
    return any(c.dep_ == "det" and c.lower_ in ("each", "either") for c in word.children)


def _first_pair(text: str, chains: tuple[Chain, ...]) -> tuple[int, tuple[int, int]] | None:
    """The two states or bodies that a report first sets side by side ("Chile and Peru"), with the offset."""
    mentions = sorted((m.start, m.end, n) for n, c in enumerate(chains) for m in c.mentions
                      if c.kind in ("country", "government", "armed-group") or _ARMED_NAME.search(c.name))
    for (_, end, one), (start, _, other) in pairwise(mentions):
        states = {chains[n].country if chains[n].kind in ("country", "government") else n for n in (one, other)}
        if len(states) == 2 and start - end < 40 and _BESIDE.fullmatch(text, end, start):
            return start, (one, other)
    return None
