"""The dossier: one self-contained page of a story, in which each datum opens the words that it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from importlib import resources
from typing import Any

import jinja2
from markupsafe import Markup, escape

from dragoman.dossier.added import KINDS, Added, added, tally
from dragoman.dossier.brief import brief
from dragoman.dossier.layers import LAYERS, Piece, blocks
from dragoman.dossier.life import Moment, life
from dragoman.dossier.links import Explained, Links
from dragoman.dossier.matrix import Counted, Said, columns, figures, who_says_what
from dragoman.dossier.scale import Scale, scale_of
from dragoman.dossier.story import StoryView, view
from dragoman.dossier.words import days_between, days_in_words, figure, from_to, headed, sort_key, within
from dragoman.linking.differences.values import REVISED
from dragoman.model.record import (
    Agreement,
    Difference,
    DocumentRow,
    Entity,
    Evidence,
    Link,
    Record,
    TimelineEntry,
)
from dragoman.text.wording import date_in_words, listed

_LEVELS = {"single-source": "single source", "one-origin": "one origin", "independent": "independent"}
_MAX_PEOPLE = 60
# What the templates of the file and of the desk's pages name besides the story.
SHARED: dict[str, Any] = {"levels": _LEVELS, "layers": LAYERS, "kinds": KINDS, "tally": tally, "days": days_between,
                          "brief": brief, "from_to": from_to}


@dataclass(frozen=True)
class Word:
    """A word of a quotation; `same` where the other version has it, too, `gap` where that has more words before it."""

    text: str
    same: bool
    gap: bool = False


def compare_words(text: str, other: str) -> tuple[Word, ...]:
    """The words of a text, each marked whether it stands at the same place of another version."""
    mine = text.split()
    a, b = _bare(text), _bare(other)
    same, gaps = set[int](), set[int]()
    for tag, start, end, first, last in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            same.update(range(start, end))
        elif tag == "insert" and last > first:
            gaps.add(start)
    return tuple(Word(word, n in same, n in gaps) for n, word in enumerate(mine))


def closest(text: str, others: Iterable[str]) -> str | None:
    """Of the other versions of a text the one that has most words in common with it, unless it says the same.

    Null where none has a third of the words of the shorter: they are not versions of one sentence.
    """
    words = _bare(text)
    shares = []
    for n, other in enumerate(others):
        theirs = _bare(other)
        if theirs != words and words and theirs:
            matched = sum(m.size for m in SequenceMatcher(None, words, theirs, autojunk=False).get_matching_blocks())
            shares.append((matched / min(len(words), len(theirs)), -n, other))
    best = max(shares, default=None)
    return best[2] if best and best[0] > 1 / 3 else None


def _bare(text: str) -> list[str]:
    return [re.sub(r"\W+", "", word).lower() for word in text.split()]


def environment(*packages: str) -> jinja2.Environment:
    """The templates of some packages, those of the first before those of the others; what they show is never markup."""
    made = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.PackageLoader(package) for package in packages]),
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined, auto_reload=False,
    )
    made.filters.update(date=date_in_words, figure=figure, listed=listed, headed=headed, within=within,
                        days_in_words=days_in_words)
    return made


def render(record: Record, story_id: str) -> str:
    """The page of one story as HTML. Raises NotInRecord for an id that names no story."""
    made = environment("dragoman.dossier")
    page = StoryPage(view(record, story_id), Links(record), made)
    return made.get_template("dossier.html").render(
        story=page.story, page=page, shared=SHARED,
        assets={name: Markup(_asset(name)) for name in ("common.css", "dossier.js")})  # noqa: S704 - our own files


def _asset(name: str) -> str:
    return (resources.files("dragoman.dossier") / "static" / name).read_text(encoding="utf-8")


class StoryPage:
    """What the templates ask of a story. It keeps which spans are cited, so that the reports in the file mark them.

    The desk's pages (web/dossiers.py) differ in where evidence, reports and names lead to.
    """

    def __init__(self, story: StoryView, links: Links, templates: jinja2.Environment):
        self.story = story
        self.templates = templates
        self._links = links
        self.cited: list[Evidence] = []

    def ev(self, evidence: Iterable[Evidence]) -> Markup:
        """A mark that opens the words that something rests on."""
        found = self.cite(evidence)
        return Markup(self.templates.get_template("words.html").render(  # noqa: S704 - a template's output is escaped
            found=found, page=self, story=self.story)) if found else Markup()

    def fields(self, row: Any, *names: str | None) -> Markup:
        """A mark for the words that support some fields of a row."""
        return self.ev(e for e in row.evidence if e.field in names)

    def report(self, document: str) -> str:
        """Where a report of the story is shown."""
        return f"#report-{self.story.number(document)}"

    def named(self, entity: str | None) -> Markup:
        """An entity's name, as a link where there is a page of it."""
        return escape(self.story.name(entity))

    def agreed(self, agreement: str) -> str:
        """Where an agreement of the story is shown."""
        return f"#{agreement}"

    def judge(self, row: Any) -> Markup:
        """A mark by which a row is judged where it is shown; a file has none."""
        return Markup()

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

    def sources(self) -> list[tuple[str, int]]:
        """Who speaks in the story and how often, most first."""
        counts: dict[str, int] = {}
        for claim in self.story.claims.values():
            if claim.attribution:
                name = self.story.source(claim.attribution[-1:])
                counts[name] = counts.get(name, 0) + 1
        return sorted(counts.items(), key=lambda x: (-x[1], x[0]))

    @cached_property
    def said(self) -> list[Said]:
        """The assertions that somebody is named for."""
        return who_says_what(self.story)

    @cached_property
    def counted(self) -> list[Counted]:
        """The figures, by what they count."""
        return figures(self.story)

    def columns(self, rows: Sequence[Said | Counted]) -> list[DocumentRow]:
        """The reports that have anything in some rows."""
        return columns(self.story, rows)

    @cached_property
    def scale(self) -> Scale:
        """The scale on which the timeline is drawn."""
        return scale_of([t.time for t in self.story.story.timeline], [d.published for d in self.story.documents])

    def versions(self, difference: Difference) -> list[tuple[str, tuple[Word, ...], tuple[Evidence, ...]]]:
        """The items of a drifted quotation with their words compared to the version that is closest to each."""
        rows = []
        for item in difference.items:
            other = closest(item.value, (i.value for i in difference.items))
            rows.append((item.document, compare_words(item.value, other or item.value), item.evidence))
        return rows

    def differences(self, which: str) -> list[Difference]:
        """What parts the reports (`conflicting`), what one source has `revised`, or what `only` one report has."""
        return [d for d in self.story.differences if which == (
            "only" if d.kind == "only-in" else "revised" if d.summary.startswith(REVISED) else "conflicting")]

    def alone(self) -> list[tuple[str, list[Difference]]]:
        """What one report alone has, by report, in the story's order."""
        rows = self.differences("only")
        found = ((d.id, [r for r in rows if r.items[0].document == d.id]) for d in self.story.documents)
        return [(document, mine) for document, mine in found if mine]

    def joined(self, row: str) -> list[Explained]:
        """The links between the story's reports that made a row, the surest first."""
        found = (self._links.explain(link) for link in self._links.of(row))
        return [x for x in found if all(self.story.number(s.document or "") for s in (x.left, x.right))]

    def explain(self, link: Link) -> Explained:
        """A link with both its sides."""
        return self._links.explain(link)

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

    def life(self, agreement: Agreement) -> tuple[Moment, ...]:
        """The steps of an agreement's life."""
        return life(agreement, self.story.events)

    def words_of(self, step: TimelineEntry) -> str:
        """The reports' own words for an event: the shortest of the clauses that tell of it, if its summary has none."""
        if "“" in step.summary:
            return ""
        clauses = [e.text for e in self.story.here(step.evidence) if e.field is None]
        return min(clauses, key=lambda text: (len(text), text), default="") if step.event else ""

    def reports(self) -> list[tuple[DocumentRow, list[tuple[str, tuple[Piece, ...]]]]]:
        """Each report with its blocks cut into pieces. To be asked last, when everything has been cited."""
        return [(d, list(blocks(self.story, d, self.cited))) for d in self.story.documents]
