"""What is done to agreements: signed, agreed, ratified, broken, by whom, when and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dragoman.model.base import Span
from dragoman.model.reading import AgreementStatus, Mention
from dragoman.ontology.agreements import AgreementNoun, AgreementWords
from dragoman.reading.agreements.kinds import count_kinds
from dragoman.reading.agreements.phrases import CONCLUDING, Phrase
from dragoman.reading.agreements.scene import Scene, offsets
from dragoman.text.factuality import Status, status_of
from dragoman.text.grammar import SUBJECTS, is_passive, subject
from dragoman.text.parse import kind_of, span_of

_STRETCH = 400  # tokens of a sentence that are looked at
_URGING = ("urge", "ask", "tell", "press", "push", "invite", "persuade", "order", "get", "force", "encourage", "call")
_REACH = 14  # words after a verb in which its date and place are looked for
_ONCE = ("when", "once", "after", "until", "if", "unless")
_IF = ("provided", "if", "unless", "once")
# What stands beside the parties in a by-phrase and names none: "by A and B with the mediation of C".
_BESIDE = ("in the presence", "; ", "with the mediation", "through the mediation", "with the help", "with the support",
           "under the auspices", "under the aegis", "at the invitation")
_LEAVING = ("withdraw", "pull", "walk")
# Nouns that stand between a verb and its agreement: "suspended its part in the treaty", "concluded talks on it".
_SHARE = ("talk", "negotiation", "discussion", "consultation", "participation", "membership", "part", "role",
          "adherence", "involvement")
_ENDED = ("suspended", "terminated")
_PENNING = ("sign", "initial", "ink")
_AGREES = ("agree", "accede", "consent", "commit", "subscribe")
# What opens a clause, so that a date before it is another clause's.
_OPENERS = ("after", "before", "since", "as", "when", "while", "that", "which", "who", "where", "because", "until")
_NATIONS = ("country", "nation", "state", "government", "neighbour", "neighbor")
_AGREEING = AgreementNoun(words=("agree",), family="any", opens="made")
_EXTENDING = AgreementNoun(words=("extend",), family="extension", opens="made", derived="amends")


@dataclass(frozen=True, eq=False)
class Making:
    """A verb that makes or unmakes agreements. `left`:`right` are its sentence's tokens.

    `who`, `by` and `along` are stretches of tokens: the subject's, the by-phrase's, and that of a phrase with `with`
    which says who signed beside them. `pair` tells that the
    subject is "the two sides" or the like, whose names were given before; `nations`, that these are states.
    """

    verb: Token
    status: AgreementStatus
    phrases: tuple[Phrase, ...]
    left: int
    right: int
    factuality: Status = "asserted"
    negated: bool = False
    who: tuple[int, int] | None = None
    by: tuple[int, int] | None = None
    along: tuple[int, int] | None = None
    parties: tuple[int, ...] = ()
    pair: bool = False
    nations: bool = False
    when: int | None = None
    place: tuple[int, Mention] | None = None

    @property
    def unmakes(self) -> bool:
        """Does the verb end or stop an agreement, so that there must be one?"""
        return self.status in ("suspended", "broken", "terminated", "expired")

    @property
    def span(self) -> Span:
        """The clause's words, from the verb's first argument to its last near one."""
        return span_of(self.verb.doc[self.left:self.right])


def stretch(token: Token) -> tuple[int, int]:
    """The sentence of a token, joined with fragments into which the parser cut it, as token positions."""
    doc = token.doc
    left, right = token.sent.start, token.sent.end
    while right < len(doc) and not _ends(doc, right):
        right = doc[right].sent.end
    while left > 0 and not _ends(doc, left):
        left = doc[left - 1].sent.start
    return left, right


def _ends(doc: Doc, at: int) -> bool:
    """Does a sentence end before the token at `at`? Not after "Smt." and the like, nor without a stop."""
    last = at - 1
    while last > 0 and (doc[last].is_space or doc[last].is_quote or doc[last].text in (")", "]")):
        last -= 1
    if doc[last].text not in (".", "!", "?", "…", ":", "—"):
        return False
    before = doc[last - 1] if last else doc[last]
    fragment = not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[at].sent)
    short = before.text[:1].isupper() and len(before) <= 4
    return not (doc[last].text == "." and short and fragment and doc[at].pos_ == "PROPN")


def agreeings(scene: Scene, phrases: Iterable[Phrase]) -> list[Phrase]:
    """Verbs of agreeing that stand for an agreement that no noun beside them names: "the two agreed to stop"."""
    taken = {(id(p.head.doc), p.head.sent.start) for p in phrases if p.noun.opens == "identified"}
    found = []
    for doc in scene.parse.docs:
        for verb in doc:
            if verb.lemma_ != "agree" or verb.pos_ != "VERB":
                continue
            complement = next((c for c in verb.children if c.dep_ in ("xcomp", "advcl") and c.tag_ == "VB"), None)
            if complement is None or status_of(verb) != ("asserted", False):
                continue
            extends = complement.lemma_.lower() in scene.lexicon.extending
            if not extends and (id(doc), verb.sent.start) in taken:
                continue
            if len({*_makers(scene, verb)[0], *_partners(scene, verb)}) > 1:
                found.append(_agreeing(scene, verb, complement, extends=extends))
    return found + [p for doc in scene.parse.docs for t in doc if (p := _agreed(scene, t)) is not None]


def _partners(scene: Scene, verb: Token) -> tuple[int, ...]:
    """With whom somebody agrees: "A has agreed with B to put off the vote"."""
    beside = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "with" and c.i == verb.i + 1), None)
    return () if beside is None else scene.parties_in(*offsets(verb.doc[beside.i:beside.right_edge.i + 1]), places=True)


def _agreed(scene: Scene, verb: Token) -> Phrase | None:
    """ "The pipeline with X, agreed in July 2021": what was agreed stands for the agreement."""
    doc = verb.doc
    if verb.lower_ != "agreed" or not 2 < verb.i < len(doc) - 2 or doc[verb.i - 1].text != "," \
            or doc[verb.i + 1].lower_ not in ("in", "on", "last"):
        return None
    noun = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), verb.head)
    dates = scene.dates_in(*offsets(doc[verb.i + 1:min(verb.i + 6, len(doc))]))
    if noun.pos_ != "NOUN" or noun.lemma_.lower() in scene.lexicon.noun_of or not dates or noun.i > verb.i:
        return None
    start, end = offsets(doc[noun.left_edge.i:verb.i - 1])
    return Phrase(head=noun, noun=_AGREEING, reference="indefinite", left=noun.left_edge.i, right=verb.i - 1,
                  span=Span(start=start, end=end), kinds=count_kinds(scene.lexicon, doc[noun.left_edge.i:verb.i - 1]),
                  parties=scene.parties_in(start, end), when=dates[0])


def _agreeing(scene: Scene, verb: Token, complement: Token, *, extends: bool) -> Phrase:
    right = max(t.i for t in complement.subtree) + 1
    kinds = count_kinds(scene.lexicon, verb.doc[complement.i:right])
    start, end = offsets(verb.doc[verb.i:right])
    return Phrase(head=verb, noun=_EXTENDING if extends else _AGREEING, reference="indefinite", left=verb.i,
                  right=verb.i + 1, span=Span(start=start, end=end), kinds=Counter() if extends else kinds)


def find_makings(scene: Scene, phrases: list[Phrase]) -> list[Making]:
    """What verbs say of the phrases, in order."""
    by_sentence: dict[tuple[int, int], list[Phrase]] = {}
    for phrase in phrases:
        by_sentence.setdefault((id(phrase.head.doc), stretch(phrase.head)[0]), []).append(phrase)
    found = []
    for group in by_sentence.values():
        left, right = stretch(group[0].head)
        right = min(right, left + _STRETCH)
        for verb in group[0].head.doc[left:right]:
            status = _status(scene.lexicon, verb)
            about = _objects(verb, group) if status else ()
            if status and about:
                found.append(_making(scene, verb, status, about, left, right))
    return found


def _status(lexicon: AgreementWords, verb: Token) -> AgreementStatus | None:
    if verb.pos_ not in ("VERB", "AUX") and not (verb.tag_ in ("VBN", "VBD") and verb.lemma_ in lexicon.status_of):
        return None
    lemma = verb.lemma_.lower()
    if lemma in CONCLUDING and any(c.dep_ in ("dobj", "nsubjpass") and c.lemma_.lower() in lexicon.talks
                                   for c in verb.children):
        return "agreed"  # "concluded talks on a treaty"
    if lemma not in lexicon.status_of or lemma in lexicon.phrase_heads:
        near = f"{lemma} " + " ".join(t.lower_ for t in verb.doc[verb.i + 1:verb.i + 4])
        names = next((c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in ("name", "signature")), None)
        if lemma == "put" and names is not None and any(t.lower_ == "to" for t in verb.doc[names.i + 1:names.i + 8]):
            return "signed"  # "put their names on Wednesday to a deal"
        for status, idioms in lexicon.phrases.items():
            if any(f"{near} ".startswith(f"{idiom} ") for idiom in idioms):
                return status
    return lexicon.status_of.get(lemma)


def _objects(verb: Token, group: list[Phrase]) -> tuple[Phrase, ...]:
    """The phrases that a verb is about: its object, its passive subject, what its clause hangs on."""
    own = tuple(p for p in group if p.head == verb or (p.reference == "pronoun" and p.head.head == verb))
    if own:
        return own
    tokens = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass", "nsubj", "attr", "oprd")]
    if verb.lemma_.lower() in _AGREES and not any(t.dep_ == "dobj" for t in tokens):  # "agreed in Oslo to a truce"
        tokens = [t for t in tokens if t.dep_ == "nsubjpass"] + [
            p for c in verb.children if c.dep_ == "prep" and c.lower_ in ("to", "on", "upon") for p in c.children]
    if verb.lemma_.lower() in _LEAVING:  # "withdrew from the pact", "pulled out of the treaty"
        tokens = [p for c in verb.children if c.dep_ in ("prep", "prt", "advmod")
                  for p in c.subtree if p.dep_ == "pobj"]
    if verb.dep_ == "xcomp" and verb.tag_ == "VBN" and not tokens:  # "is expected to be signed"
        tokens = [c for c in verb.head.children if c.dep_ in ("nsubjpass", "nsubj")]
    tokens += [p for t in tokens if t.lemma_.lower() in _SHARE for c in t.children
               if c.lower_ in ("in", "of", "to", "on", "about") for p in c.children]
    passive_or_bare = [t for t in tokens if t.dep_ != "nsubj" or not any(c.dep_ == "dobj" for c in verb.children)]
    heads = list(_with_conjuncts(passive_or_bare))
    found = [p for p in group if p.head in heads] or _relative(verb, group)
    bare = verb.tag_ == "VBN" and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    if not found and (bare or verb.dep_ in ("acl", "relcl", "appos", "amod", "conj", "advcl")):
        found = _modified(verb, group)
    if not found:
        found = [p for h in heads if h.dep_ in ("nsubj", "nsubjpass") and h.tag_ in ("WDT", "WP")
                 for p in group if p.right in (h.i, h.i - 1)]
    if not found and lemma_makes(verb) and not any(
            c.dep_ == "dobj" and verb.lemma_ != "put" for c in verb.children):
        found = [p for p in group if verb.i < p.left and not any(
            t.pos_ == "VERB" for t in verb.doc[verb.i + 1:p.left])][:1]
    return tuple(found)


def lemma_makes(verb: Token) -> bool:
    """Is it a verb that takes the agreement as its object, wherever the parser puts that?"""
    return verb.lemma_ in ("sign", "ink", "conclude", "initial", "ratify", "seal", "put") and verb.tag_ in (
        "VBD", "VBN", "VBP", "VBZ")


def _relative(verb: Token, group: list[Phrase]) -> list[Phrase]:
    """The phrase before the `that` or `which` whose clause has the verb as its first."""
    doc = verb.doc
    for phrase in reversed(group):
        at = phrase.right + (phrase.right < len(doc) and doc[phrase.right].text == ",")
        if at < verb.i < at + 16 and doc[at].lower_ in ("that", "which") \
                and not any(t.pos_ == "VERB" for t in doc[at:verb.i]):
            return [phrase]
    return []


def _with_conjuncts(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        for child in token.children:
            if child.dep_ in ("conj", "appos"):
                yield from _with_conjuncts([child])


def _modified(verb: Token, group: list[Phrase]) -> list[Phrase]:
    """The phrase that a participle or relative clause belongs to, by the parse or by standing next to it."""
    first = verb
    while first.dep_ == "conj" and first.head.tag_ in ("VBN", "VBD") and first.head.dep_ in ("acl", "conj", "advcl"):
        first = first.head  # "a truce, brokered by X and signed in Y"
    if first is not verb and not any(c.dep_ in SUBJECTS for c in verb.children):
        return _modified(first, group)
    holding = [p for p in group if p.holds(verb.head) and p.left <= verb.i] + \
              [p for p in group if verb.dep_ == "amod" and p.left <= verb.i < p.head.i]
    if holding:
        return holding[-1:]
    before = [p for p in group if p.right <= verb.i <= p.right + 4
              and not any(t.pos_ in ("VERB", "NOUN") for t in verb.doc[p.right:verb.i])]
    if before:
        return before[-1:]
    opens = verb.tag_ == "VBN" and verb.i == stretch(verb)[0]
    return [p for p in group if p.head.dep_ in SUBJECTS and p.head.i > verb.i][:1] if opens else []


def _making(
    scene: Scene, verb: Token, status: AgreementStatus, about: tuple[Phrase, ...], left: int, right: int,
) -> Making:
    parties, who, pair = _makers(scene, verb)
    if who is None and (signers := _signers(verb, about, left)) is not None:
        who, parties = signers, tuple(dict.fromkeys((*parties, *scene.parties_in(*offsets(verb.doc[slice(*signers)])))))
    if who is None and verb.dep_ == "acl" and verb.tag_ == "VBN" and all(p.left > verb.i for p in about):
        who = (left, verb.i)  # "A, minister of X, and B, minister of Y, yesterday signed the text"
        parties = scene.parties_in(*offsets(verb.doc[left:verb.i]))
    factuality, negated = status_of(verb)
    if factuality in ("planned", "expected", "discussed") and _is_told(verb):
        factuality = "asserted"
    if status in _ENDED and _is_decided(verb):
        factuality, negated = "asserted", False
    if any(t.lower_ in _IF for p in about for t in verb.doc[max(left, p.left - 3):p.left]):
        factuality = "conditional"
    ends = status in ("expired", "terminated", "broken") and kind_of(verb) == "paragraph"
    if verb.tag_ in ("VBZ", "VBP") and (ends or (status == "in-force" and _awaits(verb))):
        factuality = "planned"  # "it takes effect when both parliaments have approved it", "it expires in May"
    by = by_phrase(verb, right)
    mediated = verb.lemma_.lower() in scene.lexicon.mediating
    for preposition in (c for c in verb.children if c.dep_ == "prep" and c.lower_ == "with"):
        end = preposition.right_edge.i + 1
        partner = next((scene.chain_at(*offsets(c)) for c in preposition.children if c.dep_ == "pobj"), None)
        if partner is not None and not any(t.lower_ == "as" for t in verb.doc[preposition.i:min(end + 2, right)]):
            parties = tuple(dict.fromkeys((*parties, *scene.parties_in(*offsets(verb.doc[preposition.i:end])))))
    looking_on = any(t.lower_ == "as" and t.i + 2 < right and "witness" in verb.doc[t.i + 1:t.i + 3].text.lower()
                     for t in verb.doc[verb.i:right]) and not any(t.lower_ == "with" for t in verb.doc[left:right])
    if mediated or looking_on:
        parties, pair = (), False
    elif by:
        made = scene.parties_in(*offsets(verb.doc[by[0]:by[1]]))
        after = all(p.right <= verb.i for p in about)
        if made and after:  # "X welcomes the pact concluded by A and B": X is none of them
            parties, pair, who = made, False, None
        parties = tuple(dict.fromkeys((*parties, *made)))
    return Making(
        verb=verb, status=status, phrases=about, left=left, right=right, factuality=factuality, negated=negated,
        who=who, by=by, parties=parties, pair=pair, nations=pair and _are_nations(verb),
        along=None if looking_on else _along(verb), when=_when(scene, verb, left, right),
        place=_place(scene, verb, right))


def _signers(verb: Token, about: tuple[Phrase, ...], left: int) -> tuple[int, int] | None:
    """Who signs, where the verb has no subject of its own.

    "The minister, A, who signed in X", "which the two ministers, A and B, signed" (a participle, to the parser).
    """
    if verb.lemma_.lower() not in _PENNING or verb.tag_ not in ("VBD", "VBN") or is_passive(verb) \
            or verb.dep_ not in ("acl", "relcl") or verb.head.i > verb.i:
        return None
    bare = any(p.head == verb for p in about)
    which = any(t.lower_ in ("which", "that") for t in verb.doc[max(left, verb.head.left_edge.i - 2):verb.head.i])
    if not (bare or which) or any(p.holds(verb.head) for p in about):
        return None
    return max(left, verb.head.left_edge.i), verb.i


def _is_decided(verb: Token) -> bool:
    """ "A's decision on Monday to suspend the accord", "A decided to suspend it": the party's own word ends it."""
    above = verb.head
    if verb.tag_ != "VB" or verb.dep_ not in ("acl", "xcomp", "relcl"):
        return False
    theirs = any(c.dep_ == "poss" or c.lower_ == "the" for c in above.children)
    return (above.lemma_ == "decision" and theirs) or (
        above.lemma_ == "decide" and above.tag_ in ("VBD", "VBN") and status_of(above) == ("asserted", False))


def _along(verb: Token) -> tuple[int, int] | None:
    """ "Signed in X with his counterpart, B". Others with whom one signs may be witnesses or hosts."""
    found = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "with" and any(
        t.lemma_.lower() == "counterpart" for t in c.subtree)), None)
    return (found.i + 1, found.right_edge.i + 1) if found is not None and verb.lemma_.lower() in _PENNING else None


def _awaits(verb: Token) -> bool:
    """Does a verb hang on what has still to be: "when …", "once …", "after …"?"""
    return any(c.lower_ in _ONCE for clause in verb.children if clause.dep_ in ("advcl", "prep")
               for c in (clause, *clause.children))


def _is_told(verb: Token) -> bool:
    """Is it a past tense or a bare participle, which tells a fact whatever governs it?"""
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    conditional = any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in verb.children)
    return not conditional and (verb.tag_ == "VBD" or (verb.tag_ == "VBN" and all(h.lemma_ in ("have", "be")
                                and h.tag_ not in ("VB", "MD") for h in helpers)))


def _makers(scene: Scene, verb: Token) -> tuple[tuple[int, ...], tuple[int, int] | None, bool]:
    """The parties named in a verb's subject, where it stands, and whether it is "the two sides"."""
    maker = _urged(verb) or subject(verb)
    if maker is None or maker.dep_ == "nsubjpass" or maker.tag_ in ("WDT", "WP"):
        return (), None, False
    left, right = maker.left_edge.i, _before_clause(maker)
    if maker.i < verb.i and not any(t.pos_ == "VERB" for t in verb.doc[maker.i:verb.i]):
        right = verb.i  # the parser loses the second of two long names
    if kind_of(verb) in ("title", "standfirst") and maker.i < verb.i:
        left = maker.sent.start  # headlines leave out the "and" between two parties
    right = min(right, verb.i) if maker.i < verb.i else right
    start, end = offsets(maker.doc[left:max(right, maker.i + 1)])
    parties = scene.parties_in(start, end, places=True)
    pair = maker.tag_ == "NNS" and maker.lemma_.lower() in scene.lexicon.sides and len(parties) < 2
    return parties, (left, max(right, maker.i + 1)), pair


def _urged(verb: Token) -> Token | None:
    """ "X urged A and B to conclude a pact": those who are urged are to make it."""
    above = verb.head
    if verb.dep_ not in ("xcomp", "ccomp") or verb.tag_ != "VB" or above.lemma_.lower() not in _URGING:
        return None
    return next((c for c in above.children if c.dep_ == "dobj" and c.i < verb.i), None)


def _are_nations(verb: Token) -> bool:
    who = subject(verb)
    return who is not None and who.lemma_.lower() in _NATIONS


def _before_clause(noun: Token) -> int:
    clause = [c.left_edge.i for c in noun.children if c.dep_ == "relcl"]
    return min([noun.right_edge.i + 1, *clause])


def by_phrase(verb: Token, right: int) -> tuple[int, int] | None:
    """The tokens after a passive verb's `by`, up to what says who looked on, or to the next clause."""
    doc = verb.doc
    by = next((t.i for t in doc[verb.i + 1:right] if t.lower_ == "by" and (t.head == verb or t.dep_ == "agent")), None)
    if by is None or any(t.pos_ == "VERB" for t in doc[verb.i + 1:by]):
        return None
    end = by + 1
    while end < right:
        token = doc[end]
        rest = doc[end:end + 3].text.lower()
        if rest.startswith(_BESIDE) or (token.lower_ == "with" and doc[end - 1].text == ",") \
                or (token.pos_ in ("VERB", "AUX") and token.tag_ in ("VBD", "VBZ", "VBP", "MD")) \
                or (token.lower_ in ("while", "after", "during", "following", "that")):
            break
        if token.lower_ in ("who", "which"):  # "by A, who leads X, and B of Y"
            end = next((n for n in range(end + 1, min(right, end + _REACH)) if doc[n].lower_ == "and"
                        and doc[n - 1].text == "," and doc[n + 1:n + 2].text[:1].isupper()), right)
            if end == right:
                end = token.i
                break
        end += 1
    return (by + 1, end) if end > by + 1 else None


def _verb_above(token: Token) -> Token | None:
    for _ in range(12):
        if token.head == token:
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None


def _when(scene: Scene, verb: Token, left: int, right: int) -> int | None:
    """The date of a verb: the nearest that hangs on it, else the first after it before another verb."""
    doc = verb.doc
    near: list[tuple[int, int]] = []
    over = next((t.i for t in verb.ancestors if t.pos_ in ("VERB", "AUX") and t.i > verb.i), right) \
        if verb.dep_ in ("relcl", "acl") else right  # where the clause that the verb's hangs on goes on
    for position in scene.dates_in(*offsets(doc[left:right])):
        tokens = scene.parse.tokens_at(scene.times[position].start, scene.times[position].end)
        if tokens is None:
            continue
        first, last = tokens[0], tokens[-1]
        if first.dep_ in ("compound", "amod", "nummod") and first.head.i > last.i:
            continue  # "the March accord": the accord's date, not the verb's
        between = doc[min(verb.i, last.i) + 1:max(verb.i, first.i)]
        if first.i > over:
            continue
        if last.i < verb.i and any(t.lower_ in _OPENERS for t in between):
            continue  # "returned on Tuesday after the two had signed"
        above = _verb_above(tokens.root)
        if _in_subject(tokens.root, verb):
            continue  # "a ceasefire in 1991 came apart"
        if above is not None and above.i < verb.i and above.dep_ in ("relcl", "acl", "advcl") and last.i < verb.i:
            continue  # "the minister whom they ousted last week signed"
        linear = not any(t.pos_ == "VERB" for t in between) and len(between) <= (
            _REACH if first.i > verb.i else 2 * _REACH)
        if (_verb_above(tokens.root) == verb and not any(t.tag_ in ("VBD", "VBZ") for t in between)) or linear:
            near.append((len(between) + (3 if first.i < verb.i else 0), position))
    return min(near)[1] if near else None


def _in_subject(word: Token, verb: Token) -> bool:
    """Does a word stand within the subject of a verb?"""
    for _ in range(12):
        if word.head == word:
            return False
        if word.head == verb:
            return word.dep_ in SUBJECTS
        word = word.head
    return False


def _place(scene: Scene, verb: Token, right: int) -> tuple[int, Mention] | None:
    """The place of a verb: the first after `in` or `at` before another verb."""
    doc = verb.doc
    for token in doc[verb.i + 1:min(right, verb.i + 1 + _REACH)]:
        if token.pos_ == "VERB":
            return None
        if token.lower_ in ("in", "at") and token.i + 1 < right:
            inner = next((c for c in token.children if c.dep_ == "pobj"), None)
            end = min(right, token.i + 7, inner.right_edge.i + 1 if inner is not None else right)
            end = next((t.i for t in doc[token.i + 1:end] if t.lower_ in ("with", "by", "for", "after", "during")), end)
            stop = next((t.i for t in doc[token.i + 1:end] if t.text in (",", ";") or t.pos_ == "VERB"), end)
            if stop > token.i + 1:
                found = scene.place_in(*offsets(doc[token.i + 1:stop]))
                if found:
                    return found
    return None
