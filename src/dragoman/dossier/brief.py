"""A brief of a story: plain sentences made from the record, each with the words that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.dossier.story import StoryView
from dragoman.dossier.words import capitalized
from dragoman.linking.corroboration import agency
from dragoman.linking.summary import with_article
from dragoman.model.record import Agreement, Evidence, ProvisionRow
from dragoman.text.wording import date_in_words, listed

_VERDICTS = {
    "met": "{} has been kept{}", "partly-met": "{} has been kept in part{}", "not-met": "{} has not been kept{}",
    "disputed": "it is disputed whether {} has been kept{}", "pending": "it is open whether {} is kept{}"}
_MODALITIES = {"committed": "It commits to", "permitted": "It permits", "discussed": "It leaves under discussion"}
_MAX_AGREEMENTS, _MAX_DIFFERENCES, _MAX_COMPLIANCE, _MAX_PROVISIONS = 3, 4, 3, 4
SIGNED = ("signed", "ratified", "in-force", "suspended", "broken", "terminated", "expired")


@dataclass(frozen=True)
class Sentence:
    """One sentence of a brief."""

    text: str
    evidence: tuple[Evidence, ...]


def brief(story: StoryView) -> tuple[Sentence, ...]:
    """The sentences, the most important first. What the record does not hold is left out, never guessed."""
    sentences = [_sources(story)]
    for agreement in story.agreements[:_MAX_AGREEMENTS]:
        sentences += _agreement(story, agreement)
    for agreement in story.agreements:
        sentences += list(_compliance(story, agreement))[:_MAX_COMPLIANCE]
    shown = [d for d in story.differences if d.kind != "only-in"][:_MAX_DIFFERENCES]
    sentences += [
        Sentence(capitalized(d.summary), story.here(e for item in d.items for e in item.evidence)) for d in shown
    ]
    return tuple(s for s in sentences if s.text)


def _sources(story: StoryView) -> Sentence:
    copies = sum(1 for d in story.documents if d.copy_of)
    count = len(story.documents)
    text = f"{count} report{'s' if count != 1 else ''}"
    if copies:
        text += f", {copies} of which repeat{'s' if copies == 1 else ''} another"
    outlets = sorted({name for d in story.documents if (name := d.publisher or agency(d))})
    if outlets:
        others = " among others" if len(outlets) < count - copies else ""
        text += f", from {listed(outlets)}{others}"
    heads = [Evidence(document=d.id, start=b.start, end=b.end, text=d.text[b.start:b.end])
             for d in story.documents for b in d.blocks[:1]]
    return Sentence(capitalized(text), story.here(heads))


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
        yield Sentence(capitalized(text), _by_field(story, agreement, rests_on))
    people = [listed([story.name(s.person) for s in group]) for group in (agreement.signatories, agreement.witnesses)]
    if people[0]:
        text = f"{people[0]} signed" + (f"; {people[1]} witnessed it" if people[1] else "")
        yield Sentence(capitalized(text), _by_field(story, agreement, {"signatories", "witnesses"}))
    for modality, words in _MODALITIES.items():
        provisions = [p for p in agreement.provisions if p.modality == modality]
        if provisions:
            shown = [_provision(story, p) for p in provisions[:_MAX_PROVISIONS]]
            if len(provisions) > _MAX_PROVISIONS:
                shown.append(f"and {len(provisions) - _MAX_PROVISIONS} more")
            yield Sentence(capitalized(f"{words}, in the reports' words: {'; '.join(shown)}"),
                           story.here(e for p in provisions[:_MAX_PROVISIONS] for e in p.evidence))


def _provision(story: StoryView, provision: ProvisionRow) -> str:
    """A provision as a report words it, with whom it binds where that is not in the words."""
    text = provision.text.strip(" .")
    who = story.name(provision.obligor)
    return f"“{text}”" + (f" ({who})" if who and who not in text else "")


def _compliance(story: StoryView, agreement: Agreement) -> Iterator[Sentence]:
    for row in agreement.compliance:
        obligor = f" by {story.name(row.party)}" if row.party else ""
        verdict = _VERDICTS[row.verdict].format(with_article(agreement.name), obligor)
        who = f"According to {story.source(row.by)}, " if row.by else ""
        text = f"{who}{verdict}: “{row.text.strip(' .')}”"
        yield Sentence(capitalized(text), story.here(row.evidence))


def _by_field(story: StoryView, agreement: Agreement, fields: set[str | None]) -> tuple[Evidence, ...]:
    found = story.here(e for e in agreement.evidence if e.field in fields)
    return found or story.here(agreement.evidence)
