"""Places against annotated articles in the forms of LGL and GeoVirus.

LGL (Lieberman, Samet and Sankaranarayanan, 2010) marks the toponyms of local news with coordinates and
GeoNames ids; GeoVirus (Gritta, Pilehvar and Collier, 2018) those of news of epidemics with coordinates.
`given`: the toponyms are given, and each is resolved; those without coordinates do not count. A toponym
is right within 161 km (100 miles), the usual measure. `end_to_end`: a place must be found, too, at a span
that touches the toponym's, and be within 161 km of it.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from dragoman.documents.text import document_from_text
from dragoman.errors import MalformedDocument
from dragoman.model.reading import Chain
from dragoman.ontology import Ontology, load
from dragoman.ontology.gazetteer import distance_km
from dragoman.reading.names import find_names
from dragoman.reading.names.places import Site, resolve_in_text
from dragoman.text.parse import Parser

NEAR_KM = 161.0
_FARTHEST_KM = 20015.0  # half the way round; what a toponym that is not resolved counts for


@dataclass(frozen=True)
class Toponym:
    """A marked place name with its coordinates in degrees."""

    start: int
    end: int
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Article:
    """A text with its toponyms."""

    text: str
    toponyms: tuple[Toponym, ...]


def run(file: str | Path, errors: bool = False, end_to_end: bool = True) -> dict[str, Any]:
    """Measure a file of articles. `given` has acc161 (a fraction), mean_km and median_km."""
    articles = list(read_articles(Path(file)))
    ontology = load()
    distances, wrong = given(articles, ontology)
    result: dict[str, Any] = {
        "given": {
            "acc161": sum(d <= NEAR_KM for d in distances) / max(1, len(distances)),
            "mean_km": statistics.fmean(distances) if distances else 0.0,
            "median_km": statistics.median(distances) if distances else 0.0,
            "toponyms": len(distances),
        }
    }
    if end_to_end:
        result["end_to_end"] = found(articles, ontology)
    if errors:
        result["errors"] = wrong
    return result


def read_articles(file: Path) -> Iterator[Article]:
    """The articles of a file in either form. Raises MalformedDocument where it is no such XML."""
    try:
        root = ElementTree.parse(file).getroot()  # noqa: S314 - the user's own file; no entities are fetched
    except ElementTree.ParseError as error:
        raise MalformedDocument(str(file), str(error)) from error
    for article in root.iter("article"):
        text = article.findtext("text") or ""
        rows = [*article.iter("toponym"), *article.iter("location")]
        yield Article(text, tuple(t for row in rows if (t := _toponym(row)) is not None))


def _toponym(row: ElementTree.Element) -> Toponym | None:
    tag = row.find("gaztag")
    at = row if tag is None else tag
    latitude, longitude = at.findtext("lat"), at.findtext("lon")
    start, end = row.findtext("start"), row.findtext("end")
    if not latitude or not longitude or start is None or end is None:
        return None
    return Toponym(
        int(start),
        int(end),
        (row.findtext("phrase") or row.findtext("name") or "").strip(),
        float(latitude),
        float(longitude),
    )


def given(articles: Sequence[Article], ontology: Ontology) -> tuple[list[float], list[str]]:
    """The distance in km of each given toponym from where it is put, and the wrong ones in words."""
    distances, wrong = [], []
    for article in articles:
        spans = [(t.start, t.end, t.name) for t in article.toponyms]
        sites = resolve_in_text(article.text, spans, ontology.names, ontology.geography)
        for toponym, site in zip(article.toponyms, sites, strict=True):
            distances.append(_away(toponym, site))
            if distances[-1] > NEAR_KM:
                put = f"{site.kind} {site.name}, {site.country}" if site else "nowhere"
                wrong.append(
                    f"{toponym.name} ({toponym.latitude}, {toponym.longitude}): {put}, {distances[-1]:.0f} km off"
                )
    return distances, wrong


def _away(toponym: Toponym, site: Site | None) -> float:
    if site is None:
        return _FARTHEST_KM
    return distance_km(toponym.latitude, toponym.longitude, site.latitude, site.longitude)


def found(articles: Sequence[Article], ontology: Ontology) -> dict[str, float]:
    """Precision, recall and F1 of finding and placing, both."""
    parser = Parser()
    right = made = 0
    for article in articles:
        parse = parser.parse(document_from_text(article.text))
        chains = find_names(parse, ontology.names, ontology.geography)
        placed = [
            (m.start, m.end, *at)
            for c in chains
            if (at := _point(c, ontology)) is not None
            for m in c.mentions
            if m.form == "name"
        ]
        made += len(placed)
        used: set[int] = set()
        for t in article.toponyms:
            hit = next(
                (
                    n
                    for n, (a, b, lat, lon) in enumerate(placed)
                    if n not in used
                    and a < t.end
                    and t.start < b
                    and distance_km(t.latitude, t.longitude, lat, lon) <= NEAR_KM
                ),
                None,
            )
            if hit is not None:
                used.add(hit)
                right += 1
    total = sum(len(a.toponyms) for a in articles)
    p, r = right / made if made else 0.0, right / total if total else 0.0
    return {"p": p, "r": r, "f1": 2 * p * r / (p + r) if p + r else 0.0}


def _point(chain: Chain, ontology: Ontology) -> tuple[float, float] | None:
    if chain.kind == "country" and chain.country:
        return ontology.geography.by_code[chain.country].at
    if chain.kind == "place" and chain.latitude is not None and chain.longitude is not None:
        return chain.latitude, chain.longitude
    return None
