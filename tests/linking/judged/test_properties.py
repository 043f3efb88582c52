"""What must hold of any judgements on any reports."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.judged.judging import judgement, things, withdrawn
from tests.linking.judged.test_judged import ALL
from tests.linking.test_link import READINGS as SOME

from dragoman.linking.link import link
from dragoman.model.judgement import Judgement, Thing
from dragoman.model.record import Record
from dragoman.record.check import find_broken

READINGS = (*SOME, *ALL)
KINDS = ("entity", "event", "claim", "quantity", "time", "story")
FOUND: dict[str, tuple[Thing, ...]] = {kind: things(kind, *READINGS) for kind in KINDS}
VALUES = {"entity": ("name", "Somebody"), "event": ("type", "AID"), "claim": ("negated", True),
          "quantity": ("of", "horses"), "time": ("value", "2024-02"), "story": ("title", "A title")}


@st.composite
def judged(draw: st.DrawFn) -> list[Judgement]:
    made: list[Judgement] = []
    for at in range(draw(st.integers(1, 7))):
        if made and draw(st.integers(0, 5)) == 0:
            made.append(withdrawn(draw(st.sampled_from(made)), at=at))
            continue
        kind = draw(st.sampled_from(KINDS))
        chosen = draw(st.lists(st.sampled_from(FOUND[kind]), min_size=2, max_size=5, unique_by=lambda t: t.id))
        verdicts = {"quantity": ("wrong", "corrected", "right"), "time": ("wrong", "corrected", "right")}
        verdict = draw(st.sampled_from(verdicts.get(kind, ("same", "different", "wrong", "corrected", "right"))))
        told = "assertion" if kind == "claim" and verdict in ("same", "different") else kind
        if verdict in ("same", "different"):
            cut = draw(st.integers(1, len(chosen) - 1))
            made.append(judgement(told, verdict, chosen[:cut], chosen[cut:], at=at))
        elif verdict == "corrected":
            field, value = VALUES[kind]
            made.append(judgement(told, verdict, chosen[:1], field=field, value=value, at=at))
        else:
            made.append(judgement(told, verdict, chosen, at=at))
    return made


def encoded(record: Record) -> bytes:
    return msgspec.json.encode(record)


@given(judged().flatmap(lambda js: st.tuples(st.just(js), st.permutations(js), st.permutations(READINGS))))
@settings(deadline=None, max_examples=40)
def test_the_order_in_which_judgements_and_reports_arrive_changes_nothing(
    found: tuple[list[Judgement], list[Judgement], list[object]],
) -> None:
    one, other, readings = found
    assert encoded(link(READINGS, one)) == encoded(link(readings, [*other, *one[:1]]))  # type: ignore[arg-type]


@given(judged())
@settings(deadline=None, max_examples=60)
def test_the_record_is_whole_whatever_people_say(made: list[Judgement]) -> None:
    record = link(READINGS, made)
    assert list(map(str, find_broken(record))) == []
    assert {j.id for j in record.judgements} == {j.id for j in made}
    assert sorted(d for s in record.stories for d in s.documents) == [d.id for d in record.documents]
    rows = {row.id for name in Record.__struct_fields__ for row in getattr(record, name)}
    assert all(j.row in rows for j in record.judgements if j.row is not None)
    assert all(j.by in rows for j in record.judgements if j.by is not None)
    assert all(j in rows for name in Record.__struct_fields__[:-2] for row in getattr(record, name) for j in row.judged)


@given(judged())
@settings(deadline=None, max_examples=60)
def test_the_last_word_holds(made: list[Judgement]) -> None:
    record = link(READINGS, made)
    last = next(j for j in record.judgements if j.id == made[-1].id)
    assert last.state == "applied"
    if last.verdict in ("same", "different") and last.kind in ("entity", "event", "story"):
        home = {r.id: r.to for r in record.redirects} | {d.id: d.story or "" for d in record.documents}
        alive = {row.id for row in (*record.entities, *record.events, *record.stories)}
        sides = [{home.get(t.id, t.id) for t in last.things if t.side == side} & alive for side in ("left", "right")]
        assert len(sides[0]) <= 1
        assert len(sides[1]) <= 1
        assert sides[0] == sides[1] or last.verdict == "different" or not all(sides)
        assert sides[0].isdisjoint(sides[1]) or last.verdict == "same"


@given(judged())
@settings(deadline=None, max_examples=30)
def test_withdrawing_everything_gives_the_machines_record(made: list[Judgement]) -> None:
    verdicts = [j for j in made if j.verdict != "withdrawn"]
    undone = [withdrawn(j, at=100 + n) for n, j in enumerate(verdicts)]
    record = link(READINGS, [*verdicts, *undone])
    assert encoded(msgspec.structs.replace(record, judgements=())) == encoded(link(READINGS))
