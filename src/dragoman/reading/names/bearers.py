"""Who bears a title, and whom it is held for."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dragoman.reading.names.found import Found, TitlePhrase
from dragoman.reading.names.words import ABBREVIATIONS, Block

_WINDOW = 250  # characters before and after a title in which its bearer and its holder are looked for
_HONORIFIC = r"(?:(?:Mr|Ms|Mrs|Dr|Sir|Shri|Smt|Sheikh|Sayyid|Prof)\.? )?"
# "the minister, X", "minister (retd) X", "Secretary General of Oman's Ministry, Dr X", "minister and general X"
_BEFORE_NAME = re.compile(
    r"(?: |, |\.? \([^()]{1,30}\) |(?: (?:of|to|for|in|at|on) [^,;.]{2,60}),? | and [A-Z][\w ]{2,40} )"
    r"(?:[A-Z][a-z]+\.? ){0,3}" + _HONORIFIC
)
_AFTER_NAME = re.compile(
    r",? (?:\([^()]{1,12}\) )?(?!(?:with|and|by|as|but|while|said|told) )"
    r"(?:(?:the|a|an|its|their|his|her|our|who is|who was|himself|herself) )?"
    r"(?:(?:(?!\. )[\w'. -]){1,40}(?:'s|s') |[A-Z][\w.]+ )?(?!as )(?:[a-z-]+ )?"
)
_OWNER_BEFORE = re.compile(r"('s?)? (?:[a-z-]+ ){0,2}")
_OWNER_AFTER = re.compile(r" (?:of|for|to|in|at|on) (?:the |all )?(?:[a-z]+-[a-z]* ?)?(?:[A-Z]\w+(?:'s| of) )?")
# To or for a state, which they do not serve.
_SENT_OUT = ("envoy", "ambassador", "representative", "coordinator", "rapporteur", "mediator", "secretary-general")
_FIRMS = re.compile(r" [a-z]+'s? (?:[a-z-]+ )?")
_WHOSE = re.compile(r"(?:'s [a-z ]{1,30})?(?: \([^()]{1,12}\))?, whose (?:[a-z]+ )?")


# "named X as minister", "X was sworn in as premier": of the person the verb says, of the title "as".
_MADE = r"(?:re-?)?(?:sworn in|named|appointed|elected|chose|chosen|picked|installed|selected|promoted|confirmed)"
_AS = re.compile(r",? as (?:the |its |their |a )?(?:new )?")
_WAS_MADE = re.compile(
    rf",? (?:(?:who )?(?:was|has been|had been|were) )?{_MADE}(?: as| to be)? (?:the |its |a )?(?:new )?"
)
_MAKES = re.compile(rf"\b(?:{_MADE}|swore in|names|appoints|elects)\b")
_IS = re.compile(r" (?:is|was|will be|is to be|would be|remains) " + _HONORIFIC)
_HYPHEN = re.compile(r" ?[-/\u2013] ?(?:the )?")
_AND_ALSO = re.compile(
    r"(?: (?:of|for|at|in|to) [^,;.:]{2,60}|'s? [^,;.:]{2,40})?,? and (?:also )?(?:(?:a|an|the|its|their|his|her) )?"
    r"(?:[a-z-]+ )?"
)
_APPOSED = re.compile(r", (?:the|a|an) (?:[a-z-]+ ){1,3}")
_BEFORE_TITLE = re.compile(r", (?:(?:the|a|an) )?(?:(?:retired|former|outgoing) )?(?:[A-Z][\w-]+ ){0,2}(?:[a-z-]+ )?")


def give_titles(names: Sequence[Found], titles: Sequence[TitlePhrase], blocks: Sequence[Block]) -> list[TitlePhrase]:
    """The titles with their bearers (`person`) and holders (`of`), by position in `names`.

    A title in the plural ("the energy ministers, A of X and B of Y") becomes one for each bearer.
    """
    by_block: dict[int, list[int]] = {}
    for n, name in enumerate(names):
        by_block.setdefault(name.block, []).append(n)
    given: list[TitlePhrase] = []
    before_name = {(t.block, t.end): t.start for t in titles}
    for title in titles:
        here, block = by_block.get(title.block, []), blocks[title.block]
        first = bisect_left(here, title.start - _WINDOW, key=lambda n: names[n].start)
        near = here[first : bisect_left(here, title.end + _WINDOW, lo=first, key=lambda n: names[n].start)]
        title.of = _owner(title, near, names, block)
        title.person = _bearer(title, near, names, block, before_name)
        if title.person is None and given:
            title.person = _bearer_before(title, given[-1], names, block)
        given.append(title)
        if title.plural and title.person is not None:
            title.text = _singular(title)
            title.of = _own_state(title.person, names, block)
            given += [
                replace(title, person=n, of=_own_state(n, names, block))
                for n in _others(title.person, near, names, block)
            ]
    for one, two in itertools.pairwise(given):
        between = _between(blocks[one.block], one.end, two.start) if one.block == two.block else ""
        if one.person is None and two.person is not None and _HYPHEN.fullmatch(between):
            one.person = two.person  # "Deputy Prime Minister - Minister of Foreign Affairs X"
    return given


def _singular(title: TitlePhrase) -> str:
    if title.head.endswith("man"):
        return re.sub(rf"\b{title.head[:-3]}(?:men|people)\b", title.head, title.text, flags=re.IGNORECASE)
    if title.head.endswith("y"):
        return re.sub(rf"\b{title.head[:-1]}ies\b", title.head, title.text, flags=re.IGNORECASE)
    return re.sub(rf"\b{title.head}s\b", lambda m: m.group()[:-1], title.text, flags=re.IGNORECASE)


def _between(block: Block, start: int, end: int) -> str:
    return block.text[start - block.offset : end - block.offset]


def _own_state(person: int, names: Sequence[Found], block: Block) -> int | None:
    """The state of "A of X"."""
    for n in range(person + 1, min(person + 3, len(names))):
        if names[n].kind == "country" and names[n].block == names[person].block:
            return n if _between(block, names[person].end, names[n].start) in (" of ", " for ", " from ") else None
    return None


def _others(person: int, near: Sequence[int], names: Sequence[Found], block: Block) -> Iterator[int]:
    """The further people of a list: "A of X and B of Y", "A, B and C"."""
    at = names[person].end
    for n in near:
        if names[n].kind == "person" and names[n].start > at:
            if not re.fullmatch(
                r"(?: of [A-Z][\w' -]+)?(?:,| and|, and) " + _HONORIFIC, _between(block, at, names[n].start)
            ):
                return
            at = names[n].end
            yield n


def _owner(title: TitlePhrase, near: Sequence[int], names: Sequence[Found], block: Block) -> int | None:
    """The state or body that stands before the title ("Turkish", "Oman's", "KIA") or after it ("of Senegal")."""
    for n in near:
        name = names[n]
        if name.kind in ("person", "place") or (name.form == "metonym" and not name.owner):
            continue
        if name.kind == "country" and title.start <= name.start and name.end <= title.end:
            return n  # "former Kenyan minister"
        if name.end <= title.start and title.start - name.end <= 30:
            gap = _between(block, name.end, title.start)
            if _OWNER_BEFORE.fullmatch(gap) and ("'" in gap or gap == " " or name.form == "nationality"):
                return n
            if name.form == "nationality" and _FIRMS.fullmatch(gap):
                return n  # "the Danish firm's chairman"
        if name.end <= title.start and _WHOSE.fullmatch(_between(block, name.end, title.start)):
            return n  # "the board, whose chair"
        after = _between(block, title.end, name.start) if title.end <= name.start <= title.end + 30 else ""
        if after and _OWNER_AFTER.fullmatch(after) and not (
            title.head in _SENT_OUT and name.kind == "country" and after.startswith((" for ", " to ", " in ", " on "))
        ):
            return n
    return None


def _bearer_before(title: TitlePhrase, before: TitlePhrase, names: Sequence[Found], block: Block) -> int | None:
    """Who bears the title before, if the two are said of one: "X, mayor of Y and a former minister, ..."."""
    bearer = before.person
    if bearer is None or before.block != title.block or title.plural or before.plural:
        return None
    if names[bearer].end > before.start:
        return None
    between = _between(block, before.end, title.start)
    closed = block.text[title.end - block.offset : title.end - block.offset + 1] in (",", ".", "", ";")
    return bearer if len(between) <= 70 and closed and _AND_ALSO.fullmatch(between) else None


def _bearer(
    title: TitlePhrase,
    near: Sequence[int],
    names: Sequence[Found],
    block: Block,
    before_name: Mapping[tuple[int, int], int],
) -> int | None:
    behind = [n for n in near if names[n].kind == "person" and names[n].end <= title.start]
    ahead = [n for n in near if names[n].kind == "person" and names[n].start >= title.end]
    after = names[ahead[0]] if ahead else None
    gap = _between(block, title.end, after.start) if after is not None else ""
    if after is not None and gap == " ":
        return ahead[0]
    if behind and not title.plural:
        before = _between(block, names[behind[-1]].end, title.start)
        if before.startswith(",") and len(before) <= 60 and _AFTER_NAME.fullmatch(before):
            return behind[-1]
        if _WAS_MADE.fullmatch(before) or (
            (before == " " or _AS.fullmatch(before))
            and _MAKES.search(_between(block, max(block.offset, names[behind[-1]].start - 60), names[behind[-1]].start))
        ):
            return behind[-1]
    if after is None or len(gap) > 70:
        return None
    if _IS.fullmatch(gap) or (_APPOSED.fullmatch(gap) and (title.definite or title.of is not None)):
        return ahead[0]
    own = before_name.get((title.block, after.start - 1))  # "its commander, the Italian general X": X bears both
    if own is not None and own > title.end and _BEFORE_TITLE.fullmatch(_between(block, title.end, own)):
        return ahead[0]
    if (
        _BEFORE_NAME.fullmatch(gap)
        or re.fullmatch(r" (?:[A-Z][a-z]+\.? ){1,4}", gap)
        or (gap == ". " and title.head in ABBREVIATIONS)
    ):
        return ahead[0]
    return None
