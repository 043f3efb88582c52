"""Scoring what stands in one place of a report: times, quantities, claims."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from dragoman.bench.scoring.cluster import Cluster, Item
from dragoman.bench.scoring.tally import Tally
from dragoman.bench.scoring.words import count_words, listed
from dragoman.review.annotation import fold

SLACK = 4  # words that a span may have more than the one that is asked for, such as the cue
_OF_WORDS = 12  # words of what is counted, at most
_CHAIN = 4  # sources of a claim, at most
_CLOSE = 0.5
_UNITS: dict[str, tuple[float, str]] = {
    "km": (1, "kilometre"), "m": (1, "metre"), "kg": (1, "kilogram"), "ton": (1, "tonne"), "t": (1, "tonne"),
    "mt": (1, "tonne"), "sq km": (1, "square kilometre"), "km2": (1, "square kilometre"),
    "km\u00b2": (1, "square kilometre"), "ha": (1, "hectare"), "kv": (1, "kilovolt"), "mw": (1, "megawatt"),
    "gw": (1000, "megawatt"), "gigawatt": (1000, "megawatt"), "bcm": (1e9, "cubic metre"), "mcm": (1e6, "cubic metre"),
    "m3": (1, "cubic metre"), "m\u00b3": (1, "cubic metre"), "%": (1, "percent"), "per cent": (1, "percent")}
_Problems = Callable[[Item, Item], dict[str, Any]]


def score_times(c: Cluster, t: Tally) -> None:
    """Span, type and value."""
    _score(c, t, c.gold["times"], c.rows("times"), _time_problems)


def score_quantities(c: Cluster, t: Tally) -> None:
    """Span, bounds, comparator, unit, change and what is counted; lengths of time may be given or not."""
    lengths = [{**g, "optional": True} for g in c.gold["times"] if g["type"] == "DURATION"]
    _score(c, t, [*c.gold["quantities"], *lengths], c.rows("quantities"), _quantity_problems)


def score_claims(c: Cluster, t: Tally) -> None:
    """Span, sources, voice, modality and negation of every claim that is not in the outlet's own voice."""
    asked = [{**g, "text": g["content"]} for g in c.gold["claims"]]
    rows = [row for row in c.rows("claims") if row.get("voice") != "outlet"]
    _score(c, t, asked, rows, lambda g, row: _claim_problems(c, g, row), strict=True)


def _score(c: Cluster, t: Tally, asked: Sequence[Item], rows: Sequence[Item], problems: _Problems, *,
           strict: bool = False) -> None:
    pairs, missed, extra = match(c, asked, rows, strict=strict)
    for g, row in pairs:
        if not g.get("optional"):
            t.value(problems(g, row), f"{g['doc']} {g['text'][:60]!r}")
    for g in missed:
        if not g.get("optional"):
            t.slot(False, f"{g['doc']} {g['text'][:60]!r}: not found")
    for row in extra:
        t.stray(f"{c.key_of[row['document']]} extra {(row.get('text') or '')[:60]!r}")


def match(c: Cluster, asked: Iterable[Item], rows: Iterable[Item], *, strict: bool,
          ) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Items and rows that stand in one place, one to one, the closest first; the items and the rows left over.

    Rows that touch an optional item are not left over. Items of the same words count up.
    """
    by_key: dict[str, list[Item]] = {}
    for row in rows:
        if row.get("document") in c.key_of:
            by_key.setdefault(c.key_of[row["document"]], []).append(row)
    items, seen = list(asked), Counter[tuple[str, str]]()
    options: list[tuple[float, bool, int, Item, Item]] = []
    spare: set[int] = set()
    for n, g in enumerate(items):
        words = g["doc"], g["text"]
        nth = g.get("nth", seen[words])
        seen[words] = nth + 1
        at = c.locate(*words, nth)
        for row in by_key.get(g["doc"], []) if at else []:
            closeness = _closeness(c, g["doc"], at or (0, 0), (row["start"], row["end"]), strict=strict)
            if closeness is not None:
                options.append((closeness, not g.get("optional"), -n, g, row))
                if g.get("optional"):
                    spare.add(id(row))
    taken: set[int] = set()
    pairs = []
    for *_, g, row in sorted(options, key=lambda o: o[:3], reverse=True):
        if id(g) not in taken and id(row) not in taken:
            taken |= {id(g), id(row)}
            pairs.append((g, row))
    missed = [g for g in items if id(g) not in taken]
    return pairs, missed, [row for found in by_key.values() for row in found if id(row) not in taken | spare]


def _closeness(c: Cluster, key: str, at: tuple[int, int], here: tuple[int, int], *, strict: bool) -> float | None:
    """The share of all words of two spans that both have, or None where they are not of one thing."""
    both = c.words(key, max(at[0], here[0]), min(at[1], here[1]))
    want, have = c.words(key, *at), c.words(key, *here)
    close = both / (want + have - both) if both else 0.0
    near = bool(both) and have <= want + SLACK and (both == want if strict else 2 * both >= min(want, have))
    return close if close >= _CLOSE or near else None


def _time_problems(g: Item, row: Item) -> dict[str, Any]:
    value = row.get("value")
    if value not in (g["value"], *g.get("or", [])):
        return {f"value {g['value']}": value}
    types = {g["type"]} if value == g["value"] or g["type"] == "SET" else {g["type"], _type_of(str(value))}
    return {} if row.get("type") in types else {f"type {g['type']}": row.get("type")}


def _type_of(value: str) -> str:
    if value.endswith("_REF"):
        return "DATE"
    return "DURATION" if value.startswith("P") else "TIME" if "T" in value else "DATE"


def _quantity_problems(g: Item, row: Item) -> dict[str, Any]:
    if any(_same_quantity({**g, **other}, row) for other in ({}, *g.get("or", []))):
        return {}
    return {"values": {name: row.get(name) for name in ("low", "high", "comparator", "unit", "of", "change")}}


def _same_quantity(g: Item, row: Item) -> bool:
    low, high, unit = _amounts(g)
    its_low, its_high, its_unit = _amounts(row)
    of = fold(row.get("of")) if count_words(row.get("of")) <= _OF_WORDS else ""
    return (
        _same_number(low, its_low, unit) and _same_number(high, its_high, unit) and unit == its_unit
        and row.get("comparator") in listed(g["comparator"]) and (row.get("change") or None) in listed(g.get("change"))
        and (not g.get("of") or any(fold(word) in of for word in g["of"])))


def _amounts(row: Item) -> tuple[float | None, float | None, str | None]:
    """The bounds and the unit, under one name for each unit: kilometers and km are kilometre."""
    unit, scale = row.get("unit") or None, 1.0
    if unit and not re.fullmatch(r"[A-Z]{3}", unit):
        unit = re.sub(r"^metric (?=ton)", "", fold(unit).replace("meter", "metre").rstrip("s"))
        scale, unit = _UNITS.get(unit, (1.0, unit))
    low, high = (value if value is None else value * scale for value in (row.get("low"), row.get("high")))
    return low, high, unit


def _same_number(a: float | None, b: float | None, unit: str | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= (0.05 if unit == "percent" else 1e-6 * max(1, abs(a)))


def _claim_problems(c: Cluster, g: Item, row: Item) -> dict[str, Any]:
    chain = row.get("attribution") or []
    names = [a.get("name") for a in chain]
    found: dict[str, Any] = {
        f"{name} {g[name]}": row.get(name) for name in ("voice", "modality", "negated")
        if g.get(name) is not None and row.get(name) not in listed(g[name])}
    if len(chain) > _CHAIN or not c.has_source(chain[-1:], g["origin"]):
        found[f"origin {g['origin']}"] = names
    if g.get("via") and not c.has_source(chain[:-1], g["via"]):
        found[f"via {g['via']}"] = names[:-1]
    return found
