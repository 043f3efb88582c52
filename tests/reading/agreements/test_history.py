"""The steps of an agreement's life that one report tells, and what is only sought."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.model.reading import AgreementMention, Reading

Read = Callable[..., Reading]


def steps(read: Read, text: str) -> list[tuple[str, str | None]]:
    reading = read(text, published="2024-09-10")
    agreement: AgreementMention = reading.agreements[0]
    return [(s.status, reading.times[s.time].value if s.time is not None else None) for s in agreement.history]


def test_each_step_with_its_day(read: Read) -> None:
    text = "Peru and Chile signed a water treaty on 3 May 2021. The treaty was ratified in June 2022.\n\n" \
           "Chile suspended the treaty on 2 September 2024.\n"
    assert steps(read, text) == [("signed", "2021-05-03"), ("ratified", "2022-06"), ("suspended", "2024-09-02")]


def test_nouns_of_steps(read: Read) -> None:
    text = "Peru and Chile signed a water treaty on 3 May 2021. The ratification of the treaty was delayed.\n"
    assert [s for s, _ in steps(read, text)] == ["signed", "ratified"]


@pytest.mark.parametrize("sentence", [
    "The treaty takes effect when both parliaments have approved it.", "The treaty expires in May 2031.",
    "Chile may suspend the treaty.", "Neither parliament has ratified the treaty."])
def test_what_has_not_happened_is_no_step(read: Read, sentence: str) -> None:
    found = [s for s, _ in steps(read, f"Peru and Chile signed a water treaty on 3 May 2021. {sentence}\n")]
    assert set(found) <= {"signed", "proposed"}


def test_what_is_sought_is_kept_as_proposed_with_who_talks_of_it(read: Read) -> None:
    text = "Chile broke off negotiations with Peru on a new fishing agreement on Monday.\n"
    reading = read(text, published="2024-09-10")
    (agreement,) = reading.agreements
    assert agreement.status in ("proposed", "negotiating")
    assert {reading.chains[n].country for n in agreement.parties} == {"PER", "CHL"}


def test_the_deal_and_the_treaty_of_one_clause_are_two(read: Read) -> None:
    text = "Peru and Chile sign fishing deal\n\nPeru and Chile signed a fishing deal in Lima on Monday.\n\n" \
           "The deal replaces a 1998 treaty between the two.\n"
    names = [a.name for a in read(text, published="2024-09-10").agreements]
    assert len(names) == 2


def test_where_it_was_signed_is_no_name(read: Read) -> None:
    text = "Peru and Chile signed the Arica Accord in Lima on Monday.\n"
    (agreement,) = read(text, published="2024-09-10").agreements
    assert agreement.name == "Arica Accord"


def test_some_of_what_was_promised_is_partly_kept(read: Read) -> None:
    text = "Under an accord signed in Lima on 3 May 2024 Peru is to deliver 12 patrol boats to Chile.\n\n" \
           "Peru delivered four of the 12 promised boats, the accord's monitors said.\n"
    verdicts = [c.verdict for a in read(text, published="2024-09-10").agreements for c in a.compliance]
    assert verdicts == ["partly-met"]
