"""The lexicon of names: titles, bodies, media, groups, and the words that surround names."""

from __future__ import annotations

from functools import cached_property

import msgspec

from dragoman.model.reading import EntityKind

_SHORTEST = 6  # letters of a word whose ending tells that it is abstract, less one


class Body(msgspec.Struct, frozen=True):
    """Heads of names of bodies ("Ministry", "Air Force") with the kind and sector that they make of a name."""

    kind: EntityKind
    heads: tuple[str, ...]
    sector: str | None = None


class KnownBody(msgspec.Struct, frozen=True):
    """A well-known body with its names, the fullest first, and its acronyms. Matched in this case."""

    names: tuple[str, ...]
    kind: EntityKind
    sector: str | None = None
    country: str | None = None


class GroupWords(msgspec.Struct, frozen=True):
    """Plural or collective nouns for people who act without a name."""

    words: tuple[str, ...]
    kind: EntityKind
    sector: str | None = None


class NameWords(msgspec.Struct, frozen=True, dict=True):
    """The contents of data/names.yaml; each field is explained there."""

    honorifics: frozenset[str]
    particles: frozenset[str]
    openers: frozenset[str]
    compound_tails: frozenset[str]
    titles: dict[str, tuple[str, ...]]
    portfolios: frozenset[str]
    title_modifiers: frozenset[str]
    former: frozenset[str]
    bodies: tuple[Body, ...]
    places: frozenset[str]
    arms: frozenset[str]
    announcers: dict[EntityKind, frozenset[str]]
    place_owners: frozenset[str]
    place_prepositions: frozenset[str]
    not_acting_verbs: frozenset[str]
    saying_verbs: frozenset[str]
    attitudes: frozenset[str]
    known: tuple[KnownBody, ...]
    groups: tuple[GroupWords, ...]
    not_names: frozenset[str]
    things: frozenset[str]
    anaphors: dict[str, tuple[EntityKind, ...]]
    loose_anaphors: frozenset[str]
    trades: frozenset[str]
    followers: frozenset[str]
    assets: frozenset[str]
    leanings: frozenset[str]
    company_offices: frozenset[str]
    subjects: frozenset[str]
    subject_endings: tuple[str, ...]
    supranational: tuple[str, ...]
    supranational_heads: frozenset[str]

    def is_subject(self, word: str) -> bool:
        """Is a word in lower case a subject of work, as in names of bodies: peace, reconstruction, justice?"""
        return word in self.subjects or (len(word) > _SHORTEST and word.endswith(self.subject_endings))

    @cached_property
    def title_sectors(self) -> dict[str, str]:
        """The head of a title to its sector, or to nothing where the body decides. The first one listed wins."""
        table: dict[str, str] = {}
        for sector, words in self.titles.items():
            for word in words:
                table.setdefault(word, sector)
        return table

    @cached_property
    def body_heads(self) -> dict[str, Body]:
        """The head of a body's name, in lower case, to what it makes of it. The first one listed wins."""
        table: dict[str, Body] = {}
        for body in self.bodies:
            for head in body.heads:
                table.setdefault(head, body)
        return table

    @cached_property
    def known_names(self) -> dict[str, KnownBody]:
        """Each name of a well-known body to it."""
        return {name: body for body in self.known for name in body.names}

    def without(self, letters: frozenset[str]) -> NameWords:
        """The same, but for some names of well-known bodies that a report gives another meaning; itself for none."""
        if not letters:
            return self
        known = {name: body for name, body in self.known_names.items() if name not in letters}
        copy = msgspec.structs.replace(self)
        copy.__dict__.update(self.__dict__, known_names=known)  # what is worked out once is the same for both
        return copy

    @cached_property
    def group_words(self) -> dict[str, GroupWords]:
        """Each noun for a group to its entry."""
        return {word: group for group in self.groups for word in group.words}
