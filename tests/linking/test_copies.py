from __future__ import annotations

import msgspec
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dragoman.documents.text import document_from_text
from dragoman.linking.copies import (
    RUN,
    SHINGLE,
    WINDOW,
    find_overlaps,
    fingerprints,
    hashed,
    name_copies,
    shingle,
)
from dragoman.model.document import Document
from dragoman.model.time import Time

PARAGRAPHS = [
    "The ferry company said on Monday that two of its boats would stop sailing in winter because of storms.",
    "Islanders had asked the ministry for a bigger ship since the old pier was mended three years ago.",
    "A spokesman for the harbour said that nobody had told him how many passengers were left on the quay.",
    "Prices of fuel rose by a tenth in one month, and the company lost money on every crossing but one.",
    "The council will meet in May to hear what the fishermen want, and whether a bridge could be paid for.",
]
OTHER = [
    "A court in the capital sent the former head of the railways to prison for four years on Friday.",
    "Judges found that he had taken gifts from a builder of stations and hidden them in an orchard.",
    "His lawyer said that the verdict had been written before the trial began and that they would appeal.",
]


def document(paragraphs: list[str], day: str | None = None, title: str = "News of the day") -> Document:
    made = document_from_text("\n".join([title, *paragraphs]))
    time = Time(value=day, earliest=day, latest=day) if day else None
    return msgspec.structs.replace(made, published=time)


def copies(*documents: Document) -> dict[str, str]:
    by_id = {d.id: d for d in documents}
    return name_copies(by_id, find_overlaps(by_id)).originals


def test_a_trimmed_and_re_headlined_report_is_a_copy_of_the_earlier_one() -> None:
    whole = document(PARAGRAPHS, "2024-03-02")
    trimmed = document(PARAGRAPHS[:3], "2024-03-03", "Winter stops island ferries")
    assert copies(whole, trimmed) == {trimmed.id: whole.id}


def test_paragraphs_put_in_between_and_another_order_hide_nothing() -> None:
    whole = document(PARAGRAPHS, "2024-03-02")
    mixed = document([PARAGRAPHS[3], OTHER[0], PARAGRAPHS[1], PARAGRAPHS[0], PARAGRAPHS[2]], "2024-03-04")
    assert copies(whole, mixed) == {mixed.id: whole.id}


def test_a_paragraph_taken_over_is_a_partial_copy() -> None:
    whole = document(PARAGRAPHS, "2024-03-02")
    own = document([*OTHER, PARAGRAPHS[1] + " " + PARAGRAPHS[2]], "2024-03-05")
    by_id = {d.id: d for d in (whole, own)}
    found = name_copies(by_id, find_overlaps(by_id))
    assert not found.originals
    assert [(x.kind, x.left, x.right) for x in found.links] == [("partial-copy", whole.id, own.id)]


def test_a_short_release_inside_a_long_report_makes_the_report_no_copy() -> None:
    release, long = document(PARAGRAPHS[:2], "2024-03-01"), document([*OTHER, *PARAGRAPHS[:2], *OTHER], "2024-03-02")
    assert copies(release, long) == {}


def test_reports_of_one_subject_are_no_copies() -> None:
    assert copies(document(PARAGRAPHS), document(OTHER)) == {}


def test_of_one_day_the_longer_is_the_original_and_copies_of_copies_lead_to_it() -> None:
    whole, half, less = (document(PARAGRAPHS[:n], "2024-03-02", f"Title {n}") for n in (5, 4, 3))
    assert copies(less, whole, half) == {half.id: whole.id, less.id: whole.id}


@given(st.integers(0, 60), st.integers(2 * SHINGLE + WINDOW - 1, 40), st.integers(0, 60))
def test_winnowing_finds_every_run_that_is_long_enough(before: int, shared: int, after: int) -> None:
    run = [f"shared{n}" for n in range(shared)]
    one = document([" ".join([*(f"one{n}" for n in range(before)), *run])])
    other = document([" ".join([*run, *(f"other{n}" for n in range(after))])])
    assert set(shingle(one).keys) & set(shingle(other).keys)


@given(st.lists(st.integers(0, 2**32 - 1), max_size=40) | st.lists(st.integers(0, 3), max_size=40))
def test_fingerprints_are_the_least_of_each_window(hashes: list[int]) -> None:
    places: list[int] = []
    for start in range(max(1, len(hashes) - WINDOW + 1) if hashes else 0):
        window = range(start, min(start + WINDOW, len(hashes)))
        least = min(window, key=lambda n: hashes[n])
        if least not in places:
            places.append(least)
    assert fingerprints(np.array(hashes, np.uint64)) == [hashes[n] for n in places]


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=30))
def test_equal_words_have_equal_hashes_and_others_do_not(words: list[str]) -> None:
    runs = [tuple(words[n:n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)]
    hashes = hashed(words)
    assert len(hashes) == len(runs)
    assert len(set(zip(runs, hashes, strict=True))) == len(set(runs)) == len(set(hashes))
    assert all(0 <= value < 2**32 for value in hashes)


def test_hashes_are_those_of_every_machine() -> None:
    assert hashed(["the", "ferry", "company", "said", "on"]) == (3385481486,)


WORDS = st.sampled_from([f"w{n}" for n in range(12)])


@given(st.lists(WORDS, min_size=1, max_size=80), st.lists(WORDS, max_size=80))
def test_words_are_covered_in_runs_of_shared_shingles(one: list[str], other: list[str]) -> None:
    left, right = shingle(document([" ".join([*one, *other])])), shingle(document([" ".join([*other, *one])]))
    common = set(left.hashes) & set(right.hashes)
    inside = [any(h in common for h in left.hashes[max(0, n - SHINGLE + 1):n + 1]) for n in range(left.words)]
    runs = [len(run) for run in "".join(" x"[i] for i in inside).split()]
    assert left.covered(left.shared(right)) == sum(run for run in runs if run >= min(RUN, left.words))


def test_empty_and_tiny_texts_are_left_alone() -> None:
    assert copies(document([]), document(["One."]), document(["Two words."])) == {}
