"""What is told as done, and how much of it, set against what was laid down."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.model.reading import Reading

Read = Callable[..., Reading]

OPENING = """Peru and Chile sign accord on wells

Peru and Chile signed an accord on wells in Tacna on 3 May 2024. Under the accord Peru is to release 63 drillers by
1 July, and Chile is to pay 40 million dollars. It provides for the lifting of a ban on flights.

"""


def verdicts(reading: Reading) -> list[tuple[str, str]]:
    return [(c.verdict, c.text) for a in reading.agreements for c in a.compliance]


@pytest.mark.parametrize(("told", "verdict"), [
    ("Peru has freed 41 of the 63 drillers.", "partly-met"),
    ("Of the 63 drillers, about 20 have been released so far.", "partly-met"),
    ("None of the drillers have been released.", "not-met"),
    ("Peru released the drillers on 30 June.", "met"),
    ("Peru has not released the drillers.", "not-met"),
    ("Seven drillers are still behind bars.", "not-met"),
    ("The ban on flights was lifted in May.", "met"),
    ("Chile has not paid the money promised under the accord.", "not-met"),
    ("Chile has paid only a third of the money promised under the accord.", "partly-met"),
])
def test_a_deed_is_set_against_what_was_laid_down(read: Read, told: str, verdict: str) -> None:
    assert [v for v, _ in verdicts(read(OPENING + told + "\n"))] == [verdict]


@pytest.mark.parametrize("told", [
    "Two of the three ministers said that they were pleased.",
    "Peru will release the drillers in June.",
    "The drillers eat twice a day.",
])
def test_what_is_no_deed_is_no_verdict(read: Read, told: str) -> None:
    assert verdicts(read(OPENING + told + "\n")) == []


def test_what_was_not_to_be_done_and_is_not_done_is_kept(read: Read) -> None:
    text = OPENING.replace("pay 40 million dollars", "not board trawlers") + "Chile has boarded no trawlers since.\n"
    assert ("not-met", "Chile has boarded no trawlers since") not in verdicts(read(text))


def test_who_is_charged_with_a_breach_and_denies_it_disputes_it(read: Read) -> None:
    text = OPENING + "Peru accused Chile of breaking the accord. Chile rejected the charge.\n"
    assert ("disputed", "Chile rejected the charge") in verdicts(read(text))
