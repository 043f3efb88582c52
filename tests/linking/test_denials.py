from __future__ import annotations

import msgspec
from tests.linking.handmade import report

from dragoman.linking.link import link
from dragoman.model.reading import Modality, Reading
from dragoman.model.record import Difference

HEAD = "Quarrel over the herring nets of Vellmar\nThe herring nets of Vellmar harbour were cut on Friday night. "


def told(said: str, who: str, modality: Modality, publisher: str) -> Reading:
    verb = "denied" if modality == "denied" else "said"
    reading = report(HEAD + f"{who} {verb} that {said}.", published="2024-05-04", publisher=publisher,
                     places=["Vellmar"], bodies=[who], claims=[(said, who)])
    return msgspec.structs.replace(reading, claims=tuple(
        msgspec.structs.replace(c, modality=modality) for c in reading.claims))


def statuses(*readings: Reading) -> list[Difference]:
    return [d for d in link(readings).differences if d.kind == "status"]


def test_what_one_denies_and_another_states_is_open() -> None:
    denied = told("its crews had cut the nets with knives", "the league", "denied", "Vellmar Post")
    stated = told("crews of the league had cut the nets with knives", "the port", "asserted", "The Coast")
    (found,) = statuses(denied, stated)
    assert {i.document for i in found.items} == {denied.document.id, stated.document.id}
    assert "denied by the league" in found.summary
    assert all(len(a.claims) == 1 for a in link((denied, stated)).assertions)  # a denial confirms nothing


def test_a_denial_that_nobody_contradicts_is_no_difference() -> None:
    denied = told("its crews had cut the nets with knives", "the league", "denied", "Vellmar Post")
    assert statuses(denied, told("the harbour would stay shut", "the port", "asserted", "The Coast")) == []
    assert statuses(denied, told("its crews had cut the nets with knives", "the union", "denied", "The Coast")) == []


def plainly(said: str, publisher: str, published: str = "2024-05-05", *, negated: bool = False) -> Reading:
    reading = report(HEAD + f"{said}.", published=published, places=["Vellmar"], publisher=publisher,
                     claims=[(said, None)])
    return msgspec.structs.replace(reading, claims=tuple(
        msgspec.structs.replace(c, negated=negated) for c in reading.claims))


def test_a_later_report_that_says_that_it_is_not_so_denies_it() -> None:
    stated = told("the league paid a bounty for the nets", "the port", "asserted", "The Coast")
    later = plainly("The league paid no bounty for the nets", "Vellmar Post", negated=True)
    (found,) = statuses(stated, later)
    assert "no bounty" in found.summary
    assert {i.document for i in found.items} == {stated.document.id, later.document.id}
    earlier = plainly("The league paid no bounty for the nets", "Vellmar Post", "2024-05-03", negated=True)
    assert statuses(stated, earlier) == []  # it may have been paid since


def test_what_is_called_untrue_is_denied() -> None:
    stated = told("crews of the league cut the nets", "the port", "asserted", "The Coast")
    untrue = plainly("The allegation that crews of the league cut the nets is entirely false", "Vellmar Post")
    assert len(statuses(stated, untrue)) == 1
