from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest
import yaml

from dragoman.errors import OntologyError
from dragoman.ontology import Ontology
from dragoman.ontology.agreements import AgreementWords
from dragoman.ontology.load import read_table


def test_kinds_near_each_other_may_be_one_agreement(ontology: Ontology) -> None:
    words = ontology.agreements
    assert words.near("defence", "security")
    assert words.near(None, "trade")
    assert words.near("other", "trade")
    assert not words.near("defence", "trade")


def test_every_near_kind_is_a_kind(ontology: Ontology) -> None:
    words = ontology.agreements
    assert {k for group in words.near_kinds for k in group} <= set(words.kinds)


def test_no_verb_has_two_statuses(ontology: Ontology) -> None:
    verbs = [v for listed in ontology.agreements.verbs.values() for v in listed]
    assert len(verbs) == len(set(verbs))


def test_a_wrong_value_is_refused(tmp_path: Path) -> None:
    file = resources.files("dragoman.ontology") / "data" / "agreements.yaml"
    table = yaml.safe_load(file.read_text(encoding="utf-8"))
    table["nouns"][0]["opens"] = "sometimes"
    (tmp_path / "agreements.yaml").write_text(yaml.safe_dump(table))
    with pytest.raises(OntologyError, match=r"agreements\.yaml"):
        read_table(tmp_path, "agreements", AgreementWords)
