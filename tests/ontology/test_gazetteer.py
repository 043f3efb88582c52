import numpy as np
import pytest

from dragoman.ontology import Ontology
from dragoman.ontology import gazetteer as g


def test_a_town_by_its_names(ontology: Ontology) -> None:
    towns = ontology.geography.gazetteer
    first = towns.named("Köln")[0]
    assert (first.name, first.country, first.kind) == ("Köln", "DE", "town")
    assert towns.named("Cologne")[0].geonames == first.geonames
    assert towns.named("koln") == towns.named("KÖLN")
    assert towns.named("no such town at all") == towns.named("") == ()


def test_provinces_and_counties_have_points(ontology: Ontology) -> None:
    county = next(p for p in ontology.geography.gazetteer.named("Suffolk County") if p.region == "New York")
    assert county.kind == "county"
    assert county.latitude == pytest.approx(40.8, abs=0.4)


def test_distance() -> None:
    assert g.distance_km(52.52, 13.405, 48.8566, 2.3522) == pytest.approx(878, abs=3)
    assert g.distance_km(10, 20, 10, 20) == 0


def test_cache_is_optional(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    built = []
    arrays = {"keys": np.array([], np.uint64), "rows": np.array([], np.uint32)}
    monkeypatch.setattr(g, "_build", lambda: built.append(1) or arrays)
    monkeypatch.setenv("DRAGOMAN_CACHE", str(tmp_path / "cache"))
    g.load_gazetteer.__wrapped__()
    g.load_gazetteer.__wrapped__()
    assert len(built) == 1
    next((tmp_path / "cache").iterdir()).write_bytes(b"broken")
    g.load_gazetteer.__wrapped__()
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("DRAGOMAN_CACHE", str(tmp_path / "file" / "no"))
    g.load_gazetteer.__wrapped__()
    assert len(built) == 3


def test_states_are_complete(ontology: Ontology) -> None:
    geography = ontology.geography
    assert len(geography.by_code) > 225
    assert geography.by_nationality["Omanis"].code == "OMN"
    assert geography.by_metonym["Downing Street"].code == "GBR"
    assert all(-90 <= c.at[0] <= 90 and -180 <= c.at[1] <= 180 for c in geography.countries if c.at)
