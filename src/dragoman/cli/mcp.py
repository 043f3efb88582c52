"""`dragoman mcp`: lets an assistant search the record and quote it."""

from __future__ import annotations

from dragoman.cli.options import RecordOption, record_at


def mcp(record: RecordOption = None) -> None:
    """Serve the record to an assistant over standard input and output (Model Context Protocol), to look at alone.

    It can search, get rows with their evidence, list where reports part, and quote reports. Nothing is changed.
    """
    from dragoman.web.mcp import make_server

    with record_at(record) as kept:
        make_server(kept).run("stdio")
