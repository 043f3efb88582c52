"""Generated corpora: the same every time, with copies as often as asked."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from dragoman.bench.corpus import corpus, repeated, write


def test_the_same_seed_gives_the_same_reports() -> None:
    assert list(corpus(60, seed=3)) == list(islice(corpus(200, seed=3), 60))
    assert list(corpus(60, seed=3)) != list(corpus(60, seed=4))


@pytest.mark.parametrize("share", [0.0, 0.5, 0.8])
def test_copies_are_as_frequent_as_asked(share: float) -> None:
    reports = list(corpus(1500, copies=share))
    words = [sum(len(p.split()) for p in r.paragraphs) for r in reports]
    copied = sum(n for n, r in zip(words, reports, strict=True) if r.copied)
    assert abs(copied / sum(words) - share) < 0.04
    assert repeated(iter(reports)) == pytest.approx(share, abs=0.07)


def test_every_slot_is_filled_and_every_choice_made() -> None:
    for report in corpus(800):
        assert not set("[]{}|") & set(report.text)
        assert [b.kind for b in report.document().blocks[:2]] == ["title", "dateline"]


def test_a_larger_corpus_covers_a_longer_time() -> None:
    days = [r.published for r in corpus(3000)]
    assert 8 <= (max(days) - min(days)).days <= 30


def test_reports_are_written_with_their_dates(tmp_path: Path) -> None:
    words = write(tmp_path, corpus(30))
    files = sorted(tmp_path.rglob("*.txt"))
    assert len(files) == 30
    assert words > 30 * 60
    assert "\n\nPublished: 3 January 2022\n\n" in files[0].read_text(encoding="utf-8")
