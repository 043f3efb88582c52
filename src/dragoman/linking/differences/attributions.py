"""Quotations that one report gives to one speaker and another report to another.

Only what is sure: the same words, a run of six or more, and two people, or two states' bodies, whom the reports name
where they quote them. One figure given by two sources is none, for sources may agree; nor is a body beside a person,
who may speak for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from dragoman.linking.comparison import Comparison
from dragoman.linking.corroboration import Origins, alike, name_of
from dragoman.linking.differences.rows import difference, outlet, shorten
from dragoman.linking.numbering import own_ids
from dragoman.linking.quotations import Quotation, quotations, spelled_alike
from dragoman.linking.rows import Rows
from dragoman.linking.words import tokens
from dragoman.model.base import Span
from dragoman.model.record import Difference, DifferenceItem

_RUN = 6  # words: shorter ones are sayings, slogans and titles that many use


def attribution_differences(rows: Rows, origins: Origins, story: Comparison) -> Iterator[Difference]:
    """A row for each two claims in which reports of a story give the same words to two speakers."""
    by_run: dict[tuple[str, ...], dict[tuple[str, str], Quotation]] = defaultdict(dict)  # by speaker and document
    pairs: dict[tuple[str, str], tuple[Quotation, Quotation]] = {}  # by the claims
    for quotation, speaker in _named_quotations(rows, origins, story):
        for run in _runs(quotation):
            by_run[run].setdefault((speaker, quotation.evidence.document), quotation)
    for told in by_run.values():
        people: dict[str, Quotation] = {}
        for (speaker, _), quotation in told.items():
            people.setdefault(speaker, quotation)
        for one, other in combinations(sorted(people), 2):
            reports = (people[one].evidence.document, people[other].evidence.document)
            if (one, reports[1]) not in told and (other, reports[0]) not in told:  # no report gives them to both
                pairs[people[one].claim, people[other].claim] = (people[one], people[other])
    for _, (left, right) in sorted(pairs.items(), key=lambda p: p[0]):
        if _differ(left, right):
            yield _row(rows, story.story, (left, right))


def _runs(quotation: Quotation) -> Iterator[tuple[str, ...]]:
    yield from (quotation.words[n:n + _RUN] for n in range(len(quotation.words) - _RUN + 1))


def _named_quotations(rows: Rows, origins: Origins, story: Comparison) -> list[tuple[Quotation, str]]:
    """The quotations of speakers named in the attribution itself, with the speaker's key; copies do not count.

    A pronoun or a role stands for somebody whom the reader may have taken for another.
    """
    spoken = {}
    for document in story.documents:
        if document not in origins.originals:
            reading = rows.readings[document]
            keys = own_ids("claim", reading)
            for n, mention in enumerate(reading.claims):
                origin = origins.of_chain(document, mention.attribution) if mention.attribution else None
                source = mention.attribution[-1] if mention.attribution else None
                if origin is None or source is None or source.chain is None or not (
                        origin.person or origin.state):
                    continue
                name = tokens(reading.chains[source.chain].name)
                if name and name[-1] in tokens(reading.document.text[source.start:source.end]):
                    spoken[keys[n]] = (document, origin)
    return [(q, q.speaker.key) for q in quotations(rows, spoken, _RUN) if q.speaker]


def _differ(a: Quotation, b: Quotation) -> bool:
    """Are the words the same, and the speakers surely not?"""
    if a.speaker is None or b.speaker is None or a.evidence.document == b.evidence.document:
        return False
    if a.speaker.person != b.speaker.person:
        return False
    short, long = sorted((" ".join(a.words), " ".join(b.words)), key=len)
    if not a.speaker.person:
        return f" {short} " in f" {long} " and a.speaker.state != b.speaker.state
    return f" {short} " in f" {long} " and not alike(a.speaker, b.speaker) and not spelled_alike(
        a.speaker.name, b.speaker.name)


def _row(rows: Rows, story: str, found: tuple[Quotation, Quotation]) -> Difference:
    items, told = [], []
    for q in found:
        document = q.evidence.document
        source = rows.claim_of[q.claim].attribution[-1]
        name = rows.evidence(document, Span(start=source.start, end=source.end, field="attribution"))
        called = name_of(rows.readings[document], source)
        items.append(DifferenceItem(document=document, value=called, evidence=(q.evidence, name)))
        told.append(f"{called} ({outlet(rows, document)})")
    about = shorten(min((q.evidence.text for q in found), key=len), 12)
    return difference(story, "attribution", about, f"The same words are given to {' and to '.join(told)}", items)
