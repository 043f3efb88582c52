"""Assertions: one row for each distinct thing that is asserted, however many claims assert it.

A figure that two reports share makes an assertion of its own, with the claims that state nothing else.
Other claims make one with those that state the same; an event joins the assertion of the claim that tells
of it, or makes one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dragoman.linking.cluster import FREE, Bonds, Partition
from dragoman.linking.comparison import Comparison
from dragoman.linking.corroboration import Origins
from dragoman.linking.figures import Figure
from dragoman.linking.rows import Rows
from dragoman.model.base import content_id
from dragoman.model.record import Assertion, Claim, Event, Evidence, Quantity


@dataclass
class _Draft:
    """An assertion that is being put together."""

    text: str
    claims: set[str] = field(default_factory=set)
    quantities: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)

    @property
    def things(self) -> set[str]:
        """All that it rests on."""
        return self.claims | self.quantities | self.events

    def add(self, other: _Draft) -> None:
        """Take in what another one rests on."""
        self.claims |= other.claims
        self.quantities |= other.quantities
        self.events |= other.events


def link_assertions(rows: Rows, origins: Origins, comparisons: Iterable[Comparison], claims: Iterable[Claim],
                    quantities: Iterable[Quantity], events: Iterable[Event], bonds: Bonds = FREE,
                    ) -> tuple[Assertion, ...]:
    """The assertions of some readings, in the order of ids."""
    claims_by_id, quantities_by_id = {c.id: c for c in claims}, {q.id: q for q in quantities}
    events_by_id = {e.id: e for e in events}
    drafts: list[_Draft] = []
    for story in comparisons:
        drafts += _of_story(rows, story, claims_by_id)
    by_claim: dict[str, list[_Draft]] = defaultdict(list)
    for draft in drafts:
        for claim in draft.claims:
            by_claim[claim].append(draft)
    by_figure = {q: d for d in drafts for q in d.quantities}
    drafts += _add_events(events_by_id.values(), by_claim, by_figure, claims_by_id, quantities_by_id)
    words = {**{c.id: c.text for c in claims_by_id.values()}, **{q.id: q.text for q in quantities_by_id.values()},
             **{e.id: e.summary for e in events_by_id.values()}}
    drafts = _as_judged(drafts, bonds, words, {q.id: q.claim for q in quantities_by_id.values() if q.claim})
    found = (_row(origins, d, claims_by_id, quantities_by_id, events_by_id) for d in drafts)
    return tuple(sorted({a.id: a for a in found}.values(), key=lambda a: a.id))


def _of_story(rows: Rows, story: Comparison, claims: Mapping[str, Claim]) -> list[_Draft]:
    drafts = []
    figures: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    shared: Counter[str] = Counter()
    for measure in story.measures:
        for value in measure.values:
            several = len({f.document for f in value}) > 1
            for figure in value:
                claims_here = rows.claims_at(figure.document, [figure.evidence])
                figures.update(claims_here)
                counts.update(claims_here if figure.row else ())
                shared.update(claims_here if several else ())
    for measure in story.measures:
        for value in measure.values:
            if len({f.document for f in value}) > 1:
                draft = _of_figures(rows, value, counts if value[0].row else figures, claims)
                if draft.claims or draft.quantities:
                    drafts.append(draft)
    told = {c for c, n in shared.items() if 2 * n >= figures[c]}  # shared figures are the most of what they state
    alone = [members for members in story.claims.members.values() if len(members) > 1 or members[0] not in told]
    drafts += [_Draft(text=claims[members[0]].text, claims=set(members)) for members in alone
               if not any(d.claims.issuperset(members) for d in drafts)]  # the figure is what they state
    return drafts + _add_figures(rows, story, drafts)


def _add_figures(rows: Rows, story: Comparison, drafts: list[_Draft]) -> list[_Draft]:
    """Join the figures that one report alone has to the assertions of their claims; the others make their own."""
    placed = {q for d in drafts for q in d.quantities}
    homes = {c: d for d in drafts for c in d.claims}
    alone = []
    for figure in (f for m in story.measures for f in m.figures):
        if figure.row and figure.row not in placed:
            claims = rows.claims_at(figure.document, [figure.evidence])
            if not claims:
                alone.append(_Draft(text=rows.evidence(figure.document, figure.part).text, quantities={figure.row}))
            elif claims[0] in homes:
                homes[claims[0]].quantities.add(figure.row)
    return alone


def _of_figures(rows: Rows, value: tuple[Figure, ...], figures: Mapping[str, int],
                claims_by_id: Mapping[str, Claim]) -> _Draft:
    """The assertion of one value: its quantities, and the claims that have no other figure."""
    fullest = max(value, key=lambda f: (len(f.of & f.clause), len(f.clause), f.evidence.document))
    stated = [c for c in rows.claims_at(fullest.document, [fullest.evidence]) if figures[c] == 1]
    part = rows.evidence(fullest.document, fullest.part).text.strip()  # a clause, which "and" may have cut
    draft = _Draft(text=claims_by_id[stated[0]].text if stated else part)
    for figure in value:
        claims = [c for c in rows.claims_at(figure.document, [figure.evidence])
                  if figures[c] == 1 or figure.kind == "duration"]
        draft.claims.update(claims)
        if figure.row:
            draft.quantities.add(figure.row)
    return draft


def _add_events(events: Iterable[Event], by_claim: Mapping[str, list[_Draft]], by_figure: Mapping[str, _Draft],
                claims: Mapping[str, Claim], quantities: Mapping[str, Quantity]) -> list[_Draft]:
    """Join events to the assertions of the figures that they have, or of the claims that tell of them.

    An assertion takes in an event that is told in its own documents alone. The other events make their own.
    """
    drafts = []
    home = {**{c.id: c.document for c in claims.values()}, **{q.id: q.document for q in quantities.values()}}
    for event in events:
        documents = {e.document for e in event.evidence}
        told = sorted((quantities[q].document, quantities[q].start, q) for q in event.quantities)
        figures = [d for *_, q in told if (d := by_figure.get(q)) and len(_documents(d, home)) > 1]
        stated = [d for c in event.claims for d in by_claim.get(c, ()) if claims[c].voice != "outlet"]
        homes = [d for d in (*figures, *stated) if _documents(d, home) >= documents]
        for found in homes[:1]:
            found.events.add(event.id)
        if not homes:
            drafts.append(_Draft(text=event.summary, events={event.id}))
    return drafts


def _documents(draft: _Draft, home: Mapping[str, str]) -> set[str]:
    """The documents in which an assertion's claims and figures stand."""
    return {home[x] for x in (*draft.claims, *draft.quantities)}


def _as_judged(drafts: list[_Draft], bonds: Bonds, words: Mapping[str, str],
               within: Mapping[str, str]) -> list[_Draft]:
    """The assertions with what people have joined in one, and what they have parted in several."""
    for one, other, _ in bonds.same:
        homes = [max((d for d in drafts if thing in d.things), key=lambda d: len(d.things), default=None)
                 for thing in (one, other)]
        if homes[0] and homes[1] and not any({one, other} <= d.things for d in drafts):
            whole, part = homes[0], homes[1]
            whole.add(part)
            drafts = [d for d in drafts if d is whole or not (d is part or d.things < whole.things)]
    if not bonds.sides:
        return drafts
    return [part for draft in drafts for part in _parts(draft, bonds, words, within)]


def _parts(draft: _Draft, bonds: Bonds, words: Mapping[str, str], within: Mapping[str, str]) -> list[_Draft]:
    """A draft in as few parts as what people have parted allows; a figure goes with the claim that it is within."""
    parts, heads = Partition(bonds), list[str]()
    for figure in sorted(draft.quantities):
        if within.get(figure) in draft.claims:
            parts.join(within[figure], figure)
    for thing in sorted(draft.things):
        if not any(parts.join(head, thing) for head in heads):
            heads.append(thing)
    if len(heads) < 2:
        return [draft]
    made = []
    for head in heads:
        mine = {thing for thing in draft.things if parts.root(thing) == parts.root(head)}
        part = _Draft("", draft.claims & mine, draft.quantities & mine, draft.events & mine)
        part.text = words[min(part.claims or part.quantities or part.events)]
        made.append(part)
    return made


def _row(origins: Origins, draft: _Draft, claims: Mapping[str, Claim], quantities: Mapping[str, Quantity],
         events: Mapping[str, Event]) -> Assertion:
    spans = [_words(claims[c]) for c in draft.claims] + [_words(quantities[q]) for q in draft.quantities]
    spans += [e for x in draft.events for e in events[x].evidence]
    ids = sorted(draft.claims), sorted(draft.quantities), sorted(draft.events)
    return Assertion(id=content_id("assertion", *ids), text=draft.text, claims=tuple(ids[0]),
                     quantities=tuple(ids[1]), events=tuple(ids[2]), corroboration=origins.corroborate(spans))


def _words(row: Claim | Quantity) -> Evidence:
    return Evidence(document=row.document, start=row.start, end=row.end, text=row.text)
