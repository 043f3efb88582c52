"""Chains: which mentions of a report are of one person, body, place or state."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from dragoman.model.base import Span
from dragoman.model.reading import Chain, Mention, Role
from dragoman.ontology.geography import Geography
from dragoman.ontology.names import NameWords
from dragoman.reading.names.acting import acts
from dragoman.reading.names.defined import abbreviates, is_letters
from dragoman.reading.names.drafts import Draft
from dragoman.reading.names.focus import Focus
from dragoman.reading.names.found import Found, TitlePhrase
from dragoman.reading.names.homes import Homes
from dragoman.reading.names.kinds import shortens
from dragoman.reading.names.people import People
from dragoman.reading.names.refer import Referents
from dragoman.reading.names.words import Block
from dragoman.text.names import fold_name, initials

_BRACKET = re.compile(r" (?:[a-z]+ )?\(")  # "the Unity party (PdU)": the letters may be those of another language
# "SAMT, short for Southern Africa Mine Trace", "the Karenni Force, or KNDF,", "the board, known by its initials CCC,"
_STANDS_FOR = re.compile(
    r",? (?:or|short for|an (?:acronym|abbreviation) (?:for|of)|which stands for|abbreviated(?: as| to)?|"
    r"(?:also |better |widely |commonly )?known (?:as|by (?:its|the|their) "
    r"(?:[A-Z]\w+ )?(?:initials|acronym|abbreviation|letters)))(?: the)? "
)
_BODIES = ("government", "organization", "armed-group", "media", "group")


def chain_names(
    names: list[Found],
    titles: Sequence[TitlePhrase],
    blocks: Sequence[Block],
    text: str,
    lexicon: NameWords,
    geography: Geography,
    publisher: str | None = None,
) -> tuple[Chain, ...]:
    """The chains of a report in the order of first mention. `names` are in order of place; references are added."""
    _mark_metonyms(names, blocks, lexicon, geography)
    _spell_out_states(names, blocks)
    focus = Focus(names, titles, blocks, lexicon, geography, publisher)
    drafts = list(_gather(names, blocks, lexicon, geography, focus).values())
    for position, draft in enumerate(drafts):
        for n in draft.members:
            names[n].chain = position
    for found in Referents(drafts, names, titles, blocks, lexicon).resolve():
        drafts[found.chain].members.append(len(names))
        names.append(found)
    _own_by_pronoun(names, titles, blocks)
    Homes(drafts, names, titles, blocks, lexicon, geography, focus).settle()
    offices: dict[int, list[TitlePhrase]] = defaultdict(list)
    for title in titles:
        if title.person is not None:
            offices[names[title.person].chain].append(title)
    return tuple(_chain(d, names, offices[n], text, lexicon, geography) for n, d in enumerate(drafts))


def _spell_out_states(names: Sequence[Found], blocks: Sequence[Block]) -> None:
    """ "The Malian Armed Forces (MAF)": the letters are that body of the state wherever they stand."""
    meant: dict[str, Found] = {}
    for name, after in itertools.pairwise(names):
        block = blocks[name.block]
        between = block.text[name.end - block.offset : after.start - block.offset] if after.block == name.block else ""
        if name.function and name.form == "name" and is_letters(after.text) and _is_beside(between, after, block):
            meant.setdefault(after.text, name)
    for name in names:
        full = meant.get(name.text)
        if full is not None and name.form == "name":
            name.kind, name.function, name.country, name.sector = full.kind, full.function, full.country, full.sector


def _is_beside(between: str, letters: Found, block: Block) -> bool:
    """Do letters stand in brackets after a name, or in an aside: "the Institute, ICE, had", "the Force, or KNDF,"?"""
    after = block.text[letters.end - block.offset :][:5]
    if _BRACKET.fullmatch(between):
        return after.startswith(")")
    aside = between in (", ", ", the ") and re.match(r", (?!and |or )[a-z]", after) is not None
    return aside or _STANDS_FOR.fullmatch(between) is not None


def _own_by_pronoun(names: Sequence[Found], titles: Sequence[TitlePhrase], blocks: Sequence[Block]) -> None:
    """ "Its spokesman" is the spokesman of whom the pronoun stands for."""
    ends = {(name.block, name.end): n for n, name in enumerate(names) if name.form in ("pronoun", "role")}
    for title in titles:
        n = ends.get((title.block, title.start - 1), ends.get((title.block, title.start - 3)))
        if n is not None and names[n].kind == "person":
            continue
        if title.of is None and n is not None and title.head not in ("counterpart", "successor", "predecessor"):
            title.of = n


def _gather(
    names: Sequence[Found], blocks: Sequence[Block], lexicon: NameWords, geography: Geography, focus: Focus
) -> dict[tuple[str, str], Draft]:
    """The chains of names and descriptions, by key, in the order of first mention."""
    drafts: dict[tuple[str, str], Draft] = {}
    order = list(range(len(names)))
    keys = _body_keys(names, order, blocks, lexicon)
    people = People(names, order)
    states = States(focus)
    for n in order:
        name = names[n]
        if name.kind == "country":
            key = ("country", name.country or "")
        elif name.kind == "person":
            key = ("person", people.key(n))
        elif name.function:
            key = ("state", states.key(name))
        elif name.form == "description":
            key = (str(name.kind), f"{name.country} {name.text.lower()}")
        elif name.kind in _BODIES:
            key = keys.get(n, ("body", fold_name(_known(name.text, lexicon) or name.text)))
        else:
            key = (str(name.kind), fold_name(name.text))
        if key[1] == "":
            continue
        draft = drafts.setdefault(key, Draft(name.kind or "organization"))
        draft.members.append(n)
        draft.country = draft.country or name.country
        draft.guessed = draft.guessed or name.guessed
        if name.kind == "armed-group" or (name.arms and draft.kind == "organization"):
            draft.kind, draft.sector = "armed-group", draft.sector or "REB"
        draft.sector = draft.sector or name.sector
        draft.capital = draft.capital or (name.kind == "place" and name.text in geography.by_metonym)
    _join_the_rebels(drafts, names)
    return drafts


def _join_the_rebels(drafts: dict[tuple[str, str], Draft], names: Sequence[Found]) -> None:
    """ "The rebels" of a report that names one armed group alone are that group."""
    named = [d for d in drafts.values() if d.kind == "armed-group" and any(names[n].form == "name" for n in d.members)]
    if len(named) != 1:
        return
    for key, draft in list(drafts.items()):
        if draft.kind != "group" or draft.sector != "REB":
            continue
        meant = [n for n in draft.members if names[n].definite and " " not in names[n].text]
        for n in meant:
            names[n].form, names[n].kind = "role", "armed-group"
        named[0].members = sorted([*named[0].members, *meant])
        draft.members = [n for n in draft.members if n not in meant]
        if not draft.members:
            del drafts[key]


class States:
    """Whose ministry, army or parliament is spoken of: its own owner's, the one named before, or the state in focus."""

    def __init__(self, focus: Focus) -> None:
        self._focus = focus
        self._known: list[tuple[str, str]] = []  # (country, function), the most recent last

    def key(self, name: Found) -> str:
        """The key of a body of the state."""
        function = name.function or ""
        if name.country is None:
            before = [k for k in reversed(self._known) if k[1] == function] or [
                k for k in reversed(self._known) if " " not in function and k[1].split()[-1] == function
            ]
            if before:
                country, function = before[0]
            else:
                country = self._focus.at(name.block, name.start, other=name.definite) or ""
            name.country, name.guessed = country or None, not before
        known = (name.country or "", function)
        if known in self._known:
            self._known.remove(known)
        self._known.append(known)
        return f"{known[0]} {known[1]}"


def _mark_metonyms(names: Sequence[Found], blocks: Sequence[Block], lexicon: NameWords, geography: Geography) -> None:
    for name in names:
        if name.kind in ("place", "government", "organization"):
            country = geography.by_metonym.get(name.text)
            if country and acts(name, blocks[name.block], lexicon):
                name.kind, name.country, name.form = "country", country.code, "metonym"


def _body_keys(
    names: Sequence[Found], order: Sequence[int], blocks: Sequence[Block], lexicon: NameWords
) -> dict[int, tuple[str, str]]:
    """The key of each body: acronyms lead to what they are short for, well-known names to their fullest."""
    full: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for n in order:
        name = names[n]
        if name.kind in _BODIES:
            text = _bare(name.text)
            known = lexicon.known_names.get(text)
            kinds[text] = name.kind or ""
            full[text] = fold_name(known.names[0]) if known else fold_name(text)
    for n, after in itertools.pairwise(order):
        one, two = names[n], names[after]
        if one.kind in _BODIES and two.kind in _BODIES and one.block == two.block:
            block = blocks[one.block]
            gap = block.text[one.end - block.offset : two.start - block.offset]
            if is_letters(one.text) and not is_letters(two.text) and _STANDS_FOR.fullmatch(gap):
                one, two = two, one  # "SAMT, short for Southern Africa Mine Trace"
            if (gap in (" (", ", or ", " or ", ", ", " (the ") and _is_acronym(two.text, one.text)) or (
                (is_letters(two.text) or (_BRACKET.fullmatch(gap) and abbreviates(two.text, _bare(one.text))))
                and (_STANDS_FOR.fullmatch(gap) or _is_beside(gap, two, block))
                and one.form == "name"
                and not is_letters(one.text)
                and two.text not in lexicon.known_names
            ):
                full[_bare(two.text)] = full[_bare(one.text)]
                two.kind, two.sector, two.country = one.kind, one.sector, one.country
    _expand(full, kinds, lexicon)
    keys = {}
    for n in order:
        name = names[n]
        text = _bare(name.text)
        if name.kind in _BODIES and text in full:
            keys[n] = ("body", full[text])
    return keys


def _bare(text: str) -> str:
    """A name without its article."""
    return text.removeprefix("The ").removeprefix("the ")


def _expand(full: dict[str, str], kinds: Mapping[str, str], lexicon: NameWords) -> None:
    """Lead short forms and acronyms to the one fuller name that they are of."""
    longer: dict[str, set[str]] = defaultdict(set)
    spelled: dict[str, set[str]] = defaultdict(set)
    for text, key in full.items():
        words = key.split()
        for cut in range(1, len(words)):
            longer[" ".join(words[:cut])].add(key)
            longer[" ".join(words[cut:])].add(key)
        for letters in {initials(text).upper(), "".join(w[0] for w in words).upper()}:
            spelled[letters].add(text)
    for short in sorted(full):
        fuller = sorted(x for x in longer[full[short]] if shortens(full[short], x, lexicon))
        if (
            len(fuller) == 1
            and kinds[short] in ("media", "organization", "government")
            and short not in lexicon.known_names
        ):
            full[short] = fuller[0]
        letters = short.replace(".", "")
        if letters.isupper() and 2 <= len(letters) <= 8 and full[short] == fold_name(short):
            fits = sorted({full[x] for x in spelled[letters] if x != short and len(x) > len(short)})
            if len(fits) == 1:
                full[short] = fits[0]


def _is_acronym(short: str, name: str) -> bool:
    letters = "".join(c for c in short if c.isalpha()).upper()
    capitals = initials(name).upper()
    every = "".join(w[0] for w in fold_name(name).split()).upper()
    if not 2 <= len(letters) <= 10 or not capitals or len(name) <= len(short):
        return False
    return letters in (capitals, every) or (sorted(letters) == sorted(capitals) and letters[0] in capitals[:2])


def _known(name: str, lexicon: NameWords) -> str | None:
    """The fullest name of the well-known body that a name is of."""
    body = lexicon.known_names.get(name)
    return body.names[0] if body else None


def _chain(
    draft: Draft,
    names: Sequence[Found],
    titles: Sequence[TitlePhrase],
    text: str,
    lexicon: NameWords,
    geography: Geography,
) -> Chain:
    members = [names[n] for n in draft.members]
    named = [m for m in members if m.form == "name"]
    if draft.kind == "country" and draft.country:
        country = geography.by_code[draft.country]
        aliases = tuple(dict.fromkeys([country.name, *(text[m.start : m.end] for m in named)]))
        return Chain(
            name=country.name,
            kind="country",
            country=draft.country,
            aliases=aliases,
            mentions=_mentions(members),
            external_ids={"iso3": country.code, "geonames": str(country.geonames)},
        )
    forms = list(dict.fromkeys(_form(text[m.start : m.end]) for m in named))
    forms += sorted({" ".join(m.called.split()) for m in members if m.called} - set(forms)) if not forms else []
    if draft.kind == "media":  # newspapers have their article in their names
        forms += sorted(
            {f for m in named if (f := " ".join(text[m.start : m.end].split())).startswith("The ")} - set(forms)
        )
    roles = tuple(
        Role(
            title=t.text,
            span=Span(start=t.start, end=t.end),
            former=t.former,
            of=names[t.of].chain if t.of is not None else None,
        )
        for t in titles
    )
    site = draft.site
    return Chain(
        external_ids={"geonames": str(site.geonames)} if site and site.geonames else {},
        latitude=site.latitude if site else None,
        longitude=site.longitude if site else None,
        name=max(forms, key=lambda f: (len(f.split()) > 1, len(f))) if named else _described(members, text, geography),
        kind=draft.kind,
        mentions=_mentions(members),
        aliases=tuple(forms),
        country=draft.country,
        sector=draft.sector,
        roles=roles,
        known=next((k for f in forms if (k := _known(f, lexicon))), None) if draft.kind in _BODIES else None,
    )


def _form(words: str) -> str:
    return (
        " ".join(words.split()).removeprefix("The ").removeprefix("the ")
        if words[:4] in ("The ", "the ") and words.count(" ") > 1
        else " ".join(words.split())
    )


def _mentions(members: Sequence[Found]) -> tuple[Mention, ...]:
    return tuple(Mention(start=m.start, end=m.end, form=m.form) for m in sorted(members, key=lambda m: m.start))


def _described(members: Sequence[Found], text: str, geography: Geography) -> str:
    """The fullest description, with its state before it: "Turkish defence ministry"."""
    words = max((_form(text[m.start : m.end]) for m in members if m.form == "description"), key=len, default="")
    country = next((m.country for m in members if m.country), None)
    if country and country in geography.by_code and members[0].kind in ("government", "group"):
        state = geography.by_code[country]
        owner = state.nationality[0] if state.nationality else state.name
        return words if owner.lower() in words.lower() else f"{owner} {words}"
    return words
