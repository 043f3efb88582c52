"""Names in one report: who is who, where, and of which state. The sentences are made up."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from dragoman.documents.text import document_from_text
from dragoman.model.reading import Chain
from dragoman.ontology import Ontology
from dragoman.reading.names import find_names
from dragoman.text.parse import Parse, Parser

Find = Callable[[str], tuple[Chain, ...]]


@pytest.fixture(scope="session")
def find(parser: Parser, ontology: Ontology) -> Find:
    def find_in(text: str) -> tuple[Chain, ...]:
        return find_names(parser.parse(document_from_text(text)), ontology.names, ontology.geography)

    return find_in


def named(chains: tuple[Chain, ...], name: str) -> Chain:
    """The one chain that has a name."""
    found = [c for c in chains if name in (c.name, *c.aliases)]
    assert len(found) == 1, [(c.kind, c.name, c.aliases) for c in chains]
    return found[0]


def words(text: str, chain: Chain, form: str) -> list[str]:
    return [text[m.start : m.end] for m in chain.mentions if m.form == form]


def test_title_before_a_name_gives_role_state_and_sector(find: Find) -> None:
    text = "The deal was signed on Monday by Kenyan Defence Minister Amos Wekesa in Mombasa."
    minister = named(find(text), "Amos Wekesa")
    assert (minister.kind, minister.country, minister.sector) == ("person", "KEN", "GOV")
    assert [(r.title, r.former) for r in minister.roles] == [("Defence Minister", False)]
    assert find(text)[minister.roles[0].of or 0].kind == "country"


def test_title_after_a_name(find: Find) -> None:
    chains = find('"We will vote," said Olga Marin, a former justice minister of Moldova.')
    marin = named(chains, "Olga Marin")
    assert (marin.sector, marin.country) == ("ELI", "MDA")
    assert [(r.title, r.former) for r in marin.roles] == [("former justice minister", True)]


def test_one_plural_title_for_two(find: Find) -> None:
    chains = find("The energy ministers, Piet Vos of Belgium and Ana Luz of Portugal, met on Friday.")
    assert named(chains, "Piet Vos").country == "BEL"
    assert named(chains, "Ana Luz").country == "PRT"
    assert named(chains, "Ana Luz").roles[0].title == "energy minister"


def test_spokesman_of_an_armed_group_is_a_rebel(find: Find) -> None:
    chains = find(
        "Rebels of the Northern Liberation Front (NLF) left the town. NLF spokesman Colonel Idris Bako "
        "denied that they had fired."
    )
    front = named(chains, "NLF")
    assert (front.kind, front.name) == ("armed-group", "Northern Liberation Front")
    assert named(chains, "Idris Bako").sector == "REB"


def test_surname_is_the_person_last_spoken_of(find: Find) -> None:
    text = (
        "Interior Minister Karim Sane met Fisheries Minister Mariam Sane on Monday. Ms Sane said the talks went well. "
        "Karim Sane left early."
    )
    chains = find(text)
    assert named(chains, "Karim Sane") is not named(chains, "Mariam Sane")
    assert "Sane" in named(chains, "Mariam Sane").aliases
    assert "Sane" not in named(chains, "Karim Sane").aliases


@pytest.mark.parametrize(
    ("full", "again"),
    [
        ("Đorđe Marković", "Markovic"),
        ("Abdulkarim al-Hamadi", "al-Hamadi"),
        ("Abdulkarim al-Hamadi", "Hamadi"),
        ("Ursula von der Heide", "von der Heide"),
        ("Juan Pérez Soto", "Pérez"),
        ("Seán O'Dowd", "O'Dowd"),
    ],
)
def test_short_forms_of_a_name(find: Find, full: str, again: str) -> None:
    chain = named(find(f"President {full} left the hall at noon. Mr {again} said the talks were over."), full)
    assert again in chain.aliases


def test_two_spellings_in_one_report(find: Find) -> None:
    chains = find("President Yusuf Harthi spoke first. Later Mr Harthy said that he was tired.")
    assert "Harthy" in named(chains, "Yusuf Harthi").aliases


@pytest.mark.parametrize(
    ("text", "code", "form", "mention"),
    [
        ("Ankara said that it would wait.", "TUR", "metonym", "Ankara"),
        ("The plan was rejected by Cairo, two envoys said.", "EGY", "metonym", "Cairo"),
        ("According to Jakarta, the strait is open.", "IDN", "metonym", "Jakarta"),
        ("The Kremlin denied the report.", "RUS", "metonym", "Kremlin"),
        ("Nairobi was not pleased.", "KEN", "metonym", "Nairobi"),
        ("Norwegian troops left the valley.", "NOR", "nationality", "Norwegian"),
    ],
)
def test_what_stands_for_a_state(find: Find, text: str, code: str, form: str, mention: str) -> None:
    states = [c for c in find(text) if c.country == code and c.kind == "country"]
    assert states
    assert mention in words(text, states[0], form)


def test_capital_as_a_place(find: Find) -> None:
    ankara = named(find("The ministers met in Ankara on Sunday."), "Ankara")
    assert (ankara.kind, ankara.country) == ("place", "TUR")
    assert ankara.latitude == pytest.approx(39.92, abs=0.2)
    assert ankara.external_ids["geonames"] == "323786"


def test_ministry_is_of_its_state_and_is_taken_up(find: Find) -> None:
    text = "Chile's fisheries ministry banned the nets. The ministry said boats would be searched."
    ministry = next(c for c in find(text) if c.kind == "government")
    assert (ministry.country, ministry.sector) == ("CHL", "GOV")
    assert words(text, ministry, "description") == ["fisheries ministry", "ministry"]


def test_two_states_ministries_are_two(find: Find) -> None:
    chains = find("The Chilean Defence Ministry and the Peruvian Defence Ministry denied the report.")
    assert {c.country for c in chains if c.kind == "government"} == {"CHL", "PER"}


def test_pronouns_and_roles(find: Find) -> None:
    text = (
        "Finance Minister Elsa Holm presented the budget on Monday. She said taxes would fall. "
        "The minister added that her party agreed."
    )
    holm = named(find(text), "Elsa Holm")
    assert words(text, holm, "pronoun") == ["She", "her"]
    assert words(text, holm, "role") == ["minister"]
    assert set(holm.aliases) == {"Elsa Holm"}


def test_acronym_never_spelled_out_or_later(find: Find) -> None:
    chains = find("The PRC rejected it. The Papuan Relief Council meets again on Monday, and the PRCX does not.")
    council = named(chains, "Papuan Relief Council")
    assert "PRCX" not in council.aliases


def test_compound_adjectives_are_no_names(find: Find) -> None:
    text = "A Qatari-brokered truce let the Saudi-backed council return."
    chains = find(text)
    assert words(text, named(chains, "Qatar"), "nationality") == ["Qatari"]
    assert not [c for c in chains if "-" in c.name]


def test_agreements_are_nobody(find: Find) -> None:
    chains = find("India and Bhutan signed the Agreement on Rail Transit and Customs Duties on Monday.")
    assert sorted(c.name for c in chains if c.kind != "group") == ["Bhutan", "India"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "'",
        '"' * 400,
        "(" * 300 + "Obama",
        "al-" * 500,
        "of " * 300,
        "Minister " * 300,
        "Ministry of Defence of " * 200,
        "A" * 300 + " said " + "Bob " * 90 + "left.",
        "وزير الخارجية التركي هاكان فيدان في دمشق.",
        "土耳其国防部长说。" * 30,
        "Президент заявил. " * 30,
        "PRESIDENT OF GHANA MEETS TOGO'S FOREIGN MINISTER IN LOME",
        "\u0301\u0301 Z\u0301a\u0301",
    ],
)
def test_odd_text_does_no_harm(find: Find, text: str) -> None:
    check_mentions(text, find(text))


def test_headline_in_capitals(find: Find) -> None:
    chains = find("GHANA AND TOGO SIGN BORDER PACT\n\nGhana and Togo signed a border pact on Monday.")
    assert named(chains, "Ghana").country == "GHA"
    assert len(named(chains, "Togo").mentions) == 2


def check_mentions(text: str, chains: tuple[Chain, ...]) -> None:
    spans = sorted((m.start, m.end) for c in chains for m in c.mentions)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans)), "mentions overlap"
    for n, chain in enumerate(chains):
        assert chain.mentions
        assert chain.name
        assert all(role.of is None or 0 <= role.of < len(chains) for role in chain.roles), n


PIECES = st.sampled_from(
    [
        "Turkish",
        "Defence Minister",
        "Yusuf",
        "al-Hamadi",
        "said",
        "in",
        "Ankara",
        "the",
        "ministry",
        "of",
        "Oman",
        "'s",
        "and",
        "KIA",
        "(KIA)",
        ",",
        ".",
        '"',
        "Army",
        "rebels",
        "Mr",
        "who",
        "he",
        "its",
        "spokesman",
        "Radio",
        "Free",
        "Red Cross",
        "U.S.",
        "–",
        "Đorđe",
        "\n\n",
        "The",
        "Joint Commission",
        "for",
        "Peace",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES, max_size=30))
def test_any_mixture_keeps_the_rules(find: Find, pieces: list[str]) -> None:
    text = " ".join(pieces)
    chains = find(text)
    check_mentions(text, chains)
    assert chains == find(text)


def syllables(i: int) -> str:
    """A made-up word of its own for each number."""
    return "".join("bcdfghklmnprstvz"[i >> 4 * k & 15] + "aeiou"[(i >> k) % 5] for k in range(4)).capitalize()


def list_of_names(parser: Parser, n: int) -> Parse:
    """A report of n people's names, two a line; the parse of its first line is lent to the others."""
    one = parser.parse(document_from_text("Minister Kalo Tarv met Belko Nivan today.")).docs[0]
    lines = []
    for i in range(n // 2):
        said = [t.text for t in one]
        said[2], said[5] = syllables(7919 * i + 1), syllables(104729 * i + 5)
        lines.append(said)
    rows = ["".join(w + t.whitespace_ for w, t in zip(said, one, strict=True)) for said in lines]
    document = document_from_text("\n".join(rows))
    docs = []
    for block, said in zip(document.blocks, lines, strict=True):
        doc = Doc(
            parser.nlp.vocab,
            words=said,
            spaces=[bool(t.whitespace_) for t in one],
            heads=[t.head.i for t in one],
            deps=[t.dep_ for t in one],
            pos=[t.pos_ for t in one],
            tags=[t.tag_ for t in one],
            lemmas=[t.lemma_ for t in one],
        )
        doc.user_data.update(offset=block.start, kind=block.kind)
        docs.append(doc)
    return Parse(document, tuple(docs))


def test_time_is_linear_in_the_names(parser: Parser, ontology: Ontology) -> None:
    def seconds(n: int) -> float:
        parse = list_of_names(parser, n)
        start = time.process_time()
        chains = find_names(parse, ontology.names, ontology.geography)
        assert len(chains) > 0.9 * n
        return time.process_time() - start

    seconds(20)
    assert seconds(20_000) < 8 * seconds(5_000) + 0.5


def test_province_or_state_by_company(find: Find) -> None:
    assert named(find("She won votes in Iowa, Ohio and Georgia on Monday."), "Georgia").kind == "place"
    assert named(find("Georgia and Armenia signed a deal in Tbilisi."), "Georgia").kind == "country"


def test_headline_in_title_case_gives_no_long_name(find: Find) -> None:
    chains = find("Tanzania Signs Rail Deal Despite Loud Protests\n\nTanzania signed a rail deal on Monday.")
    assert [c.name for c in chains if c.kind != "group"] == ["Tanzania"]


def test_a_name_with_an_article_is_no_person(find: Find) -> None:
    chains = find("Talks with the Halcones del Sur went on in Lima on Monday. The Halcones del Sur want a truce.")
    assert named(chains, "Halcones del Sur").kind != "person"


def test_what_an_apposition_says_decides_the_kind(find: Find) -> None:
    chains = find("Peru held talks with the Halcones del Sur, a breakaway faction of an older rebel army, in Lima.")
    assert named(chains, "Halcones del Sur").kind == "armed-group"


def test_the_rebels_are_the_one_armed_group_that_is_named(find: Find) -> None:
    text = "Chad signed a truce with the rebel Northern Lake Front (NLF). The rebels will open a road, the army said."
    front = named(find(text), "NLF")
    assert words(text, front, "role") == ["rebels"]
    two = "The Northern Lake Front and the Southern Hills Army, two rebel groups, met in Chad. The rebels want talks."
    assert all(words(two, chain, "role") == [] for chain in find(two) if chain.kind == "armed-group")


@pytest.mark.parametrize(("text", "name", "kind"), [
    ("The Oromo People's Liberation Front-North (OPLF-N) was there, the OPLF-N said.",
     "Oromo People's Liberation Front-North", "armed-group"),
    ("Talks began in Bol with the Malian Women's Union, a charity.", "Malian Women's Union", "organization"),
    ("Prisoners were freed in Taoua, the stronghold of the rebels.", "Taoua", "place"),
    ("Dawn Reform, the largest opposition party, has asked for time.", "Dawn Reform", "organization"),
])
def test_names_by_their_build_and_apposition(find: Find, text: str, name: str, kind: str) -> None:
    chain = next(c for c in find(text) if name in c.aliases or c.name == name)
    assert chain.kind == kind


def test_republic_of_a_country_is_the_country(find: Find) -> None:
    chains = find("The minister of trade of the Republic of South Sudan came.")
    assert "Republic" not in {c.name for c in chains}
    assert "SSD" in {c.country for c in chains if c.kind == "country"}


def test_short_and_full_names_of_a_well_known_body_are_one(find: Find) -> None:
    text = "The International Monetary Fund met in Lima. The IMF said on Monday that it would lend Peru more."
    fund = named(find(text), "IMF")
    assert fund.known == "International Monetary Fund"
    assert set(fund.aliases) == {"International Monetary Fund", "IMF"}


def test_the_letters_of_an_army_are_that_army(find: Find) -> None:
    chains = find("The Malian Armed Forces (MAF) came on Monday. The MAF left on Friday.")
    army = named(chains, "MAF")
    assert "Malian Armed Forces" in army.aliases
    assert (army.kind, army.country) == ("government", "MLI")


@pytest.mark.parametrize(
    ("text", "full", "short"),
    [
        ("The Lakes Bank for Recovery and Trade (LBRT) paid.", "Lakes Bank for Recovery and Trade", "LBRT"),
        ("He spoke for the Joint Truth and Evidence Commission (JTEC).", "Joint Truth and Evidence Commission", "JTEC"),
        ("The Hills People's Movement-in-Exile (HPM-IE) met.", "Hills People's Movement-in-Exile", "HPM-IE"),
        ("The Popular Front of the Plains (FPL) agreed.", "Popular Front of the Plains", "FPL"),
        ("The Council on Ballots (Conbal) counted on.", "Council on Ballots", "Conbal"),
    ],
)
def test_letters_in_brackets_bound_a_name_and_stand_for_it(find: Find, text: str, full: str, short: str) -> None:
    assert set(named(find(text), full).aliases) == {full, short}


def test_an_institute_is_in_its_town_and_a_mission_in_its_land(find: Find) -> None:
    chains = find("The Institute for Border Studies in Lome and the Monitoring Mission in South Sudan agreed.")
    assert named(chains, "Institute for Border Studies").sector == "EDU"
    assert named(chains, "Lome").kind == "place"
    assert named(chains, "Monitoring Mission in South Sudan").kind == "organization"


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Kenyan carrier Savanna Star signed on Monday.", "Savanna Star", "KEN"),
        ("Osaka-based Hoshi Works won the contract.", "Hoshi Works", "JPN"),
        ("Blue Heron chief executive Ana Prado spoke.", "Blue Heron", None),
        ("The loan went to state-owned Ferro Velho on Monday.", "Ferro Velho", None),
    ],
)
def test_a_company_is_told_by_its_trade_seat_and_offices(find: Find, text: str, name: str, country: str | None) -> None:
    company = named(find(text), name)
    assert (company.kind, company.country) == ("organization", country)


def test_a_party_is_told_by_its_noun_or_its_leaning(find: Find) -> None:
    chains = find("She left the Bread and Work party of Peru for the right-wing New Dawn.")
    assert [named(chains, n).sector for n in ("Bread and Work", "New Dawn")] == ["PTY", "PTY"]


def test_an_army_that_is_called_a_militia_is_no_army(find: Find) -> None:
    army = named(find("Soldiers fought the Red Army, a Nuba militia, in Sudan on Monday."), "Red Army")
    assert (army.kind, army.sector) == ("armed-group", "REB")


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("Togo named Ayo Mensah as finance minister on Monday.", "Ayo Mensah", "finance minister"),
        ("Ayo Mensah was sworn in as prime minister of Togo.", "Ayo Mensah", "prime minister"),
        ("The mission's commander, the Italian general Aldo Berti, agreed.", "Aldo Berti", "commander"),
        ("Its chairman is Aldo Berti.", "Aldo Berti", "chairman"),
        ("One of the deputies, Vera Lund, voted against the law.", "Vera Lund", "deputy"),
        ('"No," said Aldo Berti, a former Italian trade minister.', "Aldo Berti", "former Italian trade minister"),
    ],
)
def test_whose_office_it_is(find: Find, text: str, name: str, title: str) -> None:
    assert title in [r.title for r in named(find(text), name).roles]


def test_an_office_without_a_state_is_that_of_the_dateline(find: Find) -> None:
    text = (
        "LILONGWE, May 2 (Lake Press) - Malawi and Zambia signed a pact on fishing on Monday.\n"
        "Zambia's envoy left early.\n"
        "Trade Minister Chifundo Moyo said that he was glad."
    )
    assert named(find(text), "Chifundo Moyo").country == "MWI"


def test_a_sentence_that_opens_with_a_town_is_set_there(find: Find) -> None:
    text = "Malawi closed its border on Monday. In Lusaka, the foreign ministry said that it was sorry."
    ministry = next(c for c in find(text) if c.kind == "government")
    assert ministry.country == "ZMB"


def test_an_initial_and_a_surname_that_comes_first(find: Find) -> None:
    assert set(named(find("Berta Holm spoke. A. Holm did not. B. Holm left."), "Berta Holm").aliases) == {
        "Berta Holm",
        "B. Holm",
    }
    chains = find("Baek Seung-ho of South Korea spoke on Monday. Baek said that he was glad.")
    assert set(named(chains, "Baek").aliases) == {"Baek Seung-ho", "Baek"}


def test_a_company_in_brackets_of_a_dateline_is_its_agency(find: Find) -> None:
    chains = find("LIMA (Tercera Hora) - Peru signed a deal on Monday.")
    assert named(chains, "Tercera Hora").kind == "media"
