"""What somebody denies in one report and another report states: whether it is so is open.

Only what is sure: nearly all the words of what is denied stand in what is stated. A denial that no report
contradicts is none, for it may answer somebody whom no report quotes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from dragoman.linking.comparison import Comparison
from dragoman.linking.corroboration import Origins
from dragoman.linking.differences.rows import difference, outlet, shorten
from dragoman.linking.numbering import own_ids
from dragoman.linking.rows import Rows
from dragoman.linking.statements import candidates, senses
from dragoman.model.base import Span
from dragoman.model.reading import ClaimMention
from dragoman.model.record import Difference, DifferenceItem

_SHARE = 0.8  # of the weight of what is denied, to be found in what is stated
_LEAST = 1.0  # and how much that must be
_LONGEST = 60  # words that tell something: what is longer states many things


def denial_differences(rows: Rows, origins: Origins, story: Comparison) -> Iterator[Difference]:
    """A row for each denial that a claim of another report of the story contradicts."""
    claims: list[tuple[str, str, ClaimMention]] = []
    for document in story.documents:
        reading = rows.readings[document]
        if document not in origins.originals:
            claims += [(key, document, c) for key, c in zip(own_ids("claim", reading), reading.claims, strict=True)]
    words = {n: senses(rows.readings[d].document.text[c.start:c.end]) for n, (_, d, c) in enumerate(claims)}
    words = {n: found for n, found in words.items() if len(found) <= _LONGEST}
    stated: dict[int, list[int]] = defaultdict(list)
    for pair in candidates(words, least=2):
        for one, other in (pair, pair[::-1]):
            if _contradicts(claims[one], claims[other]):
                shared = story.weights.total(words[one] & words[other])
                if shared >= _LEAST and shared >= _SHARE * story.weights.total(words[one]):
                    stated[one].append(other)
    for denial, others in sorted(stated.items()):
        yield _row(rows, story.story, [claims[n] for n in (denial, *sorted(others))])


def _contradicts(denial: tuple[str, str, ClaimMention], other: tuple[str, str, ClaimMention]) -> bool:
    return (denial[1] != other[1] and denial[2].modality == "denied" and not denial[2].negated
            and other[2].modality == "asserted" and not other[2].negated and bool(other[2].attribution))


def _row(rows: Rows, story: str, found: list[tuple[str, str, ClaimMention]]) -> Difference:
    items, told = [], []
    for _, document, claim in found:
        words = rows.evidence(document, Span(start=claim.start, end=claim.end))
        who = claim.attribution[-1].name if claim.attribution else outlet(rows, document)
        verb = "denied" if claim.modality == "denied" else "stated"
        items.append(DifferenceItem(document=document, value=f"{verb}: {shorten(words.text)}", evidence=(words,)))
        told.append(f"{verb} by {who} ({outlet(rows, document)})")
    about = shorten(items[0].evidence[0].text, 12)
    return difference(story, "status", about, f"What one denies another states: “{about}” is {', '.join(told)}", items)
