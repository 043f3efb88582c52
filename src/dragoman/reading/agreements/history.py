"""The steps of an agreement's life that a report tells: each with its date, its words, and on whose word."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.model.base import Span
from dragoman.model.reading import AgreementStatus, StatusChange
from dragoman.reading.agreements.drafts import Draft
from dragoman.reading.agreements.makings import Making
from dragoman.reading.agreements.phrases import Phrase
from dragoman.reading.agreements.scene import Scene, offsets
from dragoman.text.factuality import status_of
from dragoman.text.parse import span_of

PLANNED = ("planned", "possible", "expected", "conditional", "discussed")
LIFE: tuple[AgreementStatus, ...] = ("proposed", "negotiating", "agreed", "signed", "ratified", "in-force",
                                     "suspended", "broken", "terminated", "expired")
_UNMADE = ("suspended", "broken", "terminated", "expired")


def history_of(scene: Scene, draft: Draft) -> tuple[StatusChange, ...]:
    """What happened to an agreement, in the order of its life; each status once for each of its dates."""
    found: dict[tuple[AgreementStatus, int | None], StatusChange] = {}
    for step in _steps(scene, draft):
        found.setdefault((step.status, step.time), step)
    for verb in map(applying, draft.phrases if not found else ()):
        if verb is not None:
            found.setdefault(("in-force", None), _step(scene, "in-force", span_of(verb, "status"), verb))
    dated = {status for status, time in found if time is not None}
    kept = [s for (status, time), s in found.items() if time is not None or status not in dated]
    return tuple(sorted(kept, key=lambda s: (LIFE.index(s.status), s.evidence[0].start)))


def _steps(scene: Scene, draft: Draft) -> Iterator[StatusChange]:
    makings = [*draft.makings, *filter(None, (draft.group,))]
    known = {m.when for m in makings if not m.negated}
    for making in makings:
        if making.negated:
            continue
        if making.factuality not in PLANNED:
            yield _step(scene, making.status, verb_span(making), making.verb, making.when)
        elif not making.unmakes and not draft.dates:  # "they may suspend the pact": there is one
            status: AgreementStatus = "negotiating" if making.status == "negotiating" else "proposed"
            yield _step(scene, status, verb_span(making), making.verb)
    for phrase in draft.phrases:
        yield from _of_noun(scene, phrase)
        sought = sought_status(phrase, scene) if not draft.dates else None
        if sought is not None:
            yield _step(scene, sought, Span(start=phrase.span.start, end=phrase.span.end, field="status"), phrase.head)
        elif phrase.when is not None and phrase.when not in known and phrase.noun.kind != "ceasefire":
            words = Span(start=phrase.span.start, end=phrase.span.end, field="status")
            yield _step(scene, "signed", words, phrase.head, phrase.when)


def _step(
    scene: Scene, status: AgreementStatus, words: Span, word: Token, when: int | None = None,
) -> StatusChange:
    spans = [words]
    if when is not None:
        spans.append(Span(start=scene.times[when].start, end=scene.times[when].end, field="time"))
    return StatusChange(status=status, time=when, evidence=tuple(spans), by=scene.sources_of(*offsets(word)))


def _of_noun(scene: Scene, phrase: Phrase) -> Iterator[StatusChange]:
    """ "The ratification of the treaty", "withdrawal from the pact", "the truce's collapse"."""
    head = phrase.head
    noun = head.head.head if head.dep_ == "pobj" and head.head.lower_ in ("of", "from") else (
        head.head if head.dep_ == "poss" else None)
    if noun is None or noun.pos_ != "NOUN":
        return
    status = scene.lexicon.noun_status.get(noun.lemma_.lower())
    if status is None or (head.dep_ == "pobj" and head.head.lower_ == "from" and status != "terminated"):
        return
    factuality, negated = status_of(noun)
    if factuality != "asserted" or negated:
        return
    near = [n for n in scene.dates_in(*offsets(phrase.sentence))
            if phrase.span.end <= scene.times[n].start <= phrase.span.end + 15]
    yield _step(scene, status, span_of(noun, "status"), noun, near[0] if near else None)


def sought_status(phrase: Phrase, scene: Scene) -> AgreementStatus | None:
    """What a phrase tells that speaks of an agreement that there is not yet: talked of, or only hoped for."""
    if not phrase.sought:
        return None
    talked = phrase.head.dep_ == "pobj" and phrase.head.head.head.lemma_.lower() in scene.lexicon.talks
    return "negotiating" if talked else "proposed"


def applying(phrase: Phrase) -> Token | None:
    """The verb of what is being done under an agreement: "X has bought gas from Y under a contract"."""
    if phrase.head.dep_ != "pobj" or phrase.head.head.lower_ != "under":
        return None
    verb = phrase.head.head.head
    perfect = verb.tag_ == "VBN" and any(c.lower_ in ("has", "have") for c in verb.children)
    return verb if verb.pos_ == "VERB" and (perfect or verb.tag_ in ("VBZ", "VBP")) else None


def verb_span(making: Making, field: str = "status") -> Span:
    """A verb with its auxiliaries, negation and particle."""
    verb = making.verb
    tokens = [t for t in verb.children if t.dep_ in ("aux", "auxpass", "neg", "prt") and abs(t.i - verb.i) < 4]
    return span_of([verb, *tokens], field)
