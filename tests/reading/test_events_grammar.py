"""What grammar tells of events: conditions, attributes, coordination, whose police, which two countries."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.model.reading import EventMention, Reading

Read = Callable[..., Reading]


def told(read: Read, text: str) -> list[tuple[str, str, set[str], set[str]]]:
    reading = read(text, published="2024-09-10")
    return [(e.type, e.status, *(({reading.chains[n].country or reading.chains[n].name for n in side})
                                 for side in (e.actors, e.recipients))) for e in reading.events]


def of_type(read: Read, text: str, kind: str) -> list[EventMention]:
    return [e for e in read(text, published="2024-09-10").events if e.type == kind]


def test_a_threat_with_a_condition_was_made_and_what_it_threatens_was_not_done(read: Read) -> None:
    found = told(read, "Chile threatened in June to close the border unless Peru stopped its patrols.\n")
    assert [f[:2] for f in found] == [("THREATEN", "occurred")]


def test_an_attribute_is_no_deed(read: Read) -> None:
    assert not of_type(read, "The exiled officer met detained miners in Lima.\n", "COERCE")


@pytest.mark.parametrize(("text", "kind", "actors", "recipients"), [
    ("Chile gave four Venezuelan diplomats 72 hours to leave the country on Thursday.\n", "SANCTION", {"CHL"}, {"VEN"}),
    ("Norway, which buys the same gas, offered to mediate.\n", "AGREE", {"NOR"}, set()),
    ("Peru had asked for the Chilean ships to leave by June.\n", "REQUEST", {"PER"}, {"CHL"}),
    ("Chile banned imports of Peruvian fish in 2023.\n", "COERCE", {"CHL"}, {"PER"}),
    ("Peru and Chile said they would halt attacks.\n", "RETREAT", {"PER", "CHL"}, set()),
])
def test_who_does_what_to_whom(read: Read, text: str, kind: str, actors: set[str], recipients: set[str]) -> None:
    found = [(a, r) for t, _, a, r in told(read, text) if t == kind]
    assert (actors, recipients) in found


def test_the_day_of_the_main_clause_is_not_that_of_what_came_before(read: Read) -> None:
    reading = read("Patrols began on Thursday, two weeks after Peru and Chile signed a pact.\n", published="2024-09-10")
    (signing,) = [e for e in reading.events if e.type == "SUPPORT"]
    assert signing.time is None


def test_the_police_of_the_country_that_a_report_is_about(read: Read) -> None:
    text = "Kenya raised fuel taxes on Monday. Kenya said that it had no choice.\n\n" \
           "Unions in Kenya protested. Police arrested 40 people in Nairobi.\n"
    (arrest,) = [f for f in told(read, text) if f[0] == "COERCE"]
    assert arrest[2] == {"KEN"}


def test_talks_to_come(read: Read) -> None:
    found = of_type(read, "Talks on a fishing code are to begin in Oslo in October.\n", "CONSULT")
    assert [e.status for e in found] == ["planned"]


def test_in_return_is_no_return(read: Read) -> None:
    assert not of_type(read, "Peru gave up its claim in return for immunity.\n", "RETREAT")
