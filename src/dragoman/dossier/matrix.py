"""Tables with a column for each report: who says what, and figures side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.dossier.story import StoryView
from dragoman.dossier.words import counted, figure
from dragoman.model.record import Assertion, Claim, DocumentRow, Evidence, Quantity


@dataclass(frozen=True)
class Cell:
    """What one report has of a row: a source or figure, how it is said, the words, and the claim's or figure's id."""

    text: str
    note: str
    evidence: tuple[Evidence, ...]
    row: str


@dataclass(frozen=True)
class Said:
    """An assertion, with what each report that has it says: cells by document."""

    assertion: Assertion
    cells: dict[str, list[Cell]]
    claims: tuple[Claim, ...]

    @property
    def quoted(self) -> bool:
        """Whether the reports pass it on in quotation marks."""
        return any(c.voice == "direct" for c in self.claims)


@dataclass(frozen=True)
class Counted:
    """What is counted, with the figures of each report that counts it: cells by document."""

    of: str
    cells: dict[str, list[Cell]]
    differs: bool

    @property
    def several(self) -> bool:
        """Whether it is told more than once."""
        return sum(map(len, self.cells.values())) > 1


def who_says_what(story: StoryView) -> list[Said]:
    """The assertions that somebody is named for, the best supported first."""
    rows = []
    for assertion in story.assertions:
        claims = [story.claims[c] for c in assertion.claims if c in story.claims]
        if any(c.voice != "outlet" for c in claims):
            claims.sort(key=lambda c: (story.number(c.document), c.start))
            cells: dict[str, list[Cell]] = {}
            for claim in claims:
                cells.setdefault(claim.document, []).append(_source(story, claim))
            rows.append(Said(assertion, cells, tuple(claims)))
    rows.sort(key=lambda r: (-len(r.cells), story.number(r.claims[0].document), r.claims[0].start))
    return rows


def _source(story: StoryView, claim: Claim) -> Cell:
    notes = [{"direct": "quoted", "indirect": "reported", "mixed": "partly quoted", "outlet": "in its own voice"}[
        claim.voice]]
    notes += [claim.modality] if claim.modality != "asserted" else []
    notes += ["negated"] if claim.negated else []
    return Cell(story.source(claim.attribution), ", ".join(notes), story.of_claim(claim), claim.id)


def figures(story: StoryView) -> list[Counted]:
    """Figures by what they count; what most reports give comes first."""
    table: dict[str, dict[str, list[Cell]]] = {}
    called: dict[str, str] = {}
    parted = _parted(story)
    differing: dict[str, set[str]] = {}
    for q in sorted(story.quantities.values(), key=lambda q: (story.number(q.document), q.start)):
        if not q.of:
            continue
        claim = story.claims.get(q.claim or "")
        source = story.source(claim.attribution) if claim and claim.attribution else ""
        words = Evidence(document=q.document, start=q.start, end=q.end, text=q.text)
        key = counted(q.of)
        called[key] = min(filter(None, (called.get(key), q.of)), key=lambda of: (len(of), of))
        table.setdefault(key, {}).setdefault(q.document, []).append(Cell(figure(q), source, (words,), q.id))
        differing.setdefault(key, set()).update(parted(q))
    rows = [Counted(called[of], cells, bool(differing[of])) for of, cells in table.items()]
    return sorted(rows, key=lambda r: (-len(r.cells), -sum(map(len, r.cells.values())), r.of))


def _parted(story: StoryView) -> Callable[[Quantity], Iterator[str]]:
    """From a figure to the differences that it is in. Figures of one noun alone may count quite other things."""
    places: dict[str, list[tuple[int, int, str]]] = {}
    for difference in story.differences:
        for e in (e for item in difference.items for e in item.evidence if difference.kind == "figure"):
            places.setdefault(e.document, []).append((e.start, e.end, difference.id))
    return lambda q: (key for start, end, key in places.get(q.document, ()) if start < q.end and q.start < end)


def columns(story: StoryView, rows: Sequence[Said | Counted]) -> list[DocumentRow]:
    """The reports that have anything in some rows, in the story's order."""
    having = {document for row in rows for document in row.cells}
    return [d for d in story.documents if d.id in having]
