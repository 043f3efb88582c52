"""The parse of a document: one spaCy Doc a block, with offsets that count in the whole document.

Blocks are parsed apart, so that no sentence runs from a headline into the text, and so that a
paragraph's parse does not depend on what stands before it. A paragraph of agency copy that was parsed
for one report is therefore not parsed again for the next.
"""

from __future__ import annotations

import importlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

import numpy as np
import spacy.language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from dragoman.errors import ReadingError
from dragoman.model.base import Span
from dragoman.model.document import Block, BlockKind, Document
from dragoman.text.arithmetic import one_thread, steady
from dragoman.text.attributes import faster
from dragoman.text.embedding import embed_once
from dragoman.text.kept import Kept, by_block, keep_in
from dragoman.text.normalize import fold_punctuation
from dragoman.text.pipelines import DEFAULT_PIPELINE, pipeline_version
from dragoman.text.repair import repair

_OFFSET, _KIND = "offset", "kind"
_BATCH_WORDS = 4000  # memory follows the words in a batch, not the documents
_BATCH_BLOCKS = 256
REMEMBERED = 400_000  # tokens of blocks parsed before, at about 200 bytes each
_KEPT = 100_000  # tokens of blocks for which what extractors found is kept, at about 700 bytes each


def span_of(tokens: Token | Tokens | Iterable[Token], field: str | None = None) -> Span:
    """The span, in the document, from the first to the last of some tokens of one block."""
    if isinstance(tokens, Token):
        first = last = tokens
    elif isinstance(tokens, Tokens):
        first, last = tokens[0], tokens[-1]
    else:
        ordered = sorted(tokens, key=lambda t: t.i)
        first, last = ordered[0], ordered[-1]
    offset: int = first.doc.user_data[_OFFSET]
    return Span(start=offset + first.idx, end=offset + last.idx + len(last), field=field)


def kind_of(tokens: Token | Tokens) -> BlockKind:
    """The kind of the block in which some tokens stand."""
    kind: BlockKind = tokens.doc.user_data[_KIND]
    return kind


@by_block
def _sentences(doc: Doc) -> tuple[tuple[int, int], ...]:
    """Where the sentences of a block begin and end."""
    return tuple((s.start, s.end) for s in doc.sents if s.text.strip())


@dataclass(frozen=True)
class Parse:
    """A document with the parse of each of its blocks, in order."""

    document: Document
    docs: tuple[Doc, ...]

    @cached_property
    def sentences(self) -> tuple[Tokens, ...]:
        """Every sentence of every block, in order."""
        return tuple(doc[first:end] for doc in self.docs for first, end in _sentences(doc))

    def tokens_at(self, start: int, end: int) -> Tokens | None:
        """The tokens of one block that a span of the document touches, or None."""
        for block, doc in zip(self.document.blocks, self.docs, strict=True):
            if block.start <= start < block.end:
                return doc.char_span(start - block.start, min(end, block.end) - block.start,
                                     alignment_mode="expand")
        return None

    def text(self, span: Span) -> str:
        """The document's own words at a span."""
        return self.document.text[span.start:span.end]


class Parser:
    """A spaCy pipeline, applied to documents block by block.

    The same document gives the same parse every time. Blocks parsed last, up to `remembered` tokens of them, are
    taken from memory where they come again; since a block's parse depends on its text alone, nobody can tell.
    """

    def __init__(self, pipeline: str = DEFAULT_PIPELINE, remembered: int = REMEMBERED):
        self.nlp = load_pipeline(pipeline)
        if steady(self.nlp):
            embed_once(self.nlp)
        self.version = pipeline_version(pipeline)
        self._pipes = [faster(pipe) for _, pipe in self.nlp.pipeline]
        self._known = _Memory[str, Doc](remembered)
        self._kept = _Memory[tuple[str, BlockKind], Kept](min(remembered, _KEPT))

    def parse(self, document: Document) -> Parse:
        """Parse one document. Raises ReadingError where the pipeline fails on it."""
        return next(self.pipe([document]))

    def pipe(self, documents: Iterable[Document]) -> Iterator[Parse]:
        """Parse documents in order. Raises ReadingError at the first that the pipeline fails on."""
        for parse in self.pipe_all(documents):
            if isinstance(parse, ReadingError):
                raise parse
            yield parse

    def pipe_all(self, documents: Iterable[Document]) -> Iterator[Parse | ReadingError]:
        """Parse documents in batches of about the same number of words, in the order given.

        One that the pipeline fails on (a lone surrogate is no text to it) gives its error in its place.
        """
        batch: list[Document] = []
        words = 0
        for document in documents:
            batch.append(document)
            words += len(document.text) // 6
            if words >= _BATCH_WORDS:
                yield from self._try_batch(batch)
                batch, words = [], 0
        yield from self._try_batch(batch)

    def _try_batch(self, documents: list[Document]) -> list[Parse | ReadingError]:
        """The parses of a batch; where it fails, each document is parsed again by itself."""
        try:
            return [*self._parse_batch(documents)]
        except Exception as error:  # one bad document must never stop a batch
            if len(documents) > 1:
                return [parse for document in documents for parse in self._try_batch([document])]
            document = documents[0]
            reason = f"the parser failed ({type(error).__name__}: {error})"
            return [ReadingError(document.file or document.id, reason)]

    def _parse_batch(self, documents: list[Document]) -> list[Parse]:
        read = [(d, () if d.unread else d.blocks) for d in documents]  # a language that is not read has no parse
        texts = [fold_punctuation(d.text[b.start:b.end]) for d, blocks in read for b in blocks]
        parsed = zip(self._parse_texts(texts), texts, strict=True)
        return [Parse(d, tuple(self._place(*next(parsed), block) for block in blocks)) for d, blocks in read]

    def _place(self, doc: Doc, text: str, block: Block) -> Doc:
        doc.user_data[_OFFSET], doc.user_data[_KIND] = block.start, block.kind
        key = text, block.kind
        kept = self._kept.get(key)
        if kept is None:
            self._kept.put(key, kept := {}, len(doc))
        keep_in(doc, kept)
        return doc

    def _parse_texts(self, texts: Sequence[str]) -> list[Doc]:
        """A Doc of its own for each text, in order; a text that comes twice, or is remembered, is parsed once."""
        known = {text: doc for text in texts if (doc := self._known.get(text)) is not None}
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        docs = [self.nlp.make_doc(text) for text in fresh]
        with one_thread():
            for pipe in self._pipes:
                docs = list(pipe.pipe(docs, batch_size=_BATCH_BLOCKS) if hasattr(pipe, "pipe") else map(pipe, docs))
        for text, doc in zip(fresh, docs, strict=True):
            repair(doc)
            doc.tensor = _NO_TENSOR  # of use to the pipeline alone, and larger than all the rest
            known[text] = doc
            self._known.put(text, doc, len(doc))
        return [known[text].copy() for text in texts]


_NO_TENSOR = np.zeros((0,), dtype="f")


K = TypeVar("K")
V = TypeVar("V")


class _Memory(Generic[K, V]):
    """Things by their keys; when they come to more than so many tokens, those not asked for longest are forgotten."""

    def __init__(self, most: int):
        self._most, self._tokens = most, 0
        self._things: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def get(self, key: K) -> V | None:
        found = self._things.get(key)
        if found is None:
            return None
        self._things.move_to_end(key)
        return found[0]

    def put(self, key: K, thing: V, tokens: int) -> None:
        if key in self._things or tokens > self._most:
            return
        self._things[key] = thing, tokens
        self._tokens += tokens
        while self._tokens > self._most:
            self._tokens -= self._things.popitem(last=False)[1][1]


def load_pipeline(name: str) -> spacy.language.Language:
    """Load an installed spaCy pipeline package by its import name, without touching the network."""
    module = importlib.import_module(name)
    nlp: spacy.language.Language = module.load()
    return nlp
