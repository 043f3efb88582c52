"""Claims of different reports that state the same thing, whatever the wording."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.linking.cluster import THRESHOLD, Pair
from dragoman.linking.corroboration import Origin, alike
from dragoman.linking.figures import Figure
from dragoman.linking.rows import Rows
from dragoman.linking.statements import Weights, candidates, senses, shared_words
from dragoman.model.base import Span

LEAST = 1.0  # the weight of words that two claims must share at all


@dataclass(frozen=True)
class Statement:
    """A claim as compared: its words by their senses, the values of its figures, who says it, and its text.

    What a source denies is `negated`, as a claim that says "not" is; a denial of what is not so is no more.
    """

    claim: str
    document: str
    words: frozenset[str]
    values: frozenset[object]
    negated: bool
    source: Origin | None
    text: str = ""


def statements_of(rows: Rows, spoken: Mapping[str, tuple[str, Origin | None]],
                  figures: Sequence[Figure]) -> dict[str, Statement]:
    """The claims as they are compared, by their ids; `spoken` gives each claim's document and source."""
    values: dict[str, set[object]] = {claim: set() for claim in spoken}
    for figure in figures:
        for claim in rows.claims_at(figure.document, [figure.evidence]):
            values[claim].add(figure.value)
    found = {}
    for claim, (document, source) in sorted(spoken.items()):
        mention = rows.claim_of[claim]
        text = rows.evidence(document, Span(start=mention.start, end=mention.end)).text
        negated = mention.negated != (mention.modality == "denied")
        found[claim] = Statement(claim, document, senses(text), frozenset(values[claim]), negated, source, text)
    return found


def like_claims(stated: Iterable[Statement], weights: Weights) -> list[Pair]:
    """Scored pairs of claims of different documents."""
    statements = list(stated)
    pairs = []
    for a, b in candidates({n: s.words for n, s in enumerate(statements)}, least=2):
        if statements[a].document != statements[b].document:
            score, reasons = compare(statements[a], statements[b], weights)
            pairs.append(Pair(statements[a].claim, statements[b].claim, score, reasons))
    return pairs


def compare(a: Statement, b: Statement, weights: Weights) -> tuple[float, tuple[str, ...]]:
    """How surely two claims state the same thing, from 0 to 1, by the weight of the words that they share.

    Figures outweigh words: where both have some and none is the same, the claims are two.
    """
    shared = a.words & b.words
    weight = weights.total(shared)
    same_values = a.values & b.values
    if weight < LEAST or a.negated != b.negated or (a.values and b.values and not same_values):
        return 0.0, ()
    less, more = sorted((weights.total(a.words), weights.total(b.words)))
    score = 0.6 * weight / less + 0.4 * weight / more
    reasons = list[str]()
    if a.source and b.source and alike(a.source, b.source):
        score += 0.1
        reasons.append("the same source")
    elif a.source and b.source and a.source.person and b.source.person:
        score -= 0.25
        reasons.append("two people speak")
    else:
        score -= 0.1
    if same_values:
        score += 0.15
        reasons.append("the same figures")
    if score >= THRESHOLD:
        reasons.insert(0, f"they share “{shared_words(a.text, shared)}”")
    return min(1.0, max(0.0, score)), tuple(reasons)
