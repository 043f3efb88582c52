from __future__ import annotations

import msgspec
from tests.dossier.records import small_record

from dragoman.dossier.added import Added, added
from dragoman.dossier.page import render
from dragoman.dossier.story import view
from dragoman.model.record import Record
from dragoman.model.time import Time

EARLY, LATE = (Time(value=d, earliest=d, latest=d) for d in ("2026-05-04", "2026-05-06"))


def published(*days: Time | None, copy_of: str | None = None) -> Record:
    record = small_record()
    documents = [msgspec.structs.replace(d, published=day) for d, day in zip(record.documents, days, strict=True)]
    documents[1] = msgspec.structs.replace(documents[1], copy_of=copy_of)
    return msgspec.structs.replace(record, documents=tuple(documents))


def told(record: Record) -> list[Added]:
    return list(added(view(record, "s_1")))


def test_the_first_report_has_it_and_the_second_adds_nothing() -> None:
    first, second = told(published(EARLY, LATE))
    assert [(t.kind, t.text) for t in first.things] == [
        ("agreement", "border pact"), ("event", "Ruritania and Graustark signed a border pact."),
        ("statement", "We share one gate"), ("figure", "900 guards")]
    assert (second.document.id, second.things) == ("d_2", ())
    assert all(e.document == "d_1" for t in first.things for e in t.evidence)


def test_it_is_the_day_that_tells_who_was_first() -> None:
    first, second = told(published(LATE, EARLY))
    assert first.document.id == "d_2"
    assert [(t.kind, t.text) for t in first.things] == [
        ("agreement", "border pact"), ("statement", "We share one old gate")]
    assert [t.kind for t in second.things] == ["event", "figure"]


def test_reports_of_one_day_have_no_order_so_both_are_named() -> None:
    week = Time(value="2026-05-04/2026-05-08", earliest="2026-05-04", latest="2026-05-08")
    for later in (EARLY, week):
        first, _ = told(published(EARLY, later))
        assert {t.kind: t.also for t in first.things} == {
            "agreement": ("d_2",), "event": (), "statement": ("d_2",), "figure": ()}
    first, _ = told(published(EARLY, LATE))
    assert not any(t.also for t in first.things)


def test_what_has_no_date_comes_last_and_a_copy_after_its_original() -> None:
    assert [a.document.id for a in told(published(None, LATE))] == ["d_2", "d_1"]
    record = published(EARLY, EARLY)
    copied = msgspec.structs.replace(record, documents=(
        msgspec.structs.replace(record.documents[0], copy_of="d_2"), record.documents[1]))
    assert [a.document.id for a in told(copied)] == ["d_2", "d_1"]


def test_a_figure_told_again_in_one_assertion_is_no_new_one() -> None:
    record = published(EARLY, LATE)
    [guards] = record.quantities
    again = msgspec.structs.replace(guards, id="q_2", document="d_2", of="people", start=0, end=3, text="The")
    [assertion] = record.assertions

    def with_figures(*quantities: str) -> Record:
        row = msgspec.structs.replace(assertion, quantities=quantities)
        return msgspec.structs.replace(record, quantities=(guards, again), assertions=(row,))

    assert [t.text for t in told(with_figures("q_1"))[1].things] == ["900 people"]
    assert told(with_figures("q_1", "q_2"))[1].things == ()


def test_the_page_says_it() -> None:
    page = render(published(EARLY, LATE), "s_1")
    assert "What each report added" in page
    assert "1 agreement" in page
    assert "Nothing that the reports before it did not have." in page
