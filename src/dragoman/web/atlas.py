"""The map: where the events and agreements of the record were, drawn here over Natural Earth's land."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from math import cos, radians, sqrt
from typing import Any

import msgspec
import numpy as np
from fastapi import APIRouter, Request
from numpy.typing import NDArray
from starlette.responses import Response

from dragoman.record.query import WINDOW, Query
from dragoman.settings import check_period
from dragoman.web.desk import Looking, kept, page, title_of
from dragoman.web.labels import Mark, labels

router = APIRouter(include_in_schema=False)
_WIDTH = 1000.0
_LISTED = 12  # of a place's events
_DRAWN = 150  # places


@dataclass
class Spot:
    """A place, with what was there: (address, what it is called, when), the latest first."""

    id: str
    name: str
    longitude: float
    latitude: float
    things: list[tuple[str, str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Frame:
    """The part of the world that is drawn, in degrees, and how it is drawn: equirectangular, true in the middle."""

    west: float
    south: float
    east: float
    north: float

    @property
    def scale(self) -> float:
        """Units of the drawing in a degree of longitude."""
        return _WIDTH / (self.east - self.west)

    @property
    def stretch(self) -> float:
        """How much longer a degree of latitude is drawn than one of longitude."""
        return 1 / max(cos(radians((self.south + self.north) / 2)), 0.2)

    @property
    def height(self) -> float:
        """The height of the drawing."""
        return round((self.north - self.south) * self.scale * self.stretch, 1)

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a place is drawn."""
        return (round((longitude - self.west) * self.scale, 1),
                round((self.north - latitude) * self.scale * self.stretch, 1))


@router.get("/map")
def atlas(request: Request, query: Looking) -> Response:
    """The map, of everything or of one story, in a time."""
    asked = request.query_params
    since, until = asked.get("since") or None, asked.get("until") or None
    check_period(since, until)
    story = asked.get("story") or None
    title = title_of(query, "stories", story)
    spots, looked_at, cut = kept(request, ("map", story, since, until), lambda: _spots(query, story, since, until))
    drawn = sum(len(s.things) for s in spots)
    frame = frame_of(spots) if asked.get("whole") != "1" else Frame(-180, -60, 180, 84)
    spots, far = spots[:_DRAWN], max(len(spots) - _DRAWN, 0)
    largest = max((len(s.things) for s in spots), default=1)
    circles = [(s, *frame.at(s.longitude, s.latitude), _radius(len(s.things), largest)) for s in spots]
    names = labels([Mark(x, y, size, s.name) for s, x, y, size in circles], _WIDTH, frame.height)
    return page(request, "map.html", circles=circles, frame=frame, land=land_path(frame), spots=spots, cut=cut,
                looked_at=looked_at, drawn=drawn, far=far, story=story, window=WINDOW, listed=_LISTED, width=_WIDTH,
                title=title, labels=[name for name in names if name])


def _radius(count: int, largest: int) -> float:
    """How large a place is drawn: by its area as much as is told of it, and none larger than the land bears."""
    return round(min(4 + 2.5 * sqrt(count), 4 + 18 * sqrt(count / largest)), 1)


def _spots(
    query: Query, story: str | None, since: str | None, until: str | None
) -> tuple[list[Spot], int, bool]:
    """The places with what was there, how many things were looked at, and whether there are more than these."""
    things: dict[str, list[tuple[str, str, Any]]] = defaultdict(list)
    looked_at, cut = 0, False
    for name, called, limit in (("events", "summary", WINDOW), ("agreements", "name", 500)):
        ids, following = of_window(query, name, story, since, until, limit)
        cut = cut or following
        when = "time" if name == "events" else "signed"
        rows = query.parts(name, ids, (called, "place", when))
        looked_at += len(rows)
        for row in (rows[key] for key in ids if key in rows):
            if row["place"] is not None:
                things[row["place"]].append((f"/{name}/{row['id']}", row[called], row[when]))
    places = query.parts("entities", things, ("name", "latitude", "longitude"))
    spots = [Spot(key, p["name"], p["longitude"], p["latitude"], things[key]) for key, p in places.items()
             if p["latitude"] is not None and p["longitude"] is not None]
    for spot in spots:
        spot.things.sort(key=lambda t: ((t[2] or {}).get("latest") or "", t[0]), reverse=True)
    return sorted(spots, key=lambda s: (-len(s.things), s.name)), looked_at, cut


def of_window(
    query: Query, name: str, story: str | None, since: str | None, until: str | None, limit: int
) -> tuple[list[str], bool]:
    """The ids of the newest events or agreements, of all or of one story, and whether there are more."""
    if story is None:
        ids, following = query.ids(name, since=since, until=until, limit=limit)
        return ids, following is not None
    documents = query.parts("stories", [story], ("documents",)).get(story, {}).get("documents", ())
    found = query.having(name, "document", documents)
    return found[:limit], len(found) > limit


def frame_of(spots: list[Spot]) -> Frame:
    """The part of the world that shows some places, with some room around them; the whole where there are none."""
    if not spots:
        return Frame(-180, -60, 180, 84)
    west, east = min(s.longitude for s in spots), max(s.longitude for s in spots)
    south, north = min(s.latitude for s in spots), max(s.latitude for s in spots)
    width, height = max(east - west, 12.0) * 1.25, max(north - south, 6.0) * 1.35
    height = max(height, width * 0.42)
    width = max(width, height * 1.6)
    middle, centre = (west + east) / 2, (south + north) / 2
    left, right = max(middle - width / 2, -180), min(middle + width / 2, 180)
    return Frame(left, max(centre - height / 2, -85), right, min(centre + height / 2, 85))


@cache
def land() -> list[NDArray[np.float64]]:
    """Natural Earth's countries (see data/land.json): rings of longitude and latitude."""
    data = (resources.files("dragoman.web") / "data" / "land.json").read_bytes()
    rings: list[list[int]] = msgspec.json.decode(data)["rings"]
    return [np.cumsum(np.array(ring).reshape(-1, 2), axis=0) / 100 for ring in rings]


@lru_cache(maxsize=64)
def land_path(frame: Frame) -> str:
    """The countries within a frame as an SVG path. What lies outside is drawn along its rim."""
    low, high = np.array([frame.west - 1, frame.south - 1]), np.array([frame.east + 1, frame.north + 1])
    parts = []
    for ring in land():
        if (ring.max(axis=0) < low).any() or (ring.min(axis=0) > high).any():
            continue
        inside = np.clip(ring, low, high)
        drawn = np.stack([inside[:, 0] - frame.west, (frame.north - inside[:, 1]) * frame.stretch], axis=1)
        points = np.round(drawn * frame.scale).astype(int)
        kept = points[np.concatenate([[True], np.diff(points, axis=0).any(axis=1)])]
        if len(kept) > 2:
            parts.append("M" + " ".join(f"{x},{y}" for x, y in kept.tolist()) + "Z")
    return "".join(parts)
