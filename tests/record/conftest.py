"""Where the record's tests keep their records."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def location(tmp_path: Path) -> str:
    """An empty place for a record."""
    return str(tmp_path / "dragoman.db")
