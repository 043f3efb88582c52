from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.bench.stories import as_document, read_texts, score, score_chapters, subtopic
from dragoman.errors import SettingsError
from dragoman.reading.read import Reader

TEXTS = {
    "7_1ecb": "Baker Lund burned his bread in Kolby and the mill of Kolby fell silent .",
    "7_2ecb": "The mill of Kolby is silent , since baker Lund burned his bread .",
    "7_1ecbplus": "A whale swam up the river to Aspnes , where fishermen led it back to sea .",
}


def corpus(folder: Path) -> Path:
    rows = [f"{name}\t0\t{n}\t{word}\t-" for name, text in TEXTS.items() for n, word in enumerate(text.split())]
    (folder / "X_Dev_corpus.txt").write_text("\n".join(rows) + "\n")
    return folder


def test_subtopics_are_told_by_the_name_of_a_document() -> None:
    assert subtopic("7_1ecb") != subtopic("7_1ecbplus")
    assert subtopic("7_1ecb") == subtopic("7_20ecb")


def test_texts_are_put_together_again(tmp_path: Path) -> None:
    texts = read_texts(corpus(tmp_path), "Dev")
    assert as_document("7_2ecb", texts["7_2ecb"]).text == TEXTS["7_2ecb"].replace(" ,", ",").replace(" .", ".")


def test_two_subtopics_are_two_stories(tmp_path: Path, reader: Reader) -> None:
    documents = {name: as_document(name, text) for name, text in read_texts(corpus(tmp_path), "Dev").items()}
    figures = score(documents, [reader.read(d) for d in documents.values()])
    assert figures == {"documents": 3, "precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_a_folder_of_another_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        read_texts(tmp_path, "Dev")


def test_a_topic_whose_subtopics_share_few_words_is_cut_between_them() -> None:
    bread = [f"Baker Lund of Kolby burned bread {n} and the mill oven fell silent" for n in range(5)]
    whale = [f"A whale {n} swam up the river to Aspnes and fishermen led it back" for n in range(5)]
    texts = {**{f"7_{n}ecb": t for n, t in enumerate(bread)}, **{f"7_{n}ecbplus": t for n, t in enumerate(whale)}}
    assert score_chapters(texts) == {"joined topics": 1, "cut between": 1, "cuts": 1, "subtopics": 0, "cut within": 0}
    assert score_chapters({f"7_{n}ecb": t for n, t in enumerate(bread + bread)})["joined topics"] == 0
