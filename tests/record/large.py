"""A record of many documents, for measuring: only what is searched of it, written as rows at once.

The words follow Zipf's law: the commonest are those of English and of the news, the others are made of syllables.
The same seed gives the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any

import numpy as np

from dragoman.record.entries import number_of, plain_name
from dragoman.record.insert import insert
from dragoman.record.search import settle
from dragoman.record.store import Writer
from dragoman.record.tables import SEARCH

COMMON = ("the of to in and a said on for that was it by with at as be from its has have will he who an had are "
          "were not but they their been after which his would more also or this over one two about all than")
NEWS = ("government minister ceasefire accord president army officials talks troops border agreement parties forces "
        "attack police people security military peace rebels statement state meeting capital signed killed report "
        "spokesman sanctions trade deal prime foreign defence treaty week month children aid prisoners exchange gas "
        "village river port embassy envoy council parliament election general region guards convoy drone mine")
SYLLABLES = "ba de fi go lu ma ne pi ro su ta ve wi xo za kel mar nor tal ven dor min sel ran tor"
PEOPLE = tuple(f"{a} {b}" for a in ("Ann", "Boris", "Chen", "Dana", "Emil", "Fay", "Gus", "Hana", "Ivo", "Jan")
               for b in ("Lee", "Marsh", "Norden", "Olm", "Pars", "Quist", "Rask", "Stolt", "Tarn", "Ulm"))
STATES = tuple(f"{a}{b}" for a in ("Nor", "Est", "Vel", "Rur", "Tam", "Kar", "Syl", "Ost", "Mal", "Bor")
               for b in ("land", "mark", "onia", "istan"))
START = date(2015, 1, 1)
DAYS = 3650
CLAIMS, EVENTS = 5, 3  # a document; of agreements there is one for five documents


def vocabulary(chance: np.random.Generator, size: int = 40_000) -> list[str]:
    made = {f"{'zy' if n % 7 == 0 else ''}{''.join(chance.choice(SYLLABLES.split(), 3))}{n % 10}" for n in range(size)}
    return [*COMMON.split(), *NEWS.split(), *sorted(made)]


def rows(documents: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """The entries of a record of so many documents: these, and their claims, events and agreements."""
    chance = np.random.default_rng(seed)
    words = np.array(vocabulary(chance))
    weights = 1 / np.arange(2, len(words) + 2) ** 1.05
    stock = words[chance.choice(len(words), 2_000_000, p=weights / weights.sum())]

    def text(count: int) -> str:
        at = int(chance.integers(0, len(stock) - count))
        return " ".join(stock[at:at + count])

    def names(all_names: tuple[str, ...], count: int) -> str:
        some = {all_names[int(i)] for i in chance.zipf(1.4, count) % len(all_names)}
        return "\n".join(sorted(map(plain_name, some)))

    def entry(kind: str, key: str, title: str, body: str, when: tuple[str | None, str | None]) -> dict[str, Any]:
        who = names(PEOPLE + STATES, 3)
        return {"number": number_of(kind, key, *when), "id": key, "kind": kind, "title": title, "who": who,
                "place": names(STATES, 2), "earliest": when[0], "latest": when[1], "text": body, "digest": ""}

    for n in range(documents):
        day = START + timedelta(int(DAYS * n / documents))
        when = (day.isoformat(), day.isoformat())
        yield entry("document", f"d_{n:06}", text(7), text(int(chance.integers(80, 500))), when)
        for m in range(CLAIMS):
            yield entry("claim", f"claim_{n:06}_{m}", text(2), text(22), when)
        for m in range(EVENTS):
            month = (day.replace(day=1).isoformat(), (day.replace(day=1) + timedelta(27)).isoformat())
            kind_of_time = (when, when, when, month, (None, None), (f"{day.year}-01-01", f"{day.year}-12-31"))
            yield entry("event", f"event_{n:06}_{m}", text(6), text(15), kind_of_time[int(chance.integers(0, 6))])
        if n % 5 == 0:
            yield entry("agreement", f"agreement_{n:06}", text(4), text(80), when)


def fill(location: str, documents: int) -> int:
    """Write the entries of a record of so many documents into a new one, and say how many they are."""
    count = 0
    with Writer(location) as store, store._engine.begin() as connection:
        source = rows(documents)
        while some := list(islice(source, 2_000)):
            insert(connection, SEARCH, (tuple(row[column.name] for column in SEARCH.columns) for row in some))
            count += len(some)
        settle(connection, (count, 0, 0))
    return count
