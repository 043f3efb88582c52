"""The dossier: one self-contained page of a story, in which each datum opens the words that it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib import resources

import jinja2
from markupsafe import Markup

from dragoman.dossier.added import KINDS, Added, added, tally
from dragoman.dossier.brief import brief
from dragoman.dossier.layers import LAYERS, Piece, blocks
from dragoman.dossier.links import Explained, Links
from dragoman.dossier.story import StoryView, view
from dragoman.dossier.words import counted, days_between, figure, sort_key
from dragoman.linking.differences.values import REVISED
from dragoman.model.record import (
    Assertion,
    Claim,
    Difference,
    DocumentRow,
    Entity,
    Evidence,
    Record,
    TimelineEntry,
)
from dragoman.text.wording import date_in_words, listed

_LEVELS = {"single-source": "single source", "one-origin": "one origin", "independent": "independent"}
_MAX_ASSERTIONS, _MAX_PEOPLE = 60, 60


@dataclass(frozen=True)
class Word:
    """A word of a quotation; `same` where every other version has it, too."""

    text: str
    same: bool


def compare_words(text: str, other: str) -> tuple[Word, ...]:
    """The words of a text, each marked whether it stands at the same place of another version."""
    mine, theirs = text.split(), other.split()
    a, b = ([re.sub(r"\W+", "", w).lower() for w in words] for words in (mine, theirs))
    same: set[int] = set()
    for match in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        same.update(range(match.a, match.a + match.size))
    return tuple(Word(word, n in same) for n, word in enumerate(mine))


def environment(*packages: str) -> jinja2.Environment:
    """The templates of some packages, those of the first before those of the others; what they show is never markup."""
    made = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.PackageLoader(package) for package in packages]),
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined, auto_reload=False,
    )
    made.filters.update(date=date_in_words, figure=figure, listed=listed)
    return made


def render(record: Record, story_id: str) -> str:
    """The page of one story as HTML. Raises NotInRecord for an id that names no story."""
    story = view(record, story_id)
    page = _Page(story, Links(record))
    return environment("dragoman.dossier").get_template("dossier.html").render(
        story=story, page=page, brief=brief(story), layers=LAYERS, levels=_LEVELS, days=days_between,
        kinds=KINDS, tally=tally,
        assets={f.name: Markup(f.read_text(encoding="utf-8"))  # noqa: S704 - our own files, nothing of a report
                for f in _templates() if not f.name.endswith(".html")},
    )


def _templates() -> list[resources.abc.Traversable]:
    folder = resources.files("dragoman.dossier") / "templates"
    return sorted((f for f in folder.iterdir() if f.is_file()), key=lambda f: f.name)


class _Page:
    """What the template asks of a story; it keeps which spans are cited, so that the reports mark them."""

    def __init__(self, story: StoryView, links: Links):
        self.story = story
        self._links = links
        self.cited: list[Evidence] = []

    def cite(self, evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """The evidence in the story's documents; each span gets a mark in the report to jump to."""
        found = self.story.here(evidence)
        self.cited.extend(found)
        return found

    def context(self, evidence: Evidence) -> tuple[str, str]:
        """Some words before and after a span, within its block."""
        document = self.story.document(evidence.document)
        block = next((b for b in document.blocks if b.start <= evidence.start < b.end), None)
        first, last = (block.start, block.end) if block else (0, len(document.text))
        before = document.text[max(first, evidence.start - 90):evidence.start]
        after = document.text[evidence.end:min(last, evidence.end + 90)]
        if evidence.start - 90 > first:
            before = "… " + before.partition(" ")[2]
        if evidence.end + 90 < last:
            after = after.rpartition(" ")[0] + " …"
        return before, after

    def asserted(self) -> list[tuple[Assertion, list[Claim]]]:
        """The assertions that somebody is named for, the best supported first, each with its claims."""
        rows = []
        for assertion in self.story.assertions:
            claims = [self.story.claims[c] for c in assertion.claims if c in self.story.claims]
            if any(c.voice != "outlet" for c in claims):
                claims.sort(key=lambda c: (self.story.number(c.document), c.start))
                rows.append((assertion, claims))
        rows.sort(key=lambda r: (-r[0].corroboration.documents, self.story.number(r[1][0].document), r[1][0].start))
        return rows[:_MAX_ASSERTIONS]

    def sources(self) -> list[tuple[str, int]]:
        """Who speaks in the story and how often, most first."""
        counts: dict[str, int] = {}
        for claim in self.story.claims.values():
            if claim.attribution:
                name = self.story.source(claim.attribution[-1:])
                counts[name] = counts.get(name, 0) + 1
        return sorted(counts.items(), key=lambda x: (-x[1], x[0]))

    def figures(self) -> list[tuple[str, list[tuple[str, str, Evidence]]]]:
        """Figures by what they count: (of, [(figure, source, evidence)]); what is told more than once comes first."""
        table: dict[str, list[tuple[str, str, Evidence]]] = {}
        for q in self.story.quantities.values():
            if not q.of:
                continue
            claim = self.story.claims.get(q.claim or "")
            source = self.story.source(claim.attribution) if claim and claim.attribution else "the report itself"
            words = Evidence(document=q.document, start=q.start, end=q.end, text=q.text)
            table.setdefault(counted(q.of), []).append((figure(q), source, words))
        for rows in table.values():
            rows.sort(key=lambda r: (self.story.number(r[2].document), r[2].start))
        return sorted(table.items(), key=lambda r: (-len({e.document for _, _, e in r[1]}), -len(r[1]), r[0]))

    def versions(self, difference: Difference) -> list[tuple[str, tuple[Word, ...], tuple[Evidence, ...]]]:
        """The items of a drifted quotation with their words compared to the next version's."""
        items = difference.items
        return [(item.document, compare_words(item.value, items[(n + 1) % len(items)].value), item.evidence)
                for n, item in enumerate(items)]

    def differences(self, which: str) -> list[Difference]:
        """What parts the reports (`conflicting`), what one source has `revised`, or what `only` one report has."""
        return [d for d in self.story.differences if which == (
            "only" if d.kind == "only-in" else "revised" if d.summary.startswith(REVISED) else "conflicting")]

    def joined(self, row: str) -> list[Explained]:
        """The links between the story's reports that made a row, the surest first."""
        found = (self._links.explain(link) for link in self._links.of(row))
        return [x for x in found if all(self.story.number(s.document or "") for s in (x.left, x.right))]

    def added(self) -> tuple[Added, ...]:
        """What each report was the first to tell of, in order of publication."""
        return added(self.story)

    def people(self) -> list[tuple[str, list[Entity]]]:
        """Entities by kind, the most mentioned first."""
        order = ("person", "country", "government", "armed-group", "organization", "media", "group", "place")
        shown = self.story.people[:_MAX_PEOPLE]
        return [(kind, [e for e in shown if e.kind == kind]) for kind in order if any(e.kind == kind for e in shown)]

    def timeline(self) -> list[TimelineEntry]:
        """The story's steps in order of time."""
        return sorted(self.story.story.timeline, key=lambda t: sort_key(t.time))

    def words_of(self, step: TimelineEntry) -> str:
        """The reports' own words for an event: the shortest of the clauses that tell of it."""
        clauses = [e.text for e in self.story.here(step.evidence) if e.field is None]
        return min(clauses, key=lambda text: (len(text), text), default="") if step.event else ""

    def reports(self) -> list[tuple[DocumentRow, list[tuple[str, tuple[Piece, ...]]]]]:
        """Each report with its blocks cut into pieces. To be asked last, when everything has been cited."""
        return [(d, list(blocks(self.story, d, self.cited))) for d in self.story.documents]
