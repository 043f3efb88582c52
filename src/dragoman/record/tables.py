"""The tables of a record: one for each list of the export, with its names, made from the types of the rows.

Numbers, words and flags are columns of their own; lists and objects (evidence, times, chains) are JSON in
theirs. `digest` is a hash of the row, by which a writer sees what has changed. Beside these there are the
readings that the rows are made from, and `meta`. Judgements are made by people, and never lost.
"""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import sqlalchemy as sa

from dragoman.model import record as model
from dragoman.model.base import Row
from dragoman.model.judgement import Judgement

SCHEMA = 17  # goes up with each entry of migrations.py

KINDS: dict[str, type[Row]] = {
    "documents": model.DocumentRow,
    "times": model.TimeRow,
    "entities": model.Entity,
    "claims": model.Claim,
    "quantities": model.Quantity,
    "events": model.Event,
    "agreements": model.Agreement,
    "assertions": model.Assertion,
    "stories": model.Story,
    "differences": model.Difference,
    "links": model.Link,
    "redirects": model.Redirect,
    "judgements": Judgement,
}

APART = {"entities": ("mentions", "roles")}  # what of rows is kept in tables of their own

METADATA = sa.MetaData()
_JSON = sa.JSON(none_as_null=True)  # in PostgreSQL too, whose JSONB would change the order of keys
_PLAIN: dict[Any, Any] = {str: sa.Text, int: sa.Integer, float: sa.Float(53), bool: sa.Boolean}


def _column(name: str, hint: Any) -> sa.Column[Any]:
    """A column for a field of a row, by the field's type."""
    options = set(get_args(hint)) if get_origin(hint) in (Union, UnionType) else {hint}
    nullable = NoneType in options or hint is Any
    (kind,) = options - {NoneType}
    if get_origin(kind) is Literal:
        kind = str
    return sa.Column(name, _PLAIN.get(kind, _JSON), primary_key=name == "id", nullable=nullable)


def _table(name: str, row: type[Row]) -> sa.Table:
    hints = get_type_hints(row)
    columns = [_column(field, hints[field]) for field in row.__struct_fields__ if field not in APART.get(name, ())]
    indexes = [sa.Index(f"{name}_{field}", field) for field in ("document", "story") if field in hints]
    return sa.Table(name, METADATA, *columns, sa.Column("digest", sa.Text, nullable=False), *indexes)


ROWS: dict[str, sa.Table] = {name: _table(name, row) for name, row in KINDS.items()}

# What each document says, as the reader of that version read it; `source` is the document before it was read.
READINGS = sa.Table(
    "readings", METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("reader", sa.Text, nullable=False),
    sa.Column("source", sa.LargeBinary, nullable=False),
    sa.Column("reading", sa.LargeBinary, nullable=False),
)

# What is searched of the rows; see entries.py. The databases' own indexes of its words are made along with it. The
# long text stands last, so that what is looked at with every row is not behind it.
SEARCHED = ("agreement", "event", "claim", "document")  # the kinds that are searched
NUMBERS = 1 << 60  # of one kind; those of the next come after
SEARCH = sa.Table(
    "search", METADATA,
    sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("earliest", sa.Text),
    sa.Column("latest", sa.Text),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Index("search_id", "id"),
    # PostgreSQL counts the words of each kind by itself: a word is common in reports that is rare in claims.
    postgresql_partition_by="RANGE (number)",
)
# PostgreSQL's index does not know what stands beside what: of words that are common and hardly ever together it gives
# all rows that have them, to be looked at. So two words beside each other in a name are one word of the index, too.
JOINED = "qjxq"
_PAIRS, _JOINED = r"'(\S+) (\S+)'", rf"'\1{JOINED}\2'"


def _names(column: str) -> str:
    """The words of names, and the pairs of them: those of the first and second, third and fourth …, then the others."""
    others = rf"regexp_replace({column}, '(^|\n) \S+', '\1', 'g')"
    return (f"to_tsvector('simple', {column} || ' ' || regexp_replace({column}, {_PAIRS}, {_JOINED}, 'g') || ' ' || "
            f"regexp_replace({others}, {_PAIRS}, {_JOINED}, 'g'))")


_INDEX = {
    "sqlite": (
        """CREATE VIRTUAL TABLE search_words USING fts5(title, text, who, place,
            content='search', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2')""",
        """CREATE TRIGGER search_added AFTER INSERT ON search BEGIN
            INSERT INTO search_words(rowid, title, text, who, place)
            VALUES (new.number, new.title, new.text, new.who, new.place);
        END""",
        """CREATE TRIGGER search_removed AFTER DELETE ON search BEGIN
            INSERT INTO search_words(search_words, rowid, title, text, who, place)
            VALUES ('delete', old.number, old.title, old.text, old.who, old.place);
        END""",
    ),
    "postgresql": (
        *(f"CREATE TABLE search_{kind} PARTITION OF search FOR VALUES FROM ({n * NUMBERS}) TO ({(n + 1) * NUMBERS})"
          for n, kind in enumerate(SEARCHED)),
        f"""ALTER TABLE search ADD COLUMN words tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', who), 'B')
            || to_tsvector('english', text)) STORED,
            ADD COLUMN names tsvector GENERATED ALWAYS AS ({_names('who')}) STORED,
            ADD COLUMN places tsvector GENERATED ALWAYS AS ({_names('place')}) STORED""",
        "CREATE INDEX search_words ON search USING gin (words)",
        "CREATE INDEX search_names ON search USING gin (names)",
        "CREATE INDEX search_places ON search USING gin (places)",
    ),
}
for _dialect, _statements in _INDEX.items():
    for _statement in _statements:
        sa.event.listen(SEARCH, "after_create", sa.DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]

# What rows are listed and found by; see facets.py.
FACETS = sa.Table(
    "facets", METADATA,
    sa.Column("list", sa.Text, primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, primary_key=True),
    sa.Column("rank", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("earliest", sa.Text),
    sa.Column("begun", sa.Text),  # the earliest again, where the time is a long one: there are few
    sa.Index("facets_id", "id", "list"),
    sqlite_with_rowid=False,
)
sa.Index("facets_long", *(FACETS.c[name] for name in ("list", "field", "value", "begun")),
         sqlite_where=FACETS.c.begun.is_not(None), postgresql_where=FACETS.c.begun.is_not(None))


def _places(name: str, *more: sa.Column[Any]) -> sa.Table:
    """A table of the places of documents in which something is told of entities; `more` is what."""
    return sa.Table(
        name, METADATA,
        sa.Column("document", sa.Text, primary_key=True),
        sa.Column("start", sa.Integer, primary_key=True),
        sa.Column("end", sa.Integer, primary_key=True),
        sa.Column("entity", sa.Text, primary_key=True),
        *more,
        sa.Index(f"{name}_entity", "entity", "document"),
        sqlite_with_rowid=False)


# Where entities are named. A state may be in every report: its row would be long, and be written again with each.
MENTIONS = _places("mentions")
# Where they are given titles, and for whom these are held: the roles of an entity are made of that.
TITLES = _places(
    "titles",
    sa.Column("title", sa.Text, primary_key=True),
    sa.Column("of", sa.Text, primary_key=True),  # empty where it is held for nobody in particular
    sa.Column("former", sa.Boolean, primary_key=True))
# What linking keeps between two runs: things by kind and id, and their places under keys; see shelf.py. Places are
# compared by their code points, whatever the database's collation.
THINGS = sa.Table(
    "things", METADATA,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
)
_POINTS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
PLACES = sa.Table(
    "places", METADATA,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("place", _POINTS, primary_key=True),
    sqlite_with_rowid=False,
)
# Documents whose readings have come or gone since everything was linked.
UNLINKED = sa.Table("unlinked", METADATA, sa.Column("id", sa.Text, primary_key=True))
# When a document was first kept here: what is new to whoever looks. No row is made from it, and no export has it.
ARRIVALS = sa.Table(
    "arrivals", METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("time", sa.Text, nullable=False),
)
# The links of a row are found by the ids of the things that it was made of.
for _name, _field in (("links", "left"), ("links", "right"), ("redirects", "to"), ("quantities", "claim")):
    sa.Index(f"{_name}_{_field}", ROWS[_name].c[_field])
sa.Index("links_by_score", ROWS["links"].c.score, ROWS["links"].c.id)  # the least certain first, for review
sa.Index("links_by_kind", *(ROWS["links"].c[_name] for _name in ("kind", "score", "id")))

META = sa.Table(
    "meta", METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

# Whoever changes what linking keeps, and is no writer of Dragoman's (see store.py), leaves word of it in meta: the
# next run of linking would go wrong on it, and nothing would show that.
WRITING, TOUCHED = "writing", "touched"
_BY_OTHERS = f"NOT EXISTS (SELECT 1 FROM meta WHERE name = '{WRITING}')"  # noqa: S608
_WATCHED = {
    "sqlite": [
        f"CREATE TRIGGER IF NOT EXISTS {table}_{change} AFTER {change} ON {table} WHEN {_BY_OTHERS} "  # noqa: S608
        f"BEGIN INSERT OR IGNORE INTO meta (name, value) VALUES ('{TOUCHED}', '{table}'); END"
        for table in ("things", "places") for change in ("insert", "update", "delete")],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS $$ "  # noqa: S608
        f"BEGIN IF {_BY_OTHERS} THEN "
        f"INSERT INTO meta (name, value) VALUES ('{TOUCHED}', TG_TABLE_NAME) ON CONFLICT DO NOTHING; "
        "END IF; RETURN NULL; END $$",
        *(f"CREATE OR REPLACE TRIGGER {table}_touched AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
          "FOR EACH STATEMENT EXECUTE FUNCTION touched()" for table in ("things", "places"))],
}


def watch(connection: sa.Connection) -> None:
    """Let the database watch what linking keeps."""
    for statement in _WATCHED.get(connection.dialect.name, ()):
        connection.exec_driver_sql(statement)
