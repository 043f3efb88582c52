from __future__ import annotations

import pytest

from dragoman.ontology import Ontology
from dragoman.ontology.plover import Trigger, compile_pattern

AID = Trigger(type="AID")
CLASSES = {"help": ("food", "money")}


def test_a_pattern_with_preposition_and_objects() -> None:
    pattern = compile_pattern("hand over > $help, tank", AID, CLASSES)
    assert (pattern.lemma, pattern.with_words, pattern.objects) == ("hand", ("over",), {"food", "money", "tank"})


def test_a_longer_pattern_ranks_higher() -> None:
    texts = ["give", "give to", "give > food", "give to > food"]
    ranks = [compile_pattern(t, AID, CLASSES).rank for t in texts]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)


def test_a_subject_and_a_negation() -> None:
    assert compile_pattern("fall < food", AID, CLASSES).subjects == {"food"}
    assert compile_pattern("not give", AID, CLASSES).negated


@pytest.mark.parametrize("text", ["give > $nothing", "not", "", "give >", "> food", "give > food < crew"])
def test_what_is_no_pattern(text: str) -> None:
    with pytest.raises(ValueError, match=r"nothing|verb"):
        compile_pattern(text, AID, CLASSES)


def test_every_trigger_has_a_known_type_mode_and_context(ontology: Ontology) -> None:
    plover = ontology.plover
    assert len(plover.types) == 16
    for trigger in plover.triggers:
        known = plover.types[trigger.type]
        assert trigger.mode is None or trigger.mode in known.modes
        assert set(trigger.contexts) <= set(plover.contexts)


def test_every_code_of_a_trigger_leads_to_its_type(ontology: Ontology) -> None:
    codes = ontology.cameo.codes
    for trigger in ontology.plover.triggers:
        assert trigger.cameo is not None
        assert codes[trigger.cameo].type == trigger.type
    assert {codes[c].type for c in ontology.plover.intended.values()} == {"AGREE"}
