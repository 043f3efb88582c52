"""One story's reports laid on each other: its figures, quotations and claims, compared once for all linkers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from dragoman.linking.claims import Statement, like_claims, statements_of
from dragoman.linking.cluster import FREE, Bonds, Groups, Pair, connect, spanning
from dragoman.linking.corroboration import Origins
from dragoman.linking.figures import find_figures
from dragoman.linking.measures import Measure, find_measures
from dragoman.linking.numbering import own_ids
from dragoman.linking.obligations import like_obligations
from dragoman.linking.quotations import Alignment, align, quotations
from dragoman.linking.rows import Rows
from dragoman.linking.statements import Weights, weigh


@dataclass(frozen=True)
class Comparison:
    """What was found by laying the reports of one story on each other. `claims` groups claim ids; `statements` are
    the claims as compared."""

    story: str
    documents: tuple[str, ...]
    weights: Weights
    measures: tuple[Measure, ...]
    quotations: tuple[Alignment, ...]
    claims: Groups
    statements: Mapping[str, Statement] = field(default_factory=dict)


def without(story: Comparison, documents: frozenset[str]) -> Comparison:
    """A comparison without some documents: those that a newer version has taken the place of."""
    if documents.isdisjoint(story.documents):
        return story
    measures = (tuple(f for f in m.figures if f.evidence.document not in documents) for m in story.measures)
    return replace(
        story, documents=tuple(d for d in story.documents if d not in documents),
        measures=tuple(Measure(figures) for figures in measures if figures),
        statements={key: s for key, s in story.statements.items() if s.document not in documents},
        quotations=tuple(a for a in story.quotations if a.left.evidence.document not in documents
                         and a.right.evidence.document not in documents))


def compare_story(rows: Rows, origins: Origins, story: str, documents: Iterable[str],
                  bonds: Bonds = FREE) -> Comparison:
    """Compare the reports of one story."""
    documents = tuple(sorted(documents))
    weights = weigh(rows, documents, origins.originals)
    figures = find_figures(rows, documents)
    measures = find_measures(figures, weights, {f.evidence: origins.of(f.evidence).key for f in figures})
    spoken = {key: (d, origins.of_chain(d, c.attribution) if c.attribution else None) for d in documents
              for key, c in zip(own_ids("claim", rows.readings[d]), rows.readings[d].claims, strict=True)}
    aligned = align(quotations(rows, spoken), weights)
    statements = statements_of(rows, spoken, figures)
    pairs = [*like_claims(statements.values(), weights),
             *like_obligations(rows, documents),
             *(Pair(a.left.claim, a.right.claim, min(1.0, a.share), ("the same quotation",)) for a in aligned)]
    report = {claim: document for claim, (document, _) in spoken.items()}
    claims = connect("claim", spoken, spanning(pairs, report, bonds), bonds)
    return Comparison(story, documents, weights, tuple(measures), tuple(aligned), claims, statements)
