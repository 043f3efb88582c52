"""Composes the steps: scan, decide the kinds, give titles to people, chain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dragoman.model.reading import Chain
from dragoman.ontology.gazetteer import name_key
from dragoman.ontology.geography import Geography
from dragoman.ontology.names import NameWords
from dragoman.reading.names.bearers import give_titles
from dragoman.reading.names.chains import chain_names
from dragoman.reading.names.describe import with_descriptions
from dragoman.reading.names.found import Found, TitlePhrase
from dragoman.reading.names.kinds import decide
from dragoman.reading.names.meant import out_of_place, redefined
from dragoman.reading.names.places import place_weight
from dragoman.reading.names.scan import Scanner
from dragoman.reading.names.standpoint import code_names
from dragoman.reading.names.words import read_block
from dragoman.text.parse import Parse


def find_names(parse: Parse, lexicon: NameWords, geography: Geography) -> tuple[Chain, ...]:
    """The chains of a report, in the order of their first mention.

    Mentions do not overlap each other (`text.spans.SpanIndex` over them finds who stands where): of two
    that would, the longer one wins. A person's mention is the name without its title; the title is a
    role, and a nationality word in it is a mention of the country. The name of a body keeps the
    nationality word that it begins with ("Syrian Army").
    """
    blocks = [
        read_block(doc, block.start, lexicon) for block, doc in zip(parse.document.blocks, parse.docs, strict=True)
    ]
    lexicon = lexicon.without(redefined(blocks, lexicon))
    scanner = Scanner(lexicon, geography)
    for index, block in enumerate(blocks):
        scanner.scan(block, index)
    elsewhere = out_of_place(scanner.names, geography, lexicon)
    lexicon = lexicon.without(elsewhere)
    for name in scanner.names:
        if name.text in elsewhere:
            name.country = None
    decide(scanner.names, scanner.titles, blocks, lexicon, lambda text: place_weight(text, geography),
           parse.document.publisher)
    coded = [code_names(block) for block in blocks]
    names = [n for n in scanner.names if n.kind != "none"  # type: ignore[comparison-overlap]
             and not any(a <= n.start < b for a, b in coded[n.block])]
    _tell_provinces_from_states(names, geography)
    for name in names:
        capital = geography.by_metonym.get(name.text) if name.kind == "place" else None
        name.country = capital.code if capital else name.country
    _mark_capitals_with_offices(names, scanner.titles, geography)
    names = with_descriptions(names, blocks, lexicon)
    titles = give_titles(names, scanner.titles, blocks)
    return chain_names(
        names, titles, blocks, parse.document.text, lexicon, geography, parse.document.publisher
    )


def _mark_capitals_with_offices(names: Sequence[Found], titles: Sequence[TitlePhrase], geography: Geography) -> None:
    """ "Manila's envoy" is the envoy of the government there; a capital's own mayor is not."""
    starts = {(t.block, t.first): t for t in titles}
    for name in names:
        title = starts.get((name.block, name.last + 1))
        country = geography.by_metonym.get(name.text) if name.kind == "place" and name.owner else None
        if country and title is not None and title.head not in ("mayor", "governor", "prefect", "councillor", "bishop"):
            name.kind, name.country, name.form = "country", country.code, "metonym"


def _tell_provinces_from_states(names: Sequence[Found], geography: Geography) -> None:
    """Georgia among provinces of a country is its province, unless the report speaks of the state's people."""
    provinces = Counter(r.country for n in names if (r := geography.by_region.get(name_key(n.text))) is not None)
    spoken_of = {n.country for n in names if n.kind == "country" and name_key(n.text) not in geography.by_region}
    for name in names:
        region = geography.by_region.get(name_key(name.text))
        if name.kind == "country" and name.form == "name" and region is not None and name.country not in spoken_of:
            others = provinces[region.country] - sum(n.text == name.text for n in names if n.kind == "country")
            if others > 1:
                name.kind, name.country, name.sure = "place", None, False
