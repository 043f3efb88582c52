"""The attribution benchmark on an article made for it."""

from __future__ import annotations

from pathlib import Path

import numpy
import pytest

from dragoman.bench.attribution import Index, Parts, Tally, misses, pair, plain_document, read_gold, run
from dragoman.documents.text import document_from_text
from dragoman.errors import SettingsError
from dragoman.ontology import Ontology
from dragoman.reading.claims.wide import BUCKETS, candidates, find_wide
from dragoman.text.parse import Parser

TEXT = "The mayor said on Monday that the bridge was safe.\n\nNobody asked the engineers.\n"


def brat(*rows: str) -> str:
    return "\n".join(rows) + "\n"


def gold(cue: str = "said", content: str = "that the bridge was safe") -> str:
    def at(words: str) -> str:
        start = TEXT.index(words)
        return f"{start} {start + len(words)}"
    return brat(f"T1\tCue {at(cue)}\t{cue}", f"T2\tSource {at('The mayor')}\tThe mayor",
                f"T3\tContent {at(content)}\t{content}", "T4\tAttribution 10 14\tsaid",
                "E1\tAttribution:T4 Source:T2 Cue:T1 Content:T3")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "bridge.txt").write_text(TEXT)
    (tmp_path / "attributions" / "bridge_a1.ann").write_text(gold())
    (tmp_path / "attributions" / "bridge_b2.ann").write_text(gold("asked", "Nobody"))
    return tmp_path


def test_a_right_attribution_counts_whole_and_the_second_annotator_does_not(folder: Path) -> None:
    result = run(folder, errors=True)
    assert result["whole"] == {"p": 1.0, "r": 1.0, "f1": 1.0}
    assert result["source"]["exact"]["f1"] == 1.0  # type: ignore[index]
    assert result["errors"] == []


def test_a_folder_of_another_shape_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="text"):
        run(tmp_path)


def test_discontinuous_spans_and_text_over_lines(folder: Path) -> None:
    index = Index(TEXT)
    notes = brat("T1\tCue 10 14\tsaid", "T2\tContent 25 29;42 49\tthat was safe", "and a line without a row",
                 "E1\tAttribution:T9 Cue:T1 Content:T2 Content2:T7")
    (parts,) = read_gold(notes, index)
    assert [index.text[slice(*index.spans[n])] for n in sorted(parts.content)] == ["that", "was", "safe"]
    assert parts.source == frozenset()


def test_pairs_are_one_to_one_and_the_closest_first() -> None:
    a, b = frozenset({1, 2, 3}), frozenset({3, 4})
    assert pair([a, b], [b, a], lambda x, y: len(x & y)) == [(0, 1), (1, 0)]
    assert pair([a], [b, b], lambda x, y: len(x & y)) == [(0, 0)]


def test_a_missed_and_an_extra_attribution_cost_recall_and_precision(folder: Path) -> None:
    parts = Parts(frozenset({2}), frozenset({0, 1}), frozenset({6, 7}))
    other = Parts(frozenset({2}), frozenset(), frozenset({6}))
    tally = Tally()
    tally.add([parts, other], [parts])
    figures = tally.figures()
    assert figures["whole"] == {"p": 1.0, "r": 0.5, "f1": 0.6667}
    document = plain_document(folder / "text" / "bridge.txt")
    assert [line.split(": ")[1].split()[0] for line in misses(document, [other], [parts])] == ["missed", "extra"]


def test_a_model_that_says_no_leaves_nothing(folder: Path, parser: Parser, ontology: Ontology) -> None:
    parse = parser.parse(plain_document(folder / "text" / "bridge.txt"))
    assert candidates(parse, ontology.cues)
    assert find_wide(parse, ontology.cues, numpy.full(BUCKETS, -1.0, numpy.float16)) == ()


def test_the_model_tells_a_cue_from_another_verb(parser: Parser, ontology: Ontology) -> None:
    parse = parser.parse(document_from_text("The mayor praised the guards. The mayor ate the bread."))
    assert [a.cue[0].text for a in find_wide(parse, ontology.cues)] == ["praised"]


@pytest.mark.parametrize(("text", "cue"), [
    ("The plan was rejected by the guild.", "rejected"),
    ("The guild was wary of the plan.", "wary"),
    ("In a survey, most farmers were against the dam.", "In"),
    ("The question is whether the dam will hold.", "question"),
    ("The dam will reportedly hold.", "reportedly"),
    ("The mayor proposed closing the bridge.", "proposed"),
    ("A Harrow supporter left early.", "supporter"),
])
def test_what_no_rule_of_claims_covers_is_a_candidate(text: str, cue: str, parser: Parser, ontology: Ontology) -> None:
    assert cue in [a.cue[0].text for a in candidates(parser.parse(document_from_text(text)), ontology.cues)]
