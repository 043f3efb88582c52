"""What was agreed: agreements with parties, provisions, and what is said of their being kept.

Phrases that name agreements are found (`phrases`), with the verbs that make and unmake them (`makings`);
phrases that mean the same agreement are joined (`resolve`); and what the report says of each is gathered.
"""

from __future__ import annotations

from dragoman.model.reading import AgreementMention, Chain, ClaimMention, TimeExpression
from dragoman.ontology.agreements import AgreementWords
from dragoman.reading.agreements import facts
from dragoman.reading.agreements.makings import agreeings, find_makings
from dragoman.reading.agreements.phrases import find_phrases
from dragoman.reading.agreements.provisions import Terms, find_terms
from dragoman.reading.agreements.resolve import Draft, Resolver
from dragoman.reading.agreements.scene import Scene
from dragoman.text.parse import Parse


def find_agreements(
    parse: Parse,
    chains: tuple[Chain, ...],
    times: tuple[TimeExpression, ...],
    claims: tuple[ClaimMention, ...],
    lexicon: AgreementWords,
) -> tuple[AgreementMention, ...]:
    """The agreements that a report signs, plans, recalls or breaks, in the order of first mention.

    `times` and `claims` are those read from the same parse: dates are given by their positions, and who
    says that an obligation is kept or not is taken from the claim that covers the words.
    """
    scene = Scene(parse, chains, times, claims, lexicon)
    phrases = find_phrases(scene)
    if not phrases:
        return ()
    phrases += agreeings(scene, phrases)
    drafts = Resolver(scene, find_makings(scene, phrases)).resolve(phrases)
    pair = facts.report_pair(drafts)
    terms = find_terms(scene, drafts)
    return tuple(_mention(scene, draft, pair, terms) for draft in drafts)


def _mention(scene: Scene, draft: Draft, pair: tuple[int, ...], terms: Terms) -> AgreementMention:
    signed, signed_words = facts.dates_of(scene, draft)
    place, place_words = facts.place_of(scene, draft)
    status, status_words = facts.status_of_draft(draft)
    parties, party_words = facts.parties_of(scene, draft, pair)
    people = facts.people_of(scene, draft)
    provisions, aims = terms.of(draft)
    return AgreementMention(
        name=facts.name_of(scene, draft), kind=facts.kind_of_draft(scene, draft), form=facts.form_of(draft),
        parties=parties, signatories=people.signatories, witnesses=people.witnesses, mediators=people.mediators,
        signed=signed, place=place, status=status, aims=aims, provisions=provisions,
        evidence=(*facts.evidence_of(draft), *party_words, *people.evidence, *signed_words, *place_words,
                  *status_words),
    )
