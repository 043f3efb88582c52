"""A brief of a story: plain sentences made from the record, each with the words that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.dossier.matrix import Counted, figures
from dragoman.dossier.story import StoryView
from dragoman.dossier.words import capitalized, days_in_words, few, within
from dragoman.linking.corroboration import agency
from dragoman.linking.summary import with_article
from dragoman.model.record import Agreement, Difference, Evidence, ProvisionRow
from dragoman.text.wording import date_in_words, listed

_VERDICTS = {
    "met": "{} has been kept{}", "partly-met": "{} has been kept in part{}", "not-met": "{} has not been kept{}",
    "disputed": "it is disputed whether {} has been kept{}", "pending": "it is open whether {} is kept{}"}
_MODALITIES = {"committed": "Promised", "permitted": "Permitted", "intended": "Intended", "discussed": "Only discussed"}
_FORCE = ("ASSAULT",)  # types of events that a brief names besides what was agreed
_MAX_AGREEMENTS, _MAX_DIFFERENCES, _MAX_COMPLIANCE, _MAX_PROVISIONS, _MAX_EVENTS, _MAX_FIGURES = 3, 4, 3, 4, 2, 5
SIGNED = ("signed", "ratified", "in-force", "suspended", "broken", "terminated", "expired")


@dataclass(frozen=True)
class Sentence:
    """One sentence of a brief, and the row that it tells of (its id), null where it tells of several."""

    text: str
    evidence: tuple[Evidence, ...]
    row: str | None = None


def brief(story: StoryView) -> tuple[Sentence, ...]:
    """The sentences, the most important first. What the record does not hold is left out, never guessed."""
    sentences = [_sources(story)]
    for agreement in story.agreements[:_MAX_AGREEMENTS]:
        sentences += _agreement(story, agreement)
    for agreement in story.agreements:
        sentences += list(_compliance(story, agreement))[:_MAX_COMPLIANCE]
    sentences += [*_force(story), *_figures(story)]
    shown = [d for d in story.differences if d.kind != "only-in"][:_MAX_DIFFERENCES]
    sentences += [_difference(story, d) for d in shown]
    sentences += _alone(story)
    return tuple(s for s in sentences if s.text)


def _sources(story: StoryView) -> Sentence:
    """How many reports there are, and of whom; empty where no more is known than their number."""
    copies = sum(1 for d in story.documents if d.copy_of)
    count = len(story.documents)
    outlets = sorted({name for d in story.documents if (name := d.publisher or agency(d))})
    text = f"{few(count)} report{'s' if count != 1 else ''}" if copies or outlets else ""
    if copies:
        text += f", {few(copies).lower()} of which repeat{'s' if copies == 1 else ''} another"
    if outlets:
        others = " among others" if len(outlets) < count - copies else ""
        text += f", from {listed(outlets)}{others}"
    heads = [Evidence(document=d.id, start=b.start, end=b.end, text=d.text[b.start:b.end])
             for d in story.documents for b in d.blocks[:1]]
    return Sentence(capitalized(text), story.here(heads))


def _force(story: StoryView) -> Iterator[Sentence]:
    """What was done by force on a known day, the most told of first."""
    events = [e for e in story.events if e.type in _FORCE and e.status == "occurred" and e.time]
    events.sort(key=lambda e: (-e.corroboration.documents, -len(e.evidence), e.id))
    return (Sentence(capitalized(e.summary), story.here(e.evidence), e.id) for e in events[:_MAX_EVENTS])


def _figures(story: StoryView) -> Iterator[Sentence]:
    """The figures on which nobody differs, what most reports give first; a few of a thing (`two sides`) say little."""
    rows = [row for row in figures(story) if not row.differs and any(c.text.strip("0123456789") or len(c.text) > 1
                                                                     for cells in row.cells.values() for c in cells)]
    if rows:
        told = [_figure(row) for row in rows[:_MAX_FIGURES]]
        words = story.here(e for row in rows[:_MAX_FIGURES] for cells in row.cells.values() for c in cells[:1]
                           for e in c.evidence)
        yield Sentence(capitalized(f"Figures: {'; '.join(told)}"), words)


def _figure(row: Counted) -> str:
    cell = next(iter(row.cells.values()))[0]
    bare = cell.text.replace(",", "").rstrip("0123456789").strip().lower()
    return f"{cell.text} {row.of}" if bare in ("", "more than", "at least", "less than", "at most", "about") \
        else f"{cell.text} ({row.of})"


def _difference(story: StoryView, row: Difference) -> Sentence:
    """Where reports part; the words of a quotation are better seen beside each other than in a sentence."""
    text = row.summary.partition(":")[0] if row.kind == "quote" else days_in_words(row.summary)
    return Sentence(capitalized(text), story.here(e for item in row.items for e in item.evidence), row.id)


def _alone(story: StoryView) -> Iterator[Sentence]:
    """The agreements of which one report alone tells, where others might."""
    if sum(1 for d in story.documents if not d.copy_of) < 2:
        return
    told: dict[int, list[Agreement]] = {}
    for agreement in (a for a in story.agreements if a.corroboration.documents == 1):
        report = min(story.number(e.document) for e in story.here(agreement.evidence))
        told.setdefault(report, []).append(agreement)
    if told:
        parts = [f"report {n} alone tells of {listed([with_article(a.name) for a in rows])}"
                 for n, rows in sorted(told.items())]
        yield Sentence(capitalized("; ".join(parts)),
                       story.here(e for rows in told.values() for a in rows for e in a.evidence if e.field is None))


def _agreement(story: StoryView, agreement: Agreement) -> Iterator[Sentence]:
    fields = {e.field for e in agreement.evidence}
    parties = listed([story.name(p) for p in agreement.parties])
    name = with_article(agreement.name)
    if parties:
        verb = "signed" if agreement.status in SIGNED else "agreed on" if agreement.status == "agreed" else ""
        when = date_in_words(agreement.signed)
        text = f"{parties} {verb} {name}" if verb else f"{name} is one of {parties}"
        text += f" ({when})" if when and when not in name else ""
        if agreement.place:
            text += f" in {story.name(agreement.place)}"
        rests_on = {None, "parties", "signed", "place", "status"} & (fields | {None})
        yield Sentence(capitalized(text), _by_field(story, agreement, rests_on), agreement.id)
    people = [listed([story.name(s.person) for s in group]) for group in (agreement.signatories, agreement.witnesses)]
    if people[0]:
        text = f"{people[0]} signed it" + (f"; {people[1]} witnessed it" if people[1] else "")
        yield Sentence(capitalized(text), _by_field(story, agreement, {"signatories", "witnesses"}), agreement.id)
    for modality, words in _MODALITIES.items():
        provisions = _distinct([p for p in agreement.provisions if p.modality == modality])
        if provisions:
            shown = [_provision(story, p) for p in provisions[:_MAX_PROVISIONS]]
            if len(provisions) > _MAX_PROVISIONS:
                shown.append(f"and {len(provisions) - _MAX_PROVISIONS} more")
            yield Sentence(capitalized(f"{words}: {'; '.join(shown)}"),
                           story.here(e for p in provisions[:_MAX_PROVISIONS] for e in p.evidence), agreement.id)


def _distinct(provisions: list[ProvisionRow]) -> list[ProvisionRow]:
    """Provisions without those whose words another one has, too."""
    texts = [p.text.casefold().strip(" .") for p in provisions]
    return [p for n, p in enumerate(provisions) if not any(
        texts[n] in text and (texts[n] != text or m < n) for m, text in enumerate(texts) if m != n)]


def _provision(story: StoryView, provision: ProvisionRow) -> str:
    """A provision as a report words it, with whom it binds where that is not in the words."""
    text = provision.text.strip(" .")
    who = story.name(provision.obligor)
    return f"“{text}”" + (f" ({who})" if who and who not in text else "")


def _compliance(story: StoryView, agreement: Agreement) -> Iterator[Sentence]:
    for row in agreement.compliance:
        obligor = f" by {story.name(row.party)}" if row.party else ""
        verdict = _VERDICTS[row.verdict].format(with_article(agreement.name), obligor)
        who = f"According to {within(story.source(row.by))}, " if row.by else ""
        text = f"{who}{verdict}: “{row.text.strip(' .')}”"
        yield Sentence(capitalized(text), story.here(row.evidence), agreement.id)


def _by_field(story: StoryView, agreement: Agreement, fields: set[str | None]) -> tuple[Evidence, ...]:
    found = story.here(e for e in agreement.evidence if e.field in fields)
    return found or story.here(agreement.evidence)
