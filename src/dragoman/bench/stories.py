"""Stories against ECB+ (Cybulska and Vossen, LREC 2014): a topic's two subtopics are two stories.

FOLDER holds the corpus as lines of `document, sentence, token number, token, chain`, in a file named
*Dev_corpus.txt (or, with `part`, *Train_corpus.txt). Every two documents are together or apart; precision,
recall and F1 are of the pairs that are together. ECB+ was gathered for such pairs of like events (two
quakes, two prize-givings), so it is hard, and it has no dates of publication.

Chapters are measured on each topic taken for one story, two reports a day, whose second subtopic follows the first a
week later: there is one cut to find, and none within a subtopic.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from dragoman.documents.text import document_from_text
from dragoman.errors import ReadingError, SettingsError
from dragoman.linking.chapters import LEAST, LONG, segment
from dragoman.linking.link import link
from dragoman.linking.statements import senses
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.ontology import load
from dragoman.reading.read import Reader
from dragoman.text.parse import Parser

_CLOSING = frozenset(".,;:!?)]}%'\u2019")


def run(folder: str | Path, part: str = "Dev") -> dict[str, Any]:
    """Read and link the documents of a part and compare the stories with the subtopics; fractions of one.

    `chapters` has the counts of `score_chapters`.
    """
    texts = read_texts(Path(folder), part)
    reader = Reader(load(), Parser())
    documents = {name: as_document(name, sentences) for name, sentences in texts.items()}
    readings = [r for r in reader.read_all(documents.values()) if not isinstance(r, ReadingError)]
    chapters = score_chapters({name: d.text for name, d in documents.items()})
    return {**score(documents, readings), "chapters": chapters}


def score(documents: Mapping[str, Document], readings: Iterable[Reading]) -> dict[str, float]:
    """Pairwise figures for readings of documents given by their ECB+ names."""
    story = {row.id: row.story for row in link(readings).documents}
    together = right = wanted = 0
    for a, b in combinations(sorted(documents), 2):
        same = subtopic(a) == subtopic(b)
        joined = story[documents[a].id] is not None and story[documents[a].id] == story[documents[b].id]
        together, right, wanted = together + joined, right + (joined and same), wanted + same
    precision, recall = right / together if together else 0.0, right / wanted if wanted else 0.0
    return {"documents": len(documents), "precision": precision, "recall": recall,
            "f1": 2 * right / (together + wanted) if together + wanted else 0.0}


def score_chapters(texts: Mapping[str, str]) -> dict[str, int]:
    """How many topics are cut between their subtopics, how many cuts there are, and in how many subtopics one."""
    topics: dict[str, dict[bool, list[str]]] = {}
    for name in sorted(texts):
        topic, second = subtopic(name)
        topics.setdefault(topic, {}).setdefault(second, []).append(name)
    pairs = [(sides[False], sides[True]) for sides in topics.values()
             if min(len(sides.get(side, ())) for side in (False, True)) > LEAST]
    right = cuts = 0
    for before, after in pairs:
        made = _cut([*before, *after], texts, len(before))
        right, cuts = right + (len(before) in made), cuts + len(made)
    alone = [names for pair in pairs for names in pair if len(names) >= LONG]
    return {"joined topics": len(pairs), "cut between": right, "cuts": cuts, "subtopics": len(alone),
            "cut within": sum(bool(_cut(names, texts, len(names))) for names in alone)}


def _cut(names: Sequence[str], texts: Mapping[str, str], pause: int) -> list[int]:
    days = [n // 2 + (7 if n >= pause else 0) for n in range(len(names))]
    return segment(days, [senses(texts[name]) for name in names])


def subtopic(name: str) -> tuple[str, bool]:
    """The topic of a document named like `12_3ecbplus`, and whether it is of its second subtopic."""
    return name.split("_", maxsplit=1)[0], name.endswith("ecbplus")


def read_texts(folder: Path, part: str) -> dict[str, list[list[str]]]:
    """The tokens of each document by sentences. Raises SettingsError where the folder holds no such part."""
    files = sorted(folder.glob(f"*{part}_corpus.txt")) if folder.is_dir() else []
    if not files:
        raise SettingsError(f"{folder}: no *{part}_corpus.txt in the layout of ECB+")
    texts: dict[str, dict[int, list[str]]] = {}
    for line in files[0].read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) >= 4:
            texts.setdefault(fields[0], {}).setdefault(int(fields[1]), []).append(fields[3])
    return {name: [words for _, words in sorted(sentences.items())] for name, sentences in texts.items()}


def as_document(name: str, sentences: Iterable[Iterable[str]]) -> Document:
    """A document of tokens, one line a sentence; lines that are addresses of pages are left out."""
    lines = ["".join(word if not n or word in _CLOSING or word.startswith(("'s", "n't")) else f" {word}"
                     for n, word in enumerate(words))
             for sentence in sentences if (words := list(sentence)) and not words[0].startswith("http")]
    return document_from_text("\n".join(lines), file=name)
