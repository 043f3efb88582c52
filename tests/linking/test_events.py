from __future__ import annotations

import msgspec
from tests.linking.handmade import report

from dragoman.linking.cluster import Pair, spanning
from dragoman.linking.link import link
from dragoman.model.reading import Reading
from dragoman.model.record import Event

GUARDS, FARMERS = "Guards of Tarvik", "Farmers of Tarvik"


def raid(words: str, day: str | None, *, publisher: str, tail: str, actor: str = GUARDS) -> Reading:
    text = f"Tarvik, {publisher}\n{actor} {words}{' on Tuesday' if day else ''}. {tail}"
    return report(text, publisher=publisher, published="2024-03-07", bodies=[actor], places=["Tarvik"],
                  dates=[("Tuesday", day)] if day else [],
                  events=[("ASSAULT", words, (actor,), "Tuesday" if day else None)])


def events(*readings: Reading) -> tuple[Event, ...]:
    return link(readings).events


FIRST = raid("burned two barns by the mill of Tarvik", "2024-03-05", publisher="The Mill",
             tail="Hay for a whole winter was lost, and nobody has come to count the cows.")
AGAIN = raid("set fire to two barns by the mill of Tarvik", "2024-03-05", publisher="River Post",
             tail="A priest rang the bells of Tarvik until the rain came.")


def test_one_event_in_two_reports_is_one_row_with_the_evidence_of_both() -> None:
    (event,) = events(FIRST, AGAIN)
    assert {e.document for e in event.evidence} == {FIRST.document.id, AGAIN.document.id}
    assert event.corroboration.documents == 2
    assert event.summary == "Guards of Tarvik attacked (5 March 2024): “burned two barns by the mill of Tarvik”."


def test_other_actors_or_another_month_are_another_event() -> None:
    others = raid("set fire to two barns by the mill of Tarvik", "2024-03-05", publisher="River Post",
                  tail="A priest rang the bells of Tarvik until the rain came.", actor=FARMERS)
    before = raid("set fire to two barns by the mill of Tarvik", "2024-01-09", publisher="River Post",
                  tail="A priest rang the bells of Tarvik until the rain came.")
    assert len(events(FIRST, others)) == 2
    assert len(events(FIRST, before)) == 2


def test_what_a_report_tells_apart_is_two() -> None:
    pairs = [Pair("a1", "b1", 0.9, ()), Pair("a2", "b1", 0.8, ()), Pair("b1", "c1", 0.7, ()), Pair("a2", "c1", 0.6, ())]
    report_of = {thing: thing[0] for thing in ("a1", "a2", "b1", "c1")}
    assert [(p.left, p.right) for p in spanning(pairs, report_of)] == [("a1", "b1"), ("b1", "c1")]
    assert len(spanning(pairs)) == 3


def test_the_timeline_of_a_story_is_in_order_of_time() -> None:
    later = raid("cut the telephone line at the mill of Tarvik", "2024-03-06", publisher="Hill Bell",
                 tail="Since then the farmers of Tarvik have slept in their barns and kept the bells ready.")
    record = link([later, FIRST, AGAIN])
    (story,) = record.stories
    assert [e.time.value for e in story.timeline if e.time] == ["2024-03-05", "2024-03-06"]
    assert all(e.evidence for e in story.timeline)


def foreseen(reading: Reading) -> Reading:
    return msgspec.structs.replace(
        reading, events=tuple(msgspec.structs.replace(e, status="planned") for e in reading.events))


def test_what_one_report_foresees_and_a_later_one_tells_of_is_one_event() -> None:
    (event,) = events(foreseen(FIRST), AGAIN)
    assert event.status == "occurred"
    assert {e.document for e in event.evidence} == {FIRST.document.id, AGAIN.document.id}


def test_what_is_foreseen_for_another_day_is_another_event() -> None:
    later = raid("set fire to two barns by the mill of Tarvik", "2024-03-12", publisher="River Post",
                 tail="A priest rang the bells of Tarvik until the rain came.")
    assert sorted(e.status for e in events(FIRST, foreseen(later))) == ["occurred", "planned"]


def counted(text: str, words: str, day: str) -> Reading:
    return report(f"Tarvik, {day}\n{text} The mill of Tarvik stood still.", publisher=f"Post {day}", published=day,
                  bodies=[GUARDS], places=["Tarvik"], figures=[("340 sheep", 340, "sheep")],
                  events=[("COERCE", words, (GUARDS,), None)])


def test_what_was_done_to_the_same_number_is_one_event_in_whatever_words() -> None:
    one = counted("Guards of Tarvik drove off 340 sheep of the farmers.", "drove off 340 sheep of the farmers",
                  "2024-03-05")
    other = counted("The farmers want 340 sheep back that Guards of Tarvik took.",
                    "340 sheep back that Guards of Tarvik took", "2024-03-06")
    (event,) = events(one, other)
    assert event.corroboration.documents == 2


def test_the_same_sentence_tells_of_the_same_event() -> None:
    def printed(tail: str, publisher: str) -> Reading:
        text = f"Tarvik, {publisher}\nHay burned by the mill of Tarvik after the brawl of two families. {tail}"
        read = report(text, publisher=publisher, published="2024-03-07", places=["Tarvik"],
                      events=[("ASSAULT", "brawl", (), None)])
        return msgspec.structs.replace(read, events=(msgspec.structs.replace(read.events[0], trigger="brawl"),))

    record = link([printed("Nobody has come to count the cows.", "The Mill"),
                   printed("A priest rang the bells until the rain came.", "River Post")])
    assert len(record.events) == 1
    assert ["the same sentence" in x.reasons for x in record.links if x.kind == "event"] == [True]
