"""Whose offices and bodies a report speaks of where it doesn't say, and what letters mean in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from dragoman.documents.text import document_from_text
from dragoman.model.reading import Chain
from dragoman.ontology import Ontology
from dragoman.reading.names import find_names
from dragoman.text.parse import Parser

Names = Callable[..., Mapping[str, Chain]]


@pytest.fixture(scope="session")
def chains(parser: Parser, ontology: Ontology) -> Names:
    def find(text: str, publisher: str | None = None) -> Mapping[str, Chain]:
        document = document_from_text(text)
        fields = {f: getattr(document, f) for f in document.__struct_fields__}
        parse = parser.parse(type(document)(**{**fields, "publisher": publisher}))
        found = find_names(parse, ontology.names, ontology.geography)
        return {alias: c for c in found for alias in (c.name, *c.aliases)}

    return find


@pytest.mark.parametrize(("text", "name", "country"), [
    # the other side of a deal is not the state whose body backs it
    ("Lawmakers in Harare have rejected a power deal with Zambia. Energy Minister Tendai Moyo shrugged.", "Tendai Moyo",
     "ZWE"),
    ("OSLO, May 2 - The fisheries minister, Kari Lund, rejected a complaint from Iceland. Iceland had sent a note. "
     "Iceland said that Iceland would wait.", "Kari Lund", "NOR"),
    # where two states are equally near, nobody guesses
    ("Laos and Nepal have made a pact on tea. Trade Minister Anan Thapa was there.", "Anan Thapa", None),
    # the place in which all happens, where no state acts
    ("Voting ended in Malawi at six. The Electoral Commission will speak on Monday.", "Electoral Commission", "MWI"),
    # the office that was spoken of before
    ("Sweden summoned the Turkish ambassador. The ambassador, Cem Aksoy, said nothing.", "Cem Aksoy", "TUR"),
    # an envoy to a state is not that state's
    ("The Special Envoy of the Secretary-General for Libya, Pia Norberg, flew home.", "Pia Norberg", None),
    ("The Permanent Court of Arbitration ruled for Togo. Togo's cabinet met.", "Permanent Court of Arbitration", None),
])
def test_whose_office(chains: Names, text: str, name: str, country: str | None) -> None:
    assert chains(text)[name].country == country


def test_a_town_in_the_name_of_a_newspaper_tells_its_state(chains: Names) -> None:
    text = ("Defence Minister Okot Lado spoke in Malakal.\n\nHe was calm.\n\nSo were others.\n\nNobody else was.\n\n"
            "Rain fell on Malakal.\n\nEthiopia sent tents. Ethiopia's envoy was pleased, and Ethiopia said so.")
    assert chains(text, "The Juba Standard")["Okot Lado"].country != "ETH"


def test_letters_mean_what_they_are_spelled_to_mean(chains: Names) -> None:
    found = chains("The Savanna Defence Front (SDF) freed a driver in Chad. The SDF then left, Chad's army said.")
    assert found["SDF"] is found["Savanna Defence Front"]
    assert found["SDF"].country != "SYR"


def test_letters_of_another_state_are_not_meant(chains: Names) -> None:
    assert chains("The RSF won two seats in Norway. Norway's king spoke.")["RSF"].country != "SDN"
    assert chains("The RSF shelled a camp in Sudan on Monday.")["RSF"].country == "SDN"


def test_a_capital_in_a_dateline_is_that_capital(chains: Names) -> None:
    found = chains("LA PAZ, May 2 - Paraguay sent grain. Paraguay sent oil. Paraguay sent tea. Bolivia sent nothing.")
    assert found["LA PAZ"].country == "BOL"
