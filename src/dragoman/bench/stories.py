"""Stories against ECB+ (Cybulska and Vossen, LREC 2014): a topic's two subtopics are two stories.

FOLDER holds the corpus as lines of `document, sentence, token number, token, chain`, in a file named
*Dev_corpus.txt (or, with `part`, *Train_corpus.txt). Every two documents are together or apart; precision,
recall and F1 are of the pairs that are together. ECB+ was gathered for such pairs of like events (two
quakes, two prize-givings), so it is hard, and it has no dates of publication.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path

from dragoman.documents.text import document_from_text
from dragoman.errors import ReadingError, SettingsError
from dragoman.linking.link import link
from dragoman.model.document import Document
from dragoman.model.reading import Reading
from dragoman.ontology import load
from dragoman.reading.read import Reader
from dragoman.text.parse import Parser

_CLOSING = frozenset(".,;:!?)]}%'\u2019")


def run(folder: str | Path, part: str = "Dev") -> dict[str, float]:
    """Read and link the documents of a part and compare the stories with the subtopics; fractions of one."""
    texts = read_texts(Path(folder), part)
    reader = Reader(load(), Parser())
    documents = {name: as_document(name, sentences) for name, sentences in texts.items()}
    readings = [r for r in reader.read_all(documents.values()) if not isinstance(r, ReadingError)]
    return score(documents, readings)


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
