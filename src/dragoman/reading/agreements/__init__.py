"""What was agreed: agreements with parties, provisions, and what is said of their being kept.

Phrases that name agreements are found (`phrases`), with the verbs that make and unmake them (`makings`);
phrases that mean the same agreement are joined (`resolve`); and what the report says of each is gathered.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.base import Span
from dragoman.model.reading import AgreementMention, AgreementRelation, Chain, ClaimMention, TimeExpression
from dragoman.ontology.agreements import AgreementWords
from dragoman.reading.agreements import facts
from dragoman.reading.agreements.compliance import find_verdicts
from dragoman.reading.agreements.drafts import Draft
from dragoman.reading.agreements.history import history_of
from dragoman.reading.agreements.makings import agreeings, find_makings
from dragoman.reading.agreements.phrases import find_phrases
from dragoman.reading.agreements.provisions import find_terms
from dragoman.reading.agreements.relations import find_relations, sign_together
from dragoman.reading.agreements.resolve import Resolver
from dragoman.reading.agreements.scene import FIRM, Scene
from dragoman.reading.agreements.telling import Terms
from dragoman.reading.agreements.topics import Topics
from dragoman.reading.agreements.verdicts import Verdicts
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
    sign_together(scene, drafts)
    topics = Topics(scene, drafts)
    _add_foes(scene, topics)
    terms = find_terms(scene, drafts)
    verdicts = find_verdicts(scene, drafts, terms.provisions)
    terms.provisions.extend(verdicts.obligations)
    _add_keepers(scene, verdicts)
    _add_bound(scene, topics, terms, verdicts)
    main = topics.main
    told = _Told(scene, terms, verdicts, signed=facts.signed_for(scene, topics),
                 watched=facts.watched_by(scene, topics),
                 relations=find_relations(scene, drafts),
                 pair=tuple(main.parties) if main is not None and len(main.parties) == 2 else ())
    return tuple(_mention(told, draft, n) for n, draft in enumerate(drafts))


@dataclass(frozen=True)
class _Told:
    """What the report tells of its agreements; `pair` are the parties of the main one."""

    scene: Scene
    terms: Terms
    verdicts: Verdicts
    signed: list[facts.SignedFor]
    watched: list[tuple[Draft, int, Span]]
    relations: dict[int, tuple[AgreementRelation, ...]]
    pair: tuple[int, ...]


def _add_foes(scene: Scene, topics: Topics) -> None:
    """The parties of a truce that the report names no pair for: its one armed group, and the army that it names."""
    main = topics.main
    if main is None or len(main.parties) > 1:
        return
    truce = topics.is_truce(main) or (main.kind is None and facts.kind_of_draft(scene, main) == "exchange")
    pair = facts.foes(scene) if truce else ()
    if pair and set(main.parties) <= set(pair):
        main.parties.update(dict.fromkeys(pair))


def _add_keepers(scene: Scene, verdicts: Verdicts) -> None:
    """Who keeps or breaks "the accord with B" made it with B: a party, where the phrase names no more than one."""
    for draft, charge in verdicts.rows:
        party = scene.party_of(charge.party)
        named = any(row.start <= p.span.start and p.span.end <= row.end for p in draft.phrases
                    for row in charge.evidence[:1])
        if party is not None and named and len(draft.parties) == 1:
            draft.parties[party] = None


def _add_bound(scene: Scene, topics: Topics, terms: Terms, verdicts: Verdicts) -> None:
    """Whom the main agreement binds, and who lays its breach to another's charge, are its parties.

    That is where the report names no two of them otherwise.
    """
    main = topics.main
    if main is not None and main.family == "contract" and len(main.parties) < 2:
        main.parties.update(dict.fromkeys(facts.buyers(scene)))
        bodies = [n for d, row in terms.provisions if d is main and (n := scene.party_of(row.obligor)) is not None]
        if len(main.parties) < 2:
            main.parties.update(dict.fromkeys(n for n in bodies if scene.chains[n].kind == "organization"))
    if main is None or len(main.parties) > 1:
        return
    for draft, charge in verdicts.rows:
        foes = [scene.party_of(charge.party), scene.party_of(charge.by[-1].chain if charge.by else None)]
        kinds = {scene.chains[n].kind for n in foes if n is not None}
        if draft is main and len(main.parties) < 2 and None not in foes and kinds <= FIRM:
            main.parties.update((n, None) for n in foes if n is not None)
        elif draft is main and foes[0] is not None and kinds <= FIRM:
            main.parties[foes[0]] = None  # who keeps or breaks it
    if len(main.parties) == 1 and set(main.parties) <= set(pair := facts.first_pair(scene)):
        main.parties.update(dict.fromkeys(pair))  # "A and B will each free …": both made it, though A alone kept it
    if len(main.parties) > 1 or any(draft is main for draft, _ in verdicts.rows):
        return
    if not main.parties:
        main.parties.update(dict.fromkeys(facts.first_pair(scene)))
    for draft, row in terms.provisions:
        party = scene.party_of(row.obligor)
        if draft is main and party is not None and scene.chains[party].kind in FIRM:
            main.parties[party] = None


def _mention(told: _Told, draft: Draft, position: int) -> AgreementMention:
    scene = told.scene
    signed, signed_words = facts.dates_of(scene, draft)
    place, place_words = facts.place_of(scene, draft)
    status, status_words = facts.status_of_draft(scene, draft)
    parties, party_words = facts.parties_of(scene, draft, told.pair, told.signed)
    people = facts.people_of(scene, draft, told.signed, told.watched)
    brokers = {m.person for m in people.mediators}
    provisions, aims = told.terms.of(draft)
    kind = facts.kind_of_draft(scene, draft)
    return AgreementMention(
        name=facts.name_of(scene, draft), kind=kind, form=facts.form_of(draft),
        parties=tuple(p for p in parties if p not in brokers), signatories=people.signatories,
        witnesses=people.witnesses, mediators=people.mediators, signed=signed, place=place, status=status,
        aims=aims, provisions=provisions, compliance=told.verdicts.of(draft), relations=told.relations[position],
        history=history_of(scene, draft), near_kinds=facts.near_kinds(scene, draft, kind),
        evidence=(*facts.evidence_of(draft), *party_words, *people.evidence, *signed_words, *place_words,
                  *status_words),
    )
