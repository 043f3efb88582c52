"""Which of the places of one name is meant: by country, by the other places of the report, by size.

The method is that of the classical toponym resolvers (population, containment, and the spatial minimality
of Leidner, 2007): places that admit of one reading anchor those that admit of several.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.ontology.gazetteer import distance_km, name_key
from dragoman.ontology.geography import Geography

_COUNTRY, _NEAR, _EXACT, _REGION = 3.0, 2.5, 0.4, 5.0
_NEAR_KM = 150.0
_SUFFIXES = ("province", "state", "city", "region", "governorate", "district", "county", "town", "village", "oblast",
             "township", "area", "airport", "port", "prefecture", "municipality", "camp")
_PREFIXES = ("port of ", "city of ", "town of ", "province of ", "state of ", "greater ", "northern ", "southern ", "eastern ",
             "western ", "central ", "north ", "south ", "east ", "west ", "downtown ", "upstate ", "island of ")
_TOWN, _VILLAGE = 15_000, 1_000
_BIG = 100_000  # a place of this size may be meant where nothing else speaks of its country


@dataclass(frozen=True)
class Site:
    """One place that a name may mean. `country` is ISO 3166-1 alpha-3, and null for seas and the like."""

    name: str
    latitude: float
    longitude: float
    country: str | None
    geonames: int | None
    population: int
    exact: bool


@dataclass(frozen=True)
class Surroundings:
    """What a report says of where it plays: the weight of each country, and the points of places that are settled."""

    countries: Mapping[str, float]
    anchors: Sequence[tuple[float, float]] = ()


def sites(name: str, geography: Geography) -> tuple[Site, ...]:
    """The places that a name may mean, the likeliest by size first; those of its bare form where it has none."""
    for form in _forms(name):
        region = geography.by_region.get(name_key(form))
        found = [] if region is None else [Site(region.name, region.latitude, region.longitude, region.country,
                                                region.geonames, 0, True)]
        for place in geography.gazetteer.named(form):
            country = geography.by_iso2.get(place.country)
            found.append(Site(place.name, place.latitude, place.longitude, country.code if country else None,
                              place.geonames, place.population, place.exact))
        if found:
            return tuple(found)
    return ()


def _forms(name: str) -> Iterable[str]:
    yield name
    lower = name.lower()
    for prefix in _PREFIXES:
        if lower.startswith(prefix):
            yield name[len(prefix):]
    words = name.split()
    if len(words) > 1 and words[-1].lower() in _SUFFIXES:
        yield " ".join(words[:-1])


def score(site: Site, around: Surroundings) -> float:
    """How likely a site is: its size, its country's weight, its nearness to settled places."""
    value = _REGION if site.population == 0 and site.exact else math.log10(site.population + 100)
    value += _COUNTRY * around.countries.get(site.country or "", 0.0) + _EXACT * site.exact
    if around.anchors:
        near = min(distance_km(site.latitude, site.longitude, a, b) for a, b in around.anchors[-20:])
        value += _NEAR * math.exp(-near / _NEAR_KM)
    return value


def choose(options: Sequence[Site], around: Surroundings) -> Site | None:
    """The likeliest site, or None where there is none."""
    return max(options, key=lambda s: (score(s, around), -(s.geonames or 0)), default=None)


def resolve(names: Sequence[Sequence[str]], countries: Mapping[str, float], geography: Geography, *,
            careful: bool = True) -> list[Site | None]:
    """The site of each place of a report, given its forms and the weights of the countries spoken of.

    Places that are clear go first and anchor the others. With `careful`, a small place of a country that the
    report does not speak of is left open: a namesake is as likely.
    """
    options = [next((found for form in forms if (found := sites(form, geography))), ()) for forms in names]
    settled: list[Site | None] = [None] * len(names)
    anchors: list[tuple[float, float]] = []
    order = sorted(range(len(names)), key=lambda n: (_doubt(options[n], countries), n))
    for n in [*order, *order]:  # what is left open may follow from what was settled after it
        if settled[n] is not None:
            continue
        known = {**dict.fromkeys((s.country for s in settled if s and s.country), 0.3), **countries}
        best = choose(options[n][:200], Surroundings(known, anchors))
        if best is None or careful and best.population < _BIG and best.population > 0 \
                and not known.get(best.country or "", 0.0):
            continue
        settled[n] = best
        anchors.append((best.latitude, best.longitude))
    return settled


def _doubt(options: Sequence[Site], countries: Mapping[str, float]) -> float:
    """How far apart the two likeliest sites are, turned round: the clearest first."""
    values = sorted((score(o, Surroundings(countries)) for o in options), reverse=True)
    if len(values) < 2:
        return 0.0 if values else 9.0
    return -(values[0] - values[1])


def place_weight(name: str, geography: Geography) -> float:
    """How much speaks for a name's being a place's: a capital, a region, a town whose main name it is."""
    if name in geography.by_metonym or name.title() in geography.by_metonym:
        return 4.0
    if name_key(name) in geography.by_region:
        return 3.0
    largest = max((site.population for site in sites(name, geography)[:3] if site.exact), default=0)
    return 1.5 if largest >= _TOWN else 1.0 if largest >= _VILLAGE else 0.0
