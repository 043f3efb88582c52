"""The network: who deals with whom, by agreements and events, drawn here, and as a table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from fastapi import APIRouter, Request
from starlette.responses import Response

from dragoman.record.query import WINDOW, Query
from dragoman.settings import check_period
from dragoman.web.atlas import of_window
from dragoman.web.desk import Looking, kept, page, title_of
from dragoman.web.dossiers import link
from dragoman.web.labels import Mark, labels

router = APIRouter(include_in_schema=False)
# PLOVER's events between those who work together; the others part them (its verbal and material quadrants).
_WITH = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT")
_NODES, _PAIRS = 40, 60
_WIDTH, _HEIGHT = 1000.0, 640.0
_ROUNDS = 90
_LONGEST = 32  # letters of a name that is drawn
_GRAVITY = 2.2  # keeps what nothing joins from flying apart


@dataclass
class Pair:
    """Two entities with how often they agreed, worked together and clashed."""

    one: str
    other: str
    deals: int = 0
    together: int = 0
    against: int = 0

    @property
    def weight(self) -> int:
        """How much lies between them."""
        return 3 * self.deals + self.together + self.against


@router.get("/network")
def network(request: Request, query: Looking) -> Response:
    """Who deals with whom: in everything, in one story, or round one entity, in a time."""
    asked = request.query_params
    since, until = asked.get("since") or None, asked.get("until") or None
    check_period(since, until)
    story, entity = asked.get("story") or None, asked.get("entity") or None
    title = title_of(query, "stories", story)
    name = title_of(query, "entities", entity)
    everything, cut = kept(request, ("network", story, entity, since, until),
                      lambda: _pairs(query, story, entity, since, until))
    entities = query.parts("entities", {end for p in everything for end in (p.one, p.other)}, ("name", "kind"))
    pairs = [p for p in everything if all(end == entity or _has_name(entities.get(end)) for end in (p.one, p.other))]
    weights: Counter[str] = Counter()
    for pair in pairs:
        weights.update({pair.one: pair.weight, pair.other: pair.weight})
    nodes = [key for key, _ in sorted(weights.items(), key=lambda w: (-w[1], w[0]))[:_NODES]]
    nodes = [key for key in nodes if key in entities]
    inside = [p for p in pairs if p.one in nodes and p.other in nodes]
    joined = {end for p in inside for end in (p.one, p.other)}
    nodes = [key for key in nodes if key in joined]  # whom nothing that is drawn joins says nothing here
    places, drawn = layout(nodes, inside), _drawn(nodes, weights, entities)
    names = labels([Mark(*at, size, name) for at, (_, name, _, size) in zip(places, drawn, strict=True)],
                   _WIDTH, _HEIGHT)
    return page(request, "network.html", nodes=list(zip(drawn, names, strict=True)), lines=inside, cut=cut,
                places=dict(zip(nodes, places, strict=True)), pairs=pairs[:_PAIRS], entities=entities,
                story=story, title=title, entity=entity, window=WINDOW, link=link,
                name=name, size=(_WIDTH, _HEIGHT))


def _pairs(
    query: Query, story: str | None, entity: str | None, since: str | None, until: str | None
) -> tuple[list[Pair], bool]:
    """Who deals with whom, the most first, and whether there is more than was looked at."""
    found: dict[tuple[str, str], Pair] = {}

    def between(one: str, other: str) -> Pair:
        left, right = sorted((one, other))
        return found.setdefault((left, right), Pair(left, right))

    events, more = _ids(query, "events", ("actor", "recipient"), story, entity, since, until)
    for row in query.parts("events", events, ("type", "actors", "recipients")).values():
        for one in row["actors"]:
            for other in row["recipients"]:
                if one != other:
                    pair = between(one, other)
                    pair.together += row["type"] in _WITH
                    pair.against += row["type"] not in _WITH
    deals, further = _ids(query, "agreements", ("party",), story, entity, since, until)
    for row in query.parts("agreements", deals, ("parties",)).values():
        for one, other in combinations(sorted(set(row["parties"])), 2):
            between(one, other).deals += 1
    return sorted(found.values(), key=lambda p: (-p.weight, p.one, p.other)), more or further


def _ids(
    query: Query, name: str, fields: tuple[str, ...], story: str | None, entity: str | None, since: str | None,
    until: str | None,
) -> tuple[list[str], bool]:
    limit = WINDOW if name == "events" else WINDOW // 2
    if entity is None:
        return of_window(query, name, story, since, until, limit)
    share = limit // len(fields)
    parts = [query.ids(name, {field: entity}, since=since, until=until, limit=share) for field in fields]
    return list(dict.fromkeys(key for ids, _ in parts for key in ids)), any(following for _, following in parts)


def _has_name(entity: dict[str, Any] | None) -> bool:
    """Whether somebody has a name of their own: the `prisoners` of one report are not those of another."""
    return entity is not None and not (entity["kind"] == "group" and entity["name"].islower())


def _drawn(
    nodes: list[str], weights: Counter[str], entities: dict[str, dict[str, Any]]
) -> list[tuple[str, str, str, float]]:
    """Of each entity its id, name and kind, and how large it is drawn."""
    largest = max((weights[key] for key in nodes), default=1)
    return [(key, _short(entities[key]["name"]), entities[key]["kind"],
             round(5 + 13 * (weights[key] / largest) ** 0.5, 1)) for key in nodes]


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[:_LONGEST - 1].rsplit(" ", 1)[0] + "…"


def layout(nodes: list[str], lines: list[Pair]) -> list[tuple[float, float]]:
    """Where to draw each node: by forces (Fruchterman and Reingold 1991), from a circle on; the same every time."""
    count = len(nodes)
    if count < 2:
        return [(_WIDTH / 2, _HEIGHT / 2)] * count
    angles = 2 * np.pi * np.arange(count) / count
    at = np.stack([np.cos(angles), np.sin(angles)], axis=1) * (0.6 + 0.4 * (np.arange(count) % 3) / 2)[:, None]
    number = {key: n for n, key in enumerate(nodes)}
    pull = np.zeros((count, count))
    for pair in lines:
        a, b = number[pair.one], number[pair.other]
        pull[a, b] = pull[b, a] = 1 + np.log1p(pair.weight) / 2
    ideal = 2 / np.sqrt(count)
    for turn in range(_ROUNDS):
        apart = at[:, None, :] - at[None, :, :]
        distance = np.maximum(np.sqrt((apart ** 2).sum(axis=2)), 0.01)
        force = ideal ** 2 / distance ** 2 - pull * distance / ideal * 0.3
        np.fill_diagonal(force, 0.0)
        move = (apart * force[:, :, None]).sum(axis=1) - _GRAVITY * at
        length = np.maximum(np.sqrt((move ** 2).sum(axis=1)), 1e-9)
        at = at + move / length[:, None] * np.minimum(length, 0.16 * (1 - turn / _ROUNDS))[:, None]
    low, high = at.min(axis=0), at.max(axis=0)
    unit = (at - low) / np.maximum(high - low, 1e-9)
    return [(round(60 + float(x) * (_WIDTH - 200), 1), round(30 + float(y) * (_HEIGHT - 60), 1)) for x, y in unit]
