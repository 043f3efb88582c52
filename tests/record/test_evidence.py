from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.record.rows import TEXT, claim, entity, event, evidence, record

from dragoman.errors import EvidenceError
from dragoman.model.record import Assertion, Attribution, Difference, DifferenceItem, EntityRole, Evidence
from dragoman.record.evidence import check_record, sift


def test_a_record_that_is_borne_out_passes() -> None:
    check_record(record())


@pytest.mark.parametrize(("bad", "reason"), [
    (record(events=(event(evidence=()),)), "Event without evidence"),
    (record(entities=(entity(mentions=()),)), "Entity without mentions"),
    (record(entities=(entity(roles=(EntityRole(title="minister", of=None, evidence=()),)),)), "EntityRole without"),
    (record(claims=(claim(text="Norland signed the treaty on 4 June 2025"),)), "does not say"),
    (record(claims=(claim(document="d_2"),)), "not in the record"),
    (record(assertions=(Assertion(id="a", text="x", claims=(), quantities=(), events=(),
                                  corroboration=event().corroboration),)), "rests on no claim"),
    (record(differences=(Difference(id="x", story="story_1", kind="figure", about="", summary="", items=(
        DifferenceItem(document="d_1", value="4", evidence=()),)),)), "DifferenceItem without evidence"),
    (record(claims=(claim(attribution=(Attribution(
        name="Lee", entity=None, kind="person", cue=None, document="d_1", start=0, end=3, text="Lee"),)),)),
     "does not say"),
])
def test_a_row_that_is_not_borne_out_is_refused_however_deep(bad: object, reason: str) -> None:
    with pytest.raises(EvidenceError, match=reason):
        check_record(bad)  # type: ignore[arg-type]


@given(st.integers(-5, len(TEXT) + 5), st.integers(-5, len(TEXT) + 5), st.text(max_size=5))
def test_only_the_documents_own_words_pass(start: int, end: int, text: str) -> None:
    said = TEXT[start:end] if 0 <= start < end <= len(TEXT) else None
    spans = [Evidence(document="d_1", start=start, end=end, text=text)]
    if said is not None:
        check_record(record(events=(event(evidence=(Evidence(document="d_1", start=start, end=end, text=said),)),)))
    if text != said:
        with pytest.raises(EvidenceError):
            check_record(record(events=(event(evidence=(evidence("signed"), *spans)),)))


def test_sifting_leaves_out_bad_rows_alone() -> None:
    bad = event(id="event_2", evidence=())
    assert sift(record()) == (record(), ())
    sound, refused = sift(record(events=(event(), bad)))
    assert sound == record()
    assert len(refused) == 1
    assert "event_2" in refused[0]


def test_the_walk_reaches_every_list_of_evidence_in_the_model() -> None:
    from dragoman.model import record as model
    from dragoman.record.evidence import _nested

    rows = [r for r in vars(model).values() if isinstance(r, type) and issubclass(r, msgspec.Struct)
            and r.__module__ == model.__name__]
    for row in rows:
        for field in row.__struct_fields__:
            if field in ("evidence", "mentions", "items", "timeline", "provisions", "compliance", "attribution", "by"):
                assert field in _nested(row), f"{row.__name__}.{field}"
