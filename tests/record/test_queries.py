"""The queries of docs/howto/query-with-sql.md are asked as they stand there."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from tests.record.rows import record

from dragoman.record.store import Writer

PAGE = Path(__file__).parents[2] / "docs" / "howto" / "query-with-sql.md"
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_there_are_ten_questions_and_a_search() -> None:
    assert len(QUERIES) == 11


@pytest.mark.parametrize("query", QUERIES)
def test_each_query_can_be_asked(tmp_path: Path, query: str) -> None:
    with Writer(str(tmp_path / "a.db")) as store:
        store.write(record())
    with sqlite3.connect(tmp_path / "a.db") as connection:
        rows = connection.execute(query).fetchall()
    if re.search(r"FROM events WHERE|JOIN documents d ON d.id = s.value|MATCH", " ".join(query.split())):
        assert rows
