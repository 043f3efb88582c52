"""Letters that a report gives a meaning of its own, and well-known ones that it cannot mean.

"The Sobat Defence Front (SDF)" is not the SDF that everybody knows; nor is the SDF of a report that speaks of other
states and never of that body's own.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.ontology.geography import Geography
from dragoman.ontology.names import NameWords
from dragoman.reading.names.defined import defined_names, is_letters
from dragoman.reading.names.found import Found
from dragoman.reading.names.words import Block
from dragoman.text.names import fold_name

_OF_A_STATE = ("PTY", "REB", "GOV", "MIL", "COP", "SPY")  # whose letters another state's bodies may have as well


def redefined(blocks: Sequence[Block], lexicon: NameWords) -> frozenset[str]:
    """The well-known letters that the blocks spell otherwise ("(SDF)" after "Sobat Defence Front")."""
    found = set()
    for block in blocks:
        if " (" not in block.text:
            continue
        for first, (last, letters) in defined_names(block).items():
            body = lexicon.known_names.get(block.words[letters].text)
            name = fold_name(block.text[block.words[first].start : block.words[last].end]).removeprefix("the ")
            if body is not None and not any(name in fold_name(n) or fold_name(n) in name for n in body.names):
                found.add(block.words[letters].text)
    return frozenset(found)


def out_of_place(names: Sequence[Found], geography: Geography, lexicon: NameWords) -> frozenset[str]:
    """The letters of well-known bodies of states that a report doesn't speak of, where it speaks of others."""
    here: set[str | None] = {n.country for n in names if n.country and n.kind in ("country", "place", "government")}
    here |= {c.code for n in names if (c := geography.by_metonym.get(n.text)) is not None}
    here |= {r.country for n in names if (r := geography.by_region.get(fold_name(n.text))) is not None}
    if not here:
        return frozenset()
    spoken = {n.text for n in names}
    return frozenset(
        n.text
        for n in names
        if n.sure and is_letters(n.text) and (body := lexicon.known_names.get(n.text)) is not None
        and body.sector in _OF_A_STATE and body.country and body.country not in here
        and not any(full in spoken for full in body.names if full != n.text)
    )
