"""What people say outranks what the machine makes of the reports."""

from __future__ import annotations

import msgspec
import pytest
from tests.linking.handmade import report
from tests.linking.judged.judging import judgement, things, withdrawn

from dragoman.linking.judged.fields import at
from dragoman.linking.link import link
from dragoman.model.base import Span
from dragoman.model.judgement import Judgement
from dragoman.model.reading import AgreementMention, Provision, Reading
from dragoman.model.record import Record
from dragoman.record.check import find_broken


def raid(day: int) -> Reading:
    claim = "three boats were burnt"
    return report(
        f"Raid on Elvik\nBorder Guard raided Elvik on Monday. Ida Holm said {claim}.\nPaper {day} tells.",
        published=f"2024-05-0{day}", publisher=f"Paper {day}", people=["Ida Holm"], bodies=["Border Guard"],
        places=["Elvik"], dates=[("Monday", "2024-05-06")], figures=[("three boats", 3.0, "boats")],
        claims=[(claim, "Ida Holm")],
        events=[("ASSAULT", "Border Guard raided Elvik", ("Border Guard",), "Monday")])


ONE, TWO = raid(7), raid(8)
OTHER = report(
    "Sheds of the old cannery searched\nHarbour Police went through sheds in Sandvik in February, neighbours recall. "
    "Ida Holm said five sheds stand empty now.", published="2022-02-20", publisher="Evening Post",
    people=["Ida Holm"], bodies=["Harbour Police"], places=["Sandvik"], dates=[("February", "2022-02")],
    figures=[("five sheds", 5.0, "sheds")], claims=[("five sheds stand empty now", "Ida Holm")],
    events=[("COERCE", "Harbour Police went through sheds", ("Harbour Police",), "February")])
ALL = (ONE, TWO, OTHER)


def sound(record: Record) -> Record:
    assert list(map(str, find_broken(record))) == []
    return record


def state(record: Record, wanted: Judgement) -> str:
    return next(j.state for j in record.judgements if j.id == wanted.id)


def test_reports_of_one_raid_are_linked_without_anybody() -> None:
    record = sound(link(ALL))
    assert len(record.events) == 2
    assert len(record.stories) == 2


def test_what_is_parted_stays_apart_and_says_who_did_it() -> None:
    parted = judgement("event", "different", things("event", ONE), things("event", TWO))
    record = sound(link(ALL, [parted]))
    assert len(record.events) == 3
    assert [e.judged for e in record.events].count((parted.id,)) == 2
    assert state(record, parted) == "applied"


def test_what_is_joined_is_one_whatever_speaks_against_it() -> None:
    joined = judgement("event", "same", things("event", ONE), things("event", OTHER))
    record = sound(link(ALL, [joined]))
    assert len(record.events) == 1
    (row,) = record.events
    assert row.judged == (joined.id,)
    made = [x for x in record.links if x.judged == (joined.id,)]
    assert [(x.kind, x.score, x.reasons) for x in made] == [("event", 1.0, ("a person says that they are one",))]
    assert row.corroboration.documents == 3


@pytest.mark.parametrize("kind", ["entity", "event", "story", "claim"])
def test_every_kind_is_joined_and_parted(kind: str) -> None:
    told = "assertion" if kind == "claim" else kind
    lists = {"entity": "entities", "event": "events", "story": "stories", "claim": "assertions"}
    words = {"entity": "Ida Holm", "event": "", "story": "", "claim": ""}[kind]

    def rows(*judgements: Judgement) -> int:
        record = sound(link(ALL, judgements))
        assert all(j.state == "applied" for j in record.judgements)
        if kind == "claim":  # a figure that two claims share makes an assertion of its own
            return len({a.claims for a in record.assertions if a.claims})
        return len(getattr(record, lists[kind]))

    one, two, other = (things(kind, r, words=words) for r in ALL)
    alone = judgement(told, "different", other, (*one, *two))  # one Ida Holm is in all of them
    apart = rows(alone, judgement(told, "different", one, two, at=1))
    together = rows(alone, judgement(told, "same", one, two, at=1))
    assert together == apart - 1
    assert rows(judgement(told, "same", one, (*two, *other))) == together - 1


def test_of_two_that_contradict_each_other_the_later_counts() -> None:
    first = judgement("event", "same", things("event", ONE), things("event", TWO), at=1)
    last = judgement("event", "different", things("event", ONE), things("event", TWO), at=2)
    record = sound(link(ALL, [last, first]))
    assert len(record.events) == 3
    assert (state(record, first), state(record, last)) == ("overruled", "applied")
    assert next(j.by for j in record.judgements if j.id == first.id) == last.id
    turned = [judgement("event", "different", things("event", ONE), things("event", TWO), at=1),
              judgement("event", "same", things("event", ONE), things("event", TWO), at=2)]
    assert len(sound(link(ALL, turned)).events) == 2


def test_a_judgement_that_is_withdrawn_leaves_everything_as_it_was() -> None:
    parted = judgement("event", "different", things("event", ONE), things("event", TWO), at=1)
    undone = withdrawn(parted, at=2)
    record = sound(link(ALL, [parted, undone]))
    assert state(record, parted) == "withdrawn"
    assert msgspec.structs.replace(record, judgements=()) == link(ALL)
    again = withdrawn(undone, at=3)
    assert len(sound(link(ALL, [parted, undone, again])).events) == 3


def test_what_is_rejected_leaves_the_record_and_comes_back() -> None:
    for kind, name in (("event", "events"), ("claim", "claims"), ("quantity", "quantities"), ("entity", "entities"),
                       ("time", "times")):
        gone = judgement(kind, "wrong", things(kind, ONE), at=1)
        record = sound(link(ALL, [gone]))
        kept = {getattr(e, "document", None) or e.id for e in getattr(record, name)}
        assert {t.id for t in gone.things}.isdisjoint(row.id for row in getattr(record, name)) or kind == "event"
        assert kept
        assert record.judgements[0].row is None
        assert msgspec.structs.replace(sound(link(ALL, [gone, withdrawn(gone, at=2)])), judgements=()) == link(ALL)


def test_others_keep_their_ids_where_one_is_taken_out() -> None:
    first, *rest = things("entity", ONE)
    record = link([ONE], [judgement("entity", "wrong", [first])])
    assert {e.id for e in record.entities} == {t.id for t in rest}


def test_a_corrected_value_is_the_persons_and_all_that_follows_from_it() -> None:
    fixed = judgement("event", "corrected", things("event", ONE, TWO), field="type", value="PROTEST")
    record = sound(link(ALL, [fixed]))
    (row,) = [e for e in record.events if e.judged]
    assert (row.type, row.summary) == ("PROTEST", "Border Guard protested (6 May 2024): “Border Guard raided Elvik”.")
    day = {"value": "2024-05-05", "earliest": "2024-05-05", "latest": "2024-05-05"}
    dated = judgement("event", "corrected", things("event", ONE, TWO), field="time", value=day)
    record = sound(link(ALL, [dated]))
    (row,) = [e for e in record.events if e.judged]
    assert row.time is not None
    assert row.time.value == "2024-05-05"
    assert {e.time.value for s in record.stories for e in s.timeline if e.event == row.id and e.time} == {"2024-05-05"}


def test_a_value_can_name_rows_and_follows_them() -> None:
    guard = things("entity", OTHER, words="Harbour")
    fixed = judgement("event", "corrected", things("event", ONE, TWO), field="actors", value=[guard[0].id], named=guard)
    record = sound(link(ALL, [fixed]))
    (row,) = [e for e in record.events if e.judged]
    names = {e.id: e.name for e in record.entities}
    assert [names[a] for a in row.actors] == ["Harbour Police"]
    gone = judgement("entity", "wrong", guard, at=1)
    assert [e.actors for e in sound(link(ALL, [fixed, gone])).events if e.judged] == [()]


def test_what_stands_in_one_report_is_corrected_where_it_is_read() -> None:
    figure = judgement("quantity", "corrected", things("quantity", ONE), field="high", value=4.0)
    claim = judgement("claim", "corrected", things("claim", ONE), field="modality", value="denied", at=1)
    day = judgement("time", "corrected", things("time", ONE), field="value", value="2024-04-29", at=2)
    title = judgement("document", "corrected", things("story", ONE), field="title", value="Boats burnt", at=3)
    record = sound(link(ALL, [figure, claim, day, title]))
    assert [q.high for q in record.quantities if q.judged] == [4.0]
    assert [c.modality for c in record.claims if c.judged] == ["denied"]
    assert [(t.value, t.earliest) for t in record.times if t.judged] == [("2024-04-29", "2024-04-29")]
    assert [d.title for d in record.documents if d.judged] == ["Boats burnt"]


def test_the_later_of_two_values_counts() -> None:
    row = things("event", ONE, TWO)
    values = [judgement("event", "corrected", row, field="status", value=v, at=n)
              for n, v in enumerate(("planned", "denied"))]
    record = sound(link(ALL, values))
    assert [e.status for e in record.events if e.judged] == ["denied"]
    assert [state(record, v) for v in values] == ["overruled", "applied"]


def test_what_is_accepted_stays_though_later_reports_say_otherwise() -> None:
    row = things("event", ONE, TWO)
    accepted = judgement("event", "right", row, value={"type": "ASSAULT", "status": "occurred"})
    earlier = judgement("event", "corrected", row, field="type", value="PROTEST", person="Rolf")
    record = sound(link(ALL, [accepted, msgspec.structs.replace(earlier, made="2025-01-01T00:00:00Z")]))
    assert [(e.type, e.judged) for e in record.events if e.judged] == [("ASSAULT", (accepted.id,))]


def test_a_rejected_group_falls_apart_into_its_members() -> None:
    whole = judgement("story", "wrong", things("story", ONE, TWO))
    assert len(sound(link(ALL, [whole])).stories) == 3
    claims = things("claim", ONE, TWO)
    joined = judgement("assertion", "same", claims[:1], claims[1:])
    parted = judgement("assertion", "wrong", claims, at=1)
    both = {t.id for t in claims}
    assert any(both <= set(a.claims) for a in sound(link(ALL, [joined])).assertions)
    record = sound(link(ALL, [joined, parted]))
    assert not any(both <= set(a.claims) for a in record.assertions)
    figures = {q.id: q.claim for q in record.quantities}
    assert all({figures[q] for q in a.quantities} <= {*a.claims, None} for a in record.assertions)


def test_a_judgement_waits_for_reports_that_are_not_there() -> None:
    parted = judgement("event", "different", things("event", ONE), things("event", TWO))
    record = sound(link([TWO, OTHER], [parted]))
    assert state(record, parted) == "not-applied"
    assert state(link(ALL, [parted]), parted) == "applied"


def test_a_value_that_no_row_can_hold_is_not_applied() -> None:
    wild = judgement("event", "corrected", things("event", ONE), field="status", value={"no": "status"})
    record = sound(link(ALL, [wild]))
    assert state(record, wild) == "not-applied"


def test_a_value_of_a_provision_that_is_no_more_is_not_applied() -> None:
    text = OTHER.document.text
    words = [Span(start=text.index(w), end=text.index(w) + len(w)) for w in ("went through sheds", "stand empty now")]
    promises = tuple(Provision(text=text[w.start:w.end], modality="committed", evidence=(w,)) for w in words)
    deal = AgreementMention(name="Sandvik deal", kind="other", evidence=(Span(start=0, end=len(text)),),
                            parties=tuple(range(len(OTHER.chains))), provisions=promises)
    told = msgspec.structs.replace(OTHER, agreements=(deal,))
    (row,) = link([told]).agreements
    one, other = map(at, row.provisions)
    fixed = judgement("agreement", "corrected", things("agreement", told), field=f"{one}/modality", value="permitted")
    assert [p.modality for p in sound(link([told], [fixed])).agreements[0].provisions] == ["permitted", "committed"]
    fewer = msgspec.structs.replace(told, agreements=(msgspec.structs.replace(deal, provisions=promises[1:]),))
    assert state(link([fewer], [fixed]), fixed) == "not-applied"  # nothing is read as a promise in its words now
    out = judgement("agreement", "corrected", things("agreement", told), field=one, value=None, at=1)
    record = sound(link([told], [fixed, out]))
    assert [at(p) for p in record.agreements[0].provisions] == [other]
    assert [(j.state, j.by) for j in record.judgements if j.id == fixed.id] == [("overruled", out.id)]


def test_a_thing_is_found_where_another_reader_counts_otherwise() -> None:
    gone = judgement("entity", "wrong", things("entity", ONE, words="Elvik"))
    fewer = msgspec.structs.replace(ONE, chains=ONE.chains[::-1], claims=(), events=())
    record = link([fewer], [gone])
    assert {e.name for e in record.entities} == {"Ida Holm", "Border Guard"}


def test_a_copy_is_no_copy_where_people_say_so() -> None:
    text = " ".join(f"Word{n} stands here as word {n} of many." for n in range(40))
    copies = [report(f"First\n{text}", published="2024-01-01"), report(f"Second\n{text}", published="2024-01-02")]
    assert [d.copy_of for d in link(copies).documents].count(None) == 1
    parted = judgement("copy", "different", things("story", copies[0]), things("story", copies[1]))
    assert [d.copy_of for d in link(copies, [parted]).documents] == [None, None]


def test_a_difference_is_left_out_where_people_reject_it() -> None:
    three, four = raid(7), report(
        "Raid on Elvik\nBorder Guard raided Elvik on Monday. Ida Holm said four boats were burnt.",
        published="2024-05-08", publisher="Another", people=["Ida Holm"], bodies=["Border Guard"], places=["Elvik"],
        dates=[("Monday", "2024-05-06")], figures=[("four boats", 4.0, "boats")],
        claims=[("four boats were burnt", "Ida Holm")],
        events=[("ASSAULT", "Border Guard raided Elvik", ("Border Guard",), "Monday")])
    rows = link([three, four]).differences
    assert rows
    from dragoman.model.judgement import Thing

    row = rows[0]
    about = [Thing(id=row.id, document=e.document, start=e.start, end=e.end, words=e.text, label=row.kind)
             for i in row.items for e in i.evidence]
    wrong = judgement("difference", "wrong", about)
    record = sound(link([three, four], [wrong]))
    assert row.id not in {d.id for d in record.differences}
    assert len(record.differences) == len(rows) - 1
