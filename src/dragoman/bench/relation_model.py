"""A linear model of what a source does to a target in one sentence: one root code of PLOVER.

Its features are what the event lexicon finds in the sentence and how each trigger stands to the two, with
the words on the path between them, hashed to a fixed number of columns. It is a multinomial logistic
regression, fitted in the dual (there are fewer sentences than columns) by gradient descent with momentum
from zero, so that the same data give the same weights. scripts/train_relations.py fits it.

A type that the model was not trained on, from a user's own lexicon, is answered where its trigger is the
best of the sentence.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from dragoman.ontology.plover import Plover
from dragoman.reading.events.roles import complement, subject
from dragoman.reading.events.scene import status
from dragoman.reading.events.triggers import Match, find_triggers

COLUMNS = 1 << 15
_STEPS, _RATE, _MOMENTUM, _DECAY, _SCALE = 400, 4.0, 0.9, 3e-5, 8.0
_WORDS_BETWEEN = 12
_HIGHEST = 40  # words climbed in the tree, so that time stays linear
_CONTENT = ("VERB", "NOUN", "ADJ", "AUX", "PART", "ADP", "ADV")
_ARGUMENTS = ("dobj", "prt", "neg", "aux", "xcomp", "acomp", "attr", "nsubjpass", "auxpass", "prep")
Matrix = npt.NDArray[np.float32]
Feature = tuple[str, float]


class Pair(NamedTuple):
    """A parsed sentence with the words of its source and of its target."""

    doc: Doc
    source: Tokens
    target: Tokens


class Best(NamedTuple):
    """The trigger that most likely relates the two, and its status."""

    match: Match
    status: str


def merged(root: str) -> str:
    """The root code as the public set has it: CONCEDE and RETREAT are YIELD."""
    return "YIELD" if root in ("CONCEDE", "RETREAT") else root


@dataclass(frozen=True)
class RelationModel:
    """Weights by column and label; rows of `weights` are columns of the features."""

    labels: tuple[str, ...]
    weights: Matrix

    def scores(self, vectors: Matrix) -> Matrix:
        """Probabilities, one row a vector and one column a label."""
        return _softmax(vectors @ self.weights * np.float32(_SCALE))

    def save(self, file: Path) -> None:
        """Write the weights in half precision."""
        with file.open("wb") as out:
            np.savez_compressed(out, labels=np.array(self.labels), weights=self.weights.astype(np.float16))

    @classmethod
    def load(cls) -> RelationModel | None:
        """The weights that come with Dragoman, or None where they are missing."""
        file = resources.files("dragoman.bench") / "relations.npz"
        if not file.is_file():
            return None
        with file.open("rb") as raw, np.load(raw) as kept:
            return cls(tuple(str(x) for x in kept["labels"]), kept["weights"].astype(np.float32))


def fit(vectors: Matrix, gold: list[str]) -> RelationModel:
    """Weights from vectors and the label of each."""
    labels = tuple(sorted(set(gold)))
    wanted = np.eye(len(labels), dtype=np.float32)[[labels.index(g) for g in gold]]
    gram = vectors @ vectors.T * np.float32(_SCALE)
    duals: Matrix = np.zeros_like(wanted)
    speed: Matrix = np.zeros_like(wanted)
    for _ in range(_STEPS):
        wrong = _softmax(np.asarray(gram @ duals, np.float32)) - wanted
        slope: Matrix = wrong / np.float32(len(gold)) + np.float32(_DECAY) * duals
        speed = np.float32(_MOMENTUM) * speed - np.float32(_RATE) * slope
        duals = duals + speed
    weights: Matrix = vectors.T @ duals
    return RelationModel(labels, weights)


def _softmax(scores: Matrix) -> Matrix:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)


def vector(features: Iterable[Feature]) -> Matrix:
    """Features hashed to COLUMNS columns with a sign each, of length one."""
    row = np.zeros(COLUMNS, np.float32)
    for name, weight in features:
        code = zlib.crc32(name.encode())
        row[code % COLUMNS] += weight if code >> 16 & 1 else -weight
    unit: Matrix = row / np.sqrt(float(row @ row) + 1e-9)
    return unit


def features(pair: Pair, lexicon: Plover) -> tuple[list[Feature], Best | None]:
    """What is known of a pair, and the trigger that relates the two best."""
    up, across = _above(pair.source.root), _above(pair.target.root)
    path = _path(up, across)
    found, best = _of_triggers(pair, lexicon, {w.i for w in up}, {w.i for w in across}, path)
    found.extend(_of_best(best))
    found.extend(_of_words(pair, path))
    return found, best


def _above(word: Token) -> list[Token]:
    found = [word]
    while word.head.i != word.i and len(found) < _HIGHEST:
        word = word.head
        found.append(word)
    return found


def _path(up: list[Token], across: list[Token]) -> set[int]:
    """The words on the way from the one to the other, with the word where the two ways meet."""
    shared = {w.i for w in up} & {w.i for w in across}
    meet = next((w.i for w in up if w.i in shared), None)
    way = {w.i for w in (*up, *across) if w.i not in shared}
    return way if meet is None else way | {meet}


def _of_triggers(pair: Pair, lexicon: Plover, up: set[int], across: set[int],
                 path: set[int]) -> tuple[list[Feature], Best | None]:
    matches = [m for sentence in pair.doc.sents for m in find_triggers(sentence, lexicon)]
    heads = {w.i for m in matches for w in (m.word, m.carrier or m.word)}
    found: list[Feature] = []
    ranked: list[tuple[float, int, Best]] = []
    for n, match in enumerate(matches):
        verb = match.carrier or match.word
        doer = subject(verb)
        acts = doer is not None and (pair.source.start <= doer.i < pair.source.end or doer.i in up)
        above = _above(verb)
        depth = sum(w.i in heads for w in above[1:])
        code, certain = match.trigger.type, status(match)
        found += [
            (f"T|{code}", 0.5), (f"TC|{code}|{int(acts)}{int(verb.i in up)}{int(verb.i in across)}", 1.0),
            (f"TO|{code}|{min(depth, 2)}|{int(acts)}", 1.0), (f"TS|{code}|{certain}|{int(acts)}", 1.0),
        ]
        if verb.i in path or match.word.i in path:
            found.append((f"TP|{code}", 1.0))
        score = 4 * acts + 2 * (verb.i in across) + (verb.i in up) - depth - 0.2 * len(above)
        ranked.append((score, -n, Best(match, certain)))
    return found, max(ranked, key=lambda r: r[:2])[2] if ranked else None


def _of_best(best: Best | None) -> list[Feature]:
    if best is None:
        return [("B|none", 2.0)]
    word, trigger = best.match.word, best.match.trigger
    found = [(f"B|{trigger.type}", 2.0), (f"BS|{trigger.type}|{best.status}", 1.5),
             (f"BM|{trigger.type}|{trigger.mode}|{trigger.cameo}", 1.0), (f"BL|{word.lemma_.lower()}", 1.0)]
    clause = complement(word)
    if clause is not None:
        found.append((f"BC|{trigger.type}|{clause.lemma_}", 1.0))
    found.extend((f"BD|{trigger.type}|{c.dep_}|{c.lemma_.lower()}", 0.5) for c in word.children)
    return found


def _of_words(pair: Pair, path: set[int]) -> list[Feature]:
    doc, source, target = pair
    inside = {*range(source.start, source.end), *range(target.start, target.end)}
    found: list[Feature] = [("bias", 1.0), (f"order|{int(source.start < target.start)}", 0.5)]
    for word in doc:
        if word.i in inside or word.is_punct:
            continue
        lemma = word.lemma_.lower()
        if word.pos_ in _CONTENT:
            found.append((f"W|{lemma}", 0.35))
        if word.i not in path:
            continue
        found.append((f"P|{lemma}|{word.pos_}", 1.0))
        if word.pos_ == "VERB":
            for child in word.children:
                if child.dep_ in _ARGUMENTS:
                    other = child.lemma_.lower()
                    found += [(f"PC|{lemma}|{child.dep_}|{other}", 0.7), (f"Pc|{child.dep_}|{other}", 0.5)]
    first, last = (source.end, target.start) if source.end <= target.start else (target.end, source.start)
    between = [w.lemma_.lower() for w in doc[first:max(first, last)] if not w.is_punct][:_WORDS_BETWEEN]
    found.extend((f"M|{lemma}", 0.5) for lemma in between)
    found.extend((f"MM|{one}|{two}", 0.5) for one, two in pairwise(between))
    return found
