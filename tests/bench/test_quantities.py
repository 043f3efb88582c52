"""The counting of NewsQuant's measures, and the mapping into its terms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.bench.quantities import Answer, answers, gold_answer, run, score
from dragoman.ontology import Ontology
from dragoman.text.parse import Parser


def row(value: str, change: str = "=", unit: str = "goat", concept: str = "-") -> dict[str, str]:
    return {"value": value, "change": change, "unit": unit, "normalized_unit": unit, "referred_concepts": concept}


def answer(value: float, change: str = "=", unit: str = "goat", concept: str = "") -> Answer:
    return Answer((value,), change, unit, frozenset(concept.split()))


def test_gold_values_are_numbers_or_ranges() -> None:
    assert gold_answer(row("-5.0")).value == (-5.0,)
    assert gold_answer(row("4.0-5.0")).value == (4.0, 5.0)
    assert gold_answer(row("9", concept="price, old goat")).concept == {"price", "old", "goat"}
    assert gold_answer(row("9")).concept == frozenset()


def test_each_found_quantity_answers_one_gold_quantity() -> None:
    sentences = [{"text": "", "quantities": [row("2"), row("2"), row("7")]}]
    result = score(sentences, [[answer(2), answer(9)]])
    assert result["value"] == {"p": 0.5, "r": 0.3333, "f1": 0.4}


def test_unit_change_and_concept_count_where_the_value_is_right() -> None:
    sentences = [{"text": "", "quantities": [row("2", "up", "euro", "price goat")]}]
    result = score(sentences, [[answer(2, "up", "dollar", "goat price")]], errors=True)
    assert [result[m]["f1"] for m in ("value", "unit", "change", "concept")] == [1, 0, 1, 1]
    assert len(result["errors"]) == 1
    assert score(sentences, [[answer(3, "up", "euro", "goat price")]])["concept"]["f1"] == 0


def test_nothing_found_is_no_error() -> None:
    assert score([{"text": "", "quantities": []}], [[]])["value"] == {"p": 0.0, "r": 0.0, "f1": 0.0}


@pytest.mark.parametrize(("text", "value", "change", "unit", "concept"), [
    ("The Acme shares rose 12%.", (12,), "up", "percentage", "acme shares"),
    ("The lamp costs at least 40 euros per litre.", (40,), ">", "euro per litre", "lamp"),
    ("Acme hired up to 300 young plumbers.", (300,), "<", "young plumber", "acme"),
    ("The tunnel is between 15 and 20 km long.", (15, 20), "=", "kilometre", "tunnel"),
    ("A stamp costs 85 cents.", (85,), "=", "cent", "stamp"),
    ("Anna Holm, 44, sang.", (44,), "=", "year of age", ""),
])
def test_mapping(
    parser: Parser, ontology: Ontology, text: str, value: tuple[float, ...], change: str, unit: str, concept: str
) -> None:
    (found,), = answers([text], ontology, parser)
    assert (found.value, found.change, found.unit) == (value, change, unit)
    if concept:
        assert found.concept == frozenset(concept.split())


def test_run_reads_a_file(tmp_path: Path) -> None:
    file = tmp_path / "set.json"
    file.write_text(json.dumps([{"text": "They own 3 goats.", "quantities": [row("3")]}]))
    result = run(file)
    assert list(result) == ["value", "unit", "change", "concept"]
    assert result["unit"]["f1"] == 1
