"""Scoring of Recognizers' date-time cases: what counts as the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.bench.times_peers import run

REFERENCE = "2025-11-05T00:00:00"


def case(text: str, found: str, kind: str, **value: str) -> dict[str, object]:
    return {"Input": text, "Context": {"ReferenceDateTime": REFERENCE},
            "Results": [{"Text": found, "Start": text.index(found), "TypeName": f"datetimeV2.{kind}",
                         "Resolution": {"values": [{"type": kind, **value}]}}]}


CASES = [
    case("They meet on 7 May 2026.", "7 May 2026", "date", timex="2026-05-07", value="2026-05-07"),
    case("They met in May 2024.", "May 2024", "daterange", timex="2024-05", start="2024-05-01", end="2024-06-01"),
    case("They stay for 3 days.", "3 days", "duration", timex="P3D", value="259200"),
    case("They will meet in two months.", "in two months", "date", timex="2026-01-05", value="2026-01-05"),
    case("They meet at 3 pm.", "3 pm", "time", timex="T15", value="15:00:00"),
    case("They met on 03/04/2025.", "03/04/2025", "date", timex="2025-03-04", value="2025-03-04"),
    case("They met two months ago.", "two months ago", "date", timex="2025-09-05", value="2025-09-05"),
    case("They met on 30 February.", "30 February", "date", timex="XXXX-02-30", value="not resolved"),
    case("It ran from 9:30 to 11 am on Monday.", "from 9:30 to 11 am on Monday", "datetimerange",
         timex="(XXXX-WXX-1T09:30,XXXX-WXX-1T11,PT1H30M)", start="2025-11-03 09:30:00", end="2025-11-03 11:00:00"),
    case("They meet on 7 May 2026.", "7 May 2026", "date", timex="2026-05-08", value="2026-05-08"),  # wrong
    case("They meet on Tuesday of next week.", "Tuesday of next week", "date", timex="2025-11-13",
         value="2025-11-13"),  # wrong, though it is in that week
    case("It ran from 9:30 to 11 am on Monday.", "from 9:30 to 11 am on Monday", "datetimerange",
         timex="(XXXX-WXX-2T09:30,XXXX-WXX-2T11,PT1H30M)", start="2025-11-04 09:30:00",
         end="2025-11-04 11:00:00"),  # wrong: another day
    {"Input": "They will meet tomorrow.", "Results": []},  # without a reference time it is no case
    {"Input": "They may meet.", "Context": {"ReferenceDateTime": REFERENCE}, "Results": []},
]


@pytest.mark.slow
def test_cases_are_right_by_the_mapping(tmp_path: Path) -> None:
    (tmp_path / "DateTimeModel.json").write_text(json.dumps(CASES))
    result = run(tmp_path, errors=True)
    assert result["all"] == {"cases": 13, "right": 0.7692}
    assert len(result["errors"]) == 3
    assert result["nothing"] == {"cases": 1, "right": 1.0}
