"""Chains of entity and of event mentions against ECB+ (Cybulska and Vossen, LREC 2014), over documents.

FOLDER holds the corpus as lines of `document, sentence, token number, token, chain`, in a file named
*Dev_corpus.txt (or, with `part`, *Train_corpus.txt), and the gold mentions in *Dev_Entity_gold_mentions.json
and *Dev_Event_gold_mentions.json. The mentions are given; the clusters are compared over the whole part,
without its topics. A mention that the reader has in a chain goes with the chain's entity, within a story; any
other goes with the others of its story that have its head word. Events go by what their head word tells,
within a story (event_chains.py). Beside each stands the usual baseline: all mentions of one head are one, for
events also within a story.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Token

from dragoman.bench.clusters import conll
from dragoman.bench.event_chains import cluster_events
from dragoman.errors import SettingsError
from dragoman.linking.link import link
from dragoman.model.base import content_id
from dragoman.model.document import Block, Document
from dragoman.model.reading import Reading
from dragoman.model.record import Record
from dragoman.ontology import load
from dragoman.reading.read import Reader
from dragoman.text.parse import Parse, Parser

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPEAKERS = ("i", "me", "my", "we", "us", "our", "myself", "ourselves")
_YEAR = re.compile(r"(?:19|20)\d\d")
MentionId = tuple[str, int, int, int]  # document, sentence, first and last token


@dataclass(frozen=True)
class GoldMention:
    """A mention with the cluster that it belongs to."""

    id: MentionId
    cluster: str
    kind: str


@dataclass(frozen=True)
class Text:
    """A document of tokens, with the offsets of each by sentence and number."""

    document: Document
    offsets: Mapping[tuple[int, int], tuple[int, int]]


def run(folder: str | Path, errors: bool = False, part: str = "Dev") -> dict[str, Any]:
    """CoNLL, MUC, B-cubed and CEAF-e F1 of entity and of event chains as fractions, beside their baselines' CoNLL F1.

    With `errors` also the gold chains that were divided, in words. Raises SettingsError where files are missing.
    """
    texts = read_corpus(Path(folder), part)
    given = {kind: read_mentions(Path(folder), part, kind) for kind in ("Entity", "Event")}
    reader = Reader(load(), Parser())
    parses = {
        t.document.id: p
        for t, p in zip(texts.values(), reader.parser.pipe(t.document for t in texts.values()), strict=True)
    }
    readings = [reader.understand(p) for p in parses.values()]
    record = link(readings)
    story_of = {row.id: row.story or row.id for row in record.documents}
    story = {name: story_of[t.document.id] for name, t in texts.items()}
    result: dict[str, Any] = {}
    for kind, mentions in given.items():
        gold = {m.id: m.cluster for m in mentions}
        heads = {m.id: head_of(m, texts[m.id[0]], parses) for m in mentions}
        same_head: dict[MentionId, Hashable] = {
            m: head.lemma_.lower() if head is not None else m for m, head in heads.items()
        }
        baselines = {"same_head": same_head}
        if kind == "Entity":
            found = cluster_entities(mentions, texts, record, readings, heads)
        else:
            found = cluster_events(gold, story, heads)
            baselines["same_head_in_story"] = {m: (lemma, story[m[0]]) for m, lemma in same_head.items()}
        result[kind.lower()] = {
            **conll(gold, found), **{name: conll(gold, clusters)["conll"] for name, clusters in baselines.items()}
        }
        if errors:
            result.setdefault("errors", []).extend(_errors(mentions, texts, gold, found))
    return result


def read_corpus(folder: Path, part: str) -> dict[str, Text]:
    """The documents of a part, by name. Raises SettingsError where the folder holds no such part."""
    rows: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for line in _file(folder, f"*{part}_corpus.txt").read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) >= 4:
            rows[fields[0]].append((int(fields[1]), int(fields[2]), fields[3]))
    return {name: _text(name, tokens) for name, tokens in rows.items()}


def _text(name: str, tokens: Sequence[tuple[int, int, str]]) -> Text:
    """One block a sentence; lines that are addresses of pages are kept out of the blocks."""
    pieces, blocks, offsets, at = [], [], {}, 0
    sentences: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for sentence, number, word in tokens:
        sentences[sentence].append((number, word))
    for sentence, words in sorted(sentences.items()):
        start = at
        for number, word in words:
            offsets[sentence, number] = (at, at + len(word))
            pieces.append(word + " ")
            at += len(word) + 1
        if not words[0][1].startswith("http"):
            blocks.append(Block(kind="paragraph", start=start, end=at - 1))
    text = "".join(pieces)
    return Text(Document(id=content_id("d", name, text), text=text, blocks=tuple(blocks), file=name), offsets)


def read_mentions(folder: Path, part: str, kind: str) -> list[GoldMention]:
    """The gold mentions of a kind ("Entity", "Event"), in the order of the file."""
    rows = json.loads(_file(folder, f"*{part}_{kind}_gold_mentions.json").read_text(encoding="utf-8"))
    return [
        GoldMention(
            (r["doc_id"], r["sent_id"], r["tokens_number"][0], r["tokens_number"][-1]),
            r["coref_chain"],
            r["mention_type"],
        )
        for r in rows
    ]


def _file(folder: Path, pattern: str) -> Path:
    files = sorted(folder.glob(pattern)) if folder.is_dir() else []
    if not files:
        raise SettingsError(f"{folder}: no {pattern} in the layout of ECB+")
    return files[0]


def span_of_mention(mention: GoldMention, text: Text) -> tuple[int, int]:
    """The offsets of a mention in its document's text."""
    _, sentence, first, last = mention.id
    return text.offsets[sentence, first][0], text.offsets[sentence, last][1]


def head_of(mention: GoldMention, text: Text, parses: Mapping[str, Parse]) -> Token | None:
    """The head word of a mention; of a prepositional phrase that of its noun."""
    start, end = span_of_mention(mention, text)
    tokens = parses[text.document.id].tokens_at(start, end)
    if tokens is None or not len(tokens):
        return None
    root: Token = tokens.root
    if root.pos_ == "ADP":
        root = next((c for c in root.children if c.dep_ == "pobj" and c in tokens), root)
    return root


def cluster_entities(
    mentions: Sequence[GoldMention],
    texts: Mapping[str, Text],
    record: Record,
    readings: Sequence[Reading],
    heads: Mapping[MentionId, Token | None],
) -> dict[MentionId, Hashable]:
    """The cluster of each mention. Mentions of one story are together where they are of one chain or of entities
    that are linked, where one is a title, apposition or predicate of the other, or where they have one head
    word. A pronoun has no head word to go by: where the reader leaves it open it is the mention before it."""
    story = {row.id: row.story or row.id for row in record.documents}
    named = _named_by_head(record, readings)
    at = {(m.id[0], head.doc.user_data["offset"] + head.idx): m for m in mentions if (head := heads[m.id]) is not None}
    groups = _Groups()
    before: dict[str, GoldMention] = {}  # the last mention of a document that is of somebody and no pronoun
    for mention in sorted(mentions, key=lambda m: m.id):
        name = mention.id[0]
        document, head = texts[name].document.id, _antecedent(heads[mention.id])
        if head is None:
            continue
        offset = head.doc.user_data["offset"]
        entity = named.get((document, offset + head.idx)) if mention.kind != "TIM" else None
        if head.pos_ != "PRON":
            groups.join(mention.id, (story[document], _lemma(head)))
        elif entity is None and head.lower_ in _SPEAKERS:
            groups.join(mention.id, (document, "the speaker"))
        elif entity is None and name in before:
            groups.join(mention.id, before[name].id)
        if entity is not None:
            groups.join(mention.id, (story[document], "entity", entity))
        for other in _same_by_grammar(head):
            if mention.kind != "TIM" and (name, offset + other.idx) in at:
                groups.join(mention.id, at[name, offset + other.idx].id)
        if mention.kind == "HUM" and head.pos_ != "PRON":
            before[name] = mention
    return {m.id: groups.root(m.id) for m in mentions}


def _named_by_head(record: Record, readings: Sequence[Reading]) -> dict[tuple[str, int], str]:
    """The entity of the word that ends each mention, and of the word that ends each title, by document and offset."""
    entity = {(v.document, v.start, v.end): e.id for e in record.entities for v in e.mentions}
    found: dict[tuple[str, int], str] = {}
    for reading in readings:
        text, document = reading.document.text, reading.document.id
        for chain in reading.chains:
            spans = [(m.start, m.end) for m in chain.mentions if m.form in ("name", "pronoun", "role")]
            ids = {entity.get((document, *s)) for s in spans} - {None}
            for start, end in [*spans, *((r.span.start, r.span.end) for r in chain.roles if not r.former)]:
                word = start + max(text[start:end].rfind(" "), -1) + 1
                for one in sorted(i for i in ids if i):
                    found.setdefault((document, word), one)
    return found


def _same_by_grammar(head: Token) -> Iterator[Token]:
    """The words that an apposition or a predicate with "be" says to be the same as a noun."""
    if head.dep_ == "appos":
        yield head.head
    if head.dep_ == "attr" and head.head.lemma_ == "be" and head.pos_ in ("NOUN", "PROPN"):
        yield from (
            c for c in head.head.children if c.dep_ == "nsubj" and not any(n.dep_ == "neg" for n in head.head.children)
        )


class _Groups:
    """Things that are joined step by step."""

    def __init__(self) -> None:
        self._parent: dict[Hashable, Hashable] = {}

    def root(self, item: Hashable) -> Hashable:
        while (up := self._parent.setdefault(item, item)) != item:
            self._parent[item] = self._parent[up]
            item = up
        return item

    def join(self, one: Hashable, two: Hashable) -> None:
        self._parent[self.root(one)] = self.root(two)


def _antecedent(head: Token | None) -> Token | None:
    """For a relative pronoun the noun that its clause hangs on."""
    if head is not None and head.tag_ in ("WDT", "WP"):
        for verb in head.ancestors:
            if verb.dep_ == "relcl":
                return verb.head
    return head


def _lemma(head: Token) -> str:
    """The head word without its plural; of a time the weekday or year that it is of."""
    if head.ent_type_ in ("DATE", "TIME") or head.lower_ in _WEEKDAYS:
        words = [t.lower_ for t in head.doc[head.left_edge.i : head.right_edge.i + 1]]
        for word in (*(w for w in words if w in _WEEKDAYS), *(w for w in words if _YEAR.fullmatch(w))):
            return word
    word = str(head.lemma_.lower() if head.pos_ != "PROPN" else head.lower_)
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def _errors(
    mentions: Sequence[GoldMention],
    texts: Mapping[str, Text],
    gold: Mapping[MentionId, str],
    found: Mapping[MentionId, Hashable],
) -> list[str]:
    """Each gold cluster that was divided or joined with another, in words."""
    by_gold: dict[str, dict[Hashable, list[str]]] = defaultdict(lambda: defaultdict(list))
    for mention in mentions:
        start, end = span_of_mention(mention, texts[mention.id[0]])
        by_gold[gold[mention.id]][found[mention.id]].append(texts[mention.id[0]].document.text[start:end])
    lines = []
    for cluster, parts in by_gold.items():
        if len(parts) > 1:
            lines.append(f"{cluster} divided: " + " | ".join(", ".join(words) for words in parts.values()))
    return lines
