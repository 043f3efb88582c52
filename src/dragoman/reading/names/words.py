"""The words of a block as names are built from them, and the runs of capitalized words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc, Span, Token

from dragoman.ontology.names import NameWords
from dragoman.text.kept import by_block

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_](?:[\u0300-\u036f]|[^\W_])*(?:[-'&+.](?:[\u0300-\u036f]|[^\W_])+)*\+?")
# Whose names bodies bear: "People's Liberation Army", "Women's Union".
_COLLECTIVE = frozenset(("People", "Peoples", "Women", "Children", "Men", "Worker", "Farmer", "Peasant", "Citizen"))
_PREPOSITIONS = ("as", "at", "an")  # particles only before a hyphen ("at-Tawil")
_PARTICIPLE = re.compile("[a-z]{3,}ed")  # "Dublin-listed", "London-headquartered"


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its offsets in the block. `owner` is whether it stands in the possessive ("Turkey's")."""

    start: int
    end: int
    text: str
    lower: str
    capital: bool
    initial: bool  # may owe its capital to its place: first in a sentence, a quotation, a title in capitals
    owner: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A block's words in order, with the parse that they came from. `offset` counts in the document."""

    doc: Doc
    text: str
    offset: int
    words: tuple[Word, ...]
    entities: dict[int, tuple[str, int, int]]  # by token: label, first token, token after the last
    shouting: bool  # a headline in capitals, or with all its words capitalized
    capitals: bool  # in capitals

    def gap(self, n: int) -> str:
        """What stands between word n and the next one."""
        if n + 1 >= len(self.words):
            return "\n"
        end = self.words[n].end + (2 if self.words[n].owner else 0)
        return self.text[end : self.words[n + 1].start]

    def token(self, start: int) -> Token | None:
        """The token at an offset of the block."""
        span = self.doc.char_span(start, start + 1, alignment_mode="expand")
        return span[0] if span else None

    def labels(self, span: Span) -> Iterator[tuple[str, float]]:
        """What the pipeline calls the entities that a span touches, with the share that the two have in common."""
        seen = None
        for token in span:
            entity = self.entities.get(token.i)
            if entity is not None and entity != seen:
                seen = entity
                label, first, last = entity
                common = min(last, span.end) - max(first, span.start)
                yield label, common / max(last - first, len(span))

    def head(self, start: int, end: int) -> Token | None:
        """The token of a stretch that the others hang on."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        return span.root if span else None


def _capital(text: str, particles: frozenset[str]) -> bool:
    if text[0].isupper():
        return True
    parts = text.split("-")
    return len(parts) > 1 and parts[0] in particles and parts[1][:1].isupper()


def _before(text: str, start: int) -> str:
    """The character before a place and the quotation marks, brackets and spaces there; empty at the text's start."""
    while start and text[start - 1] in "\"'([ ":
        start -= 1
    return text[start - 1 : start] if start else ""


def read_block(doc: Doc, offset: int, lexicon: NameWords) -> Block:
    """The words of a parsed block."""
    text, words, entities, shouting, capitals = _read(doc, lexicon)
    return Block(doc, text, offset, words, entities, shouting, capitals)


@by_block
def _read(doc: Doc, lexicon: NameWords) -> tuple[str, tuple[Word, ...], dict[int, tuple[str, int, int]], bool, bool]:
    """A block's text, its words, its entities, and whether it is shouting, and in capitals."""
    text = doc.text
    starts = {s.start_char for s in doc.sents} if doc.has_annotation("SENT_START") else {0}
    words: list[Word] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        found = match.group()
        tail = found.rfind("-")
        if tail > 0 and (found[tail + 1 :] in lexicon.compound_tails or _PARTICIPLE.fullmatch(found[tail + 1 :])):
            found, end = found[:tail], start + tail
        owner = found.endswith(("'s", "'S")) and len(found) > 2
        if owner and found[:-2] in _COLLECTIVE and re.match(" [A-Z]", text[end : end + 2]):
            owner = False  # "the People's Defence Front": part of the name
        if owner:
            found, end = found[:-2], end - 2
        before = _before(text, start)
        initial = (
            start in starts
            or before in ("", ".", "?", "!", ":", ";", "-", "\u2013", "\u2014")
            or (text[max(0, start - 1) : start] == '"' and text[max(0, start - 2) : start - 1] in ("", " "))
        )
        words.append(Word(start, end, found, found.lower(), _capital(found, lexicon.particles), initial, owner))
    capitals = sum(w.text.isupper() for w in words) > max(1, 0.8 * len(words))
    if capitals:  # the small words tell the names apart
        words = [replace(w, capital=False) if w.lower in STOP_WORDS else w for w in words]
    telling = [w for w in words if w.lower not in STOP_WORDS and w.text[0].isalpha()]
    shouting = (
        doc.user_data.get("kind") not in ("caption", "dateline")
        and len(telling) > 3
        and sum(w.capital for w in telling) >= 0.9 * len(telling)
        and not (doc.user_data.get("kind") == "paragraph" and text.rstrip().endswith(".")
                 and any(w.lower.rstrip(".") in lexicon.honorifics for w in words))  # "signed by H.E. …": many names
    )
    entities = {n: (e.label_, e.start, e.end) for e in doc.ents for n in range(e.start, e.end)}
    return text, tuple(words), entities, shouting or capitals, capitals


ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "smt",
        "prof",
        "gen",
        "col",
        "lt",
        "maj",
        "brig",
        "adm",
        "capt",
        "sgt",
        "cmdr",
        "rev",
        "st",
        "hon",
        "sen",
        "rep",
        "gov",
        "pres",
        "sec",
        "eng",
        "cpl",
    ]
)


def joins(block: Block, n: int) -> bool:
    """Do word n and the next one belong to one run as far as what stands between them tells?"""
    word, gap = block.words[n], block.gap(n)
    if word.owner:
        return False
    if gap in (" ", " & "):
        return True
    if gap == "' " and word.lower.endswith("s"):
        return True
    return gap == ". " and (word.lower in ABBREVIATIONS or (len(word.text) == 1 and word.capital))


def runs(block: Block, lexicon: NameWords) -> Iterator[tuple[int, int]]:
    """Stretches [first, last] of capitalized words, with the particles that stand between them."""
    words, n = block.words, 0
    while n < len(words):
        if not words[n].capital and not _opens(block, n, lexicon):
            n += 1
            continue
        last = n
        while last + 1 < len(words) and joins(block, last):
            after = last + 1
            if words[after].capital:
                last = after
                continue
            ahead = after
            while (
                ahead < len(words)
                and words[ahead].text in lexicon.particles
                and words[ahead].text not in _PREPOSITIONS
                and ahead - after < 3
                and joins(block, ahead)
            ):
                ahead += 1
            if (
                ahead > after
                and ahead < len(words)
                and words[ahead].capital
                and words[last].lower not in lexicon.not_names
            ):
                last = ahead
                continue
            if words[after].lower == "and" and _one_head(block, last, after + 1, lexicon):
                last = after + 1
                continue
            break
        yield n, last
        n = last + 1


def _one_head(block: Block, one: int, two: int, lexicon: NameWords) -> bool:
    """Do two subjects share the head of a body's name: "Monitoring and Evaluation Commission"?"""
    words = block.words
    if two >= len(words) or not words[two].capital or block.gap(two - 1) != " " or words[one].owner:
        return False
    last = two
    while last + 1 < len(words) and words[last + 1].capital and joins(block, last):
        last += 1
    after = words[last + 1].lower if last + 1 < len(words) and block.gap(last) == " " else ""
    head = words[last].lower in lexicon.body_heads and last > two
    if head and any(block.gap(k) == "' " for k in range(two, last)) and words[one].lower not in lexicon.body_heads:
        return True  # "Dock and Harbour Workers' Union"
    return _subject(words[one], lexicon) and (
        (head and _subject(words[two], lexicon)) or (after in lexicon.body_heads and _subject(words[last], lexicon))
    )


def _subject(word: Word, lexicon: NameWords) -> bool:
    return lexicon.is_subject(word.lower) or word.lower in lexicon.portfolios


def _opens(block: Block, n: int, lexicon: NameWords) -> bool:
    """Is it a particle in lower case that opens a name ("al-Harthi" aside): "bin Salman", "de Mistura"?"""
    words = block.words
    return (
        words[n].text in lexicon.openers
        and n + 1 < len(words)
        and words[n + 1].capital
        and joins(block, n)
        and words[n].text not in ("a", "an", "as", "at")
    )
