"""Which agreements a report speaks of, and what it says of each by itself."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from dragoman.documents.text import document_from_text
from dragoman.model.reading import AgreementMention, Reading
from dragoman.ontology import Ontology
from dragoman.reading.read import Reader
from dragoman.text.parse import Parser

Read = Callable[..., Reading]

POWER = """Kenya and Uganda seal deal to share power from Nile dam

NAIROBI, April 14, 2026 (Lakeside News) - Kenya and Uganda on Tuesday signed a 20-year power purchase agreement \
under which Kampala will sell 300 megawatts a year to its neighbour, officials from both countries said.

The deal was signed in Nairobi by Kenyan Energy Minister Opiyo Wandera and Uganda's energy minister, Ruth Nakabira, \
in the presence of the Tanzanian Energy Minister, Asha Mrema.

Wandera said the two countries had honoured a 2017 agreement on grid standards. "Uganda has never respected that \
agreement," said opposition lawmaker Grace Chebet.

The accord replaces an interim arrangement that ran out in January.
"""


def names(reading: Reading, chains: tuple[int, ...]) -> set[str]:
    return {reading.chains[n].name for n in chains}


def about(reading: Reading, word: str) -> AgreementMention:
    return next(a for a in reading.agreements if word in a.name)


def signed(reading: Reading, agreement: AgreementMention) -> str | None:
    return None if agreement.signed is None else reading.times[agreement.signed].value


@pytest.fixture(scope="module")
def power(read: Read) -> Reading:
    return read(POWER)


def test_loose_names_are_the_agreement_that_they_mean(power: Reading) -> None:
    purchase = about(power, "power purchase")
    words = {power.document.text[s.start:s.end] for s in purchase.evidence if s.field is None}
    assert {"deal", "a 20-year power purchase agreement", "The deal", "The accord"} <= words


def test_parties_date_place_and_people(power: Reading) -> None:
    purchase = about(power, "power purchase")
    assert names(power, purchase.parties) == {"Kenya", "Uganda"}
    assert signed(power, purchase) == "2026-04-14"
    assert power.chains[purchase.place or 0].name == "Nairobi".upper() or purchase.place is not None
    assert names(power, tuple(s.person for s in purchase.signatories)) == {"Opiyo Wandera", "Ruth Nakabira"}
    assert names(power, tuple(s.person for s in purchase.witnesses)) == {"Asha Mrema"}
    assert (purchase.kind, purchase.status) == ("energy", "signed")


def test_each_attribute_has_its_words(power: Reading) -> None:
    for agreement in power.agreements:
        fields = {s.field for s in agreement.evidence}
        assert None in fields
        assert (agreement.signed is not None) == ("signed" in fields)
        assert (agreement.place is not None) == ("place" in fields)
        assert not agreement.parties or "parties" in fields
        assert not agreement.signatories or "signatories" in fields


def test_an_older_agreement_in_the_background_is_one_of_its_own(power: Reading) -> None:
    older = about(power, "2017")
    assert signed(power, older) == "2017"
    assert names(power, older.parties) == {"Kenya", "Uganda"}


def test_what_has_run_out_is_expired_and_replaced(power: Reading) -> None:
    interim = about(power, "interim")
    assert interim.status == "expired"
    relation = about(power, "power purchase").relations[0]
    assert (relation.kind, power.agreements[relation.agreement].name) == ("replaces", interim.name)


@pytest.mark.parametrize(("text", "kind", "parties"), [
    ("Peru and Chile signed a free trade agreement on 3 May 2024.", "trade", {"Peru", "Chile"}),
    ("Chad has signed a defence pact with Niger, the army said.", "defence", {"Chad", "Niger"}),
    ("A 1998 memorandum between Norway and Iceland on gas exports was never carried out.", "energy",
     {"Norway", "Iceland"}),
    ("The Ghana–Togo border treaty of 2011 is still in force.", "border", {"Ghana", "Togo"}),
    ("Brazil buys electricity from Paraguay under a contract that ends in 2030.", "energy", {"Brazil", "Paraguay"}),
    ("Nepal and Bhutan have been trying to finish a peace treaty for years.", "peace", {"Nepal", "Bhutan"}),
])
def test_parties_by_grammar(read: Read, text: str, kind: str, parties: set[str]) -> None:
    reading = read(text)
    assert [a.kind for a in reading.agreements] == [kind]
    assert names(reading, reading.agreements[0].parties) == parties


@pytest.mark.parametrize(("text", "status"), [
    ("Peru and Chile signed a border agreement in 2019.", "signed"),
    ("Peru's parliament ratified the border agreement with Chile on Monday.", "ratified"),
    ("The border agreement between Peru and Chile collapsed in 2020.", "broken"),
    ("The border agreement between Peru and Chile expired last week.", "expired"),
    ("Peru suspended its border agreement with Chile on Monday.", "suspended"),
    ("Peru is negotiating a border agreement with Chile.", "negotiating"),
    ("Peru and Chile plan to sign a border agreement next year.", "proposed"),
    ("The border agreement between Peru and Chile came into force in May.", "in-force"),
    ("Peru and Chile have not yet signed the border agreement of which they spoke.", None),
])
def test_status(read: Read, text: str, status: str | None) -> None:
    assert [a.status for a in read(text).agreements] == [status]


@pytest.mark.parametrize("text", [
    "", "No agreement was reached.", "The minister came of his own accord.", "They spent a great deal in Peru.",
    "A deal is possible.", "“" * 3000, "договор подписан", "The accord " * 5,
])
def test_no_agreement(read: Read, text: str) -> None:
    assert read(text).agreements == ()


def test_two_agreements_of_one_day_are_kept_apart(read: Read) -> None:
    reading = read(
        "Norway and Poland signed two agreements on Friday, 6 March 2026, in Oslo.\n\n"
        "The defence ministers signed the Agreement on Air Defence. The Protocol on Fish Imports was signed by the "
        "trade ministers.\n\nThe protocol cuts tariffs on herring.")
    air, fish = about(reading, "Air Defence"), about(reading, "Fish")
    assert [names(reading, a.parties) for a in (air, fish)] == [{"Norway", "Poland"}] * 2
    assert [signed(reading, a) for a in (air, fish)] == ["2026-03-06"] * 2
    assert {r.kind for r in (*air.relations, *fish.relations)} == {"parallel"}
    assert len(reading.agreements) == 2


def test_backers_and_brokers_are_no_parties(read: Read) -> None:
    reading = read("The Qatar-backed government of Chad and the rebels of the Front for Unity (FU) signed a truce "
                   "brokered by Togo in Lome on Monday.")
    truce = reading.agreements[0]
    assert not names(reading, truce.parties) & {"Qatar", "Togo"}
    assert "Togo" in names(reading, tuple(m.person for m in truce.mediators))


def test_an_addendum_amends_and_an_annex_is_part(read: Read) -> None:
    reading = read("Peru and Chile signed the Arica Agreement in May 2019.\n\n"
                   "An addendum to the Arica Agreement was signed in Lima on 4 June 2021.\n\n"
                   "The Arica Agreement and its annex on ports, which was signed in July 2020, are in force.")
    kinds = {reading.agreements[r.agreement].name: r.kind for a in reading.agreements for r in a.relations}
    assert kinds
    assert all("Arica" in name for name in kinds)
    assert {r.kind for a in reading.agreements for r in a.relations} == {"amends", "part-of"}


def test_agreeing_to_extend_makes_a_new_text(read: Read) -> None:
    reading = read("The truce between Chad and Niger ends on Sunday.\n\n"
                   "Chad and Niger agreed in Lome on Saturday to extend it by ten days.")
    extension = about(reading, "extension")
    assert reading.chains[extension.place or 0].name == "Lome"
    assert [r.kind for r in extension.relations] == ["amends"]


def test_who_signed_for_whom(read: Read) -> None:
    reading = read("Finland has signed a contract with South Korea for 24 howitzers.\n\n"
                   "Defence Minister Antti Rasanen signed for Finland and ambassador Park Ji-ho for South Korea.")
    sides = {reading.chains[s.person].name: reading.chains[s.party or 0].name
             for a in reading.agreements for s in a.signatories}
    assert sides == {"Antti Rasanen": "Finland", "Park Ji-ho": "South Korea"}


def test_texts_signed_together_share_day_and_parties(read: Read) -> None:
    reading = read(
        "Chile and Peru signed three protocols in Lima on 20 November 2025.\n\nThe Lithium Transit Protocol opens "
        "the port of Arica. A third text, on earthquakes, sets up an alert centre.\n\n"
        "The protocols add to the Treaty of Cusco of October 2009.")
    together = [a for a in reading.agreements if signed(reading, a) == "2025-11-20"]
    assert {a.name for a in together} == {"Lithium Transit Protocol", "third text"}
    assert all(names(reading, a.parties) == {"Chile", "Peru"} for a in together)
    assert signed(reading, about(reading, "Cusco")) == "2009-10"


def test_names_put_to_a_treaty_sign_it(read: Read) -> None:
    reading = read("The leaders of Nepal and Bhutan put their names to a river treaty on 8 July 2025.")
    assert (reading.agreements[0].status, signed(reading, reading.agreements[0])) == ("signed", "2025-07-08")


def test_a_kind_of_the_users_own_is_found(ontology: Ontology, parser: Parser) -> None:
    kinds = {"space": ("satellite", "launch", "orbit"), **ontology.agreements.kinds}
    own = msgspec.structs.replace(ontology, agreements=msgspec.structs.replace(ontology.agreements, kinds=kinds))
    document = document_from_text("Peru and Chile signed a satellite launch agreement in 2021.")
    reading = Reader(own, parser).read(document)
    assert [a.kind for a in reading.agreements] == ["space"]


@pytest.mark.parametrize("text", [
    '"' + "the deal was signed and the truce held under an accord " * 150,
    "The accord. " * 400, "Chad signed a pact with Niger.\n\n" * 100,
    "A deal between and with of the signed by, in the presence of. It takes effect if when unless.",
    "Agreement (ABC) (DEF) on of for the. The ABC. The DEF agreement agreement treaty pact accord deal.",
])
def test_odd_texts_stop_nothing(read: Read, text: str) -> None:
    reading = read(text)
    for agreement in reading.agreements:
        assert all(0 <= s.start < s.end <= len(text) for s in agreement.evidence)


def test_an_agreement_hoped_for_is_not_signed(read: Read) -> None:
    reading = read("Chad and Niger signed a truce on 2 May 2021 that could lead to talks on a trade treaty between "
                   "Chad and Niger in June.\n\nAli Sani and Idriss Bey signed the text.")
    truce = reading.agreements[0]
    assert [reading.chains[s.person].name for s in truce.signatories] == ["Ali Sani", "Idriss Bey"]
    for hoped in reading.agreements[1:]:
        assert hoped.status in ("proposed", "negotiating", None)
        assert hoped.signed is None
        assert not hoped.signatories


def test_who_signed_it(read: Read) -> None:
    reading = read("Chad and Niger concluded a grain deal on 2 May 2021.\n\nTrade ministers Ali Sani of Niger and "
                   "Idriss Bey of Chad signed it at a ceremony in Niamey attended by Vice President Moussa Kane.")
    deal, = reading.agreements
    assert {reading.chains[s.person].name for s in deal.signatories} == {"Ali Sani", "Idriss Bey"}
    assert [reading.chains[s.person].name for s in deal.witnesses] == ["Moussa Kane"]


def test_names_put_to_a_deal_sign_it(read: Read) -> None:
    reading = read("Chad and Niger put their names on 2 May 2021 to a grain deal.")
    deal, = reading.agreements
    assert deal.status == "signed"
    assert deal.signed is not None
    assert reading.times[deal.signed].value == "2021-05-02"


def test_what_may_be_suspended_is_there(read: Read) -> None:
    reading = read("The grain pact between Chad and Niger is disputed.\n\n"
                   "A party has asked a court to suspend the pact.")
    assert [a.status for a in reading.agreements] == [None]


def test_neither_who_welcomes_nor_who_mediates_is_a_party(read: Read) -> None:
    reading = read("The African Union welcomes the Lome Understanding on Grain, concluded by Chad and Niger "
                   "with the mediation of Togo on 2 May 2021.")
    pact, = reading.agreements
    assert {reading.chains[p].name for p in pact.parties} == {"Chad", "Niger"}


def test_the_old_date_of_a_pact_that_is_quit_is_its_own(read: Read) -> None:
    reading = read("""Norway leaves whaling pact with Japan

Norway announced on Friday that it was withdrawing from a whaling agreement with Japan. The 2009 agreement would cease
to apply in June.
""")
    (pact,) = reading.agreements
    assert pact.status == "terminated"
    assert names(reading, pact.parties) == {"Norway", "Japan"}
    assert signed(reading, pact) == "2009"


def test_a_party_convention_is_no_agreement(read: Read) -> None:
    reading = read("The minister spoke at the Republican National Convention in July about taxes and schools.\n")
    assert not reading.agreements


def test_ministers_who_signed_without_an_object_are_signatories(read: Read) -> None:
    reading = read("Ghana and Gabon reached an accord on fishing on Monday.\n\n"
                   "Ministers Kofi Owusu of Ghana and Marie Ondo of Gabon signed in Accra.\n")
    (found,) = reading.agreements
    assert {reading.chains[s.person].name for s in found.signatories} == {"Kofi Owusu", "Marie Ondo"}
    assert [reading.chains[n].name for n in (found.place,) if n is not None] == ["Accra"]


def test_a_description_and_the_name_given_under_it_are_one(read: Read) -> None:
    reading = read("Gabon suspended a military pact with Ghana on Monday.\n\n"
                   "Under the Axim Protocol, signed in May 2019, each side admits inspectors.\n",
                   published="2026-03-03")
    (found,) = reading.agreements
    assert found.name == "Axim Protocol"
    assert found.status == "suspended"


def test_a_decision_to_suspend_suspends(read: Read) -> None:
    reading = read("Gabon's decision on Monday to suspend its fisheries agreement with Ghana surprised nobody.\n")
    assert [a.status for a in reading.agreements] == ["suspended"]


@pytest.mark.parametrize("opening", ["In a parallel step", "At the same time", "On the same occasion"])
def test_what_is_signed_together_has_one_day(read: Read, opening: str) -> None:
    reading = read("Peru and Chile signed an extradition treaty in Lima on 3 March 2026.\n\n"
                   f"{opening}, Peruvian Trade Minister Ana Ruiz and Chilean Trade Minister Luis Paz signed an "
                   "agreement on copper exports.")
    second = about(reading, "copper")
    assert second.signed is not None
    assert reading.times[second.signed].value == "2026-03-03"
    assert second.place is None
    assert [(r.kind, r.agreement) for r in second.relations] == [("parallel", 0)]


@pytest.mark.parametrize("opening", ["Separately", "In a separate move"])
def test_what_is_signed_apart_has_no_day_of_anothers(read: Read, opening: str) -> None:
    reading = read("Niger and Chad signed a border treaty on 3 March 2026.\n\n"
                   f"{opening}, Niger and Benin signed a customs agreement.")
    assert about(reading, "customs").signed is None


def test_excellencies_sign(read: Read) -> None:
    reading = read(
        "Joint communiqué on rail between Laos and Thailand\n\n1. The Government of Laos and the Government of "
        "Thailand today concluded in Vientiane an Agreement on Rail Links.\n\n2. The Agreement was signed by H.E. "
        "Somchai Prasert, Minister of Transport of Thailand, and H.E. Khamla Vong, Minister of Public Works of Laos, "
        "in the presence of Deputy Prime Minister Bounthong Sayavong.")
    deal = about(reading, "Rail")
    assert names(reading, tuple(s.person for s in deal.signatories)) == {"Somchai Prasert", "Khamla Vong"}
    assert names(reading, tuple(s.person for s in deal.witnesses)) == {"Bounthong Sayavong"}


def test_a_similar_accord_with_another_is_the_firsts(read: Read) -> None:
    reading = read("Bolivia has agreed with Japan to put off the repayment of its loans, the ministry said.\n\n"
                   "A similar accord with Brazil, signed in May 2024, cut the debt by $71 million.")
    assert names(reading, about(reading, "Japan").parties) == {"Bolivia", "Japan"}
    assert names(reading, about(reading, "Brazil").parties) == {"Bolivia", "Brazil"}


def test_what_the_two_did_under_an_older_accord_makes_them_its_parties(read: Read) -> None:
    reading = read("Mali and Niger will each free every fisherman taken at the lake. The agreement was signed in Lome "
                   "on 9 July 2025.\n\nMali has so far freed 30 of the 90.\n\n"
                   "The two countries exchanged fishermen under the Gao Agreement of May 2011.")
    assert names(reading, reading.agreements[0].parties) == {"Mali", "Niger"}
    assert names(reading, about(reading, "Gao").parties) == {"Mali", "Niger"}
