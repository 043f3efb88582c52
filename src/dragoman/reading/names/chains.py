"""Chains: which mentions of a report are of one person, body, place or state."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model.base import Span
from dragoman.model.reading import Chain, Mention, Role
from dragoman.ontology.geography import Geography
from dragoman.ontology.names import NameWords
from dragoman.reading.names.acting import acts
from dragoman.reading.names.drafts import Draft
from dragoman.reading.names.found import Found, TitlePhrase
from dragoman.reading.names.homes import Homes
from dragoman.reading.names.people import People
from dragoman.reading.names.words import Block
from dragoman.text.names import fold_name, initials

_BODIES = ("government", "organization", "armed-group", "media", "group")


def chain_names(names: Sequence[Found], titles: Sequence[TitlePhrase], blocks: Sequence[Block], text: str,
                lexicon: NameWords, geography: Geography) -> tuple[Chain, ...]:
    """The chains of a report in the order of first mention."""
    drafts: dict[tuple[str, str], Draft] = {}
    order = sorted(range(len(names)), key=lambda n: names[n].start)
    _mark_metonyms(names, blocks, lexicon, geography)
    keys = _body_keys(names, order, blocks, lexicon)
    people = People(names, order)
    for n in order:
        name = names[n]
        if name.kind == "country":
            key = ("country", name.country or "")
        elif name.kind == "person":
            key = ("person", people.key(n))
        elif name.kind in _BODIES:
            key = keys.get(n, ("body", fold_name(name.text)))
        else:
            key = (str(name.kind), fold_name(name.text))
        if key[1] == "":
            continue
        draft = drafts.setdefault(key, Draft(name.kind or "organization"))
        draft.members.append(n)
        draft.country = draft.country or name.country
        draft.sector = draft.sector or name.sector
        draft.capital = draft.capital or name.kind == "place" and name.text in geography.by_metonym
    ordered = list(drafts.values())
    for position, draft in enumerate(ordered):
        for n in draft.members:
            names[n].chain = position
    Homes(ordered, names, titles, blocks, geography).settle()
    return tuple(_chain(d, names, titles, text, geography) for d in ordered)


def _mark_metonyms(names: Sequence[Found], blocks: Sequence[Block], lexicon: NameWords, geography: Geography) -> None:
    for name in names:
        if name.kind in ("place", "government", "organization") and not name.owner:
            country = geography.by_metonym.get(name.text)
            if country and acts(name, blocks[name.block], lexicon):
                name.kind, name.country, name.form = "country", country.code, "metonym"


def _body_keys(names: Sequence[Found], order: Sequence[int], blocks: Sequence[Block],
               lexicon: NameWords) -> dict[int, tuple[str, str]]:
    """The key of each body: acronyms lead to what they are short for, well-known names to their fullest."""
    full: dict[str, str] = {}
    for n in order:
        name = names[n]
        if name.kind in _BODIES:
            text = name.text.removeprefix("The ").removeprefix("the ")
            known = lexicon.known_names.get(text)
            full[text] = fold_name(known.names[0]) if known else fold_name(text)
    for n, after in zip(order, order[1:], strict=False):
        one, two = names[n], names[after]
        if one.kind in _BODIES and two.kind in _BODIES and one.block == two.block:
            block = blocks[one.block]
            gap = block.text[one.end - block.offset:two.start - block.offset]
            if gap in (" (", ", or ", " or ", ", ", " (the ") and _is_acronym(two.text, one.text):
                full[two.text] = full[one.text.removeprefix("The ").removeprefix("the ")]
                two.kind, two.sector, two.country = one.kind, one.sector, one.country
    for short in sorted(full):
        if short.isupper() and 2 <= len(short) <= 8 and full[short] == fold_name(short):
            fits = sorted(x for x in full if x != short and _is_acronym(short, x))
            if len(fits) == 1:
                full[short] = full[fits[0]]
    keys = {}
    for n in order:
        name = names[n]
        text = name.text.removeprefix("The ").removeprefix("the ")
        if name.kind in _BODIES and text in full:
            keys[n] = ("body", full[text])
    return keys


def _is_acronym(short: str, name: str) -> bool:
    letters = "".join(c for c in short if c.isalpha()).upper()
    capitals = initials(name).upper()
    every = "".join(w[0] for w in fold_name(name).split()).upper()
    if not 2 <= len(letters) <= 10 or not capitals or len(name) <= len(short):
        return False
    return letters in (capitals, every) or sorted(letters) == sorted(capitals) and letters[0] in capitals[:2]


def _chain(draft: Draft, names: Sequence[Found], titles: Sequence[TitlePhrase], text: str, geography: Geography) -> Chain:
    members = [names[n] for n in draft.members]
    named = [m for m in members if m.form == "name"]
    if draft.kind == "country" and draft.country:
        country = geography.by_code[draft.country]
        aliases = tuple(dict.fromkeys([country.name, *(text[m.start:m.end] for m in named)]))
        return Chain(name=country.name, kind="country", country=draft.country, aliases=aliases,
                     mentions=_mentions(members), external_ids={"iso3": country.code, "geonames": str(country.geonames)})
    forms = list(dict.fromkeys(_form(text[m.start:m.end]) for m in named))
    roles = tuple(
        Role(title=t.text, span=Span(start=t.start, end=t.end), former=t.former,
             of=names[t.of].chain if t.of is not None else None)
        for t in titles if t.person is not None and names[t.person].chain == members[0].chain)
    site = draft.site
    return Chain(external_ids={"geonames": str(site.geonames)} if site and site.geonames else {},
                 latitude=site.latitude if site else None, longitude=site.longitude if site else None,
                 name=max(forms, key=lambda f: (len(f.split()) > 1, len(f))) if forms else _form(text[members[0].start:members[0].end]),
                 kind=draft.kind, mentions=_mentions(members), aliases=tuple(forms), country=draft.country,
                 sector=draft.sector, roles=roles)


def _form(words: str) -> str:
    return " ".join(words.split()).removeprefix("The ").removeprefix("the ") if words[:4] in ("The ", "the ") and words.count(" ") > 1 else " ".join(words.split())


def _mentions(members: Sequence[Found]) -> tuple[Mention, ...]:
    return tuple(Mention(start=m.start, end=m.end, form=m.form) for m in sorted(members, key=lambda m: m.start))
