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


@pytest.mark.parametrize("text", [
    "Had the army withdrawn from Puno, Chile would have lifted its embargo.\n",
    "If Peru had attacked, Chile would have closed the border and recalled its ambassador.\n",
    "Will Chile send troops to Puno?\n",
])
def test_what_is_unreal_or_only_asked_is_no_event(read: Read, text: str) -> None:
    assert not [f for f in told(read, text) if f[1] in ("occurred", "ongoing", "planned")]


def test_each_stands_for_the_pair(read: Read) -> None:
    found = told(read, "Relations between Chile and Peru are poor. Each recalled its ambassador in May.\n")
    assert [f[2] for f in found if f[0] == "SANCTION"] == [{"CHL", "PER"}]


def test_whoever_follows_a_weekday_is_the_subject(read: Read) -> None:
    (event,) = of_type(read, "On Friday inspectors were refused entry to a depot near Lima.\n", "REJECT")
    assert event.time is not None


def test_a_clause_with_when_is_dated_by_what_it_hangs_on(read: Read) -> None:
    reading = read("Ties have been poor since April, when Chile shot down a Peruvian drone.\n", published="2024-09-10")
    (event,) = [e for e in reading.events if e.type == "ASSAULT"]
    assert event.time is not None
    assert reading.times[event.time].value == "2024-04"


def test_a_noun_some_days_before_has_not_the_day_of_the_main_clause(read: Read) -> None:
    text = "Peru's parliament voted on Thursday, four days after a raid on a camp near Puno.\n"
    (event,) = of_type(read, text, "ASSAULT")
    assert event.time is None


def test_what_is_called_in_quotation_marks_is_disapproved_of_unless_it_is_praised(read: Read) -> None:
    assert of_type(read, 'Peru called the vote "a theft in daylight".\n', "ACCUSE")
    assert not of_type(read, 'Peru called the vote "a historic success".\n', "ACCUSE")


def test_whom_a_relative_clause_parts_from_where_he_must_go(read: Read) -> None:
    found = told(read, "Peru told the 12 foreign monitors who work under the pact to leave within three days.\n")
    assert [f[:3] for f in found] == [("SANCTION", "occurred", {"PER"})]


def test_no_on_the_object_negates(read: Read) -> None:
    assert of_type(read, "Peru will let no more lorries through to Arica.\n", "REJECT")


@pytest.mark.parametrize(("text", "kind"), [
    ("Guards at a jail in Lima walked out on Tuesday.\n", "PROTEST"),
    ("Peru gave Chile until Friday to free the crew.\n", "THREATEN"),
    ("Peruvian troops entered a camp near Puno before dawn.\n", "MOBILIZE"),
    ("Peru added two Chilean judges to its sanctions list.\n", "COERCE"),
    ("Chile cut water supplies to Tacna in May.\n", "SANCTION"),
    ("Nine suspects were detained.\n", "COERCE"),
    ("A convoy came under fire six kilometres west of Puno.\n", "ASSAULT"),
])
def test_words_of_the_field(read: Read, text: str, kind: str) -> None:
    assert of_type(read, text, kind)


def test_a_small_clause_has_its_own_subject(read: Read) -> None:
    [blamed] = of_type(read, "Chile holds Peru fully responsible for the raid.\n", "ACCUSE")
    assert len(blamed.recipients) == 1


def test_joined_passives_share_their_agent(read: Read) -> None:
    reading = read("A Peruvian trawler was detained and towed away by the Chilean navy on Monday.\n")
    assert reading.events
    for event in reading.events:
        assert [reading.chains[i].country for i in event.actors] == ["CHL"]


def test_clauses_side_by_side_have_a_status_each(read: Read) -> None:
    reading = read("Peru has reopened the border, Chile has let lorries back in, and the queue is gone.\n")
    assert {e.status for e in reading.events if e.type == "RETREAT"} == {"occurred"}


def test_an_inverted_were_is_unreal(read: Read) -> None:
    assert not of_type(read, "Were Peru to release the sailors, the quarrel would be over.\n", "RETREAT")


def test_who_steps_on_a_mine_is_its_victim(read: Read) -> None:
    [blast] = of_type(read, "Peruvian soldiers struck a mine near Arica on Monday.\n", "ASSAULT")
    assert blast.recipients
    assert not blast.actors


def test_an_office_for_operations_is_no_operation(read: Read) -> None:
    assert not of_type(read, "Peru's director of military operations retired on Monday.\n", "ASSAULT")
