"""The files of ECB+ (Cybulska and Vossen, LREC 2014): documents as tokens, and mentions with their chains.

A folder holds the corpus as lines of `document, sentence, token number, token, chain`, in a file named
*Dev_corpus.txt (or *Train_corpus.txt), and the gold mentions in *Dev_Entity_gold_mentions.json and
*Dev_Event_gold_mentions.json.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Token

from dragoman.errors import SettingsError
from dragoman.model.base import content_id
from dragoman.model.document import Block, Document
from dragoman.text.parse import Parse

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
