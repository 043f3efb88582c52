"""The state that a report speaks from: whose offices and bodies it need not name.

A newsroom names the other side and leaves its own unsaid: in "MPs have backed the deal with Greece" they are not the
MPs of Greece. What tells its own is the dateline, the states that act in it, the places that it speaks of and the town
in its own name, in this order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from dragoman.ontology.geography import Geography
from dragoman.ontology.names import NameWords
from dragoman.reading.names.acting import ADDRESSED
from dragoman.reading.names.found import Found, TitlePhrase
from dragoman.reading.names.places import resolve, sites
from dragoman.reading.names.words import Block

_CODED = re.compile(r"\b(?:operations?|exercises?|drills?|manoeuvres|maneuvers|codenamed|code-named|dubbed),?"
                    r" \"([^\"\n]{2,60})\"", re.IGNORECASE)
_SMALL = ("of", "the", "and", "in", "on", "for", "to")
_ACROSS = ("with", "against", "from")  # before the other side of a deal or a quarrel
_ABROAD = ("embassy", "ambassador", "envoy", "consulate", "consul", "diplomat", "mediator")  # of a state, in another's
_HOSTS = ("host", "mediate", "broker", "facilitate")
_OF_STATE = ("GOV", "LEG", "MIL", "COP", "JUD", "SPY", "PTY")
_SOON = 3  # paragraphs after the first office within which a report says whose it is
_CLIMB = 6  # tokens from the other side up to the verb
_LARGE = 15_000  # people of a town that a newspaper is of
_ITS_OWN = 3  # what the town in a report's own name weighs, in mentions of a state
_MORE = 1.5  # of the weight of the next one


def other_sides(names: Sequence[Found], titles: Sequence[TitlePhrase], blocks: Sequence[Block]) -> frozenset[str]:
    """The states that are the other side to an office or a body of the state whose own the report doesn't say."""
    unsaid = _unsaid(names, titles, blocks)
    found = set()
    for name in names:
        if name.kind == "country" and name.country and name.form != "nationality":
            root = blocks[name.block].head(name.start - blocks[name.block].offset, name.end - blocks[name.block].offset)
            subject = _subject_across(root) if root is not None else None
            if subject is not None and (name.block, subject.idx) in unsaid:
                found.add(name.country)
    return frozenset(found)


def _unsaid(
    names: Sequence[Found], titles: Sequence[TitlePhrase], blocks: Sequence[Block]
) -> dict[tuple[int, int], int]:
    """The head tokens of offices and bodies of a state that is not said, by block, to where they begin."""
    spans = [
        (n.block, n.start, n.end)
        for n in names
        if n.kind in ("government", "group") and n.sector in _OF_STATE and n.country is None
    ]
    for title in titles:
        if title.of is None and title.sector in _OF_STATE:
            spans.append((title.block, title.start, title.end))
            if title.person is not None:
                spans.append((title.block, names[title.person].start, names[title.person].end))
    found = {}
    for index, start, end in spans:
        root = blocks[index].head(start - blocks[index].offset, end - blocks[index].offset)
        if root is not None:
            found[index, root.idx] = start
    return found


def _subject_across(state: Token) -> Token | None:
    """The subject of the clause in which a state is the other side ("with X", "accused X"), or None."""
    side = state.head if state.dep_ == "poss" else state
    if side.dep_ == "pobj" and side.head.lower_ in _ACROSS:
        word = side.head.head
    elif side.dep_ == "dobj" and side is state and side.head.lemma_.lower() in ADDRESSED:
        word = side.head
    else:
        return None
    for _ in range(_CLIMB):
        subject = next((c for c in word.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None and subject.tag_ in ("WP", "WDT"):
            return word.head  # "the minister, who signed with X"
        if subject is not None or word.head is word:
            return subject
        word = word.head
    return None


def hosts(name: Found, block: Block) -> bool:
    """Does a state no more than host or mediate: "talks hosted by X", "X, which mediated the truce"?"""
    root = block.head(name.start - block.offset, name.end - block.offset)
    if root is None or name.kind != "country":
        return False
    verbs = [c for c in root.children if c.dep_ == "relcl"]
    if root.dep_ == "pobj" and root.head.lower_ == "by":
        verbs.append(root.head.head)
    elif root.dep_ == "nsubj":
        verbs.append(root.head)
    return any(v.lemma_.lower() in _HOSTS for v in verbs)


def is_across(name: Found, block: Block) -> bool:
    """Does a name stand as the other side ("with X")?"""
    root = block.head(name.start - block.offset, name.end - block.offset)
    return root is not None and root.dep_ == "pobj" and root.head.lower_ in _ACROSS


def visitors(names: Sequence[Found], blocks: Sequence[Block], lexicon: NameWords) -> frozenset[str]:
    """The states of which a report names nothing but some people, once: "South African observers saw no fraud"."""
    said = Counter(n.country for n in names if n.country and n.kind in ("country", "place", "government"))
    once = [n for n in names if n.country and n.form == "nationality" and said[n.country] == 1]
    return frozenset(
        n.country or "" for n in once
        if (root := blocks[n.block].head(n.start - blocks[n.block].offset, n.end - blocks[n.block].offset)) is not None
        and root.head.lower_ in lexicon.group_words
    )


def counts(names: Sequence[Found], blocks: Sequence[Block]) -> Counter[str]:
    """How often each state is named, in bodies' names too,
    but in datelines and for its people abroad ("its embassy")."""
    return Counter(
        n.country for n in names
        if n.country and not in_dateline(n, blocks)
        and ((n.kind == "country" and not _is_abroad(n, blocks[n.block])) or _is_named_after(n))
    )


def is_quoted(name: Found, block: Block) -> bool:
    """Does a name stand inside quotation marks? The states that somebody quoted speaks of need not be theirs."""
    return block.text.count('"', 0, name.start - block.offset) % 2 == 1


def code_names(block: Block) -> tuple[tuple[int, int], ...]:
    """Where code names stand, which name no place and nobody: Operation "Dawn of Salween"."""
    return tuple((block.offset + m.start(1), block.offset + m.end(1)) for m in _CODED.finditer(block.text)
                 if all(w[:1].isupper() or w in _SMALL for w in re.findall(r"\w+", m[1])))


def _is_named_after(name: Found) -> bool:
    """Has a body its state in its name ("the Latvian Grain Traders' Guild")?"""
    return name.kind == "organization" and name.form == "name" and not name.guessed and " " in name.text


def _is_abroad(name: Found, block: Block) -> bool:
    root = block.head(name.start - block.offset, name.end - block.offset)
    owns = root is not None and root.dep_ in ("poss", "amod", "compound", "nmod")
    return root is not None and owns and root.head.lemma_.lower() in _ABROAD


def in_dateline(name: Found, blocks: Sequence[Block]) -> bool:
    """Does a name stand in a dateline?"""
    return blocks[name.block].doc.user_data.get("kind") == "dateline"


def dateline_state(names: Sequence[Found], blocks: Sequence[Block], geography: Geography) -> str | None:
    """The state of the dateline's place."""
    return next((code for n in names if in_dateline(n, blocks) and (code := _code(n, geography))), None)


def _code(name: Found, geography: Geography) -> str | None:
    capital = geography.by_metonym.get(name.text) or geography.by_metonym.get(name.text.title())
    return capital.code if capital else name.country if name.kind == "country" else None


def speaks_first(
    state: str, names: Sequence[Found], titles: Sequence[TitlePhrase], blocks: Sequence[Block]
) -> bool:
    """Does an office or a body whose state is not said come up before any other state than this is named?"""
    heads = [i for i, b in enumerate(blocks) if b.doc.user_data.get("kind") in ("title", "heading", "standfirst")]
    offices = [start for (index, _), start in _unsaid(names, titles, blocks).items() if index not in heads]
    others = [n.start for n in names if n.kind == "country" and n.country != state and not in_dateline(n, blocks)]
    return bool(offices) and min(offices) < min(others, default=min(offices) + 1)


def named_late(
    names: Sequence[Found], titles: Sequence[TitlePhrase], blocks: Sequence[Block]
) -> frozenset[str]:
    """The states that a report names only well after offices and bodies whose state it doesn't say."""
    first = min((index for index, _ in _unsaid(names, titles, blocks)), default=len(blocks))
    named: dict[str, int] = {}
    for name in names:
        if name.country and name.kind in ("country", "government"):
            named.setdefault(name.country, name.block)
    return frozenset(code for code, block in named.items() if block > first + _SOON)


def settled(
    names: Sequence[Found], states: Counter[str], geography: Geography
) -> Iterator[tuple[Found, str]]:
    """The places of a report with the states that they are in, in order."""
    places = [n for n in names if n.kind == "place"]
    forms = list(dict.fromkeys(n.text for n in places))
    most = max(states.values(), default=1)
    weights = {code: times / most for code, times in sorted(states.items())}
    found = dict(zip(forms, resolve([(f,) for f in forms], weights, geography), strict=True))
    for name in places:
        capital = geography.by_metonym.get(name.text)
        site = found[name.text]
        code = capital.code if capital else site.country if site is not None else None
        if code:
            yield name, code


def by_places(
    places: Iterable[tuple[Found, str]], states: Counter[str], others: frozenset[str], own: str | None
) -> str | None:
    """The state that most of the places of a report are in and that it names most, with the one of its own name."""
    weight = Counter({code: times for code, times in states.items() if code not in others})
    weight.update(code for _, code in places if code not in others)
    if own and weight[own]:
        weight[own] += _ITS_OWN
    top = sorted(weight.items(), key=lambda c: (-c[1], c[0]))[:2]
    return top[0][0] if top and (len(top) == 1 or top[0][1] >= _MORE * top[1][1]) else None


def state_of_publisher(publisher: str, lexicon: NameWords, geography: Geography) -> str | None:
    """The state of the town that an outlet is named after: "The Juba Standard"."""
    words = publisher.removeprefix("The ").split()
    while len(words) > 1 and lexicon.body_heads.get(words[-1].lower()) is not None:
        words.pop()
    place = " ".join(words)
    if not place or place == publisher.removeprefix("The "):
        return None
    state = geography.by_metonym.get(place) or geography.by_name.get(place) or geography.by_nationality.get(place)
    if state is not None:
        return state.code
    towns = [s for s in sites(place, geography)[:1] if s.population >= _LARGE]
    return towns[0].country if towns else None
