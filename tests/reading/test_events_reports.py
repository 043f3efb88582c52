"""Who acts where a report names nobody again, and what it tells twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.model.reading import EventMention, Reading

Read = Callable[..., Reading]


def of(reading: Reading, kind: str) -> list[EventMention]:
    return [e for e in reading.events if e.type == kind]


def names(reading: Reading, chains: tuple[int, ...]) -> list[str]:
    return [reading.chains[c].name for c in chains]


def test_the_rebels_are_the_only_armed_group(read: Read) -> None:
    reading = read("Mali fought the Desert Liberation Front for years. In May the rebels released 30 soldiers. "
                   "The government asked the group to leave the town.")
    assert names(reading, of(reading, "RETREAT")[0].actors) == ["Desert Liberation Front"]
    assert "Desert Liberation Front" in names(reading, of(reading, "REQUEST")[0].recipients)


def test_of_two_armed_groups_the_rebels_are_neither(read: Read) -> None:
    reading = read("The Desert Liberation Front and the Coast Liberation Army are at war with Mali. "
                   "In May the rebels released 30 soldiers.")
    assert not any("Liberation" in name for name in names(reading, of(reading, "RETREAT")[0].actors))


def test_some_rebels_are_not_the_armed_group(read: Read) -> None:
    reading = read("Mali fights the Desert Liberation Front. The army released 20 rebels in May.")
    assert names(reading, of(reading, "RETREAT")[0].recipients) != ["Desert Liberation Front"]


def test_the_two_countries_are_those_first_set_side_by_side(read: Read) -> None:
    reading = read("Officers of Laos and Cambodia met at the river. Thailand urged both countries to wait.")
    assert sorted(names(reading, of(reading, "REQUEST")[0].recipients)) == ["Cambodia", "Laos"]


def test_shelling_that_kills_is_one_event_of_its_agent(read: Read) -> None:
    reading = read("Shelling by the Sudanese army killed four farmers near Kosti.")
    told = of(reading, "ASSAULT")
    assert len(told) == 1
    assert [reading.chains[c].country for c in told[0].actors] == ["SDN"]


def test_killed_in_a_clash_is_one_event(read: Read) -> None:
    reading = read("Two soldiers were killed in a raid near Kosti on Monday.", published="2025-05-09")
    assert len(of(reading, "ASSAULT")) == 1


def test_by_phrase_after_the_thing(read: Read) -> None:
    reading = read("The expulsion of two Chilean diplomats by Peru came on Monday.", published="2025-05-09")
    assert names(reading, of(reading, "SANCTION")[0].actors) == ["Peru"]


def test_stages_of_an_exchange_are_carried_out_by_the_subject(read: Read) -> None:
    reading = read("Ghana and Togo carried out the last stage of a prisoner exchange.")
    assert sorted(names(reading, of(reading, "RETREAT")[0].actors)) == ["Ghana", "Togo"]


def test_exchange_of_prisoners_is_one_event(read: Read) -> None:
    reading = read("The exchange of prisoners between Ghana and Togo ended on Monday.", published="2025-05-09")
    assert len(of(reading, "RETREAT")) == 1


def test_embassy_stands_in_the_other_state(read: Read) -> None:
    reading = read("Norway and Serbia are at odds. In May Norway closed its embassy in Belgrade.")
    event = of(reading, "SANCTION")[0]
    assert names(reading, event.actors) == ["Norway"]
    assert names(reading, event.recipients) == ["Serbia"]


def test_the_wounded_are_people(read: Read) -> None:
    reading = read("The Red Cross delivered tents to the displaced.")
    assert [e.type for e in reading.events] == ["AID"]


def test_on_the_phone_with_a_counterpart(read: Read) -> None:
    reading = read("Greece discussed the plan by telephone with Malta on Monday.", published="2025-05-09")
    assert sorted(names(reading, of(reading, "CONSULT")[0].actors)) == ["Greece", "Malta"]


def test_an_exchange_is_what_each_side_then_frees(read: Read) -> None:
    reading = read("Ghana and Togo are at peace. The exchange of prisoners ended in May. Each side freed 30 men.")
    told = of(reading, "RETREAT")
    assert len(told) == 1
    assert sorted(names(reading, told[0].actors)) == ["Ghana", "Togo"]


def test_what_is_welcomed_and_says_by_whom_is_an_event(read: Read) -> None:
    reading = read("Norway welcomed the release of 40 sailors by Togo.")
    assert names(reading, of(reading, "RETREAT")[0].actors) == ["Togo"]
    assert names(reading, of(reading, "SUPPORT")[0].actors) == ["Norway"]


@pytest.mark.parametrize("text", [
    "Islamabad expects Kabul to hand over two commanders by June.",
    "Peru expects the rebels to honour the truce.",
    "It is too early to withdraw the battalion from Mali, Nepalese Prime Minister Ram Thapa said.",
    "Thai Prime Minister Som Chai said it would be unwise to discuss the matter with Mali.",
    "Kenya and Ghana are rivals. The talks also touched on sending Kenyan police to Ghana.",
    "Analysts in Chad say that clearing the mines will require 3 billion euros.",
])
def test_what_is_wished_weighed_or_talked_of_is_no_event(read: Read, text: str) -> None:
    assert [e for e in read(text).events if e.type not in ("REJECT", "CONSULT") or e.status == "planned"] == []


def test_what_one_is_expected_or_ready_to_do_is(read: Read) -> None:
    reading = read("Chile is expected to sign a pact with Peru on Friday. Norway required Russia to remove the buoys.")
    assert {(e.type, e.status) for e in reading.events} == {("AGREE", "planned"), ("REQUEST", "occurred")}


def test_the_strikes_are_those_told_of_before(read: Read) -> None:
    reading = read("Ethiopian drones bombed Adwa on Friday. The strikes hit two mills and a school.")
    (strike,) = of(reading, "ASSAULT")
    assert names(reading, strike.actors) == ["Ethiopia"]
    assert any("two mills" in reading.document.text[s.start:s.end] for s in strike.evidence)


def test_troops_that_are_stationed_act_for_their_state(read: Read) -> None:
    reading = read("More than 900 American troops are stationed in Niger.")
    assert names(reading, of(reading, "MOBILIZE")[0].actors) == ["United States"]


def test_a_minister_who_says_we_speaks_for_his_state(read: Read) -> None:
    reading = read('Niger\'s Defence Minister Salifou Mody spoke in Agadez. "We have started training Chadian '
                   'soldiers," Mody said.')
    assert names(reading, of(reading, "AID")[0].actors) == ["Niger"]


def test_a_code_name_is_no_place(read: Read) -> None:
    reading = read('In Operation "Sword of Gao," Mali bombed two depots on Friday.')
    assert "Gao" not in {c.name for c in reading.chains}
    assert of(reading, "ASSAULT")[0].place is None
