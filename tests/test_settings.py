from __future__ import annotations

import os
from pathlib import Path

import pytest

from dragoman.errors import SettingsError
from dragoman.settings import check_period, date_given, ontology_additions, record_location


def test_additions_are_divided_as_path_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_ONTOLOGY", os.pathsep.join(["a.yaml", "", "b/c.yaml"]))
    assert ontology_additions() == (Path("a.yaml"), Path("b/c.yaml"))
    monkeypatch.delenv("DRAGOMAN_ONTOLOGY")
    assert ontology_additions() == ()


def test_what_is_given_outranks_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_RECORD", "theirs.db")
    assert record_location("mine.db") == "mine.db"
    assert record_location() == "theirs.db"


@pytest.mark.parametrize("text", ["2026-02-30", "yesterday", "2026-2-3", "", "20260203"])
def test_no_date_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match="is no date"):
        date_given(text)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    check_period("2026-02-03", "2026-02-03")
    check_period("2026-02-03", None)
    with pytest.raises(SettingsError, match="the second day is before the first"):
        check_period("2026-02-03", "2026-02-02")
