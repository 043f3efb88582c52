"""`dragoman serve`: the desk, in a browser on this machine or, with accounts, for others."""

from __future__ import annotations

import ipaddress
import socket
from typing import Annotated

import typer

from dragoman.cli.options import RecordOption
from dragoman.errors import SettingsError
from dragoman.settings import record_location

_BACKLOG = 128


def serve(
    record: RecordOption = None,
    port: Annotated[int, typer.Option(metavar="PORT", min=0, max=65535, help="0 takes a free one.")] = 8462,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help=(
        "The address to listen on. Only 127.0.0.1 goes without accounts."))] = "127.0.0.1",
    name: Annotated[list[str] | None, typer.Option(metavar="NAME", show_default=False, help=(
        "A name that browsers may call the desk by; may be given again."))] = None,
) -> None:
    """Open the desk: stories, dossiers, the register of agreements, the reader, in a browser. Ctrl-C ends it."""
    import uvicorn

    from dragoman.web.accounts import Accounts, accounts_location
    from dragoman.web.app import make_app, make_ready

    location = record_location(record)
    listening = _listen(host, port)
    try:
        alone = ipaddress.ip_address(listening.getsockname()[0]).is_loopback
        app = make_app(location, hosts=[host, *(name or ())])
        if not alone:
            accounts = Accounts(accounts_location(location))
            if not accounts.has_administrator():
                typer.echo("nobody can log in yet; `dragoman accounts invite NAME --role admin` invites the first")
            app = make_app(location, accounts=accounts, hosts=[host, *(name or ())])
        make_ready(app)
        shown = f"[{host}]" if ":" in host else host
        typer.echo(f"The desk is at http://{shown}:{listening.getsockname()[1]}/ (Ctrl-C ends it)")
        config = uvicorn.Config(app, log_level="error", access_log=False, server_header=False)
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        listening.close()


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises SettingsError where that cannot be."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise SettingsError(f"{host}: no address to listen on ({error.strerror})") from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        hint = f"; --port {port + 1} may be free" if port and "in use" in str(error) else ""
        raise SettingsError(f"{host}:{port}: cannot be listened on ({error.strerror}){hint}") from error
    return listening
