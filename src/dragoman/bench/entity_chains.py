"""Chains of entity mentions over documents, the mentions given.

First what is sure: mentions of one story are together where they are of one chain of the reader or of entities that
are linked, where one is a title, an apposition or a predicate of the other, or where they have one head word in one
number. A pronoun has no head word to go by: where the reader leaves it open it is the mention before it.

Then what is likely: two such groups of a story are joined by what they do and what is done to them (the man who
shot, the gunman who opened fire), the words that they share, and whether reports that know the one know the other.
WEIGHTS are those of a logistic regression, fitted by `scripts/train_chains.py` on the training part of ECB+. The idea
that the roles in one event tell participants is that of Lee et al., Joint entity and event coreference resolution
across documents (EMNLP 2012).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from dragoman.bench.ecb import GoldMention, MentionId, Text, span_of_mention
from dragoman.bench.event_words import ABSTRACT, SPEAKING, event_sense
from dragoman.model.reading import Reading
from dragoman.model.record import Record

WEIGHTS: Mapping[str, float] = {
    "bias": -2.99,
    "done to both": 2.10,
    "done by both": 2.55,
    "other roles": 1.14,
    "words": 0.88,
    "words of times": 0.14,
    "share of words": 1.99,
    "one's head among the other's words": 0.64,
    "both named": -0.96,
    "one named": -0.26,
    "one number": 1.10,
    "in the same documents": 0.55,
    "in the same sentences": -0.77,
    "of people or bodies": 0.43,
    "of places": 0.36,
    "of times": 0.41,
    "mentions of the smaller": -0.64,
}
LIKELY, ON_AVERAGE = 0.3, 0.12  # of a pair, and of the pairs of two groups that have grown

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPEAKERS = ("i", "me", "my", "we", "us", "our", "myself", "ourselves")
_MANY = ("they", "them", "their", "we", "us", "our", "themselves", "those", "these", "both")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMING = ("identify", "name", "know", "describe", "introduce", "call")
_EMPTY = ("be", "have", "do", "say")
_FUNCTION = frozenset((  # words that tell nothing
    "the", "a", "an", "of", "in", "on", "at", "to", "for", "and", "his", "her", "their", "its", "who", "which", "that",
    "this", "these", "those", "was", "were"))
_MOST = 3  # reports that share a role count up to this


@dataclass
class Group:
    """Mentions taken for one thing, and what is known of it. `roles` leads to the documents that tell of each."""

    kind: str
    mentions: list[MentionId] = field(default_factory=list)
    stories: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    roles: dict[tuple[Hashable, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    many: int = 0  # mentions in the plural less those in the singular

    @property
    def documents(self) -> set[str]:
        """The names of the documents that speak of it."""
        return {m[0] for m in self.mentions}

    @property
    def sentences(self) -> set[tuple[str, int]]:
        """Where it is spoken of, by document and sentence."""
        return {m[:2] for m in self.mentions}


def cluster_entities(
    mentions: Sequence[GoldMention], texts: Mapping[str, Text], record: Record, readings: Sequence[Reading],
    heads: Mapping[MentionId, Token | None],
) -> dict[MentionId, Hashable]:
    """The cluster of each mention."""
    groups = sure_groups(mentions, texts, record, readings, heads)
    joined = _Union()
    for group in groups:
        for mention in group.mentions:
            joined.join(mention, group.mentions[0])
    for one, two in _likely_pairs(groups):
        joined.join(groups[one].mentions[0], groups[two].mentions[0])
    return {m.id: joined.root(m.id) for m in mentions}


def sure_groups(
    mentions: Sequence[GoldMention], texts: Mapping[str, Text], record: Record, readings: Sequence[Reading],
    heads: Mapping[MentionId, Token | None],
) -> list[Group]:
    """The groups of mentions that are surely together, in the order of their first mentions."""
    story = {row.id: row.story or row.id for row in record.documents}
    union = _surely(mentions, texts, record, readings, heads)
    members: dict[Hashable, list[GoldMention]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: m.id):
        members[union.root(mention.id)].append(mention)
    groups = []
    for ones in members.values():
        kind, _ = Counter(m.kind[:3] for m in ones).most_common(1)[0]
        group = Group(kind, [m.id for m in ones])
        for mention in ones:
            text = texts[mention.id[0]]
            group.stories.add(story[text.document.id])
            start, end = span_of_mention(mention, text)
            group.words |= {w for w in text.document.text[start:end].lower().split()
                            if w.isalnum() and len(w) > 1 and w not in _FUNCTION}
            if (head := _antecedent(heads[mention.id])) is not None:
                _describe(group, mention, head, story[text.document.id])
        groups.append(group)
    return groups


def _describe(group: Group, mention: GoldMention, head: Token, story: str) -> None:
    """Add to a group what a mention's head word tells."""
    if head.pos_ != "PRON":
        group.heads.add(_lemma(head))
    if head.pos_ == "PROPN":
        group.names.add(head.lower_)
    group.many += 1 if head.tag_ in ("NNS", "NNPS") or head.lower_ in _MANY else -1
    for predicate, role in _roles(head):
        told = event_sense(predicate.lower_, predicate.lemma_.lower())
        if predicate.pos_ in ("VERB", "NOUN") and predicate.lemma_ not in _EMPTY and told not in (*ABSTRACT, *SPEAKING):
            group.roles[(story, told), "time" if group.kind == "TIM" else role].add(mention.id[0])


def _surely(
    mentions: Sequence[GoldMention], texts: Mapping[str, Text], record: Record, readings: Sequence[Reading],
    heads: Mapping[MentionId, Token | None],
) -> _Union:
    story = {row.id: row.story or row.id for row in record.documents}
    full = {e.id for e in record.entities if " " in e.name}
    named = _named_by_head(record, readings)
    at = {(m.id[0], _offset(head)): m for m in mentions if (head := heads[m.id]) is not None}
    union = _Union()
    before: dict[str, GoldMention] = {}  # the last mention of a document that is of somebody and no pronoun
    for mention in sorted(mentions, key=lambda m: m.id):
        name = mention.id[0]
        document, head = texts[name].document.id, _antecedent(heads[mention.id])
        if head is None:
            continue
        entity = named.get((document, _offset(head))) if mention.kind != "TIM" else None
        if head.pos_ != "PRON":
            many = mention.kind != "TIM" and head.tag_ == "NNS" and head.lower_ != "police"
            union.join(mention.id, (story[document], _lemma(head), many))
        elif entity is None and head.lower_ in _SPEAKERS:
            union.join(mention.id, (document, "the speaker"))
        elif entity is None and name in before and _plural(head) == _plural(heads[before[name].id]):
            union.join(mention.id, before[name].id)
        if entity is not None:
            union.join(mention.id, (story[document], "entity", entity))
            if head.pos_ == "PROPN" and entity in full:  # a full name is the same in other stories too
                union.join(mention.id, ("entity", entity))
        if mention.kind != "TIM":
            for other in _same_by_grammar(head):
                if (name, _offset(other)) in at:
                    union.join(mention.id, at[name, _offset(other)].id)
        if mention.kind == "HUM" and head.pos_ != "PRON":
            before[name] = mention
    return union


def likeness(one: Group, two: Group) -> dict[str, float] | None:
    """What speaks for and against two groups being one, by the names of WEIGHTS; None where they cannot be."""
    if one.kind != two.kind or not one.stories & two.stories:
        return None
    shared = Counter[str]()
    for key in one.roles.keys() & two.roles.keys():
        shared[key[1]] += min(len(one.roles[key]), len(two.roles[key]), _MOST)
    common = len(one.words & two.words)
    names = bool(one.names) + bool(two.names)
    smaller = min(len(one.documents), len(two.documents)), min(len(one.sentences), len(two.sentences))
    return {
        "bias": 1.0,
        "done to both": math.log1p(shared["patient"]),
        "done by both": math.log1p(shared["agent"]),
        "other roles": math.log1p(sum(shared.values()) - shared["patient"] - shared["agent"]),
        "words": math.log1p(common) * (one.kind != "TIM"),
        "words of times": math.log1p(common) * (one.kind == "TIM"),
        "share of words": common / max(1, len(one.words | two.words)),
        "one's head among the other's words": float(bool(one.heads & two.words or two.heads & one.words)),
        "both named": float(names == 2),
        "one named": float(names == 1),
        "one number": float((one.many > 0) == (two.many > 0)),
        "in the same documents": len(one.documents & two.documents) / smaller[0],
        "in the same sentences": len(one.sentences & two.sentences) / smaller[1],
        "of people or bodies": float(one.kind == "HUM"),
        "of places": float(one.kind == "LOC"),
        "of times": float(one.kind == "TIM"),
        "mentions of the smaller": math.log1p(min(len(one.mentions), len(two.mentions))),
    }


def probability(features: Mapping[str, float]) -> float:
    """How likely two groups are one."""
    return 1 / (1 + math.exp(-sum(WEIGHTS[name] * value for name, value in features.items())))


def _likely_pairs(groups: Sequence[Group]) -> Iterator[tuple[int, int]]:
    """The pairs to join, the likeliest first. What has grown is joined only where its parts agree on average."""
    likely = {(i, j): probability(features) for j, two in enumerate(groups) for i, one in enumerate(groups[:j])
              if (features := likeness(one, two)) is not None}
    grown = {n: [n] for n in range(len(groups))}
    for (i, j), chance in sorted(likely.items(), key=lambda item: (-item[1], item[0])):
        if chance < LIKELY:
            return
        left, right = grown[i], grown[j]
        if left is right:
            continue
        pairs = [likely.get((min(a, b), max(a, b)), 0.0) for a in left for b in right]
        if sum(pairs) / len(pairs) >= ON_AVERAGE:
            left += right
            grown.update(dict.fromkeys(right, left))
            yield i, j


def _offset(head: Token) -> int:
    return int(head.doc.user_data["offset"]) + head.idx


def _named_by_head(record: Record, readings: Sequence[Reading]) -> dict[tuple[str, int], str]:
    """The entity of the word that ends each mention, and of the word that ends each title, by document and offset."""
    entity = {(v.document, v.start, v.end): e.id for e in record.entities for v in e.mentions}
    found: dict[tuple[str, int], str] = {}
    for reading in readings:
        text, document = reading.document.text, reading.document.id
        for chain in reading.chains:
            spans = [(m.start, m.end) for m in chain.mentions if m.form in ("name", "pronoun", "role")]
            ids = {entity.get((document, *s)) for s in spans} - {None}
            for start, end in [*spans, *((r.span.start, r.span.end) for r in chain.roles if not r.former)]:
                word = start + max(text[start:end].rfind(" "), -1) + 1
                for one in sorted(i for i in ids if i):
                    found.setdefault((document, word), one)
    return found


def _same_by_grammar(head: Token) -> Iterator[Token]:
    """The words that an apposition, a predicate with "be", a title or a naming says to be the same as a noun."""
    is_title = head.dep_ in ("compound", "nmod") and head.pos_ == "NOUN" and head.head.pos_ == "PROPN"
    if head.dep_ == "appos" or is_title:
        yield head.head
    verb = head.head
    if head.dep_ == "attr" and verb.lemma_ == "be" and head.pos_ in ("NOUN", "PROPN"):
        yield from _children(verb, ("nsubj",), unless="neg")
    if head.dep_ == "pobj" and verb.lower_ == "as" and verb.head.lemma_ in _NAMING:
        yield from _called(verb.head)
    if head.dep_ in ("oprd", "attr", "dobj") and verb.lemma_ in _NAMING and (head.dep_ == "oprd" or verb.dep_ == "acl"):
        yield from _called(verb)


def _called(verb: Token) -> Iterator[Token]:
    """Whom a verb of naming gives a name."""
    if verb.dep_ == "acl":
        yield verb.head
    else:
        yield from _children(verb, ("nsubjpass", "dobj"))


def _children(verb: Token, relations: Iterable[str], unless: str = "") -> Iterator[Token]:
    children = list(verb.children)
    if not any(c.dep_ == unless for c in children):
        yield from (c for c in children if c.dep_ in relations)


def _roles(head: Token) -> Iterator[tuple[Token, str]]:
    """The verbs and nouns of events that a noun takes part in, and as what: agent, patient, or by a preposition."""
    noun = head
    while noun.dep_ in ("conj", "appos") and noun.head is not noun:
        noun = noun.head
    above = noun.head
    if noun.dep_ == "nsubj" or (noun.dep_ == "poss" and above.pos_ == "NOUN"):
        yield above, "agent"
        yield from ((c, "agent") for c in above.children if c.pos_ == "VERB" and (
            c.dep_ == "xcomp" or (c.dep_ == "conj" and not list(_children(c, ("nsubj", "nsubjpass"))))))
    elif noun.dep_ in ("nsubjpass", "dobj", "compound"):
        yield above, "patient"
    elif noun.dep_ == "pobj":
        yield above.head, {"by": "agent", "of": "patient"}.get(above.lower_, "place")
    elif noun.dep_ in ("npadvmod", "advmod"):
        yield above, "time"
    for child in head.children:
        if child.dep_ == "acl":
            yield child, "patient" if child.tag_ == "VBN" else "agent"
        for subject in _children(child, ("nsubj", "nsubjpass")) if child.dep_ == "relcl" else ():
            if subject.tag_ in ("WP", "WDT"):
                yield child, "agent" if subject.dep_ == "nsubj" else "patient"


def _plural(head: Token | None) -> bool:
    return head is not None and (head.tag_ in ("NNS", "NNPS") or head.lower_ in _MANY)


class _Union:
    """Things that are joined step by step."""

    def __init__(self) -> None:
        self._parent: dict[Hashable, Hashable] = {}

    def root(self, item: Hashable) -> Hashable:
        while (up := self._parent.setdefault(item, item)) != item:
            self._parent[item] = self._parent[up]
            item = up
        return item

    def join(self, one: Hashable, two: Hashable) -> None:
        self._parent[self.root(one)] = self.root(two)


def _antecedent(head: Token | None) -> Token | None:
    """For a relative pronoun the noun that its clause hangs on."""
    if head is not None and head.tag_ in ("WDT", "WP"):
        for verb in head.ancestors:
            if verb.dep_ == "relcl":
                return verb.head
    return head


def _lemma(head: Token) -> str:
    """The head word without its plural; of a time the weekday or year that it is of."""
    if head.ent_type_ in ("DATE", "TIME") or head.lower_ in _WEEKDAYS:
        words = [t.lower_ for t in head.doc[head.left_edge.i : head.right_edge.i + 1]]
        for word in (*(w for w in words if w in _WEEKDAYS), *(w for w in words if _YEAR.fullmatch(w))):
            return word
    word = str(head.lemma_.lower() if head.pos_ != "PROPN" else head.lower_)
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word
