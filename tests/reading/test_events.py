from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.documents.text import document_from_text
from dragoman.model.reading import EventMention, Reading
from dragoman.ontology import load
from dragoman.reading.read import Reader
from dragoman.text.parse import Parser

Read = Callable[..., Reading]
HOWTO = Path(__file__).parents[2] / "docs" / "howto" / "add-an-event-type.md"


def names(reading: Reading, chains: tuple[int, ...]) -> set[str]:
    return {reading.chains[c].name for c in chains}


def told(reading: Reading, kind: str) -> EventMention:
    found = [e for e in reading.events if e.type == kind]
    assert len(found) == 1, [(e.type, e.trigger) for e in reading.events]
    return found[0]


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), [
    ("Chad accused Libya of arming the rebels.", "ACCUSE", {"Chad"}, {"Libya"}),
    ("Peru rejected the proposal on Monday.", "REJECT", {"Peru"}, set()),
    ("Kenya urged Somalia to open the port.", "REQUEST", {"Kenya"}, {"Somalia"}),
    ("Japan donated 40 ambulances to Nepal.", "AID", {"Japan"}, {"Nepal"}),
    ("Chile and Peru held talks in Lima.", "CONSULT", {"Chile", "Peru"}, set()),
    ("Ghana was bombed by Togo on 3 May 2021.", "ASSAULT", {"Togo"}, {"Ghana"}),
    ("Turkish airstrikes on Syria destroyed a bridge.", "ASSAULT", {"Turkey"}, {"Syria"}),
    ("Norway expelled two diplomats.", "SANCTION", {"Norway"}, set()),
    ("Egypt threatened to close the border with Sudan.", "THREATEN", {"Egypt"}, {"Sudan"}),
    ("Brazil deployed 300 troops along the river.", "MOBILIZE", {"Brazil"}, set()),
    ("France has bought gas from Qatar since 2019.", "COOPERATE", {"France"}, {"Qatar"}),
    ("India praised Bhutan.", "SUPPORT", {"India"}, {"Bhutan"}),
    ("Mali agreed to release the prisoners.", "AGREE", {"Mali"}, set()),
])
def test_who_did_what_to_whom(read: Read, text: str, kind: str, actors: set[str], recipients: set[str]) -> None:
    reading = read(text)
    event = told(reading, kind)
    assert names(reading, event.actors) == actors
    assert recipients <= names(reading, event.recipients)
    assert not set(event.actors) & set(event.recipients)


@pytest.mark.parametrize(("text", "kind", "status"), [
    ("Kenya shelled the town on 4 June 2020.", "ASSAULT", "occurred"),
    ("Kenya may shell the town.", "ASSAULT", "hypothetical"),
    ("Kenya is training Somali soldiers.", "AID", "ongoing"),
    ("Kenya will sign the treaty with Sudan in May.", "AGREE", "planned"),
    ("Kenya and Sudan will meet in Nairobi.", "CONSULT", "planned"),
    ("Kenya will not accept the offer.", "REJECT", "occurred"),
])
def test_status(read: Read, text: str, kind: str, status: str) -> None:
    assert told(read(text), kind).status == status


def test_what_is_planned_has_a_code_of_intent(read: Read) -> None:
    event = told(read("Kenya will send food to Sudan."), "AGREE")
    assert (event.cameo, event.status) == ("033", "planned")


def test_a_signing_in_the_passive_by_ministers_is_the_states(read: Read) -> None:
    reading = read("Chile and Peru signed a fishing agreement in Lima on 3 May 2021.\n\n"
                   "The agreement was signed by the ministers Ana Rojas and Luis Paz.")
    event = told(reading, "SUPPORT")
    assert {"Chile", "Peru"} <= names(reading, event.actors)
    assert event.time is not None
    assert reading.times[event.time].value == "2021-05-03"
    assert event.agreement == 0


def test_an_inner_verb_is_no_event_of_its_own(read: Read) -> None:
    for text in ("Chad refused to release the prisoners.", "Chad called for talks.",
                 "Chad denied that it had agreed to a truce."):
        assert len(read(text).events) == 1, text


def test_a_word_of_saying_dates_no_event(read: Read) -> None:
    reading = read("Chad had shelled the camp, Niger said on 7 July 2021.")
    assert told(reading, "ASSAULT").time is None


def test_place_and_evidence(read: Read) -> None:
    reading = read("On Friday, after weeks of rain, the Chadian army shelled the village of Doba.")
    event = told(reading, "ASSAULT")
    spans = {s.field: reading.document.text[s.start:s.end] for s in event.evidence}
    assert "shelled" in spans[None]
    assert spans["status"] == "shelled"
    assert len(spans[None].split()) <= 31


def test_a_flat_denial_in_quotation_marks_is_a_rejection(read: Read) -> None:
    reading = read('"There is no camp on our soil," said Amina Hassan, the foreign minister of Chad.')
    event = told(reading, "REJECT")
    assert "Amina Hassan" in names(reading, event.actors)


def test_a_month_and_a_name_are_no_events(read: Read) -> None:
    assert not read("The Military Cooperation Council of Peru has twelve members.").events
    assert not read("It rained in March 2019.").events


def test_a_title_says_again_what_the_text_tells(read: Read) -> None:
    reading = read("Chad accuses Libya\n\nChad accused Libya on 3 May 2021 of arming rebels in the north.")
    assert len([e for e in reading.events if e.type == "ACCUSE"]) == 1


def test_every_event_has_codes_of_the_ontology_and_exact_evidence(read: Read) -> None:
    ontology = load().plover
    reading = read(
        "Turkey shelled two villages in Syria on Monday, Syrian officials said. Syria's government condemned the "
        "attack and demanded an apology; Turkey, which withdrew its ambassador in May, refused to give one. "
        "Protesters marched in Aleppo. The European Union sent food and medicine to the town, and the two sides "
        "will meet in Geneva.")
    assert len(reading.events) >= 5
    for event in reading.events:
        assert event.type in ontology.types
        assert set(event.contexts) <= set(ontology.contexts)
        assert any(s.field is None for s in event.evidence)
        assert all(0 <= s.start < s.end <= len(reading.document.text) for s in event.evidence)


def test_the_howto_holds(tmp_path: Path, parser: Parser) -> None:
    """The example of docs/howto/add-an-event-type.md, as it is printed there."""
    text = HOWTO.read_text()
    addition = tmp_path / "mine.yaml"
    addition.write_text(text.split("```yaml\n")[1].split("```")[0])
    words = text.split("document_from_text(\n")[1].split("))")[0]
    sentences = [line.strip().strip('"') for line in words.splitlines()]
    report = "".join(sentences).replace("\\n", "\n")
    reading = Reader(load(additions=[addition]), parser).read(document_from_text(report))
    printed = [line.strip() for line in text.splitlines() if line.startswith("    [")]
    assert printed == [str([e.type for e in reading.events]), str([a.kind for a in reading.agreements])]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(
    ["Chad", "the army", "signed", "attacked", "of", "with", "talks", "on Monday", "accused", ",", "and", '"', "will",
     "not", "by", "agreement", "to", "withdraw", "the", "\n\n", "Peru", ".", "نص", "9" * 30]), max_size=40))
def test_nonsense_reads_the_same_twice(read: Read, words: list[str]) -> None:
    text = " ".join(words)
    first, second = read(text), read(text)
    assert first.events == second.events
    for event in first.events:
        assert not set(event.actors) & set(event.recipients)


def test_a_very_long_sentence_takes_no_longer_than_its_words(read: Read) -> None:
    assert read("Chad attacked Peru, and " * 400 + "signed it.").events
