from __future__ import annotations

from tests.linking.handmade import report

from dragoman.linking.corroboration import Origin, agency, alike, issuer
from dragoman.linking.link import link
from dragoman.model.reading import Reading
from dragoman.model.record import Assertion

TALE = "the dam at Orvik holds back 640 million litres of water"


def told(by: str | None, *, publisher: str, kind: str = "people", lead: str = "", again: bool = False) -> Reading:
    names: dict[str, list[str]] = {kind: [by]} if by else {}
    rest = ("Farmers below the old wall have asked for sirens, since the last ones rusted away in the fog."
            if again else "Engineers looked at the wall after heavy rain had swollen both rivers for nine days.")
    text = f"Orvik, {publisher}\n{lead}{rest} In this place {TALE}{f', {by} said' if by else ''}."
    return report(text, publisher=publisher, places=["Orvik"],
                  figures=[("640 million litres", 6.4e8, "litres of water")], claims=[(TALE, by)], **names)  # type: ignore[arg-type]


def assertion(*readings: Reading) -> Assertion:
    found = [a for a in link(readings).assertions if len(a.quantities) == len(readings)]
    assert len(found) == 1
    return found[0]


def test_one_report_is_a_single_source() -> None:
    corroboration = assertion(told("Ida Holm", publisher="The Valley")).corroboration
    assert (corroboration.level, corroboration.documents, corroboration.origins) == ("single-source", 1, ("Ida Holm",))


def test_two_outlets_with_one_person_have_one_origin() -> None:
    corroboration = assertion(told("Ida Holm", publisher="The Valley"),
                              told("Ida Holm", publisher="Hill News", again=True)).corroboration
    assert (corroboration.level, corroboration.documents, corroboration.outlets) == ("one-origin", 2, 2)


def test_two_people_are_independent_and_so_are_an_outlet_and_a_person() -> None:
    first = told("Ida Holm", publisher="The Valley")
    for other in (told("Rolf Aas", publisher="Hill News", again=True), told(None, publisher="Hill News", again=True)):
        corroboration = assertion(first, other).corroboration
        assert (corroboration.level, corroboration.independent_origins) == ("independent", 2)


def test_a_report_that_cites_an_outlet_has_it_from_where_the_outlet_has_it() -> None:
    corroboration = assertion(told("Ida Holm", publisher="The Valley"),
                              told("The Valley", kind="outlets", publisher="Hill News", again=True)).corroboration
    assert (corroboration.level, corroboration.origins) == ("one-origin", ("Ida Holm",))


def test_reports_under_one_agencys_dateline_have_one_origin() -> None:
    lead = "ORVIK, May 3 (Fjord News) - The river is high. "
    corroboration = assertion(told(None, publisher="The Valley", lead=lead),
                              told(None, publisher="Hill News", lead=lead, again=True)).corroboration
    assert (corroboration.level, corroboration.origins) == ("one-origin", ("Fjord News",))


def test_the_agency_of_a_dateline_is_read_and_nothing_else() -> None:
    assert agency(report("Dam\nORVIK, May 3 (Fjord News) - The river is high and it rains.").document) == "Fjord News"
    assert agency(report("Dam\nThe river is high (two metres) and it rains.").document) is None


def test_a_report_in_which_one_body_alone_speaks_is_its_release() -> None:
    text = "Dam is safe\nThe dam is old. It was built well. Nobody need leave. The Water Board said so."
    claims = [(c, "The Water Board") for c in ("The dam is old", "It was built well", "Nobody need leave")]
    assert issuer(report(text, bodies=["The Water Board"], claims=claims)) == 0
    assert issuer(report(text, bodies=["The Water Board"], claims=claims[:2])) is None


def test_a_state_and_its_ministry_are_one_but_not_two_states_ministries() -> None:
    ministry = Origin("e1", "the foreign ministry", words=frozenset({"foreign", "ministry"}), state="NOR")
    assert alike(ministry, Origin("e2", "Norway", words=frozenset({"norway"}), state="NOR"))
    assert not alike(ministry, Origin("e3", "the foreign ministry", words=ministry.words, state="SWE"))


def test_a_source_that_stands_as_a_pronoun_is_called_by_its_name() -> None:
    from dragoman.linking.corroboration import name_of
    from dragoman.model.reading import Chain, Mention, Reading, Source

    text = "Ferry\nIda Holm came. She counted the boats."
    at = text.index("She")
    chain = Chain(name="Ida Holm", kind="person", mentions=(
        Mention(start=6, end=14), Mention(start=at, end=at + 3, form="pronoun")))
    made = report(text)
    reading = Reading(document=made.document, reader="by hand", chains=(chain,))
    assert name_of(reading, Source(name="She", start=at, end=at + 3, kind="person", chain=0)) == "Ida Holm"
    assert name_of(reading, Source(name="Ida Holm", start=6, end=14, kind="person", chain=0)) == "Ida Holm"
