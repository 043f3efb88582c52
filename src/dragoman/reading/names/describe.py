"""Bodies and groups that are spoken of without a name: "the defence ministry", "the rebels", "two diplomats"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Token

from dragoman.ontology.names import NameWords
from dragoman.reading.names.found import Found
from dragoman.reading.names.words import Block
from dragoman.text.names import body_key

_SAME = {
    "military": "army",
    "armed forces": "army",
    "forces": "army",
    "troops": "army",
    "regime": "government",
    "junta": "government",
    "administration": "government",
    "cabinet": "government",
    "foreign office": "foreign ministry",
    "state department": "foreign ministry",
    "assembly": "parliament",
    "national assembly": "parliament",
    "congress": "parliament",
    "legislature": "parliament",
    "coast guard": "coastguard",
    "foreign affairs ministry": "foreign ministry",
    "external affairs ministry": "foreign ministry",
}
_KEPT = {
    "regional",
    "provincial",
    "local",
    "municipal",
    "supreme",
    "constitutional",
    "high",
    "air",
    "coast",
    "central",
    "security",
    "council",
    "ministers",
    "intelligence",
    "staff",
    "affairs",
    "border",
    "statistical",
    "demining",
    "delegation",
    "election",
}


def function_of(name: str, lexicon: NameWords) -> str:
    """What tells a body of the state from the others of the same state: its portfolio and its head word.

    "Syrian Defense Ministry", "Ministry of Defence" and "defence ministry" give one; so do "army" and "military".
    """
    words = body_key(name).split()
    if not words:
        return ""
    kept = [w for w in words[:-1] if w in _KEPT or (w in lexicon.portfolios and w not in ("national", "state"))]
    whole = " ".join([*kept, words[-1]])
    for form in (whole, " ".join(words[-2:]), words[-1]):
        if form in _SAME and (form != words[-1] or not kept):
            return _SAME[form]
    return whole


def with_descriptions(names: Sequence[Found], blocks: Sequence[Block], lexicon: NameWords) -> list[Found]:
    """The names together with the bodies and groups that are described, in order of place."""
    found = list(names)
    by_block: dict[int, list[Found]] = defaultdict(list)
    for name in names:
        by_block[name.block].append(name)
    for index, block in enumerate(blocks):
        here = by_block[index]
        taken = {c: n for n in here for c in range(n.start - block.offset, n.end - block.offset)}
        found += describe(block, index, taken, lexicon)
        for name in here:
            if name.kind == "government" and name.function is None and name.form == "name":
                name.function = function_of(name.text, lexicon)
                if name.country is None:
                    name.country = _country_of(name, block, taken)
    return sorted(found, key=lambda n: (n.start, n.end))


def _country_of(name: Found, block: Block, taken: Mapping[int, Found]) -> str | None:
    root = block.head(name.start - block.offset, name.end - block.offset)
    owner = _owner(root, taken) if root is not None else None
    return (
        owner.country if owner is not None and owner is not name and owner.kind in ("country", "government") else None
    )


def describe(block: Block, index: int, taken: Mapping[int, Found], lexicon: NameWords) -> Iterator[Found]:
    """The bodies of the state and the groups of a block that no name covers; `taken` leads from characters to names."""
    for token in block.doc:
        if token.idx in taken or token.pos_ not in ("NOUN", "PROPN"):
            continue
        found = _body(block, index, token, taken, lexicon) or _group(block, index, token, taken, lexicon)
        if found is not None:
            yield found


def _stretch(block: Block, index: int, token: Token, taken: Mapping[int, Found]) -> Found | None:
    """The noun with its modifiers, without article, possessor and names."""
    first = token
    while first.i > 0:
        before = block.doc[first.i - 1]
        if (
            before.idx in taken
            or before.dep_ not in ("amod", "compound", "nmod", "punct")
            or (before.pos_ == "PUNCT" and before.text != "-")
        ):
            break
        if before.head.i > token.i or before.head.i < before.i:
            break
        first = before
    while first.i < token.i and not first.text[0].isalnum():
        first = first.doc[first.i + 1]
    start, end = first.idx, token.idx + len(token)
    text = block.text[start:end]
    return Found(
        index,
        block.offset + start,
        block.offset + end,
        0,
        0,
        text,
        form="description",
        definite=any(c.lower_ == "the" for c in token.children),
    )


def _owner(token: Token, taken: Mapping[int, Found]) -> Found | None:
    """The state or body that the noun belongs to: possessor, adjective, or in its of-phrase."""
    for child in token.children:
        if child.dep_ in ("poss", "amod", "compound", "nmod") and child.idx in taken:
            return taken[child.idx]
        if child.dep_ == "prep" and child.lower_ in ("of", "in"):
            for inner in child.children:
                if inner.dep_ == "pobj" and inner.idx in taken:
                    return taken[inner.idx]
    return None


def _body(block: Block, index: int, token: Token, taken: Mapping[int, Found], lexicon: NameWords) -> Found | None:
    head = lexicon.body_heads.get(token.lower_)
    two = None
    if token.i > 0:
        two = lexicon.body_heads.get(f"{block.doc[token.i - 1].lower_} {token.lower_}")
    body = two or head
    if body is None or body.kind != "government" or token.dep_ in ("compound", "amod", "npadvmod"):
        return None
    found = _stretch(block, index, token, taken)
    if found is None:
        return None
    owner = _owner(token, taken)
    if (owner is not None and owner.kind not in ("country", "government", "place")) or (
        owner is None
        and not found.definite
        and not any(c.dep_ == "poss" for c in token.children)
        and not token.text[0].isupper()
        and token.lower_ != "parliament"
    ):
        return None
    found.kind, found.sector = "government", body.sector
    found.function = function_of(found.text, lexicon)
    if owner is not None and block.text[owner.end - block.offset : found.start - block.offset] == " ":
        found.called = block.text[owner.start - block.offset : found.end - block.offset]
    if owner is not None and owner.kind != "place":
        found.country = owner.country
    return found


def _group(block: Block, index: int, token: Token, taken: Mapping[int, Found], lexicon: NameWords) -> Found | None:
    group = lexicon.group_words.get(token.lower_)
    capital = token.text[0].isupper() and token.lower_ != "mps"
    if group is None or (capital and not token.is_sent_start and token.i > 0):
        return None
    if not (
        token.dep_ in ("nsubj", "nsubjpass")
        or (token.dep_ == "pobj" and token.head.lower_ in ("by", "to", "of", "with", "between"))
        or token.dep_ in ("conj", "dobj", "poss", "attr")
    ):
        return None
    found = _stretch(block, index, token, taken)
    if found is None:
        return None
    owner = _owner(token, taken)
    found.kind, found.sector = "group", group.sector
    if owner is not None:
        found.country = owner.country
        if owner.kind == "armed-group":
            found.kind = "armed-group"
    return found
