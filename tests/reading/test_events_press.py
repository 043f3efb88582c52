"""Events in the wording of many newsrooms: who acts without a name, what is told twice, and what is no event."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.model.reading import Reading
from dragoman.reading.read import Reader

Read = Callable[..., Reading]
ROOT = Path(__file__).parents[2]


def told(reading: Reading) -> list[tuple[str, set[str], str | None]]:
    """Type, actors and place of each event."""
    return [(e.type, {reading.chains[c].name for c in e.actors},
             reading.chains[e.place].name if e.place is not None else None) for e in reading.events]


@pytest.mark.parametrize("text", [
    "They routinely stop lorries. Whenever a bus is late, the army sends soldiers.",
    "Shares of the bank closed at 40 euros on Monday.",
    "Exports hit a record on Friday.",
    "Togo wants to buy a ferry.",
    "A storm hit Kenya on Monday.",
    "He was charged with murder.",
])
def test_what_always_happens_and_idioms_are_no_events(read: Read, text: str) -> None:
    assert not read(text).events


@pytest.mark.parametrize(("text", "kind"), [
    ("Critics denounced the law.", "ACCUSE"),
    ("Organisers promised a vigil.", "AGREE"),
    ("A panel rejected the plan.", "REJECT"),
    ("Three passengers were stabbed.", "ASSAULT"),
])
def test_people_without_a_name_act(read: Read, text: str, kind: str) -> None:
    assert [e.type for e in read(text).events] == [kind]


def test_a_toll_and_the_attack_that_took_it_are_one(read: Read) -> None:
    reading = read("Two Ghanaian sailors were killed when Togo shelled a ferry near Lome on 3 May 2021.")
    assert told(reading) == [("ASSAULT", {"Togo"}, "Lome")]
    assert {reading.chains[c].name for c in reading.events[0].recipients} >= {"Ghana"}
    reading = read("Togo's navy fired on a Ghanaian trawler, wounding two sailors.")
    assert [e.type for e in reading.events] == ["ASSAULT"]


def test_a_definite_noun_takes_up_the_deed_before_and_dates_it(read: Read) -> None:
    reading = read("Gunmen abducted two priests. The abduction, which took place on 4 June 2021, shocked the town.")
    assert [e.type for e in reading.events] == ["ASSAULT"]
    time = reading.events[0].time
    assert time is not None
    assert reading.times[time].value == "2021-06-04"


def test_talks_that_break_down_are_one_event(read: Read) -> None:
    assert told(read("Talks between Chad and Libya broke down on Monday.")) == [("SANCTION", {"Chad", "Libya"}, None)]


def test_the_speaker_between_two_verbs_goes_on(read: Read) -> None:
    reading = read("Police in Peru detained two Chilean tourists, Chile said, and demanded their release.")
    request = next(e for e in reading.events if e.type == "REQUEST")
    assert {reading.chains[c].name for c in request.actors} == {"Chile"}


def test_the_last_of_two_subjects_acts(read: Read) -> None:
    reading = read("The rights group Sahel Dawn condemned Mali.")
    assert ("ACCUSE", {"Sahel Dawn"}, None) in told(reading)
    assert next(c.kind for c in reading.chains if c.name == "Sahel Dawn") == "organization"


def test_captors_do_not_act_for_the_captive(read: Read) -> None:
    reading = read("Ana Ruiz was freed in May. Her captors demanded a ransom from Peru.")
    request = next(e for e in reading.events if e.type == "REQUEST")
    assert not request.actors


def test_who_held_the_men_freed_them(read: Read) -> None:
    reading = read("Nine villagers held by Hezbollah were freed on Monday.")
    assert ("RETREAT", {"Hezbollah"}, None) in told(reading)


def test_a_noun_in_a_relative_clause_is_carried_by_its_verb(read: Read) -> None:
    reading = read("The union studied the offer that Ghana made on Saturday.")
    assert ("AGREE", {"Ghana"}, None) in told(reading)


def test_a_capital_thanked_or_deciding_is_a_state(read: Read) -> None:
    reading = read("Kenya thanked Washington. It noted Rabat's decision.")
    kinds = {c.country: c.kind for c in reading.chains}
    assert kinds["USA"] == kinds["MAR"] == "country"


def test_passages_in_newsroom_styles(reader: Reader) -> None:
    """The annotated passages; the floors only rise."""
    script = runpy.run_path(str(ROOT / "scripts" / "passages.py"))
    floors = {"first": (0.96, 0.86), "second": (0.95, 0.82), "third": (0.89, 0.84),
              "fourth": (0.90, 0.74)}
    for name, (found, whole) in floors.items():
        passages = script["read_passages"](script["FOLDER"] / f"{name}.txt")
        figures = script["measure"](reader, passages)
        assert figures["found_f1"] >= found, (name, figures)
        assert figures["whole_f1"] >= whole, (name, figures)
