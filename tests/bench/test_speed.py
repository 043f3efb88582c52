from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.bench import speed
from dragoman.errors import SettingsError


def test_speed_is_that_of_both_on_the_same_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "_WORDS", 60)
    (tmp_path / "a.txt").write_text("Norway and Peru signed an accord in Oslo on Monday, the ministry said.\n" * 2)
    (tmp_path / "b.txt").write_bytes(b"\x00")
    figures = speed.run(tmp_path, errors=True)
    assert (figures["documents"], figures["words"], figures["times over"]) == (1, 26, 3)
    for name in ("bare words/s", "reader words/s", "ratio"):
        assert float(str(figures[name])) > 0
    assert len(figures["skipped"]) == 1  # type: ignore[arg-type]


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no report"):
        speed.run(tmp_path)
