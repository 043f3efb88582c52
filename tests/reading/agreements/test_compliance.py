"""What is said of an agreement's being kept, and on whose word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.model.reading import Compliance, Reading

Read = Callable[..., Reading]

REVIEW = """Review of the Lome accord between Chad and Niger

The accord was signed by Chad and Niger on 3 May 2024.

Obligations met

Prisoners: Chad freed all 40 prisoners on 2 June. The deadline was 20 May.

Obligations not met

Wells: Niger was to open four wells by 1 July. It has opened one.
"""


def rows(reading: Reading) -> list[Compliance]:
    return [c for a in reading.agreements for c in a.compliance]


def name(reading: Reading, chain: int | None) -> str | None:
    return None if chain is None else reading.chains[chain].name


def test_a_heading_judges_the_paragraphs_under_it(read: Read) -> None:
    reading = read(REVIEW)
    found = [(c.verdict, name(reading, c.party), c.text.split(":")[0]) for c in rows(reading)]
    assert found == [("met", "Chad", "Prisoners"), ("not-met", "Niger", "Wells")]


def test_a_label_under_a_heading_names_an_obligation_with_its_deadline(read: Read) -> None:
    reading = read(REVIEW, published="2024-09-01")
    row = next(p for a in reading.agreements for p in a.provisions if p.text.startswith("Prisoners"))
    assert name(reading, row.obligor) == "Chad"
    assert row.deadline is not None
    assert reading.times[row.deadline].value == "2024-05-20"


@pytest.mark.parametrize(("sentence", "verdict", "party"), [
    ("Chad has kept its promises.", "met", "Chad"),
    ("Chad failed to meet its obligations.", "not-met", "Chad"),
    ("The deal was never carried out.", "not-met", None),
    ("The deal has been only partly implemented.", "partly-met", None),
    ("Niger violated the deal in June.", "not-met", "Niger"),
    ("Niger has not violated the deal.", "met", "Niger"),
    ("Chad missed the deadline by a week.", "not-met", "Chad"),
    ("Chad honoured the agreement.", "met", "Chad"),
])
def test_verdicts(read: Read, sentence: str, verdict: str, party: str | None) -> None:
    reading = read(f"Chad and Niger signed a trade deal in May 2021.\n\n{sentence}")
    assert [(c.verdict, name(reading, c.party)) for c in rows(reading)] == [(verdict, party)]


@pytest.mark.parametrize("sentence", [
    "Chad may violate the deal.", "If Chad broke the deal, Niger would leave.", "Chad wants to honour the deal.",
    "Chad met the minister on Monday.", "Niger broke ground for a road.",
])
def test_no_verdict(read: Read, sentence: str) -> None:
    assert not rows(read(f"Chad and Niger signed a trade deal in May 2021.\n\n{sentence}"))


def test_the_verdict_is_its_sources_and_not_the_reports(read: Read) -> None:
    reading = read("Chad and Niger signed a trade deal in May 2021.\n\nNiger has violated the deal, according to a "
                   "report by the African Union.")
    row = rows(reading)[0]
    assert "African Union" in " ".join(s.name for s in row.by)


def test_one_kept_its_word_and_the_other_did_not(read: Read) -> None:
    reading = read("Chad and Niger signed a trade deal in May 2021.\n\nChad kept its word and Niger did not.")
    assert {(c.verdict, name(reading, c.party)) for c in rows(reading)} == {("met", "Chad"), ("not-met", "Niger")}


def test_a_charge_of_breaking_a_truce_is_the_accusers(read: Read) -> None:
    reading = read("Chad and Niger signed a truce on Monday.\n\nThe truce was calm at first. On Friday Chad accused "
                   "Niger of shelling a border post.")
    row = rows(reading)[0]
    assert (row.verdict, name(reading, row.party)) == ("not-met", "Niger")
    assert name(reading, row.by[-1].chain) == "Chad"


def test_every_row_has_its_words(read: Read) -> None:
    reading = read(REVIEW)
    for row in rows(reading):
        assert row.evidence
        span = row.evidence[0]
        assert " ".join(reading.document.text[span.start:span.end].split()) == row.text


@pytest.mark.parametrize(("sentence", "verdict"), [
    ("The army freed nine drivers, as agreed.", "met"),
    ("The accord stayed on paper.", "not-met"),
    ("Under the accord, Chad should have opened the road in June.", "not-met"),
    ("The African Union said it had seen no violation of the accord.", "met"),
    ("Chad opened the road to Bol on Monday.", "met"),
    ("Chad has not opened the road to Bol.", "not-met"),
])
def test_idioms_and_terms_told_as_done(read: Read, sentence: str, verdict: str) -> None:
    reading = read("Chad and Niger signed an accord in May 2021.\n\n"
                   f"Under the accord Chad is to open the road to Bol.\n\n{sentence}")
    assert [c.verdict for c in rows(reading)] == [verdict]


UNDER = """Chad and Niger sign truce

Chad and Niger signed a truce in May 2021.

Not kept

{}
"""


@pytest.mark.parametrize(("paragraph", "expected"), [
    ("Chad was to open the road to Bol. It closed a bridge on Friday. Nine people died.", ["Chad"]),
    ("Chad pulled back no gun, and Niger did not free the drivers.", ["Chad"]),
    ("The truce ends on 5 June.", []),
    ("Nine people died on Friday.", []),
    ("Their spokesman blamed the delay on rain.", []),
])
def test_a_paragraph_under_a_judging_heading_judges_a_party_once(
    read: Read, paragraph: str, expected: list[str],
) -> None:
    found = rows(read(UNDER.format(paragraph)))
    assert [c.verdict for c in found] == ["not-met"] * len(expected)


def test_who_denies_a_breach_says_that_it_was_kept(read: Read) -> None:
    reading = read("Chad and Niger signed a truce in May 2021.\n\n"
                   "Niger's spokesman, Ali Sani, denied that his men had broken the truce.")
    row = rows(reading)[0]
    assert (row.verdict, name(reading, row.party)) == ("met", "Niger")
    assert row.by
    assert name(reading, row.by[-1].chain) == "Ali Sani"


def test_what_is_awaited_is_no_verdict(read: Read) -> None:
    assert not rows(read("Chad and Niger signed a truce in May 2021.\n\n"
                         "The monitors stay until every article of the truce is carried out."))


def test_kept_in_part(read: Read) -> None:
    found = rows(read("Chad and Niger signed a truce in May 2021.\n\nThe truce has been kept in part."))
    assert [c.verdict for c in found] == ["partly-met"]


def test_an_opposition_charge_against_its_government_is_no_breach(read: Read) -> None:
    assert not rows(read("Chad and Niger signed a truce in May 2021.\n\n"
                         "Chad's opposition Reform Party accused the government of delay."))


@pytest.mark.parametrize(("sentence", "verdict"), [
    ("Nobody has gone home under the accord.", "not-met"),
    ("Ghana has freed nobody.", "not-met"),
    ("Gabon has paid $1.2 million of the $3.4 million that it owed.", "partly-met"),
])
def test_counts_and_nobody_judge(read: Callable[..., Reading], sentence: str, verdict: str) -> None:
    reading = read("Ghana and Gabon signed an accord in Accra on Monday. Under the accord, Ghana and Gabon will free "
                   f"all sailors and Gabon will pay $3.4 million.\n\n{sentence} The accord runs for a year.\n")
    assert verdict in [c.verdict for a in reading.agreements for c in a.compliance]


@pytest.mark.parametrize(("sentence", "pair"), [
    ("Georgia has refused to implement the terms of the 2022 memorandum with Armenia on rail transit, officials said.",
     {"Georgia", "Armenia"}),
    ("Oman has not honoured a single clause of the June accord with Kenya on fishing boats, a diplomat said.",
     {"Oman", "Kenya"}),
    ("Mali broke the 2019 accord with Niger on grazing, a minister said.", {"Mali", "Niger"}),
])
def test_who_keeps_or_breaks_the_accord_with_another_is_a_party(
        read: Read, sentence: str, pair: set[str]) -> None:
    reading = read("Chile and Peru signed a trade pact in Lima on Monday.\n\n" + sentence, published="2026-03-20")
    deal = next(a for a in reading.agreements if a.compliance)
    assert {reading.chains[n].name for n in deal.parties} == pair


def test_the_agreements_own_date_is_not_the_verdicts(read: Read) -> None:
    reading = read("Oman has failed to honour the June accord with Kenya on fishing boats, a diplomat said.")
    assert [row.time for row in rows(reading)] == [None]
    assert rows(read("Since Kenya and Oman signed an accord on Monday, Oman has failed to honour the accord "
                     "on 3 May 2026."))[0].time is not None
