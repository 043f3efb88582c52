from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dragoman.bench.relation_model import RelationModel, fit
from dragoman.bench.relations import f1_by_type, read_rows, run
from dragoman.errors import MalformedDocument

HEAD = "sentence\tmarked_sentence\tsource\ttarget\tgold_root\n"
ROWS = [
    ("<s>Chad</s> accused <t>Libya</t> of theft.", "ACCUSE"),
    ("<s>Kenya</s> blamed <t>Sudan</t> for the fire.", "ACCUSE"),
    ("<s>Peru</s> bombed <t>Chile</t>.", "ASSAULT"), ("<s>Togo</s> shelled <t>a town in Ghana</t>.", "ASSAULT"),
    ("<s>Japan</s> sent food to <t>Nepal</t>.", "AID"), ("<s>Norway</s> gave money to <t>Malta</t>.", "AID"),
    ("<s>Mali</s> freed <t>two journalists</t>.", "YIELD"), ("<s>Niger</s> released <t>the prisoners</t>.", "YIELD"),
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "plv.tsv"
    lines = [f"{m.replace('<s>', '').replace('</s>', '').replace('<t>', '').replace('</t>', '')}\t{m}\ta\tb\t{g}\n"
             for m, g in ROWS]
    file.write_text(HEAD + "".join(lines))
    return file


def test_rows_say_where_source_and_target_stand(table: Path) -> None:
    row = read_rows(table)[0]
    assert row.text[slice(*row.source)] == "Chad"
    assert row.text[slice(*row.target)] == "Libya"


def test_a_missing_mark_is_found_by_its_words(tmp_path: Path) -> None:
    file = tmp_path / "x.tsv"
    file.write_text(HEAD + "Chad met Libya.\t<s>Chad</s> met Libya.\tChad\tLibya\tCONSULT\n")
    row = read_rows(file)[0]
    assert row.text[slice(*row.target)] == "Libya"


def test_what_is_shipped_answers(table: Path) -> None:
    result = run(table, errors=True)
    assert result["root"]["f1"] == 1.0, result["errors"]
    assert result["quad"]["accuracy"] == result["binary"]["accuracy"] == 1.0
    assert set(result["root"]["by_type"]) == {"ACCUSE", "ASSAULT", "AID", "YIELD"}


def test_folds_never_answer_from_what_they_were_fitted_on(table: Path) -> None:
    held_out = run(table, folds=2)
    assert 0 <= held_out["root"]["f1"] <= 1
    assert run(table, folds=2) == held_out


def test_binary_form(tmp_path: Path) -> None:
    file = tmp_path / "aw.tsv"
    file.write_text("sentence\tmarked_sentence\tsource\ttarget\tgold_binary\n"
                    "Peru bombed Chile.\t<s>Peru</s> bombed <t>Chile</t>.\tx\ty\t1\n"
                    "Peru thanked Chile.\t<s>Peru</s> thanked <t>Chile</t>.\tx\ty\t0\n")
    result = run(file)
    assert set(result) == {"binary"}
    assert result["binary"]["f1"] == 1.0


def test_another_table_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.tsv"
    file.write_text("a\tb\n1\t2\n")
    with pytest.raises(MalformedDocument, match="marked_sentence"):
        run(file)


def test_f1_by_type() -> None:
    assert f1_by_type([("A", "A"), ("A", "B"), ("B", "B")]) == {"A": 2 / 3, "B": 2 / 3}


def test_weights_are_the_same_after_saving(tmp_path: Path) -> None:
    vectors = np.eye(4, dtype=np.float32)
    model = fit(vectors, ["A", "B", "A", "B"])
    assert [model.labels[n] for n in model.scores(vectors).argmax(1)] == ["A", "B", "A", "B"]
    assert (fit(vectors, ["A", "B", "A", "B"]).weights == model.weights).all()
    assert RelationModel.load() is not None
