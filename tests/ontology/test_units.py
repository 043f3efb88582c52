"""Units and currencies made of the lexicon's entries."""

from __future__ import annotations

import pytest

from dragoman.ontology import Ontology
from dragoman.ontology.units import plural


@pytest.mark.parametrize(("words", "name"), [
    ("kilometers", "kilometre"), ("square miles", "square mile"), ("per cent", "percent"), ("metric tons", "tonne"),
    ("swiss francs", "CHF"), ("jordanian dinars", "JOD"), ("west african cfa francs", "XOF"), ("yuan", "CNY"),
    ("danish kroner", "DKK"), ("degrees celsius", "degree Celsius"), ("kilowatt hours", "kilowatt hour"),
])
def test_names(ontology: Ontology, words: str, name: str) -> None:
    assert ontology.units.by_name[tuple(words.split())].name == name


@pytest.mark.parametrize(("symbol", "name", "scale"), [
    ("km²", "square kilometre", 1), ("MW", "megawatt", 1), ("mW", "milliwatt", 1), ("bcm", "cubic metre", 1e9),
    ("m3", "cubic metre", 1), ("bpd", "barrel", 1), ("kV", "kilovolt", 1),
])
def test_symbols(ontology: Ontology, symbol: str, name: str, scale: float) -> None:
    unit = ontology.units.by_symbol[symbol]
    assert (unit.name, unit.scale) == (name, scale)


def test_every_sign_stands_for_a_currency(ontology: Ontology) -> None:
    assert set(ontology.units.signs.values()) <= ontology.units.codes


def test_plural() -> None:
    assert [plural(x) for x in ("inch", "penny", "day", "barrel per day", "hertz")] == [
        "inches", "pennies", "days", "barrels per day", "hertzs"]
