from __future__ import annotations

import json
from collections.abc import Callable

from tests.cli.test_main import Ended, command, one_line, record

__all__ = ["command", "record"]  # fixtures


def test_what_is_found_leads_to_its_row(record: Callable[..., Ended]) -> None:
    claims = json.loads(record("export").out)["claims"]
    word = max((w for w in claims[0]["text"].split() if w.isalpha()), key=len)
    found = json.loads(record("search", word, "--kind", "claim", "--json").out)
    assert claims[0]["id"] in {f["id"] for f in found}
    for one in found:
        assert [one["snippet"][a:b] for a, b in one["marks"]]
    shown = record("search", word)
    assert shown.code == 0
    assert claims[0]["id"] in shown.out
    assert record("search", "zzyzx").out == "nothing found\n"


def test_bad_filters_are_told(record: Callable[..., Ended]) -> None:
    for bad in (("--kind", "poem"), ("--since", "Wednesday"), ("--until", "2025"), ("--limit", "0"),
                ("--since", "2026-02-02", "--until", "2026-02-01")):
        ended = record("search", "accord", *bad)
        assert (ended.code, one_line(ended)) == (2, True)
