from __future__ import annotations

from tests.linking.handmade import report

from dragoman.linking.link import link
from dragoman.model.reading import Reading

WELL = "The mine at Torvall closed its western shaft in March after floods"
SAME = "The western shaft of the mine at Torvall was closed after the floods of March"


def test_claims_that_state_the_same_make_one_assertion_and_others_their_own() -> None:
    one = report(f"Torvall mine shuts\n{WELL}. Miners of Torvall went home.", publisher="A", places=["Torvall"],
                 claims=[(WELL, None), ("Miners of Torvall went home", None)])
    other = report(f"Floods at Torvall\nLast spring was wet. {SAME}.", publisher="B", places=["Torvall"],
                   claims=[(SAME, None)])
    found = link([one, other]).assertions
    assert sorted(len(a.claims) for a in found) == [1, 2]
    assert next(a for a in found if len(a.claims) == 2).corroboration.documents == 2


def test_a_figure_that_differs_makes_another_assertion() -> None:
    texts = [f"The mine at Torvall closed its western shaft and sent {n} miners home" for n in (300, 410)]
    readings = [report(f"Torvall {n}\n{t}.", places=["Torvall"], claims=[(t, None)],
                       figures=[(f"{n} miners", n, "miners")]) for n, t in zip((300, 410), texts, strict=True)]
    record = link(readings)
    assert all(a.corroboration.documents == 1 for a in record.assertions)
    assert [d.kind for d in record.differences if d.kind == "figure"] == ["figure"]


def test_every_figure_and_event_stands_in_an_assertion() -> None:
    text = "Torvall mine shuts\nThe mine sent 300 miners home. Guards of Torvall beat two strikers on Friday."
    record = link([report(text, bodies=["Guards of Torvall"], figures=[("300 miners", 300, "miners")],
                          events=[("ASSAULT", "beat two strikers", ("Guards of Torvall",), None)])])
    assert {q for a in record.assertions for q in a.quantities} == {q.id for q in record.quantities}
    assert {e for a in record.assertions for e in a.events} == {e.id for e in record.events}


def test_an_event_with_a_shared_figure_is_part_of_its_assertion() -> None:
    def mine(publisher: str, told: str) -> Reading:
        return report(f"Torvall, {publisher}\n{told} at Torvall.", publisher=publisher, places=["Torvall"],
                      bodies=["The mine"], figures=[("300 strikers", 300, "strikers")],
                      events=[("COERCE", told, ("The mine",), None)])

    record = link([mine("A", "The mine dismissed 300 strikers from its western shaft"),
                   mine("B", "The mine sent away 300 strikers who held the western shaft")])
    [shared] = [a for a in record.assertions if len(a.quantities) == 2]
    assert {e for a in record.assertions for e in a.events} == set(shared.events)


def test_two_claims_of_one_report_stay_two() -> None:
    less = "The western shaft of the mine was closed"
    one = report(f"Torvall mine shuts\n{WELL}. {less}.", publisher="A", places=["Torvall"],
                 claims=[(WELL, None), (less, None)])
    other = report(f"Floods at Torvall\nLast spring was wet. {SAME}.", publisher="B", places=["Torvall"],
                   claims=[(SAME, None)])
    assert sorted(len(a.claims) for a in link([one, other]).assertions) == [1, 2]


def test_a_figures_assertion_is_told_in_whole_words() -> None:
    told = "Guards and strikers of Torvall threw 300 stones at the western shaft"
    reading = [report(f"Torvall, {p}\n{told}.", publisher=p, places=["Torvall"], claims=[(told, None)],
                      figures=[("300 stones", 300, "stones")]) for p in ("A", "B")]
    [shared] = [a for a in link(reading).assertions if len(a.quantities) == 2]
    assert shared.text == told
