"""Claims: who says what through whom, and what the report says itself."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from dragoman.documents.text import document_from_text
from dragoman.model.reading import ClaimMention, Reading
from dragoman.ontology import Ontology
from dragoman.reading.claims import find_claims
from dragoman.text.parse import Parser

Read = Callable[..., Reading]
LEAD = "Guards opened the road to the port on Sunday, and the buses ran again.\n"


def claims(reading: Reading, *, own: bool = False) -> list[tuple[str, ClaimMention]]:
    text = reading.document.text
    return [(text[c.start:c.end], c) for c in reading.claims if (c.voice == "outlet") == own]


def chain(claim: ClaimMention) -> list[str]:
    return [s.name for s in claim.attribution]


@pytest.mark.parametrize(("sentence", "content", "sources"), [
    ("The port authority said on Monday that two cranes had burned.", "two cranes had burned", ["The port authority"]),
    ("Two cranes had burned, the port authority said.", "Two cranes had burned", ["the port authority"]),
    ("Two cranes, according to a dockers' union, had burned.", "had burned", ["a dockers' union"]),
    ("Reuters, citing two dockers, reported that the cranes had burned.", "the cranes had burned",
     ["Reuters", "two dockers"]),
    ("According to Reuters, the source noted that the cranes had burned.", "the cranes had burned",
     ["Reuters", "the source"]),
    ("A docker told Reuters that the cranes had burned.", "the cranes had burned", ["Reuters", "A docker"]),
    ("The cranes will be rebuilt, the mayor said in a statement carried by the state broadcaster TVK.",
     "The cranes will be rebuilt", ["the state broadcaster TVK", "the mayor"]),
    ("The harbour master, Ivo Kanter, put the damage at $4 million.", "the damage at $4 million", ["Ivo Kanter"]),
    ("A relief official in the hills, who asked not to be named, said that bread was short.", "bread was short",
     ["A relief official in the hills"]),
    ("The mayor accused the guards of looting the depot.", "looting the depot", ["The mayor"]),
    ("The daily Obzor quoted a guard as saying that nobody slept.", "nobody slept", ["The daily Obzor", "a guard"]),
    ("The guards' own figure is 12.", "own figure is 12", ["The guards"]),
    ("The mayor repeated his charge that the guards had slept.", "the guards had slept", ["The mayor"]),
])
def test_content_and_chain(read: Read, sentence: str, content: str, sources: list[str]) -> None:
    (text, claim), = claims(read(LEAD + sentence))
    assert (text, chain(claim)) == (content, sources)


def test_a_divided_quotation_is_two_claims_and_goes_on(read: Read) -> None:
    found = claims(read(LEAD + '"We rebuilt it once," said Ivo Kanter, a docker, "and we can do it again." '
                        'The wind rose. "Nobody will help us."'))
    assert [text for text, _ in found] == ["We rebuilt it once", "and we can do it again", "Nobody will help us"]
    assert {tuple(chain(c)) for _, c in found} == {("Ivo Kanter",)}
    assert {c.voice for _, c in found} == {"direct"}


def test_a_pronoun_stands_for_the_last_speaker(read: Read) -> None:
    found = claims(read(LEAD + 'A nurse at the clinic said that nine people had died. "I counted them," she said.'))
    assert [chain(c) for _, c in found] == [["A nurse at the clinic"]] * 2


@pytest.mark.parametrize(("sentence", "voice", "modality", "negated"), [
    ("The mayor said the guards slept.", "indirect", "asserted", False),
    ("The mayor called the guards \"asleep on their feet\".", "mixed", "asserted", False),
    ("The mayor denied that the guards had slept.", "indirect", "denied", False),
    ("\"There is no depot,\" the mayor said.", "direct", "asserted", True),
    ("The mayor said the depot would reopen in May.", "indirect", "planned", False),
    ("The mayor said the depot could reopen in May.", "indirect", "possible", False),
    ("The mayor said the depot would reopen if the bank agreed.", "indirect", "conditional", False),
    ("The mayor said the council was discussing a new depot.", "indirect", "discussed", False),
    ("The mayor said the council must approve the depot.", "indirect", "asserted", False),
])
def test_voice_and_status(read: Read, sentence: str, voice: str, modality: str, negated: bool) -> None:
    (_, claim), = claims(read(LEAD + sentence))
    assert (claim.voice, claim.modality, claim.negated) == (voice, modality, negated)


@pytest.mark.parametrize("sentence", [
    "The mayor declined to comment.",
    "The mayor did not say who would pay.",
    'In Operation "Northern Wind" the guards burned the depot.',
    'They live in a "model village" by the sea.',
    "The treaty will enter into force when each side has notified the other that its papers are in order.",
])
def test_no_statement(read: Read, sentence: str) -> None:
    assert claims(read(LEAD + sentence)) == []


def test_when_it_was_said(read: Read) -> None:
    reading = read(LEAD + "The mayor said on Tuesday that the depot would reopen in May.", published="2025-08-14")
    (_, claim), = claims(reading)
    assert claim.said is not None
    at = reading.times[claim.said]
    assert reading.document.text[at.start:at.end].endswith("Tuesday")


def test_the_reports_own_statements_are_split(read: Read) -> None:
    own = [text for text, _ in claims(read(LEAD), own=True)]
    assert own == ["Guards opened the road to the port on Sunday", "the buses ran again"]


def test_the_background_behind_a_comma_is_not_the_speakers(read: Read) -> None:
    (text, _), = claims(read(LEAD + "The mayor stressed that the city backs the truce, which began in May."))
    assert text == "the city backs the truce"


def test_every_claim_lies_in_the_text_with_a_source(read: Read) -> None:
    reading = read(LEAD + '"We" he " said that ". "Who knows," they, said "and on.\nSaid said said: "said."\n' * 3)
    for claim in reading.claims:
        assert 0 <= claim.start < claim.end <= len(reading.document.text)
        assert (claim.voice == "outlet") == (not claim.attribution)


def test_a_long_quotation_takes_linear_time(parser: Parser, ontology: Ontology) -> None:
    def seconds(copies: int) -> float:
        text = '"' + "We will see the men go home to the hills and not come back. " * copies + 'So be it," he said.'
        parse = parser.parse(document_from_text(text))
        start = time.process_time()
        find_claims(parse, (), (), ontology.cues)
        return time.process_time() - start
    seconds(20)
    small, large = seconds(100), seconds(400)
    assert large < 12 * max(small, 0.02)


@pytest.mark.parametrize(("sentence", "content", "source"), [
    ('"If the gates stay shut, we go home, all of us and at once," the union\'s chief negotiator, Kofi Owusu, said in '
     "Accra on Tuesday.", "If the gates stay shut, we go home, all of us and at once", "Kofi Owusu"),
    ("Gabon broke the accord first by refusing to show observers a base near Axim, Ghanaian Foreign Minister Ama "
     "Mensah said.", "Gabon broke the accord first by refusing to show observers a base near Axim", "Ama Mensah"),
])
def test_a_speaker_behind_the_last_comma_is_found(read: Read, sentence: str, content: str, source: str) -> None:
    found = claims(read(LEAD + sentence + "\n"))
    assert [(text, source in chain(claim)[-1]) for text, claim in found] == [(content, True)]


@pytest.mark.parametrize(("first", "second", "name"), [
    ("A diplomat briefed on the talks said the text was ready.", '"It is done," the diplomat added.',
     "A diplomat briefed on the talks"),
    ("An aide to the premier said that Fiji would sign.", "The aide also noted that Tonga had refused.",
     "An aide to the premier"),
    ("A source in the army said the border was shut. A source close to the government said it was open.",
     "According to Interfax, the source noted that trucks had crossed.", "A source close to the government"),
])
def test_the_source_is_the_one_told_more_of_before(read: Read, first: str, second: str, name: str) -> None:
    reading = read(f"{first}\n\n{second}")
    last = reading.claims[-1].attribution[-1]
    assert last.name == name
    assert reading.document.text[last.start:last.end] == name


def test_the_sources_are_not_one_source(read: Read) -> None:
    reading = read("A source in the army said the border was shut.\n\nThe sources said that trucks had crossed.")
    assert reading.claims[-1].attribution[-1].name == "The sources"


def test_a_word_in_quotation_marks_keeps_both_of_them(read: Read) -> None:
    reading = read('Peru and Chile met.\n\nThe road runs to "Zone B". "Puntland" also seized two boats in the south.')
    assert [reading.document.text[c.start:c.end] for c in reading.claims][-2:] == [
        'The road runs to "Zone B"', '"Puntland" also seized two boats in the south']


def test_a_caption_that_names_who_is_seen_states_nothing(read: Read) -> None:
    reading = read("A frontier post near Tacna\n-\nPeruvian Trade Minister Ana Ruiz in Lima (AFP/Luis Paz)\n"
                   "Peru and Chile signed a pact in Lima.")
    assert [reading.document.text[c.start:c.end] for c in reading.claims] == ["Peru and Chile signed a pact in Lima"]


@pytest.mark.parametrize(("text", "speakers"), [
    ('The port was shut. "We have waited long enough." Farmers near Quba protested.', []),
    ('Ana Orban said the plan was done. "The bill is ours." Work is to begin in May.', [["Ana Orban"]]),
])
def test_a_quotation_that_ends_in_a_full_stop_is_nobodys_who_comes_after(
    read: Read, text: str, speakers: list[list[str]]
) -> None:
    assert [chain(c) for _, c in claims(read(text)) if c.voice == "direct"] == speakers


@pytest.mark.parametrize("text", [
    'Minister Ana Orban spoke to reporters in Oslo. "The bill is ours," the minister said.',
    '"The bill is ours," the minister, Orban, told a crowd in Oslo.',
])
def test_the_minister_is_the_one_who_is_named_beside(read: Read, text: str) -> None:
    reading = read("Minister Ana Orban met Minister Bo Lind on Monday. Minister Lind said nothing had been agreed.\n\n"
                   + text)
    claim = next(c for c in reading.claims if c.voice == "direct")
    assert claim.attribution[-1].chain is not None
    assert reading.chains[claim.attribution[-1].chain].name == "Ana Orban"


def test_a_day_in_what_is_told_of_the_speaker_is_no_day_of_saying(read: Read) -> None:
    reading = read(LEAD + "Ivo Kanter, who left the guards on 3 May 2024, said on Monday that the cranes had burned.",
                   published="2024-06-12")
    (_, claim), = claims(reading)
    assert claim.said is not None
    assert reading.times[claim.said].value == "2024-06-10"
