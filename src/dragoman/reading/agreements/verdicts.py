"""The verdicts on a report's agreements, as they are found."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span as Tokens

from dragoman.model.base import Span
from dragoman.model.reading import Compliance, Provision, Source, Verdict
from dragoman.reading.agreements.clauses import deadline_of
from dragoman.reading.agreements.drafts import Draft
from dragoman.reading.agreements.scene import Scene
from dragoman.text.parse import span_of


@dataclass
class Verdicts:
    """The compliance rows of each draft, and the obligations that only a verdict names."""

    scene: Scene
    rows: list[tuple[Draft, Compliance]] = field(default_factory=list)
    obligations: list[tuple[Draft, Provision]] = field(default_factory=list)

    def of(self, draft: Draft) -> tuple[Compliance, ...]:
        """A draft's rows, each once."""
        return tuple(dict.fromkeys(row for owner, row in self.rows if owner is draft))

    def add(
        self, draft: Draft, verdict: Verdict, tokens: Tokens, *, party: int | None = None,
        by: tuple[Source, ...] | None = None,
    ) -> None:
        """Some words judge how an agreement is kept, unless they are part of what was just judged."""
        span = span_of(tokens)
        if any(owner is draft and row.evidence[0].start <= span.start and span.end <= row.evidence[0].end
               for owner, row in self.rows[-3:]):
            return  # part of what was just judged
        sources = by if by is not None else self.scene.sources_of(span.start, span.end)
        self.rows.append((draft, Compliance(
            verdict=verdict, text=self.scene.text(span), evidence=(Span(start=span.start, end=span.end),), by=sources,
            party=party, time=deadline_of(self.scene, tokens, None, but=draft.dates))))
