from __future__ import annotations

import pytest

from dragoman.errors import SettingsError
from dragoman.settings import date_given, record_location


def test_where_the_record_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DRAGOMAN_RECORD", raising=False)
    assert record_location() == "dragoman.db"
    monkeypatch.setenv("DRAGOMAN_RECORD", "other.db")
    assert record_location() == "other.db"
    assert record_location("given.db") == "given.db"


def test_a_date_is_a_day() -> None:
    found = date_given("2024-02-29")
    assert found is not None
    assert (found.value, found.earliest, found.latest) == ("2024-02-29",) * 3
    assert date_given(None) is None


@pytest.mark.parametrize("text", ["", "tomorrow", "2025-02-29", "14/08/2025", "20250814", "2025-8-4", "2025-W03-1"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match="is no date"):
        date_given(text)
