from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.linking.handmade import report

from dragoman.linking.chapters import LEAST, find_chapters, segment
from dragoman.linking.entities import link_entities
from dragoman.linking.link import link
from dragoman.linking.rows import Rows
from dragoman.model.reading import Reading
from dragoman.model.record import Chapter

FLOOD = ("river dam sluice village flooded boats cellar", "dam sluice river boats rescued village school",
         "river village flooded school sluice cellar bridge", "boats rescued dam bridge river flooded cellar",
         "sluice bridge village school rescued river dam")
TRIAL = ("court judge engineer charged lawyers verdict river", "judge verdict engineer appeal lawyers court prison",
         "lawyers charged court appeal engineer witness dam", "verdict prison judge witness court charged appeal",
         "engineer witness prison judge lawyers appeal verdict")


def words(texts: tuple[str, ...]) -> list[frozenset[str]]:
    return [frozenset(text.split()) for text in texts]


def test_a_story_is_cut_where_its_reports_speak_of_something_else() -> None:
    assert segment(list(range(10)), words(FLOOD + TRIAL)) == [5]
    assert segment(list(range(10)), words(FLOOD + FLOOD)) == []


def test_reports_of_one_day_stay_together() -> None:
    assert segment([1, 1, 2, 2, 2, 2, 2, 2, 3, 3], words(FLOOD + TRIAL)) == []


@given(st.lists(st.tuples(st.integers(0, 9), st.frozensets(st.sampled_from("abcdefghij"))), max_size=40))
def test_no_chapter_is_shorter_than_allowed(found: list[tuple[int, frozenset[str]]]) -> None:
    found.sort(key=lambda f: f[0])
    cuts = segment([day for day, _ in found], [words for _, words in found])
    assert all(b - a >= LEAST for a, b in zip((0, *cuts), (*cuts, len(found)), strict=True)) or not cuts
    assert all(found[c - 1][0] < found[c][0] for c in cuts)


def told(day: int, text: str) -> Reading:
    names = ["Sarn", "Mera"] if day <= 5 else ["Sarn", "Judge Ilk"]
    published = f"2024-03-{day:02}"
    return report(f"Sarn on day {day}\n{names[0]} and {names[1]}: {text}.", published=published,
                  publisher=f"Post {day}", places=names[:1], people=names[1:])


def chapters(readings: list[Reading]) -> tuple[Chapter, ...]:
    by_id = {r.document.id: r for r in readings}
    return find_chapters(Rows(by_id, link_entities(by_id).of), by_id, ())


def test_chapters_have_the_days_the_reports_and_why() -> None:
    readings = [told(n, text) for n, text in enumerate(FLOOD + TRIAL, 1)]
    undated = told(11, TRIAL[0])
    undated = msgspec.structs.replace(undated, document=msgspec.structs.replace(undated.document, published=None))
    for given_ in ([*readings, undated], [undated, *readings[::-1]]):
        flood, trial = chapters(given_)
        assert set(flood.documents) == {r.document.id for r in readings[:5]}
        assert undated.document.id in trial.documents
        assert (flood.first and flood.first.value, flood.last and flood.last.value) == ("2024-03-01", "2024-03-05")
        assert flood.why == "the story begins"
        assert "1 day after" in trial.why
        assert "Judge Ilk" in trial.why


def test_a_short_story_has_no_chapters() -> None:
    few = [told(n, text) for n, text in enumerate(FLOOD[:3] + TRIAL[:3], 1)]
    assert chapters(few) == ()
    assert all(s.chapters == () for s in link(few).stories)
