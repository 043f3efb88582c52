"""A record beside the annotation of its reports: where things stand, and who answers to a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import PurePath
from typing import Any, NamedTuple

from dragoman.bench.scoring.words import SENTENCE_END, is_brief, listed, plain, same_name, stands_in, telling
from dragoman.linking.corroboration import STATE
from dragoman.review.annotation import fold, places

Item = Mapping[str, Any]
_CODE = re.compile(r"[A-Z]{3}")
_FORMER = re.compile(r"\b(former|ex|late|retired|ousted|deposed)\b")
_STATES = ("country", "government")


class Words(NamedTuple):
    """Words of a report, which is given by its key in the annotation."""

    key: str
    start: int
    end: int
    text: str


class Cluster:
    """A record (as exported) beside a gold annotation of its reports."""

    def __init__(self, gold: Item, record: Item):
        self.gold = gold
        self.record: dict[str, Any] = {"documents": [], **{name: rows or [] for name, rows in record.items()}}
        by_file = {PurePath(d.get("file") or d.get("url") or "").name: d for d in self.record["documents"]}
        self.documents: dict[str, Item] = {
            key: by_file[told["file"]] for key, told in gold["documents"].items() if told["file"] in by_file}
        self.key_of = {d["id"]: key for key, d in self.documents.items()}
        self.folded = {key: fold(d["text"]) for key, d in self.documents.items()}
        self.plain = {key: plain(d["text"]) for key, d in self.documents.items()}
        self.entities: dict[str, Item] = {e["id"]: e for e in self.record.get("entities", [])}
        self.known: list[Item] = gold.get("entities", [])

    def rows(self, name: str) -> list[Any]:
        """A list of the record."""
        found: list[Any] = self.record.get(name, [])
        return found

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        return {key: [m.start() for m in re.finditer(r"\w+", d["text"])] for key, d in self.documents.items()}

    @cached_property
    def words_in_all(self) -> int:
        """How many words the reports have."""
        return sum(map(len, self._starts.values()))

    def words(self, key: str, start: int, end: int) -> int:
        """How many words of a report begin between two offsets."""
        return max(0, bisect_left(self._starts[key], end) - bisect_left(self._starts[key], start))

    def locate(self, key: str, text: str, nth: int = 0) -> tuple[int, int] | None:
        """Where a text stands in a report for the nth time (0 is the first), as whole words."""
        found = places(self.folded[key], text) if key in self.documents else []
        return found[nth] if nth < len(found) else None

    def sentence(self, key: str, at: tuple[int, int]) -> tuple[int, int]:
        """The sentence in which something stands."""
        text = self.documents[key]["text"]
        bounds = [0, *(m.end() for m in SENTENCE_END.finditer(text)), len(text)]
        return max(b for b in bounds if b <= at[0]), min(b for b in bounds if b >= at[1])

    def evidence(self, row: Item, *, whole: bool = False) -> list[Words]:
        """The brief spans that a row rests on; with `whole` those for the row as a whole, where there are any."""
        spans = [v for v in row.get("evidence") or [] if v.get("document") in self.key_of]
        if whole:
            spans = [v for v in spans if not v.get("field")] or spans
        found = []
        for v in spans:
            key, start, end = self.key_of[v["document"]], v.get("start") or 0, v.get("end") or 0
            text = self.documents[key]["text"][start:end]
            if is_brief(text):
                found.append(Words(key, start, end, text))
        return found

    def names(self, entity: Item) -> set[str]:
        """The plain names of an entity."""
        return {plain(name) for name in _forms(entity)}

    def bears(self, entity: Item, known: Item) -> bool:
        """Has an entity a name of one that is asked for? A capital's name may stand for the state and is no sign."""
        kinds = known["kind"], entity.get("kind")
        metonym = any(a == "place" and b in _STATES for a, b in (kinds, kinds[::-1]))
        return not metonym and bool(self.names(entity) & {plain(a) for a in known["aliases"]})

    @cached_property
    def _merged(self) -> frozenset[str]:
        """The entities that bear the names of two, or hold those of four among other words."""
        return frozenset(key for key, e in self.entities.items() if self._is_merged(e))

    def _is_merged(self, entity: Item) -> bool:
        if sum(self.bears(entity, g) for g in self.known) > 1:
            return True
        names = self.names(entity)
        return sum(any(stands_in(plain(a), n) for a in g["aliases"] for n in names) for g in self.known) > 3

    def forms(self, key: str | None) -> list[str]:
        """The names of an entity as they are written; none of one that is several."""
        entity = self.entities.get(key or "")
        return _forms(entity) if entity and key not in self._merged else []

    def answers(self, forms: Iterable[str], names: Iterable[str]) -> bool:
        """Is one of some forms one of the names that are asked for, and none of them somebody else's?"""
        forms, names = list(forms), list(names)
        if not any(same_name(form, name) for form in forms for name in names):
            return False
        asked, given = [telling(n) for n in names], [telling(f) for f in forms]
        full = [n for n in asked if n and not any(n < other for other in asked)]
        others = [aliases for aliases in self._people if not any(a <= n or n <= a for a in aliases for n in full)]
        within = sum(any(a <= g for a in aliases for g in given) for aliases in others)
        if any(n <= g for n in full for g in given):  # somebody's lawyer by name, but not a list of all
            return within < 2
        return not within and not any(
            g and g < a and g not in asked for aliases in others for a in aliases for g in given)

    @cached_property
    def _people(self) -> list[list[frozenset[str]]]:
        return [[telling(a) for a in g["aliases"]] for g in self.known if g["kind"] == "person"]

    def _acts_for(self, entity: Item, code: str, *, party: bool) -> bool:
        """Does an entity act for a state; as its party: is it the state, or a body of it?"""
        kind = entity.get("kind")
        if entity.get("country") != code or kind in ("place", "media") or (party and kind == "person"):
            return False
        titles = [plain(role.get("title")) for role in entity.get("roles") or []]
        gone = bool(titles) and all(_FORMER.search(title) for title in titles)
        return kind in _STATES or (entity.get("sector") in STATE and not gone)

    def is_actor(self, key: str | None, asked: str, *, party: bool = False) -> bool:
        """Does an entity answer to codes of states, or names, divided by strokes?"""
        forms, options = self.forms(key), asked.split("|")
        if forms and any(_CODE.fullmatch(o) and self._acts_for(self.entities[key or ""], o, party=party)
                         for o in options):
            return True
        return self.answers(forms, options)

    def any_actor(self, keys: Iterable[str | None], asked: object, *, party: bool = False) -> bool:
        """Does one of some entities answer to one of those that are asked for?"""
        keys = list(keys)
        return any(self.is_actor(key, str(one), party=party) for key in keys for one in listed(asked))

    def has_source(self, chain: Iterable[Item], names: Iterable[str]) -> bool:
        """Is one of some sources, as it is written or as the entity that it stands for, one of the names?"""
        names = list(names)
        return any(self.answers([f for f in (a.get("name"), *self.forms(a.get("entity"))) if f], names) for a in chain)


def _forms(entity: Item) -> list[str]:
    return [name for name in (entity.get("name"), *(entity.get("aliases") or [])) if name]


def value_of(time: Item | None) -> str:
    """The EDTF value of a time, or nothing."""
    return (time or {}).get("value") or ""


def starts(time: Item | None, asked: object) -> bool:
    """Does a time begin with one of the values that are asked for?"""
    return value_of(time).startswith(tuple(map(str, listed(asked))))
