"""Judgements come one by one, between reports; the record is that of all of them at once."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.linking.judged.test_properties import READINGS, judged

from dragoman.engine.pipeline import link_all
from dragoman.linking.link import link
from dragoman.model.judgement import Judgement
from dragoman.model.record import Record
from dragoman.record.check import find_broken
from dragoman.record.evidence import sift
from dragoman.record.store import Kept, Writer


def same(found: Record, wanted: Record) -> None:
    """Where two records differ, say in which row."""
    for name in Record.__struct_fields__:
        here, there = ({row.id: row for row in getattr(r, name)} for r in (found, wanted))
        for key in sorted(here.keys() | there.keys()):
            assert here.get(key) == there.get(key), name


@given(judged(), st.lists(st.integers(0, 7), max_size=3), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=12, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_the_way_to_a_record_leaves_no_trace(made: list[Judgement], cuts: list[int], chance: object) -> None:
    readings = list(READINGS)
    chance.shuffle(readings)  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory() as folder, Writer(str(Path(folder) / "a.db")) as store:
        half = len(readings) // 2
        store.keep([Kept(r.document, r) for r in readings[:half]])
        link_all(store)
        for n, judgement in enumerate(made):
            link_all(store, judgements=[judgement])
            if n in cuts:
                more, readings_left = readings[half:half + 2], readings[half + 2:]
                store.keep([Kept(r.document, r) for r in more])
                readings = readings[:half + 2] + readings_left
                half += 2
                link_all(store)
        store.keep([Kept(r.document, r) for r in readings[half:]])
        link_all(store)
        found = store.record()
    assert list(map(str, find_broken(found))) == []
    same(found, sift(link(READINGS, made))[0])
