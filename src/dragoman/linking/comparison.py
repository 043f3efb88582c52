"""One story's reports laid on each other: its figures, quotations and claims, compared once for all linkers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.linking.cluster import Groups, Pair, connect, own_id
from dragoman.linking.corroboration import Origins
from dragoman.linking.figures import find_figures
from dragoman.linking.measures import Measure, find_measures
from dragoman.linking.quotations import Alignment, align, quotations
from dragoman.linking.rows import Rows
from dragoman.linking.statements import Weights, candidates, senses, weigh
from dragoman.model.base import Span

SAME = 1.0  # points at which two claims state the same thing


@dataclass(frozen=True)
class Comparison:
    """What was found by laying the reports of one story on each other. `claims` groups claim ids."""

    story: str
    documents: tuple[str, ...]
    weights: Weights
    measures: tuple[Measure, ...]
    quotations: tuple[Alignment, ...]
    claims: Groups


def compare_story(rows: Rows, origins: Origins, story: str, documents: Iterable[str]) -> Comparison:
    """Compare the reports of one story."""
    documents = tuple(sorted(documents))
    weights = weigh(rows, documents, origins.originals)
    measures = find_measures(find_figures(rows, documents), weights, lambda f: origins.of(f.evidence).key)
    spoken = {own_id("claim", d, n): (d, origins.of_chain(d, c.attribution).key if c.attribution else None)
              for d in documents for n, c in enumerate(rows.readings[d].claims)}
    aligned = align(quotations(rows, spoken), weights)
    pairs = [*_like_claims(rows, spoken, weights),
             *(Pair(a.left.claim, a.right.claim, min(1.0, a.share), ("the same quotation",)) for a in aligned)]
    return Comparison(story, documents, weights, tuple(measures), tuple(aligned), connect("claim", spoken, pairs))


def _like_claims(rows: Rows, spoken: dict[str, tuple[str, str | None]], weights: Weights) -> list[Pair]:
    ids = sorted(spoken)
    words = {n: senses(_text(rows, spoken[c][0], c)) for n, c in enumerate(ids)}
    pairs = []
    for a, b in candidates(words, least=2):
        left, right = ids[a], ids[b]
        if spoken[left][0] != spoken[right][0]:
            score, reasons = _compare(rows, spoken, weights, (left, right), words[a] & words[b],
                                      (words[a], words[b]))
            pairs.append(Pair(left, right, score, reasons))
    return pairs


def _compare(rows: Rows, spoken: dict[str, tuple[str, str | None]], weights: Weights, claims: tuple[str, str],
             shared: frozenset[str], words: tuple[frozenset[str], frozenset[str]]) -> tuple[float, tuple[str, ...]]:
    """How surely two claims state the same thing, 0 to 1, by the weight of the words that they share."""
    a, b = (rows.claim_of[c] for c in claims)
    weight = weights.total(shared)
    if weight < SAME or a.negated != b.negated:
        return 0.0, ()
    less, more = sorted((weights.total(words[0]), weights.total(words[1])))
    share = 0.7 * weight / less + 0.3 * weight / more
    speakers = {spoken[c][1] for c in claims}
    told = len(speakers) == 1 and None not in speakers
    return min(1.0, max(0.0, share - (0.0 if told else 0.1))), (
        f"they share {' '.join(sorted(shared))}", *(("the same source",) if told else ()))


def _text(rows: Rows, document: str, claim: str) -> str:
    mention = rows.claim_of[claim]
    return rows.evidence(document, Span(start=mention.start, end=mention.end)).text
