"""What kind of thing a name without a head word is."""

from __future__ import annotations

import pytest

from dragoman.documents.text import document_from_text
from dragoman.ontology import Ontology
from dragoman.reading.names import find_names
from dragoman.text.parse import Parser


@pytest.mark.parametrize(("text", "name", "kind"), [
    ("Shares in Lina Verdi rose on Monday, traders said.", "Lina Verdi", "organization"),
    ("Clara Nord said on Monday it would close the port office.", "Clara Nord", "organization"),
    ("Tom Arden said on Monday that it would rain in the hills.", "Tom Arden", "person"),
    ("A clerk told Kanal Prvi that the vault was empty.", "Kanal Prvi", "media"),
    ("The Mission has counted nine huts in Chad.", "Mission", "organization"),
    ("A ferry left Vila Rosalba, a hamlet of 90 people, on Sunday.", "Vila Rosalba", "place"),
    ("The mayor read out the Ruhr Agreement on Coastal Waters.", "Coastal Waters", None),
])
def test_kind(parser: Parser, ontology: Ontology, text: str, name: str, kind: str | None) -> None:
    parse = parser.parse(document_from_text(text + "\n"))
    found = {alias: c.kind for c in find_names(parse, ontology.names, ontology.geography) for alias in c.aliases}
    assert found.get(name) == kind


def test_the_first_two_of_three_names_are_the_person(parser: Parser, ontology: Ontology) -> None:
    text = "The commander, Majok Dut Wol, came on Monday. Majok Dut had refused. Majok then left, the army said.\n"
    parse = parser.parse(document_from_text(text))
    people = [c for c in find_names(parse, ontology.names, ontology.geography) if c.kind == "person"]
    assert [set(c.aliases) for c in people] == [{"Majok Dut Wol", "Majok Dut", "Majok"}]
