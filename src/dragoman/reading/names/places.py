"""Which of the places of one name is meant: by country, by the other places of the report, by size.

The method is that of the classical toponym resolvers (population, containment, and the spatial minimality
of Leidner, 2007): places that admit of one reading anchor those that admit of several.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.ontology.gazetteer import distance_km, name_key
from dragoman.ontology.geography import Geography
from dragoman.ontology.names import NameWords

_COUNTRY, _NEAR, _EXACT, _SHARED = 3.0, 2.5, 0.4, 3.0
_SIZES = {"country": 7.0, "region": 5.5, "province": 5.5, "county": 4.0}  # as the logarithm of a town's population
_NEAR_KM = 150.0
_PROVINCE_KM = 700.0
_SUFFIXES = frozenset(
    [
        "province",
        "state",
        "city",
        "region",
        "governorate",
        "district",
        "county",
        "town",
        "village",
        "oblast",
        "township",
        "area",
        "airport",
        "port",
        "prefecture",
        "municipality",
        "camp",
    ]
)
_PREFIXES = tuple(
    f"{word} "
    for word in [
        "port of",
        "city of",
        "town of",
        "province of",
        "state of",
        "island of",
        "greater",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "north",
        "south",
        "east",
        "west",
        "downtown",
        "upstate",
    ]
)
_DIVISIONS = ("State", "Province", "Region", "Governorate", "Oblast")
_LONG = 3
_TOWN, _VILLAGE = 15_000, 1_000
_BIG = 100_000  # a place of this size may be meant where nothing else speaks of its country


@dataclass(frozen=True)
class Site:
    """One place that a name may mean. `country` is ISO 3166-1 alpha-3, and null for seas and the like."""

    kind: str  # town, province, county, region or country
    name: str
    latitude: float
    longitude: float
    country: str | None
    geonames: int | None
    population: int
    exact: bool
    region: str = ""


@dataclass(frozen=True)
class Surroundings:
    """What a report says of where it plays: the weight of each country, and the points of places that are settled."""

    countries: Mapping[str, float]
    anchors: Sequence[tuple[float, float]] = ()
    provinces: Mapping[tuple[str | None, str], float] = field(default_factory=dict)


def sites(name: str, geography: Geography) -> tuple[Site, ...]:
    """The places that a name may mean, the likeliest by size first; those of its bare form where it has none."""
    codes = geography.province_codes
    for form in _forms(name, geography):
        found = []
        state, region = geography.in_any_case.get(name_key(form)), geography.by_region.get(name_key(form))
        if state is not None and state.at is not None:
            found.append(Site("country", state.name, *state.at, state.code, state.geonames, 0, True))
        if region is not None:
            code = codes.get(region.name, region.name)
            point = (region.latitude, region.longitude)
            found.append(Site("region", region.name, *point, region.country, region.geonames, 0, True, code))
        for place in geography.gazetteer.named(form):
            country = geography.by_iso2.get(place.country)
            within = place.name if place.kind == "province" else place.region
            if place.kind != "province" or region is None:
                point, home = (place.latitude, place.longitude), country.code if country else None
                found.append(Site(place.kind, place.name, *point, home, place.geonames, place.population, place.exact,
                                  codes.get(within, within)))  # fmt: skip
        if found:
            return tuple(found)
    return ()


def _forms(name: str, geography: Geography) -> Iterable[str]:
    if name in geography.abbreviations and (name.isupper() or not name.isalpha()):
        yield geography.abbreviations[name]
    yield name
    lower = name.lower()
    for prefix in _PREFIXES:
        if lower.startswith(prefix):
            yield name[len(prefix) :]
    words = name.split()
    if len(words) > 1 and words[-1].lower() in _SUFFIXES:
        yield " ".join(words[:-1])
    elif len(words) < _LONG:
        yield from (f"{name} {division}" for division in _DIVISIONS)  # Yobe is Yobe State in the gazetteer


def score(site: Site, around: Surroundings, overshadowed: bool = False) -> float:
    """How likely a site is: its size, its country's weight, its nearness to settled places.

    A town is `overshadowed` where a country or a well-known region has its name: its province says little then.
    """
    value = _SIZES.get(site.kind) or math.log10(site.population + 100)
    value += _COUNTRY * around.countries.get(site.country or "", 0.0) + _EXACT * site.exact
    value += 0.0 if overshadowed else _SHARED * around.provinces.get((site.country, site.region), 0.0)
    if around.anchors:
        near = min(distance_km(site.latitude, site.longitude, a, b) for a, b in around.anchors[-20:])
        value += _NEAR * math.exp(-near / _NEAR_KM)
    return value


def shared_provinces(options: Sequence[Sequence[Site]]) -> dict[tuple[str | None, str], float]:
    """The weight, up to 1, of each province in which several names of a text have a site.

    A name counts the less the more provinces it could be in.
    """
    weight: dict[tuple[str | None, str], float] = defaultdict(float)
    names: Counter[tuple[str | None, str]] = Counter()
    for sites_of_name in options:
        provinces = {
            (s.country, s.region)
            for s in sites_of_name
            if s.kind in ("town", "county", "province", "region") and s.region
        }
        for province in provinces:
            weight[province] += 1 / len(provinces) ** 0.5
            names[province] += 1
    several = {p: w for p, w in weight.items() if names[p] > 1}
    most = max(several.values(), default=1.0)
    return {p: w / most for p, w in sorted(several.items(), key=lambda x: (x[0][0] or "", x[0][1]))}


def choose(options: Sequence[Site], around: Surroundings) -> Site | None:
    """The likeliest site, or None where there is none."""
    shadow = any(s.kind in ("country", "region") for s in options)
    return max(
        options,
        key=lambda s: (score(s, around, shadow and s.kind in ("town", "county")), -(s.geonames or 0)),
        default=None,
    )


def resolve(
    names: Sequence[Sequence[str]],
    countries: Mapping[str, float],
    geography: Geography,
    *,
    careful: bool = True,
    within: Sequence[str | None] = (),
) -> list[Site | None]:
    """The site of each place of a report, given its forms and the weights of the countries spoken of.

    Places that are clear go first and anchor the others. With `careful`, a small place of a country that the
    report does not speak of is left open: a namesake is as likely. `within` names the state or province that
    the text gives for each place ("Paris, Texas").
    """
    options = [next((found for form in forms if (found := sites(form, geography))), ()) for forms in names]
    for n, state in enumerate(within):
        if state is not None:
            options[n] = _inside(options[n], state, geography)
    settled: list[Site | None] = [None] * len(names)
    anchors: list[tuple[float, float]] = []
    shared = shared_provinces(options)
    order = sorted(range(len(names)), key=lambda n: (_doubt(options[n], Surroundings(countries, (), shared)), n))
    known = dict(countries)
    for n in [*order, *order]:  # what is left open may follow from what was settled after it
        if settled[n] is not None:
            continue
        best = choose(options[n][:200], Surroundings(known, anchors, shared))
        if best is None or (
            careful
            and best.population < _BIG
            and best.kind in ("town", "county")
            and not known.get(best.country or "", 0.0)
        ):
            continue
        settled[n] = best
        if best.country:
            known.setdefault(best.country, 0.3)
        anchors.append((best.latitude, best.longitude))
    return settled


def _inside(options: Sequence[Site], state: str, geography: Geography) -> tuple[Site, ...]:
    """Those sites that lie in a state or province; all, where none is known to."""
    for outer in sites(state, geography)[:3]:
        there = [o for o in options if o.country == outer.country and o.kind != "country" and o.name != outer.name]
        if outer.kind != "country":
            code = geography.province_codes.get(outer.name)
            there = [
                o
                for o in there
                if distance_km(o.latitude, o.longitude, outer.latitude, outer.longitude) < _PROVINCE_KM
                and (code is None or o.region in ("", code))
            ]
        if there:
            return tuple(there)
    return tuple(options)


def _doubt(options: Sequence[Site], around: Surroundings) -> float:
    """How far apart the two likeliest sites are, turned round: the clearest first."""
    values = sorted((score(o, around) for o in options), reverse=True)
    if len(values) < 2:
        return 0.0 if values else 9.0
    return -(values[0] - values[1])


def place_weight(name: str, geography: Geography) -> float:
    """How much speaks for a name's being a place's: a capital, a region, a town whose main name it is."""
    if name in geography.by_metonym or name.title() in geography.by_metonym:
        return 4.0
    if name_key(name) in geography.by_region:
        return 3.0
    largest = max(
        (site.population for site in sites(name, geography)[:4] if site.exact and site.kind != "county"), default=0
    )
    if largest >= _VILLAGE:
        return 2.0 if largest >= _BIG else 1.5 if largest >= _TOWN else 1.0
    other = max((site.population for site in sites(name, geography)[:2] if site.kind == "town"), default=0)
    return 1.5 if other >= _BIG and " " in name else 0.5 if other >= _BIG else 0.0


_WORD = re.compile(r"[^\W\d_]+(?:[-'.][^\W\d_]+)*")


def country_weights(text: str, geography: Geography) -> dict[str, float]:
    """The weight, up to 1, of each country that a text names or whose nationality it speaks of."""
    words = [m.group().removesuffix("'s") for m in _WORD.finditer(text)]
    count: Counter[str] = Counter()
    for n, word in enumerate(words):
        if word[0].isupper():
            for size in (4, 3, 2, 1):
                form = " ".join(words[n : n + size])
                country = geography.by_name.get(form) or geography.by_nationality.get(form)
                region = geography.by_region.get(name_key(form))
                if country is not None and region is not None:
                    break  # Georgia may be either
                if country is not None or region is not None:
                    code = country.code if country else region.country if region else None
                    if code:
                        count[code] += 1
                    break
    most = max(count.values(), default=1)
    return {code: times / most for code, times in sorted(count.items())}


def resolve_in_text(
    text: str, spans: Sequence[tuple[int, int, str]], lexicon: NameWords, geography: Geography
) -> list[Site | None]:
    """The site of each given toponym (start, end, name) of a text, none left open that any site has the name of.

    One name is one place through the text, and "X, Y" is the X that lies in Y.
    """
    names = list(dict.fromkeys(name for _, _, name in spans))
    adjectives = {n: geography.by_nationality[n] for n in names if n in geography.by_nationality}
    within = {
        name: qualifier for start, end, name in reversed(spans) if (qualifier := _qualifier(text, end, geography))
    }
    weights = country_weights(text, geography)
    settled = dict(
        zip(
            names,
            resolve([(n,) for n in names], weights, geography, careful=False, within=[within.get(n) for n in names]),
            strict=True,
        )
    )
    for name, country in adjectives.items():
        if country.at is not None:
            settled[name] = Site("country", country.name, *country.at, country.code, country.geonames, 0, True)
    return [settled[name] for _, _, name in spans]


def _qualifier(text: str, end: int, geography: Geography) -> str | None:
    """The state or province that follows a name: "Paris, Texas", "Paris, Tex."."""
    after = re.match(r",? \(?((?:[A-Z][\w'-]*\.?)(?: [A-Z][\w'-]+)?)", text[end : end + 40])
    if after is None:
        return None
    words = after.group(1)
    for form in (words, words.split()[0], words.rstrip(".")):
        plain = geography.abbreviations.get(form, form)
        if name_key(plain) in geography.by_region or name_key(plain) in geography.in_any_case:
            return plain
    return None
