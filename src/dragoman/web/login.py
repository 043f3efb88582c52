"""Logging in and out, invitations, one's own password and tokens; for administrators people and the audit log.

The routes are there in every desk; one without accounts answers that it needs none. Who may come here is said in
gate.py.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from dragoman.errors import SettingsError
from dragoman.web.accounts import SESSION, SHORTEST, Accounts, Person, Refused, Role
from dragoman.web.desk import page
from dragoman.web.gate import COOKIE

router = APIRouter(include_in_schema=False)
_LINES = 100  # of the audit log on one page
_DAYS = 90  # that a token holds unless somebody says otherwise


def accounts_of(request: Request) -> Accounts:
    """The accounts of this desk; 404 where it has none."""
    accounts: Accounts | None = request.app.state.accounts
    if accounts is None:
        raise HTTPException(404, "this desk serves this machine alone and needs no accounts")
    return accounts


Known = Annotated[Accounts, Depends(accounts_of)]
Text = Annotated[str, Form()]


@router.get("/login")
def ask(request: Request, accounts: Known, next: str = "/") -> Response:
    """The form to log in by."""
    return page(request, "login.html", next=_inside(next), wrong="")


@router.post("/login")
def log_in(request: Request, accounts: Known, name: Text = "", password: Text = "", next: Text = "/") -> Response:
    """Log in, and go where one was bound."""
    try:
        secret = accounts.log_in(name, password, address=_address(request))
    except Refused as error:
        return page(request, "login.html", status=403, next=_inside(next), wrong=str(error))
    answer = RedirectResponse(_inside(next), 303)
    answer.set_cookie(COOKIE, secret, max_age=int(SESSION.total_seconds()), httponly=True, samesite="lax",
                      secure=request.url.scheme == "https")
    return answer


@router.post("/logout")
def log_out(request: Request, accounts: Known) -> Response:
    """End this session."""
    accounts.log_out(request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE)
    return answer


@router.get("/invitation/{code}")
def invitation(request: Request, accounts: Known, code: str) -> Response:
    """The form to choose a password by."""
    return _invitation(request, accounts, code)


@router.post("/invitation/{code}")
def accept(request: Request, accounts: Known, code: str, password: Text = "", again: Text = "") -> Response:
    """Choose a password; then log in with it."""
    try:
        if password != again:
            raise SettingsError("the two do not agree; type the same password twice")
        accounts.accept(code, password, address=_address(request))
    except SettingsError as error:
        return _invitation(request, accounts, code, 400, str(error))
    except Refused as error:
        raise HTTPException(403, str(error)) from None
    return RedirectResponse("/login", 303)


def _invitation(request: Request, accounts: Accounts, code: str, status: int = 200, wrong: str = "") -> Response:
    try:
        invited = accounts.invited(code)
    except Refused as error:
        raise HTTPException(403, str(error)) from None
    return page(request, "invitation.html", status=status, code=code, invited=invited, wrong=wrong, shortest=SHORTEST)


@router.get("/account")
def own(request: Request, accounts: Known) -> Response:
    """One's own password and tokens."""
    return _own(request, accounts)


@router.post("/account/password")
def change_password(request: Request, accounts: Known, old: Text = "", new: Text = "", again: Text = "") -> Response:
    """Change one's password; one then logs in again."""
    try:
        if new != again:
            raise SettingsError("the two do not agree; type the same password twice")
        accounts.change_password(_person(request).name, old, new, address=_address(request))
    except (SettingsError, Refused) as error:
        return _own(request, accounts, 400, str(error))
    return RedirectResponse("/login", 303)


@router.post("/account/tokens")
def make_token(
    request: Request, accounts: Known, label: Text = "", role: Text = "reader", days: Text = str(_DAYS)
) -> Response:
    """Make a token, and show its secret this once."""
    try:
        if not days.isdecimal():
            raise SettingsError(f"{days!r} is no number of days")
        secret = accounts.make_token(_person(request), label or "token", role=Role.named(role), days=int(days),
                                     address=_address(request))
    except SettingsError as error:
        return _own(request, accounts, 400, str(error))
    return _own(request, accounts, secret=secret)


@router.post("/account/tokens/drop")
def drop_token(request: Request, accounts: Known, token: Text = "") -> Response:
    """Take a token back."""
    accounts.drop_token(_person(request).name, token, address=_address(request))
    return RedirectResponse("/account", 303)


def _own(request: Request, accounts: Accounts, status: int = 200, wrong: str = "", secret: str = "") -> Response:
    mine = _person(request)
    return page(request, "account.html", status=status, wrong=wrong, secret=secret, tokens=accounts.tokens(mine.name),
                roles=[r for r in Role if r <= mine.role], shortest=SHORTEST, days=_DAYS)


@router.get("/accounts")
def people(request: Request, accounts: Known) -> Response:
    """Everybody, and the form to invite by."""
    return _people(request, accounts)


@router.post("/accounts/invite")
def invite(request: Request, accounts: Known, name: Text = "", role: Text = "reader") -> Response:
    """Invite somebody, and show the address to send them this once."""
    try:
        code = accounts.invite(name.strip(), Role.named(role), by=_person(request).name)
    except SettingsError as error:
        return _people(request, accounts, 400, str(error))
    return _people(request, accounts, invited=name.strip(), address=str(request.url_for("invitation", code=code)))


@router.post("/accounts/change")
def change(
    request: Request, accounts: Known, name: Text = "", role: Text = "", active: Text = ""
) -> Response:
    """Change somebody's role, shut them out, or let them in again."""
    try:
        accounts.change(name, by=_person(request).name, role=Role.named(role) if role else None,
                        active={"yes": True, "no": False}.get(active))
    except SettingsError as error:
        return _people(request, accounts, 400, str(error))
    return RedirectResponse("/accounts", 303)


def _people(
    request: Request, accounts: Accounts, status: int = 200, wrong: str = "", invited: str = "", address: str = ""
) -> Response:
    return page(request, "accounts.html", status=status, wrong=wrong, invited=invited, address=address,
                people=accounts.people(), roles=list(Role))


@router.get("/audit")
def audit(request: Request, accounts: Known, before: int | None = None) -> Response:
    """The audit log, the last lines first."""
    lines = accounts.logged(_LINES, before)
    return page(request, "audit.html", lines=lines, earlier=lines[-1][0] if len(lines) == _LINES else None)


def _person(request: Request) -> Person:
    person: Person = request.state.person
    return person


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _inside(address: str) -> str:
    """An address within the desk; its front page in place of any other."""
    parts = urlsplit(address)
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return address if plain and address.isprintable() and "\\" not in address else "/"
