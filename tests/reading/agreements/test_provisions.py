"""What agreements lay down: one row for each thing, with who is bound, on what condition, by when."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.model.reading import Provision, Reading

Read = Callable[..., Reading]


def rows(reading: Reading) -> list[Provision]:
    return [p for a in reading.agreements for p in a.provisions]


def name(reading: Reading, chain: int | None) -> str | None:
    return None if chain is None else reading.chains[chain].name


def test_each_thing_listed_is_a_provision(read: Read) -> None:
    reading = read("Peru and Chile signed a defence agreement on Monday.\n\n"
                   "The pact covers training in diving, cyber defence, mine clearance and logistics.")
    assert [p.text for p in rows(reading)] == ["training in diving", "cyber defence", "mine clearance", "logistics"]


def test_what_a_party_agreed_to_provide_is_split(read: Read) -> None:
    reading = read("Norway has agreed to provide Ukraine with air defence systems and medical equipment under an "
                   "agreement signed on Monday.")
    found = [(p.text, p.modality, name(reading, p.obligor)) for p in rows(reading)]
    assert found == [("air defence systems", "committed", "Norway"), ("medical equipment", "committed", "Norway")]


@pytest.mark.parametrize(("sentence", "modality", "word"), [
    ("It lets Chilean trawlers fish off Peru for a year.", "permitted", "fish"),
    ("Under the deal Peru would buy 40 trucks.", "committed", "40 trucks"),
    ("Chile must land a tenth of the catch in Peru.", "committed", "catch"),
    ("Peru undertook to repair the port.", "committed", "repair"),
    ("Peru is to open the road to Tacna.", "committed", "road"),
    ("Talks have also included building a joint radar.", "discussed", "radar"),
    ("The accord obliges Peru to clear the minefields.", "committed", "minefields"),
    ("Neither side may station troops within five kilometres.", "permitted", "troops"),
    ("The deal may be renewed for two years.", "permitted", "renewed"),
])
def test_modality(read: Read, sentence: str, modality: str, word: str) -> None:
    reading = read(f"Peru and Chile signed a deal in Lima on Monday.\n\nThe deal was announced late. {sentence}")
    found = [(p.modality, p.text) for p in rows(reading)]
    assert any(m == modality and word in text for m, text in found), found


@pytest.mark.parametrize(("sentence", "condition"), [
    ("The truce can be prolonged if neither side reports a breach.", "if neither side reports a breach"),
    ("The truce enters into force once both parliaments have ratified it.", "once both parliaments have ratified it"),
    ("Chad will open three camps, subject to available funds, and Niger will guard them.",
     "subject to available funds"),
    ("If no observers arrive by May, either side may withdraw.", "If no observers arrive by May"),
])
def test_conditions(read: Read, sentence: str, condition: str) -> None:
    reading = read(f"Chad and Niger signed a truce on Monday.\n\nUnder the truce, both keep their lines. {sentence}")
    assert condition in [p.condition for p in rows(reading)]


def test_deadlines_are_time_expressions(read: Read) -> None:
    reading = read("Chad and Niger signed a truce on Monday.\n\nUnder the truce Chad is to free 40 prisoners by 2 May.",
                   published="2024-04-10")
    row = next(p for p in rows(reading) if "prisoners" in p.text)
    assert row.deadline is not None
    assert reading.times[row.deadline].value == "2024-05-02"
    assert "deadline" in {s.field for s in row.evidence}


def test_aims_are_no_provisions(read: Read) -> None:
    reading = read("Chad and Niger signed a border pact on Monday.\n\n"
                   "The pact aims to end cattle raids and to rebuild trust.")
    assert [a.text for m in reading.agreements for a in m.aims] == ["end cattle raids", "rebuild trust"]
    assert not rows(reading)


def test_a_gapped_clause_binds_its_own_party(read: Read) -> None:
    reading = read("Chad and Niger signed an agreement to swap prisoners on Monday. "
                   "Under it Chad is to free 80 of them and Niger 36.")
    assert {(name(reading, p.obligor), p.text.split()[-1]) for p in rows(reading)} >= {("Niger", "36")}


def test_what_somebody_says_in_quotation_marks_is_no_term(read: Read) -> None:
    reading = read('Chad and Niger signed a pact on Monday. "The pact will give us sleep," said Ali Moussa, a herder.')
    assert not rows(reading)


def test_the_day_that_it_ends_is_no_term(read: Read) -> None:
    reading = read("Chad and Niger signed a truce on 2 May 2021.\n\nThe truce ends on 5 June.")
    assert not [p for a in reading.agreements for p in a.provisions]


def test_a_deadline_is_neither_a_beginning_nor_the_day_of_signing(read: Read) -> None:
    reading = read("Chad and Niger signed an accord on 2 May 2021 to rebuild a bridge shut since 2019.\n\n"
                   "Under the accord Chad will pay for the road that has been shut since 2018.")
    rows = [p for a in reading.agreements for p in a.provisions]
    assert rows
    assert all(p.deadline is None for p in rows)


def test_who_is_obliged_is_bound(read: Read) -> None:
    reading = read("Chad and Niger signed an accord on 2 May 2021.\n\n"
                   "The accord obliges Niger to clear the road, and Article 4 provides for a joint road board.")
    rows = {p.text: None if p.obligor is None else reading.chains[p.obligor].name
            for a in reading.agreements for p in a.provisions}
    assert rows == {"Niger to clear the road": "Niger", "a joint road board": None}


def test_what_may_be_led_to_is_no_term(read: Read) -> None:
    reading = read("Chad and Niger signed a truce on 2 May 2021 that could lead to talks on trade.")
    assert not [p for a in reading.agreements for p in a.provisions]


def test_a_list_of_infinitives_binds_each_party_named_in_it(read: Read) -> None:
    reading = read("""Mali and Togo sign accord on rivers

Mali and Togo signed an accord on rivers in Lome on 4 May 2025.
By this accord both governments commit themselves to dredge it, to exchange data on floods, and to begin a harbour.
""")
    texts = [p.text for a in reading.agreements for p in a.provisions]
    assert any(t.startswith("to exchange data") for t in texts)
    assert any("begin a harbour" in t for t in texts)


def test_what_somebody_thinks_is_the_aim_is_no_term(read: Read) -> None:
    reading = read("""Mali and Togo sign accord on rivers

Mali and Togo signed an accord on rivers in Lome on 4 May 2025. The problem is to find the money.
""")
    assert not any("money" in p.text for a in reading.agreements for p in a.provisions)


@pytest.mark.parametrize(("sentence", "text", "modality"), [
    ("Under the accord, each side has to admit 9 observers.", "each side has to admit 9 observers", "committed"),
    ("The accord bars trawlers from coming within 12 miles of the reef.",
     "bars trawlers from coming within 12 miles of the reef", "committed"),
    ("The accord lets 20 Ghanaian boats fish for squid off Gabon.", "20 Ghanaian boats fish for squid off Gabon",
     "permitted"),
])
def test_what_is_had_to_be_done_barred_or_let(read: Read, sentence: str, text: str, modality: str) -> None:
    reading = read(f"Ghana and Gabon signed an accord on fishing in Accra on Monday.\n\n{sentence}\n")
    assert (text, modality) in [(p.text, p.modality) for p in rows(reading)]


def test_an_answer_to_what_was_agreed_tells_terms(read: Read) -> None:
    reading = read("Ghana and Gabon signed a border treaty on Monday.\n\nWhat is in it?\n\n"
                   "The frontier will follow the river.\n")
    assert "The frontier will follow the river" in [p.text for p in rows(reading)]


def test_the_vow_of_one_who_acts_for_no_party_is_no_term(read: Read) -> None:
    reading = read("Ghana and Gabon signed a fishing accord on Monday.\n\n"
                   "Peter Asamoah vowed to take it to court.\n")
    assert not [p for p in rows(reading) if "court" in p.text]


@pytest.mark.parametrize("sentence", [
    "The accord comes amid a rise in attacks along the border.",
    "The pact comes after the loss of two ports in 2024.",
    "The deal would represent a breakthrough for the region.",
    "The accord will come under scrutiny in parliament.",
    "The accord follows years of quarrels over Migingo.",
])
def test_how_an_agreement_stands_to_other_things_is_no_provision(read: Read, sentence: str) -> None:
    assert rows(read(f"Kenya and Uganda signed a defence accord in Nairobi on Monday.\n\n{sentence}")) == []


@pytest.mark.parametrize("sentence", ["It comes into force on 1 July.", "The accord takes effect in May.",
                                      "The deal lasts five years."])
def test_how_long_it_holds_is_one(read: Read, sentence: str) -> None:
    found = rows(read(f"Kenya and Uganda signed a defence accord in Nairobi on Monday.\n\n{sentence}"))
    assert [p.text for p in found] == [sentence.rstrip(".")]


def test_what_opens_a_list_is_none_of_its_things(read: Read) -> None:
    found = rows(read("Kenya and Uganda signed a trade accord on Monday.\n\n"
                      "The accord covers farm goods, notably tea, coffee and sugar."))
    assert not any("notably" in p.text.split()[:1] for p in found), found
    assert {"coffee", "sugar"} <= {p.text for p in found}


def test_talks_do_not_do_what_they_are_about(read: Read) -> None:
    found = rows(read("Oman and India signed a defence pact on Monday.\n\n"
                      "Talks have also covered opening a joint base in the Gulf and selling frigates."))
    assert [p.text for p in found] == ["opening a joint base in the Gulf", "selling frigates"]
