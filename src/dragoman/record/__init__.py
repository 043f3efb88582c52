"""The record kept in a database: tables, writing, queries, migrations."""
