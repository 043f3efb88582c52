"""Roles and pronouns: whom "the minister", "the group", "she" and "it" speak of.

A light form of the classical salience methods (Lappin and Leass, 1994): candidates that agree in kind,
gender and number are weighed by how recently they were spoken of and whether as a subject.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.model.reading import EntityKind, MentionForm
from dragoman.ontology.names import NameWords
from dragoman.reading.names.drafts import Draft
from dragoman.reading.names.found import Found, TitlePhrase
from dragoman.reading.names.titles import spelled_out
from dragoman.reading.names.words import Block

_HE, _SHE = ("he", "his", "him", "himself"), ("she", "her", "hers", "herself")
_IT, _THEY = ("it", "its", "itself"), ("they", "their", "them", "themselves")
_ANY_BODY: tuple[EntityKind, ...] = ("organization", "armed-group", "government", "media")
_OF_STATES = ("agency", "alliance", "bloc", "union", "body", "organisation", "organization")
_REACH = 3  # sentences back
_SALIENCE = {"nsubj": 1.0, "nsubjpass": 0.9, "agent": 0.8, "pobj": 0.4, "dobj": 0.6, "poss": 0.4, "appos": 0.7}


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention as a candidate: where it stands, and in which sentence of the report."""

    start: int
    sentence: int
    chain: int
    salience: float


@dataclass(frozen=True, slots=True)
class Reference:
    """A role or a pronoun that may stand for a chain. `kinds` are those it can; `head` the noun of a role."""

    block: int
    start: int
    end: int
    sentence: int
    form: MentionForm
    kinds: tuple[EntityKind, ...]
    head: str | None = None
    gender: str | None = None
    subject: bool = False


class Referents:
    """Resolves the references of one report in order."""

    def __init__(
        self,
        drafts: Sequence[Draft],
        names: Sequence[Found],
        titles: Sequence[TitlePhrase],
        blocks: Sequence[Block],
        lexicon: NameWords,
    ):
        self.drafts, self.names, self.titles, self.blocks, self.lexicon = drafts, names, titles, blocks, lexicon
        self.sentences = _sentences(blocks)
        self.genders: dict[int, str] = {}
        self.heads: dict[int, set[str]] = {}
        self._name_words: dict[int, set[str]] = {}
        for name in names:
            if name.honorific in (
                "mr",
                "sir",
                "lord",
                "shri",
                "herr",
                "monsieur",
                "sheikh",
                "señor",
                "don",
                "king",
                "prince",
            ):
                self.genders.setdefault(name.chain, "he")
            elif name.honorific in ("ms", "mrs", "miss", "smt", "lady", "dame", "madame", "frau", "señora", "doña"):
                self.genders.setdefault(name.chain, "she")
        for title in titles:
            if title.person is not None:
                chain = names[title.person].chain
                self.heads.setdefault(chain, set()).add(spelled_out(title.head))
                if title.head == "minister" and "prime" in title.modifiers:
                    self.heads[chain].add("prime minister")
                if title.head.endswith("woman") or title.head in ("queen", "princess"):
                    self.genders.setdefault(chain, "she")
                elif title.head.endswith("man") or title.head in ("king", "prince"):
                    self.genders.setdefault(chain, "he")

    def resolve(self) -> list[Found]:
        """The references that have a chain, as mentions."""
        seen: list[Seen] = []
        found: list[Found] = []
        events: list[tuple[int, int, Found | Reference]] = [(n.start, 0, n) for n in self.names if n.chain >= 0]
        events += [(r.start, 1, r) for r in self._references()]
        for _, _, item in sorted(events, key=lambda e: e[:2]):
            if isinstance(item, Found):
                seen.append(self._seen(item.start, item.end, item.block, item.chain))
                continue
            chain = self._choose(item, seen)
            if chain is not None:
                if item.gender and self.drafts[chain].kind == "person":
                    self.genders.setdefault(chain, item.gender)
                found.append(
                    Found(
                        item.block,
                        item.start,
                        item.end,
                        0,
                        0,
                        "",
                        kind=self.drafts[chain].kind,
                        form=item.form,
                        chain=chain,
                    )
                )
                seen.append(self._seen(item.start, item.end, item.block, chain))
        return found

    def _seen(self, start: int, end: int, block: int, chain: int) -> Seen:
        head = self.blocks[block].head(start - self.blocks[block].offset, end - self.blocks[block].offset)
        if head is None:
            return Seen(start, self.sentences.get((block, 0), 0), chain, 0.3)
        role = "agent" if head.dep_ == "pobj" and head.head.dep_ == "agent" else head.dep_
        while role == "conj" and head.head is not head:
            head = head.head
            role = head.dep_
        return Seen(start, self.sentences.get((block, head.sent.start), 0), chain, _SALIENCE.get(role, 0.3))

    def _references(self) -> Iterator[Reference]:
        covered = {(n.block, c) for n in self.names for c in range(n.start, n.end)}
        by_block: dict[int, list[TitlePhrase]] = defaultdict(list)
        for title in self.titles:
            by_block[title.block].append(title)
        bearing = {(t.block, t.start) for t in self.titles if t.person is not None}
        for index, block in enumerate(self.blocks):
            spoken = _inside_quotes(block.text)
            titles = {t.start - block.offset: t for t in by_block[index] if (index, t.start) not in bearing}
            for token in block.doc:
                if (index, block.offset + token.idx) in covered:
                    continue
                found = self._pronoun(index, block, token, spoken) or self._role(index, block, token, titles)
                if found is not None:
                    yield found

    def _pronoun(self, index: int, block: Block, token: Token, spoken: Sequence[bool]) -> Reference | None:
        if token.pos_ != "PRON" or spoken[token.idx]:
            return None
        lower, gender = token.lower_, None
        kinds: tuple[EntityKind, ...] = ()
        if lower in _HE or lower in _SHE:
            kinds, gender = ("person",), "he" if lower in _HE else "she"
        elif (
            lower in _IT and not any(c.dep_ == "expl" for c in token.head.children) and token.dep_ in ("nsubj", "poss")
        ):
            if lower == "it" and token.head.lemma_ in ("be", "rain", "seem", "appear", "take", "become", "happen"):
                return None
            kinds = ("government", "organization", "armed-group", "media", "country")
        elif lower in _THEY and token.dep_ in ("nsubj", "nsubjpass", "poss"):
            kinds = ("group", "armed-group", "organization", "government")
        if not kinds:
            return None
        start = block.offset + token.idx
        return Reference(
            index,
            start,
            start + len(token),
            self.sentences[index, token.sent.start],
            "pronoun",
            kinds,
            gender=gender,
            subject=token.dep_ == "nsubj",
        )

    def _role(self, index: int, block: Block, token: Token, titles: Mapping[int, TitlePhrase]) -> Reference | None:
        definite = any(c.dep_ in ("det", "poss") and c.lower_ in ("the", "this", "that") for c in token.children)
        title = titles.get(token.idx)
        if title is not None:
            head = block.head(title.start - block.offset, title.end - block.offset)
            if head is not None and title.definite and head.lower_ == title.head:
                return Reference(
                    index,
                    title.start,
                    title.end,
                    self.sentences[index, token.sent.start],
                    "role",
                    ("person",),
                    title.head,
                )
        any_body = _ANY_BODY if token.lower_ in self.lexicon.body_heads else None
        kinds = self.lexicon.anaphors.get(token.lower_, any_body)
        if (
            kinds is None
            or not definite
            or any(c.dep_ in ("compound", "amod", "prep", "acl", "relcl") for c in token.children)
        ):
            return None
        start = block.offset + token.idx
        return Reference(
            index, start, start + len(token), self.sentences[index, token.sent.start], "role", kinds, token.lower_
        )

    def _choose(self, item: Reference, seen: Sequence[Seen]) -> int | None:
        best: tuple[float, int] | None = None
        for s in reversed(seen[-60:]):
            back = item.sentence - s.sentence
            if back > (_REACH if item.form == "pronoun" else 40) or back < 0:
                break
            fit = self._fit(item, s)
            if fit <= 0:
                continue
            value = fit + s.salience - 0.6 * min(back, 8) - 0.0005 * (item.start - s.start)
            if best is None or value > best[0]:
                best = value, s.chain
        return None if best is None else best[1]

    def _words(self, chain: int) -> set[str]:
        if chain not in self._name_words:
            texts = {self.names[n].text for n in self.drafts[chain].members}
            self._name_words[chain] = {word for text in texts for word in text.lower().split()}
        return self._name_words[chain]

    def _fit(self, item: Reference, s: Seen) -> float:
        draft = self.drafts[s.chain]
        if draft.kind not in item.kinds:
            return 0
        if item.form == "pronoun":
            if item.gender and self.genders.get(s.chain, item.gender) != item.gender:
                return 0
            return 2.0 if draft.kind != "country" else 1.5
        if draft.kind == "person":
            return 4.0 if spelled_out(item.head or "") in self.heads.get(s.chain, ()) else 0
        if item.head in self._words(s.chain):
            return 5.0
        if item.head in self.lexicon.trades and draft.sector == "BUS":
            return 1.0
        if draft.sector == "IGO" and item.head in _OF_STATES:
            return 1.0  # "UNHCR said … The agency"
        return 1.0 if item.kinds[0] == draft.kind and item.head in self.lexicon.loose_anaphors else 0


def _sentences(blocks: Sequence[Block]) -> dict[tuple[int, int], int]:
    """The number of each sentence in the report, by block and first token."""
    count, table = 0, {}
    for index, block in enumerate(blocks):
        for sentence in block.doc.sents:
            table[index, sentence.start] = count
            count += 1
    return table


def _inside_quotes(text: str) -> list[bool]:
    """For each character, does it stand inside double quotation marks?"""
    inside, flags = False, []
    for c in text:
        if c == '"':
            inside = not inside
        flags.append(inside)
    return flags
