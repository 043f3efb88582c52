"""Make the land and borders that the desk's map is drawn over (src/dragoman/web/data/land.json) from world-atlas.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz package/countries-50m.json
    python scripts/land.py package/countries-50m.json

world-atlas (ISC licence, Michael Bostock) is Natural Earth's 1:50m countries (public domain) as TopoJSON. The rings
are thinned (Douglas and Peucker 1973), islands too small to be seen are left out, and each ring is written as whole
hundredths of a degree: the first point, then the steps.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src" / "dragoman" / "web" / "data" / "land.json"
TOLERANCE = 0.05  # degrees
LEAST = 0.15  # degrees: smaller islands are left out
Point = tuple[float, float]


def arcs_of(topology: dict) -> list[list[Point]]:
    """The arcs of a topology in degrees, thinned."""
    """The lines that the shapes of a topology share, in degrees."""
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * kx + tx, y * ky + ty))
        arcs.append(thinned(arc))  # before they are joined, so that neighbours keep one border
    return arcs


def thinned(line: list[Point]) -> list[Point]:
    """A line without the points that lie within TOLERANCE of it."""
    kept, todo = {0, len(line) - 1}, [(0, len(line) - 1)]
    if line[0] == line[-1] and len(line) > 3:  # a ring: its farthest point divides it
        far = max(range(len(line)), key=lambda n: (line[n][0] - line[0][0]) ** 2 + (line[n][1] - line[0][1]) ** 2)
        kept.add(far)
        todo = [(0, far), (far, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        (ax, ay), (bx, by) = line[first], line[last]
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 or 1e-9
        off = [(abs((bx - ax) * (ay - line[n][1]) - (ax - line[n][0]) * (by - ay)) / length, n)
               for n in range(first + 1, last)]
        if off and max(off)[0] > TOLERANCE:
            middle = max(off)[1]
            kept.add(middle)
            todo += [(first, middle), (middle, last)]
    return [line[n] for n in sorted(kept)]


def ring_of(arcs: list[list[Point]], indexes: list[int]) -> list[Point]:
    """A ring made of arcs; those of a negative index run backwards."""
    """The outline that some lines make, one behind the other."""
    ring: list[Point] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc if not ring else arc[1:]
    return ring


def unrolled(ring: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """A ring that runs over the 180th meridian, on a plane: twice, at either end of it."""
    turn, plane = 0, [ring[0]]
    for (before, _), (x, y) in pairwise(ring):
        turn += 36_000 if before - x > 18_000 else -36_000 if x - before > 18_000 else 0
        plane.append((x + turn, y))
    if plane[0][0] != plane[-1][0]:  # round the pole
        plane += [(plane[-1][0], -9_000), (plane[0][0], -9_000), plane[0]]
    low, high = min(x for x, _ in plane), max(x for x, _ in plane)
    shifts = [0] + [36_000] * (low < -18_000) + [-36_000] * (high > 18_000)
    return [[(x + shift, y) for x, y in plane] for shift in shifts]


def main(source: str) -> None:
    """Write the rings of a world-atlas file."""
    """Write the land of a topology as the map needs it."""
    topology = json.loads(Path(source).read_text())
    arcs = arcs_of(topology)
    rings = []
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for polygon in polygons:
            ring = [(round(x * 100), round(y * 100)) for x, y in ring_of(arcs, polygon[0])]
            width = max(x for x, _ in ring) - min(x for x, _ in ring)
            height = max(y for _, y in ring) - min(y for _, y in ring)
            for one in unrolled(ring) if max(width, height) >= LEAST * 100 else ():
                steps = [c for a, b in pairwise(one) for c in (b[0] - a[0], b[1] - a[1])]
                rings.append([*one[0], *steps])
    note = ("Natural Earth 1:50m countries (public domain), by way of world-atlas 2.0.2 (ISC licence); made by "
            "scripts/land.py: hundredths of a degree, the first point and then the steps")
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps({"source": note, "rings": rings}, separators=(",", ":")) + "\n")
    print(f"{TARGET}: {len(rings)} rings, {sum(map(len, rings)) // 2} points, {TARGET.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(sys.argv[1])
