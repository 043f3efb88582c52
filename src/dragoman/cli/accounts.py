"""`dragoman accounts`: who may use the desk over the network."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import RecordOption

if TYPE_CHECKING:
    from dragoman.web.accounts import Accounts

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None,
                  help="Who may use the desk where it is served to others (`dragoman serve --host`).")

Name = Annotated[str, typer.Argument(metavar="NAME", help="Up to 64 letters, figures and . _ - + @")]
RoleOption = Annotated[str, typer.Option("--role", metavar="ROLE", help="reader, reviewer or admin.")]


@app.command()
def invite(name: Name, role: RoleOption = "reader", record: RecordOption = None) -> None:
    """Invite somebody, or let them choose a new password. Prints the path to open on the desk, once."""
    from dragoman.web.accounts import Role

    with _accounts(record) as accounts:
        code = accounts.invite(name, Role.named(role), by=_operator())
    typer.echo(f"/invitation/{code}")


@app.command("list")
def list_accounts(record: RecordOption = None) -> None:
    """List everybody: name, role, whether they can log in, when they were last there."""
    with _accounts(record) as accounts:
        people = accounts.people()
    for one in people:
        seen = f"{one.seen:%Y-%m-%d}" if one.seen else "never"
        typer.echo(f"{one.name}\t{one.role.name.lower()}\t{'active' if one.active else 'cannot log in'}\t{seen}")
    if not people:
        typer.echo("nobody yet; `dragoman accounts invite NAME --role admin` invites the first")


@app.command()
def change(
    name: Name,
    role: Annotated[str | None, typer.Option("--role", metavar="ROLE", help="reader, reviewer or admin.")] = None,
    active: Annotated[bool | None, typer.Option("--active/--shut-out", help="Let in, or shut out.")] = None,
    record: RecordOption = None,
) -> None:
    """Change somebody's role, shut them out, or let them in again. It holds at once."""
    from dragoman.errors import SettingsError
    from dragoman.web.accounts import Role

    if role is None and active is None:
        raise SettingsError("nothing to change; give --role, --active or --shut-out")
    with _accounts(record) as accounts:
        accounts.change(name, by=_operator(), role=Role.named(role) if role else None, active=active)
    typer.echo(f"{name}: changed")


def _accounts(record: str | None) -> Accounts:
    """The accounts of a record's desk. The record must be there, so that none are made for a mistyped one."""
    from dragoman.cli.options import record_at
    from dragoman.web.accounts import Accounts, accounts_location

    with record_at(record) as kept:
        location = kept.location
    return Accounts(accounts_location(location))


def _operator() -> str:
    """Who works at this machine: whoever can write the accounts' file needs no account."""
    try:
        return f"{getpass.getuser()} at the console"
    except (KeyError, OSError):
        return "the console"
