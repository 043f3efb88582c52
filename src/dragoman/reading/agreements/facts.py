"""What a report says of an agreement: parties, people, date, place, status, each with its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain as joined

from spacy.tokens import Doc

from dragoman.model.base import Span
from dragoman.model.reading import AgreementForm, AgreementStatus, Signatory
from dragoman.reading.agreements.drafts import Draft
from dragoman.reading.agreements.history import LIFE, PLANNED, applying, sought_status, verb_span
from dragoman.reading.agreements.kinds import count_kinds
from dragoman.reading.agreements.makings import Making
from dragoman.reading.agreements.phrases import Phrase
from dragoman.reading.agreements.scene import FIRM, STATE_SECTORS, Scene, offsets
from dragoman.reading.agreements.topics import Topics
from dragoman.text.grammar import subject
from dragoman.text.parse import kind_of, span_of

_SIMILAR = frozenset(("similar", "another", "second", "third", "like"))
_OPENING = 5  # sentences, with those of the title
_ABOUT = 150  # tokens of a paragraph that may tell what its agreement is about
SignedFor = tuple[Draft, int, int, Span]  # the agreement, the person, the party, the words


@dataclass(frozen=True)
class People:
    """Who signed, looked on and mediated, with the words that say so."""

    signatories: tuple[Signatory, ...] = ()
    witnesses: tuple[Signatory, ...] = ()
    mediators: tuple[Signatory, ...] = ()
    evidence: tuple[Span, ...] = ()


def name_of(scene: Scene, draft: Draft) -> str:
    """The name used most fully: a proper name before a description, a longer before a shorter."""
    proper = [p.name for p in draft.phrases if p.name]
    if proper:
        return max(proper, key=len)
    described = [p for p in draft.phrases if p.reference != "pronoun" and p.noun.opens != "never"] or draft.phrases
    if all(p.noun.words[0] in ("agree", "extend") and p.head.pos_ == "VERB" for p in described):
        return _described(scene, draft, described[0])
    nouns = [p for p in described if p.head.pos_ != "VERB"]
    best = max(nouns, key=lambda p: (len(p.words), p.right - p.left, p.noun.family != "any", -p.span.start))
    return scene.text(span_of(best.head.doc[_bare_left(best):best.right]))


def _described(scene: Scene, draft: Draft, phrase: Phrase) -> str:
    """A name for what only a verb of agreeing tells of."""
    if draft.base is not None:
        return f"extension of {name_of(scene, draft.base)}"
    return "agreement" + scene.text(phrase.span).removeprefix(phrase.head.text)


def _bare_left(phrase: Phrase) -> int:
    first = phrase.head.doc[phrase.left]
    return phrase.left + (first.pos_ == "DET" and phrase.left < phrase.head.i)


def kind_of_draft(scene: Scene, draft: Draft) -> str:
    """The kind by the noun, else by the words of its names, else by the sentences that first speak of it."""
    fixed = [p.noun.kind for p in draft.phrases if p.noun.kind]
    if fixed:
        return fixed[0]
    counts = Counter(draft.kinds)
    if not counts and draft.base is not None:
        return kind_of_draft(scene, draft.base)
    if not counts:
        about = (p.head.doc for p in draft.phrases[:1])  # its first paragraph, and the report's title
        titles = (d for d in scene.parse.docs[:2] if len(d) and kind_of(d[0:1]) == "title")
        texts = joined((p.sentence for p in draft.phrases), (d[0:min(len(d), _ABOUT)] for d in joined(about, titles)))
        counts = next((c for c in (count_kinds(scene.lexicon, t) for t in texts) if c), counts)
    order = list(scene.lexicon.kinds)
    return max(counts, key=lambda k: (counts[k], -order.index(k))) if counts else "other"


def near_kinds(scene: Scene, draft: Draft, kind: str) -> tuple[str, ...]:
    """The kinds that others may give it, where its own words tell the kind; else none, which is all."""
    own = any(p.noun.kind for p in draft.phrases) or bool(draft.kinds)
    return scene.lexicon.near_elsewhere(kind) if own and kind != "other" else ()


def form_of(draft: Draft) -> AgreementForm | None:
    """The form by its most particular noun."""
    forms = [p.noun.form for p in draft.phrases if p.noun.form]
    return next((f for f in forms if f != "agreement"), forms[0] if forms else None)


def evidence_of(draft: Draft) -> tuple[Span, ...]:
    """Its mentions' phrases, without a field; the first of them longer where a verb makes the agreement."""
    return tuple(dict.fromkeys(p.span for p in draft.phrases))


def dates_of(scene: Scene, draft: Draft) -> tuple[int | None, tuple[Span, ...]]:
    """When it was signed or agreed: the most exact of the dates that are given for it, the first of equals."""
    given = list(draft.dates)
    if not given and draft.group is not None and draft.group.when is not None:
        given = [draft.group.when]
    if not given:
        return None, ()
    best = min(given, key=lambda n: (-len(scene.times[n].value[:10]), given.index(n)))
    time = scene.times[best]
    return best, (Span(start=time.start, end=time.end, field="signed"),)


def place_of(scene: Scene, draft: Draft) -> tuple[int | None, tuple[Span, ...]]:
    """Where it was signed or agreed: a town before a country."""
    makings = [m for m in draft.makings if m.verb.lemma_ in scene.lexicon.dating and m.place]
    if not makings and draft.group is not None and draft.group.place:
        makings = [draft.group]
    found = [m.place for m in makings if m.place]
    if not found:
        return None, ()
    chain, mention = min(found, key=lambda f: (scene.chains[f[0]].kind != "place", f[1].start))
    return chain, (Span(start=mention.start, end=mention.end, field="place"),)


def status_of_draft(scene: Scene, draft: Draft) -> tuple[AgreementStatus | None, tuple[Span, ...]]:
    """The furthest point of its life that the report tells as a fact; else what is planned; else that it is dated."""
    facts: list[tuple[int, AgreementStatus, Making]] = []
    plans: list[Making] = []
    for making in draft.makings:
        if making.negated:
            continue
        if making.factuality in PLANNED:
            if not making.unmakes:  # "they may suspend the pact": there is one
                plans.append(making)
        else:
            facts.append((LIFE.index(making.status), making.status, making))
    if facts:
        _, status, making = max(facts, key=lambda f: (f[0], -f[2].verb.i))
        return status, (verb_span(making),)
    if draft.group is not None:
        return draft.group.status, (verb_span(draft.group),)
    if plans and not draft.dates:
        negotiating = plans[0].status == "negotiating"
        return "negotiating" if negotiating else "proposed", (verb_span(plans[0]),)
    sought = next((p for p in draft.phrases if p.sought), None)
    if sought is not None and not draft.dates:
        return sought_status(sought, scene), (Span(start=sought.span.start, end=sought.span.end, field="status"),)
    for phrase in draft.phrases:
        verb = applying(phrase)
        if verb is not None:
            return "in-force", (span_of(verb, "status"),)
    dated = next((p for p in draft.phrases if p.when is not None and p.noun.kind != "ceasefire"), None)
    if dated is not None:
        return "signed", (Span(start=dated.span.start, end=dated.span.end, field="status"),)
    return None, ()


def parties_of(
    scene: Scene, draft: Draft, pair: tuple[int, ...], signed: list[SignedFor],
) -> tuple[tuple[int, ...], tuple[Span, ...]]:
    """Who agreed, with their words. `pair` are the two whose names a report need not repeat."""
    found = dict(draft.parties)
    if draft.group is not None and len(found) < 2:
        found.update(dict.fromkeys(draft.group.parties))
    if draft.base is not None and not found:
        found.update(dict.fromkeys(draft.base.parties))
    shared = any(m.pair for m in draft.makings) or any(
        p.modifiers & {"their"} or _is_of_two(p) for p in draft.phrases)
    nations = [p for p in draft.phrases if _is_theirs(scene, p)]
    shared = shared or bool(nations)
    if not pair and (nations or any(m.nations for m in draft.makings)):
        pair = _two_before(scene, min(p.span.start for p in draft.phrases))
    found.update(dict.fromkeys(_with_another(scene, draft, pair)))
    if len(found) < 2:
        found.update(dict.fromkeys(party for owner, _, party, _ in signed if owner is draft))
    if len(found) < 2:
        found.update(dict.fromkeys(_states_of_signers(scene, draft)))
    strange = draft.phrases[0].other and any(c.lower_ == "with" for c in draft.phrases[0].head.children)
    if len(found) < 2 and (shared or not found) and not strange and (not found or set(found) <= set(pair)):
        found.update(dict.fromkeys(pair))
    return tuple(found), tuple(s for n in found if (s := _nearest(scene, draft, n)) is not None)


def _states_of_signers(scene: Scene, draft: Draft) -> Iterator[int]:
    """The states whose ministers and officers signed."""
    for making in (m for m in draft.makings if m.status == "signed" and m.factuality == "asserted" and not m.negated):
        for region in filter(None, (making.who, making.by, making.along)):
            for person in scene.people_in(*offsets(making.verb.doc[slice(*region)])):
                row = scene.chains[person]
                if row.sector in STATE_SECTORS and row.country in scene.country_chain:
                    yield scene.country_chain[row.country]


def buyers(scene: Scene) -> tuple[int, ...]:
    """To whom a report says that something is sold: "the sale of jets to A", "sell A's neighbour B …"."""
    for sentence in scene.parse.sentences:
        for word in sentence:
            if word.lemma_.lower() not in ("sell", "sale"):
                continue
            to = next((c for t in (word, *word.children) for c in t.children if c.lower_ == "to" and c.dep_ in (
                "prep", "dative") and c.i > word.i), None)
            found = scene.parties_in(*offsets(to.doc[to.i:to.right_edge.i + 1])) if to is not None else ()
            if found:
                return found[:1]
    return ()


def _is_theirs(scene: Scene, phrase: Phrase) -> bool:
    """ "The two countries exchanged captives under the accord of 2011"."""
    head = phrase.head
    verb = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "under" else None
    who = subject(verb) if verb is not None and verb.pos_ == "VERB" else None
    return who is not None and who.tag_ == "NNS" and who.lemma_.lower() in scene.lexicon.sides and any(
        c.lower_ in ("the", "both", "two") for c in who.children)


def _with_another(scene: Scene, draft: Draft, pair: tuple[int, ...]) -> tuple[int, ...]:
    """ "A similar accord with C", after one of A with B: it is A that has it with C."""
    first = draft.phrases[0]
    found = tuple(draft.parties)
    told = first.other and first.modifiers & _SIMILAR and len(found) == 1 == len(first.parties) and len(pair) > 1
    return pair[:1] if told and found[0] not in pair and all(scene.chains[n].kind in FIRM
                                                             for n in (*found, *pair)) else ()


def _is_of_two(phrase: Phrase) -> bool:
    """ "An agreement between the two", "between the two neighbours"."""
    after = phrase.head.doc[phrase.head.i + 1:phrase.head.i + 4].text.lower()
    return after in ("between the two", "between both sides", "between the sides")


def _two_before(scene: Scene, start: int) -> tuple[int, ...]:
    """The two parties named last before a place: who "the two countries" are."""
    found: dict[int, None] = {}
    for _, chain in reversed(scene.mentions_in(0, start)):
        party = scene.party_of(chain) if scene.chains[chain].kind != "person" else None
        if party is not None and scene.chains[party].kind in FIRM:
            found[party] = None
        if len(found) == 2:
            return tuple(found)
    return ()


def first_pair(scene: Scene) -> tuple[int, ...]:
    """The two states of which the report's first sentences tell together: "Kenya and Uganda have settled …"."""
    for sentence in [s for s in scene.parse.sentences[:_OPENING] if not s.text.rstrip().endswith("?")]:
        between = next((t for t in sentence if t.lower_ == "between" and t.dep_ == "prep"), None)
        if between is not None:
            found = scene.parties_in(*offsets(sentence.doc[between.i:between.right_edge.i + 1]), places=True)
            found = tuple(n for n in found if scene.chains[n].kind in FIRM)
            if len(found) == 2:
                return found
        who = subject(sentence.root) if sentence.root.pos_ in ("VERB", "AUX") else None
        if who is not None and who.i < sentence.root.i:
            found = scene.parties_in(*offsets(sentence.doc[who.left_edge.i:who.right_edge.i + 1]), places=True)
            found = tuple(n for n in found if scene.chains[n].kind in FIRM)
            if len(found) == 2:
                return found
    return ()


def foes(scene: Scene) -> tuple[int, ...]:
    """The one armed group that a report names and the one state whose army or government it names with it."""
    groups = [n for n, c in enumerate(scene.chains) if c.kind == "armed-group"]
    for sectors in (("MIL",), ("MIL", "GOV")):
        acting = [n for n, c in enumerate(scene.chains) if c.kind == "government" and c.sector in sectors]
        states = {scene.party_of(n) for n in acting}
        if len(states) == 1 and len(groups) == 1 and None not in states:
            return (*(n for n in states if n is not None), groups[0])
    return ()


def _nearest(scene: Scene, draft: Draft, chain: int) -> Span | None:
    """The mention of a party that stands nearest to the agreement's phrases, or to its bodies' or people's."""
    mine = {n for n in range(len(scene.chains)) if n == chain or scene.party_of(n) == chain}
    places = [p.span.start for p in draft.phrases]
    mentions = [m for n in sorted(mine) for m in scene.chains[n].mentions if m.form != "pronoun"]
    best = min(mentions, key=lambda m: (min(abs(m.start - x) for x in places), m.start), default=None)
    return Span(start=best.start, end=best.end, field="parties") if best else None


def people_of(
    scene: Scene, draft: Draft, signed: list[SignedFor], watched: list[tuple[Draft, int, Span]],
) -> People:
    """Signatories, witnesses and mediators, from the clauses of signing and what stands beside them."""
    signers: dict[int, tuple[int, int]] = {}
    watchers: dict[int, tuple[int, int]] = {}
    brokers: dict[int, tuple[int, int]] = {}
    evidence: list[Span] = []
    for making in draft.makings:
        doc = making.verb.doc
        watching = _regions(doc, making, ("presence", "witness", "witnesses", "witnessed", "attended"))
        for region in watching:
            _note(scene, doc, region, watchers, evidence, "witnesses")
        if making.status in ("signed", "agreed") and not making.negated and making.factuality not in PLANNED[1:]:
            for region in filter(None, (making.who, making.by, making.along)):
                if any(start <= region[0] and region[1] <= end for start, end in watching):
                    continue  # "A and B put their names to it as witnesses"
                cut = _cut(region, watching)
                if making.verb.lemma_.lower() in scene.lexicon.mediating:
                    _note(scene, doc, cut, brokers, evidence, "mediators", bodies=True)
                else:
                    _note(scene, doc, cut, signers, evidence, "signatories")
    sides: dict[int, int] = {}
    for owner, person, party, span in signed:
        if owner is draft and person not in signers:
            signers[person], sides[person] = (span.start, span.end), party
            evidence.append(span)
    for owner, person, span in watched:
        if owner is draft and person not in watchers:
            watchers[person] = (span.start, span.end)
            evidence.append(span)
    watchers = {n: r for n, r in watchers.items() if n not in signers}
    return People(signatories=_rows(scene, signers, sides), witnesses=_rows(scene, watchers),
                  mediators=_rows(scene, brokers), evidence=tuple(evidence))


def _regions(doc: Doc, making: Making, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where lookers-on are named.

    That is after "in the presence of", "witnessed by" or "attended by", and between "with" and "as witness".
    """
    found = []
    for token in doc[making.left:making.right]:
        if token.lower_ not in words:
            continue
        if token.lower_ == "attended" and (token.i + 1 >= making.right or doc[token.i + 1].lower_ != "by"):
            continue
        if token.lower_ in ("presence", "witnessed", "attended"):
            found.append((token.i + 1, _clause_end(doc, token.i + 1, making.right)))
        elif token.i and doc[token.i - 1].lower_ in ("as", "a", "the"):
            opening = [t.i for t in doc[making.left:token.i] if t.lower_ == "with"]
            found.append((opening[-1] + 1, token.i) if opening else (making.left, making.verb.i))
    return found


def _clause_end(doc: Doc, at: int, right: int) -> int:
    while at < right and doc[at].tag_ not in ("VBD", "VBZ", "VBP", "MD") and doc[at].text != ";":
        at += 1
    return at


def _cut(region: tuple[int, int], others: list[tuple[int, int]]) -> tuple[int, int]:
    left, right = region
    for start, _ in others:
        if left < start < right:
            right = start
    return left, right


def _note(
    scene: Scene, doc: Doc, region: tuple[int, int], into: dict[int, tuple[int, int]], evidence: list[Span], field: str,
    *, bodies: bool = False,
) -> None:
    if region[1] <= region[0]:
        return
    start, end = offsets(doc[region[0]:region[1]])
    for mention, chain in scene.mentions_in(start, end):
        person = scene.chains[chain].kind == "person" and mention.form in ("name", "role")
        if (person or (bodies and scene.chains[chain].kind not in ("place", "group", "media"))) and chain not in into:
            into[chain] = (start, end)
            evidence.append(Span(start=mention.start, end=mention.end, field=field))


def signed_for(scene: Scene, topics: Topics) -> list[SignedFor]:
    """ "A signed for X and B for Y": the agreement that is spoken of, the person, the party, and the words."""
    found = []
    for sentence in scene.parse.sentences:
        if not any(v.lemma_ == "sign" and any(c.lower_ == "for" for c in v.children) for v in sentence):
            continue
        draft = topics.of_paragraph(sentence)
        left = sentence.start
        for token in sentence:
            if token.lower_ != "for" or token.i + 1 >= sentence.end or draft is None:
                continue
            parties = scene.parties_in(*offsets(sentence.doc[token.i + 1:min(token.i + 5, sentence.end)]), places=True)
            start, end = offsets(sentence.doc[left:token.i]) if left < token.i else (0, 0)
            people = scene.people_in(start, end)
            if parties and people:
                found.append((draft, people[-1], parties[0], Span(start=start, end=end, field="signatories")))
                left = token.i + 1
    return found


def watched_by(scene: Scene, topics: Topics) -> list[tuple[Draft, int, Span]]:
    """ "A attended the ceremony", "B was there as a witness", told in a sentence of its own."""
    found: list[tuple[Draft, int, Span]] = []
    for sentence in scene.parse.sentences:
        verb = sentence.root
        watching = verb.lemma_ in ("attend", "witness", "watch", "oversee") and any(
            t.lemma_.lower() in ("ceremony", "signing", "signature") for t in sentence)
        draft = topics.of_paragraph(sentence) if watching else None
        who = subject(verb)
        if draft is not None and who is not None and who.i < verb.i and who.dep_ == "nsubj":
            start, end = offsets(sentence.doc[who.left_edge.i:verb.i])
            found.extend((draft, n, Span(start=start, end=end, field="witnesses")) for n in scene.people_in(start, end))
    return found


def _rows(
    scene: Scene, people: dict[int, tuple[int, int]], sides: dict[int, int] | None = None,
) -> tuple[Signatory, ...]:
    return tuple(Signatory(person=n, party=(sides or {}).get(n, _side(scene, n, region)), role=_role(scene, n))
                 for n, region in people.items())


def _side(scene: Scene, person: int, region: tuple[int, int]) -> int | None:
    """For whom a person signs: by the role, else by an "of X" right after the name."""
    party = scene.party_of(person)
    if party is not None:
        return party
    ends = [m.end for m in scene.chains[person].mentions if region[0] <= m.start and m.end <= region[1]]
    for end in ends:
        found = scene.parties_in(end, min(region[1], end + 40))
        if found:
            return found[0]
    return None


def _role(scene: Scene, person: int) -> str | None:
    roles = [r.title for r in scene.chains[person].roles if not r.former]
    return max(roles, key=len) if roles else None
