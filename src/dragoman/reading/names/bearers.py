"""Who bears a title, and whom it is held for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.reading.names.found import Found, TitlePhrase
from dragoman.reading.names.words import Block

_TO_NAME = re.compile(r"""[\s,.'"]*(?:\([^()]{1,30}\)[\s,.]*)?(?:of [A-Z]\w+ )?$""")


def give_titles(names: Sequence[Found], titles: Sequence[TitlePhrase], blocks: Sequence[Block]) -> None:
    """Set `person` and `of` of each title that a name stands beside, by position in `names`."""
    by_block: dict[int, list[int]] = {}
    for n, name in enumerate(names):
        by_block.setdefault(name.block, []).append(n)
    for title in titles:
        near = by_block.get(title.block, [])
        block = blocks[title.block]
        title.of = _owner(title, near, names, block)
        title.person = _bearer(title, near, names, block)


def _between(block: Block, start: int, end: int) -> str:
    return block.text[start - block.offset:end - block.offset]


def _owner(title: TitlePhrase, near: Sequence[int], names: Sequence[Found], block: Block) -> int | None:
    """The state or body that stands before the title ("Turkish", "Oman's", "KIA") or after it ("of Senegal")."""
    for n in near:
        name = names[n]
        if name.kind in ("person", "place"):
            continue
        if name.end <= title.start and title.start - name.end <= 30:
            gap = _between(block, name.end, title.start)
            if re.fullmatch(r"('s?)? (?:[a-z-]+ ){0,2}", gap) and (name.owner or "'" in gap or gap == " "):
                return n
        if title.end <= name.start <= title.end + 30:
            gap = _between(block, title.end, name.start)
            if re.fullmatch(r" (?:of|for|to|in|at) (?:the |all )?(?:[A-Z]\w+ of )?", gap):
                return n
    return None


def _bearer(title: TitlePhrase, near: Sequence[int], names: Sequence[Found], block: Block) -> int | None:
    for n in near:
        name = names[n]
        if name.kind != "person":
            continue
        if name.start >= title.end:
            gap = _between(block, title.end, name.start)
            if len(gap) <= 60 and _leads_to_name(gap):
                return n
            break
    for n in reversed(near):
        name = names[n]
        if name.kind == "person" and name.end <= title.start:
            gap = _between(block, name.end, title.start)
            if re.fullmatch(r", (?:(?:the|a|an|its|their|his|her|our|who is|who was|himself|herself) )?(?:[\w' -]{1,40}('s|s') |[A-Z]\w+ )?(?:[a-z-]+ )?", gap):
                return n
            break
    return None


_HONORIFIC_GAP = r"(?:(?:Mr|Ms|Mrs|Dr|Sir|Shri|Smt|Sheikh|Sayyid|Prof)\.? )?"
_BEFORE_NAME = re.compile(
    r"(?: |, | \([^()]{1,30}\) |\. | of [^,;.]{2,40}, | to [^,;.]{2,40}, | for [^,;.]{2,40}, | and [A-Z][\w ]{2,40} )" + _HONORIFIC_GAP)


def _leads_to_name(gap: str) -> bool:
    return _BEFORE_NAME.fullmatch(gap) is not None
