"""The anatomy of a clause that states a term: who is bound, to do what, on what condition, by when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from dragoman.model.base import Span
from dragoman.model.reading import Provision, ProvisionModality
from dragoman.reading.agreements.makings import stretch
from dragoman.reading.agreements.scene import Scene, offsets
from dragoman.text.grammar import SUBJECTS, agent, subject
from dragoman.text.parse import span_of

_LONGEST = 60  # words; more is a paragraph, not a term
_CUES = frozenset(("if", "unless", "once", "when", "until", "provided", "providing", "after"))
_SINGLING = frozenset(("particularly", "especially", "notably", "mainly", "chiefly", "primarily", "specifically",
                       "including", "also"))  # what a list is opened with: "energy, particularly oil and gas"
_HANGING = ("subject", "conditional", "contingent", "depending")
_SMALL = frozenset(("and", "or", "but", "while", "that", ",", ";", ":", "–", "—", "-", "which", "also", "then"))


def clause_verbs(sentence: Iterable[Token]) -> Iterator[Token]:
    """The verbs among some tokens, in order."""
    return (t for t in sentence if t.pos_ in ("VERB", "AUX") and t.dep_ not in ("aux", "auxpass"))


def verb_conjuncts(verb: Token) -> Iterator[Token]:
    """A verb and the verbs joined to it that share its subject."""
    yield verb
    for child in verb.children:
        if ((child.dep_ == "conj" and child.pos_ in ("VERB", "AUX")) or _is_listed(verb, child)) \
                and not any(c.dep_ in SUBJECTS for c in child.children):
            yield from verb_conjuncts(child)


def _is_listed(verb: Token, child: Token) -> bool:
    """ "To respect borders, to disarm …": the parser takes the second for a purpose of the first."""
    return child.dep_ == "advcl" and child.tag_ == "VB" == verb.tag_ and child.i > verb.i \
        and child.left_edge.i > 0 and child.left_edge.lower_ == "to" and verb.doc[child.left_edge.i - 1].text == "," \
        and any(c.lower_ == "to" for c in verb.children)


def items(word: Token) -> list[Token]:
    """The members of the longest list at or below a word, if it has three; else what is joined to the word itself."""
    own = _listed(word)
    if len(own) > 1:
        return own
    inner = [found for t in word.subtree if t.pos_ in ("NOUN", "PROPN", "VERB") and len(found := _listed(t)) > 2]
    return max(inner, key=len) if inner else own


def _listed(word: Token) -> list[Token]:
    found = [word]
    for child in word.children:
        if child.dep_ in ("conj", "appos") and child.i > word.i \
                and child.pos_ in ("NOUN", "PROPN", "VERB", "ADJ", "NUM"):
            found.extend(_listed(child))
    return found


def item_tokens(word: Token) -> Tokens:
    """One member of a list with its own modifiers."""
    others = {t.i for c in word.children if c.dep_ in ("conj", "appos", "cc", "punct", "relcl") and c.i > word.i
              for t in c.subtree}
    left = word.left_edge.i
    right = word.i + 1
    members = {t.i for t in word.subtree} - others
    while right in members:
        right += 1
    while left < word.i and (word.doc[left].is_punct or word.doc[left].pos_ == "CCONJ"
                             or word.doc[left].lower_ in _SINGLING):
        left += 1
    return word.doc[left:right]


def clause_tokens(verb: Token, *, begin: int | None = None) -> Tokens:
    """The verb's clause as one stretch: from its subject on, without clauses joined to it."""
    doc = verb.doc
    apart = {t.i for c in verb.children if _is_apart(verb, c) for t in c.subtree}
    members = {t.i for t in verb.subtree} - apart
    left, right = verb.i, verb.i + 1
    first = begin if begin is not None else min((t.i for c in verb.children if c.dep_ in SUBJECTS for t in c.subtree),
                                                default=verb.i)
    left = min(first, verb.i)
    while right in members and right - left < _LONGEST:
        right += 1
    if begin is None:
        while left - 1 in members and verb.i - left < _LONGEST // 2:
            left -= 1
    return _trim(doc, left, right)


def infinitives_after(scene: Scene, verb: Token) -> list[tuple[Token | None, Tokens]]:
    """The infinitives that a verb's sentence lists after it, each with whom it binds where that is another.

    "Undertook to stop, to clear the mines, and B to open the road": ", to" and "and to" go on with the same
    one; a party's name right before "to" begins another's part.
    """
    doc, end = verb.doc, min(verb.sent.end, verb.i + 2 * _LONGEST)
    found: list[tuple[int, Token | None]] = []
    for at in range(verb.i + 2, end - 1):
        if doc[at].lower_ != "to" or doc[at].head.i < at or not (doc[at + 1].tag_ == "VB" or doc[at].tag_ == "TO"):
            continue
        first = at - (doc[at - 1].lower_ == "not")
        before = doc[first - 1]
        if before.text == "," or before.lower_ in ("and", "or"):
            found.append((first, None))
        elif before.pos_ in ("NOUN", "PROPN") and actor(scene, before)[0] is not None and (
                doc[max(verb.i, before.left_edge.i - 1)].text in (",", ";", "and", "while", "but")):
            found.append((first, before))
    ends = [*(n for n, _ in found[1:]), end][:len(found)]
    return [(who, _trim(doc, first, _stop(doc, first, limit))) for (first, who), limit in zip(found, ends, strict=True)]


def _stop(doc: Doc, first: int, limit: int) -> int:
    """Where an infinitive ends: before the next, with what introduces it, or before a finite clause."""
    for at in range(first + 2, limit):
        if doc[at].text == ";" or (doc[at].text == "," and any(
                t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[at + 1:min(limit, at + 6)])):
            return at
    return limit


def _is_apart(verb: Token, child: Token) -> bool:
    if child.dep_ == "conj" or _is_listed(verb, child):
        return child.pos_ in ("VERB", "AUX")
    if child.dep_ == "advcl":
        return any(c.lower_ in ("while", "as", "though", "although") for c in child.children)
    return child.dep_ in ("parataxis", "cc", "ccomp") and (child.dep_ != "ccomp" or verb.lemma_ in ("say", "tell"))


def _trim(doc: Doc, left: int, right: int) -> Tokens:
    while left < right - 1 and (doc[left].lower_ in _SMALL or doc[left].is_space or doc[left].is_quote):
        left += 1
    while right > left + 1 and (doc[right - 1].is_space or doc[right - 1].text in ".,;:!?" or doc[right - 1].is_quote
                                or doc[right - 1].lower_ in ("and", "or", "but", "while")):
        right -= 1
    return doc[left:right]


def condition_of(tokens: Tokens, sentence: Tokens, verb: Token) -> Tokens | None:
    """The condition of a clause: "if …", "once …", "provided that …", "subject to …", "conditional on …"."""
    doc = verb.doc
    for token in doc[sentence.start:sentence.end]:
        lower, after = token.lower_, doc[token.i + 1:token.i + 2].text.lower()
        opening = lower in _CUES or (lower in _HANGING and after in ("to", "on", "upon"))
        if not opening or (lower == "provided" and after not in ("that", "the", "it", ",")):
            continue
        end = _condition_end(doc, token.i, sentence.end)
        leads = token.i == sentence.start or (doc[token.i - 1].text in (",", '"') and token.i < verb.i)
        mine = (token.i > verb.i and not _other_clause(verb, token)) or (leads and end <= verb.i)
        if mine and _can_be(doc, token, end):
            return _trim(doc, token.i, end)
    return None


def _can_be(doc: Doc, cue: Token, end: int) -> bool:
    """Is what the cue opens a state of things, not a date, a length of time or what has happened?"""
    rest = doc[cue.i + 1:end]
    if cue.lower_ in _HANGING:
        return True
    if cue.lower_ in ("when", "after", "until", "once"):
        return any(t.tag_ in ("VBZ", "VBP", "MD") for t in rest)
    return any(t.pos_ in ("VERB", "AUX", "ADJ") for t in rest)


def _condition_end(doc: Doc, start: int, limit: int) -> int:
    end = start + 1
    while end < limit and doc[end].text not in (";", "."):
        if doc[end].text == "," and end > start + 1:
            return end
        end += 1
    return end


def _other_clause(verb: Token, cue: Token) -> bool:
    """Does another clause with a subject of its own begin between the verb and the cue?"""
    between = verb.doc[verb.i + 1:cue.i]
    return any(t.text in (",", ";") and i + 1 < len(between) and between[i + 1].lower_ in ("and", "while", "but")
               for i, t in enumerate(between))


def deadline_of(
    scene: Scene, tokens: Tokens, without: Tokens | None, but: Collection[int] = (),
) -> int | None:
    """The date in a clause that says when: the first with `by` or `until`, else the first; none of `but`."""
    found = [n for n in scene.dates_in(*offsets(tokens))
             if scene.times[n].value[:4] != "PAST" and _before(scene, n) != "since" and n not in but]
    if without is not None:
        start, end = offsets(without)
        found = [n for n in found if not start <= scene.times[n].start < end]
    by = [n for n in found if _before(scene, n) in ("by", "until", "till", "before", "than", "to", "from")]
    return next(iter(by or found), None)


def _before(scene: Scene, position: int) -> str:
    tokens = scene.parse.tokens_at(scene.times[position].start, scene.times[position].end)
    return tokens.doc[tokens.start - 1].lower_ if tokens is not None and tokens.start else ""


def actor(scene: Scene, word: Token | None) -> tuple[int | None, Span | None]:
    """The chain that a noun phrase stands for, or that its acting body belongs to ("government forces")."""
    if word is None:
        return None, None
    if word.lower_ == "side" and (owner := next((c for c in word.children if c.dep_ == "poss"), None)) is not None:
        return scene.party_of(scene.chain_at(*offsets(owner))), span_of(word, "obligor")
    span = offsets(word)
    chain = scene.chain_at(*span)
    if chain is not None and _is_governments(scene, chain, word):
        return scene.government, span_of(word, "obligor")
    if chain is not None and scene.chains[chain].kind not in ("place", "media", "person"):
        return chain, span_of(word, "obligor")
    if chain is not None and (party := scene.party_of(chain)) is not None:
        return party, span_of(word, "obligor")
    if word.lemma_.lower() in scene.lexicon.acting:
        for child in word.children:
            if child.dep_ in ("amod", "compound", "poss", "nmod") or (child.dep_ == "prep" and child.lower_ == "of"):
                inner = child if child.dep_ != "prep" else next(iter(child.children), child)
                party = scene.party_of(scene.chain_at(*offsets(inner)))
                if party is not None:
                    return party, span_of([child, word], "obligor")
    return None, None


def _is_governments(scene: Scene, chain: int, word: Token) -> bool:
    """ "Government forces", of no state that the name tells: those of the report's one government."""
    row = scene.chains[chain]
    acting = word.lemma_.lower() in scene.lexicon.acting
    return scene.government is not None and row.country is None and acting and "government" in row.name.lower()


def sector_of(scene: Scene, text: str) -> str | None:
    """The sector with the most of its words in a text, the first listed of equals."""
    words = {w.strip(".,;:'\"()") for w in text.lower().split()}
    words |= {w.removesuffix("s") for w in words}
    hits = {name: sum(w in words for w in listed) for name, listed in scene.lexicon.sectors.items()}
    best = max(hits, key=lambda n: hits[n], default="")
    return best if best and hits[best] else None


def provision(
    scene: Scene, verb: Token, modality: ProvisionModality, *, tokens: Tokens | None = None,
    obligor: Token | None = None, beneficiary: Token | None = None, thing: Token | None = None,
) -> Provision:
    """A provision from a verb: `tokens` are its words where that is not the verb's clause, `thing` a listed object."""
    words = tokens if tokens is not None else clause_tokens(verb, begin=_opening(verb))
    whole = verb.sent
    condition = condition_of(words, whole, verb)
    deadline = deadline_of(scene, words, condition) if tokens is None else None
    if deadline is None:
        deadline = deadline_of(scene, clause_tokens(verb), condition)
    who, who_span = actor(scene, obligor if obligor is not None else _agent(verb))
    given, given_span = actor(scene, beneficiary)
    goal = thing if thing is not None else next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    text = scene.text(span_of(words))
    spans = [span_of(words), who_span]
    if given_span is not None:
        spans.append(Span(start=given_span.start, end=given_span.end, field="beneficiary"))
    if condition is not None:
        spans.append(span_of(condition, "condition"))
    if deadline is not None:
        time = scene.times[deadline]
        spans.append(Span(start=time.start, end=time.end, field="deadline"))
    return Provision(
        text=text, evidence=tuple(s for s in spans if s is not None), modality=modality, obligor=who, beneficiary=given,
        action=_action(verb), object=scene.text(span_of(item_tokens(goal))) if goal is not None else None,
        sector=sector_of(scene, text), condition=scene.text(span_of(condition)) if condition is not None else None,
        deadline=deadline)


def _opening(verb: Token) -> int | None:
    """Where the clause of a sentence's first and main verb begins, when the parser cut off part of its subject."""
    left, _ = stretch(verb)
    first = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if first is None or first.i > verb.i or verb.dep_ != "ROOT":
        return None
    before = verb.doc[left:first.left_edge.i]
    named = len(before) > 1 and before[-1].text == "," and before[0].pos_ in ("DET", "PROPN", "NOUN")
    lost = left < verb.sent.start or named
    return left if lost and not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in before) else None


def _agent(verb: Token) -> Token | None:
    found = agent(verb)
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    return found if found is not None or passive else subject(verb)


def _action(verb: Token) -> str:
    particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), "")
    return f"{verb.lemma_.lower()} {particle}".strip()
