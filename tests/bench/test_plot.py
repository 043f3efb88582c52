from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from dragoman.bench.plot import loglog, slope


def test_the_slope_is_the_exponent() -> None:
    assert slope([(n, 5 * n**2) for n in (10, 100, 1000)]) == pytest.approx(2)
    assert slope([(10, 7), (1000, 7)]) == pytest.approx(0)
    assert slope([(10, 7)]) is None


def test_the_picture_has_every_point_and_name() -> None:
    drawn = loglog({"a < b": [(10, 1), (100, 2), (1000, 0)], "flat": [(10, 3), (100, 3)]}, "documents", "Growth")
    root = ET.fromstring(drawn)  # noqa: S314
    names = [e.tag.rpartition("}")[2] for e in root]
    assert names.count("circle") == 4
    assert "a < b (slope 0.30)" in [e.text for e in root]
    for circle in (e for e in root if e.tag.endswith("circle")):
        assert 0 < float(circle.attrib["cx"]) < 760
        assert 0 < float(circle.attrib["cy"]) < 460


def test_nothing_to_draw_is_an_empty_picture() -> None:
    assert ET.fromstring(loglog({}, "x", "y")) is not None  # noqa: S314
