from __future__ import annotations

import msgspec
from tests.linking.handmade import report

from dragoman.linking.link import link
from dragoman.model.reading import Reading


def bridge(n: int, day: str) -> Reading:
    return report(f"Bridge at Lomma falls, part {n}\nThe bridge over the Lomma fell into the river. Mayor Ek said that "
                  f"lorries had been too heavy for its pillars. Engineer number {n} looked at the cables.",
                  published=day, people=["Ek"], places=["Lomma"])


def strike(n: int, day: str) -> Reading:
    return report(f"Teachers strike in Sunde, part {n}\nTeachers closed the schools of Sunde. Their union, led by Moe, "
                  f"wants smaller classes and better pay. Pupils of class {n} stayed at home.",
                  published=day, people=["Moe"], places=["Sunde"])


def stories(*readings: Reading) -> set[frozenset[str]]:
    return {frozenset(s.documents) for s in link(readings).stories}


def ids(*readings: Reading) -> frozenset[str]:
    return frozenset(r.document.id for r in readings)


def test_documents_about_the_same_events_are_one_story() -> None:
    a, b, c, d = bridge(1, "2024-01-03"), bridge(2, "2024-01-05"), strike(1, "2024-01-03"), strike(2, "2024-01-04")
    assert stories(a, b, c, d) == {ids(a, b), ids(c, d)}


def test_like_reports_years_apart_are_two_stories() -> None:
    a = bridge(1, "2024-01-03")
    b = report("Lomma bridge down\nMayor Ek wept when the bridge of Lomma, too weak for lorries, fell into its river.",
               published="2026-01-05", people=["Ek"], places=["Lomma"])
    soon = msgspec.structs.replace(b, document=msgspec.structs.replace(b.document, published=a.document.published))
    assert stories(a, soon) == {ids(a, soon)}
    assert stories(a, b) == {ids(a), ids(b)}


def test_a_report_without_a_date_belongs_by_its_words() -> None:
    undated = report(bridge(3, "2024-01-03").document.text, people=["Ek"], places=["Lomma"])
    a = bridge(1, "2024-01-03")
    assert stories(a, undated) == {ids(a, undated)}


def test_every_document_has_a_story_with_title_and_days() -> None:
    record = link([bridge(1, "2024-01-03"), bridge(2, "2024-01-05")])
    (story,) = record.stories
    assert story.title == "Bridge at Lomma falls, part 1"
    assert story.first
    assert story.last
    assert (story.first.value, story.last.value) == ("2024-01-03", "2024-01-05")
    assert {d.story for d in record.documents} == {story.id}


FELLED = ("Power cut in Velm: a poplar fell on the line and trams stopped. Gardener Holt had sawn the poplar, "
          "and bakers of Velm threw away dough.")
CHEWED = ("Power cut in Ostby: a moose bent the line and trams stopped. Ranger Quist led the moose away, "
          "and dentists of Ostby sent patients home.")


def test_two_events_of_one_kind_are_two_stories_where_each_has_its_own_words() -> None:
    """The reports of both share words (a power cut, trams), but far less than the reports of either do."""
    first = [report(f"{FELLED} Street {n} waited.", places=["Velm"]) for n in range(13, 16)]
    second = [report(f"{CHEWED} Street {n} waited.", places=["Ostby"]) for n in range(16, 19)]
    assert stories(*first, *second) == {ids(*first), ids(*second)}
