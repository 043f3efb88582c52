from __future__ import annotations

import msgspec
import pytest
from tests.linking.handmade import report

from dragoman.dossier.links import Links
from dragoman.errors import NotInRecord
from dragoman.linking.link import link
from dragoman.model.record import Record


def two_reports() -> Record:
    return link([
        report('Storm at Vellmar\n"We lost a pier and found our neighbours," said Ana Borg, who runs the harbour of '
               "Vellmar.", published="2024-05-04", publisher="The Coast", people=["Ana Borg"], places=["Vellmar"],
               claims=[("We lost a pier and found our neighbours", "Ana Borg")]),
        report('Vellmar after the storm\n"We have lost the pier but found good neighbours," Ana Borg said at the '
               "harbour of Vellmar.", published="2024-05-05", publisher="Vellmar Post", people=["Ana Borg"],
               places=["Vellmar"], claims=[("We have lost the pier but found good neighbours", "Ana Borg")])])


def test_both_sides_of_each_link_are_told_with_words_of_two_reports() -> None:
    record = two_reports()
    texts = {d.id: d.text for d in record.documents}
    kinds = set()
    for row in record.links:
        kinds.add(row.kind)
        found = Links(record).explain(row)
        assert {found.left.id, found.right.id} == {row.left, row.right}
        assert {found.left.document, found.right.document} == set(texts)
        for side in (found.left, found.right):
            assert side.words
            for e in side.words:
                assert e.document == side.document
                assert texts[e.document][e.start:e.end] == e.text
    assert {"entity", "claim", "story"} <= kinds


def test_a_row_has_the_links_that_made_it_by_any_id_that_leads_to_it() -> None:
    record = two_reports()
    links = Links(record)
    ana = next(e for e in record.entities if e.name == "Ana Borg")
    [row] = links.of(ana.id)
    assert (row.kind, links.explain(row).called) == ("entity", "Ana Borg")
    for key in (row.left, row.right, row.right[:-2]):
        assert links.find(key) == ana.id
    [said] = [a for a in record.assertions if len(a.claims) == 2]
    assert [x.kind for x in links.of(said.id)] == ["claim"]
    assert [x.kind for x in links.of(record.stories[0].id)] == ["story"]
    assert links.of("entity_none") == ()


@pytest.mark.parametrize("key", ["", "zz", "entity_", "d_"])
def test_an_id_that_leads_nowhere_or_to_several_is_said_so(key: str) -> None:
    with pytest.raises(NotInRecord):
        Links(two_reports()).find(key)


def test_an_imported_record_whose_ids_tell_no_document_is_explained_as_far_as_it_goes() -> None:
    record = two_reports()
    row = next(x for x in record.links if x.kind == "entity")
    strange = msgspec.structs.replace(row, left="entity_a", right="entity_b")
    found = Links(msgspec.structs.replace(record, links=(strange,))).explain(strange)
    assert (found.left.document, found.left.name, found.left.words) == (None, "entity_a", ())
