"""States and territories: their names, nationality words, and the places that speak for them."""

from __future__ import annotations

from functools import cached_property

import msgspec

from dragoman.ontology.gazetteer import Gazetteer, load_gazetteer, name_key


class Country(msgspec.Struct, frozen=True):
    """A state or territory. `code` is ISO 3166-1 alpha-3, `geonames` its GeoNames id."""

    code: str
    iso2: str
    geonames: int
    name: str
    at: tuple[float, float] | None = None
    names: tuple[str, ...] = ()
    nationality: tuple[str, ...] = ()
    capital: str | None = None
    speaks_as: tuple[str, ...] = ()


class Region(msgspec.Struct, frozen=True):
    """A province, sea, river or part of the world, with a point about its middle in degrees."""

    name: str
    latitude: float
    longitude: float
    country: str | None = None
    geonames: int | None = None


class Geography(msgspec.Struct, frozen=True, dict=True):
    """The contents of data/geography.yaml, and the gazetteer of populated places."""

    countries: tuple[Country, ...]
    regions: tuple[Region, ...] = ()
    abbreviations: dict[str, str] = {}

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Populated places by name; read at the first look-up."""
        return load_gazetteer()

    @cached_property
    def province_codes(self) -> dict[str, str]:
        """A province's name to the code that the gazetteer gives to its towns, where that is its short form."""
        return {name: code for code, name in self.abbreviations.items() if len(code) == 2 and code.isupper()}

    @cached_property
    def by_region(self) -> dict[str, Region]:
        """Each region's name, as `name_key` folds it, to it."""
        return {name_key(region.name): region for region in self.regions}

    @cached_property
    def by_code(self) -> dict[str, Country]:
        """ISO 3166-1 alpha-3 to its country."""
        return {country.code: country for country in self.countries}

    @cached_property
    def in_any_case(self) -> dict[str, Country]:
        """Each name of a country, folded, to it."""
        return {name_key(name): country for name, country in self.by_name.items()}

    @cached_property
    def by_iso2(self) -> dict[str, Country]:
        """ISO 3166-1 alpha-2 to its country."""
        return {country.iso2: country for country in self.countries}

    @cached_property
    def by_name(self) -> dict[str, Country]:
        """Each name of a country, in its own case, to it."""
        return {name: country for country in self.countries for name in (*country.names, country.name)}

    @cached_property
    def by_nationality(self) -> dict[str, Country]:
        """Each nationality word, regular plurals too, in its own case, to its country."""
        table: dict[str, Country] = {}
        for country in self.countries:
            for word in country.nationality:
                table[word] = country
                if word.endswith(("n", "i", "r", "t")):
                    table.setdefault(word + "s", country)
        return table

    @cached_property
    def by_metonym(self) -> dict[str, Country]:
        """Each capital and building that may stand for a government to its country."""
        table: dict[str, Country] = {}
        for country in self.countries:
            for name in (country.capital, *country.speaks_as):
                if name:
                    table.setdefault(name, country)
        return table
