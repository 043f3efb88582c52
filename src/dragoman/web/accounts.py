"""Who may use the desk: people by invitation, their passwords, sessions and tokens, and a log of what was done.

Kept beside the record, not in it: a record is a function of reports and judgements. A record in a file has its
accounts in a file next to it (so that no log-in waits for a long write), one in PostgreSQL in tables `desk_…` of the
same database. Passwords are hashed by Argon2id (pwdlib); of codes, sessions and tokens, which are random and long,
only a SHA-256 is kept. Nothing here reads the clock but `now`, which a test may set.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Self

import sqlalchemy as sa
from pwdlib import PasswordHash

from dragoman.errors import DragomanError, SettingsError
from dragoman.record.database import engine_of, guard

INVITED, SESSION, IDLE = timedelta(days=7), timedelta(days=30), timedelta(days=7)
SHORTEST, LONGEST = 12, 1_000  # characters of a password
GUESSES, GUESSING = 10, timedelta(minutes=15)  # so many attempts to log in from an address in so long
_TOUCH = timedelta(minutes=5)  # a session's last use is written no more often than this
_NAME = re.compile(r"[\w.@+-]{1,64}")


class Role(IntEnum):
    """What somebody may do. Each may do what those before may."""

    READER = 1
    REVIEWER = 2
    ADMIN = 3

    @classmethod
    def named(cls, name: str) -> Role:
        """The role of a name. Raises SettingsError."""
        try:
            return cls[name.upper()]
        except KeyError:
            names = ", ".join(role.name.lower() for role in cls)
            raise SettingsError(f"{name!r} is no role; {names} are") from None


class Person(NamedTuple):
    """Somebody who uses the desk."""

    name: str
    role: Role


class Account(NamedTuple):
    """A person as the administrators see them. `active`: may log in."""

    name: str
    role: Role
    active: bool
    made: datetime
    seen: datetime | None


class Token(NamedTuple):
    """A token of somebody's for programs. Of its secret only a hash is kept."""

    id: str
    label: str
    role: Role
    made: datetime
    expires: datetime
    seen: datetime | None


class Logged(NamedTuple):
    """One line of the audit log."""

    when: datetime
    person: str
    address: str
    action: str
    detail: str


class Refused(DragomanError):
    """The desk does not let somebody in, or do that. Says no more than they may know."""


_TABLES = sa.MetaData()
_PEOPLE = sa.Table(
    "desk_people", _TABLES,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("role", sa.Integer, nullable=False),
    sa.Column("password", sa.Text),  # null: invited, or the password was withdrawn
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("made", sa.Text, nullable=False),
    sa.Column("seen", sa.Text),
)
_SECRETS = sa.Table(
    "desk_secrets", _TABLES,
    sa.Column("hash", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),  # invitation, session or token
    sa.Column("name", sa.Text, nullable=False, index=True),
    sa.Column("role", sa.Integer, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("made", sa.Text, nullable=False),
    sa.Column("expires", sa.Text, nullable=False),
    sa.Column("seen", sa.Text),
)
_LOG = sa.Table(
    "desk_log", _TABLES,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("time", sa.Text, nullable=False),
    sa.Column("person", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
)
_ATTEMPTS = sa.Table(
    "desk_attempts", _TABLES,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("address", sa.Text, nullable=False, index=True),
    sa.Column("time", sa.Text, nullable=False),
)


def accounts_location(record: str) -> str:
    """Where the accounts of a record's desk are kept: a file beside its file, or its own database."""
    return record if "://" in record else str(Path(record).with_suffix(".desk.db"))


class Accounts:
    """The accounts of one desk. Every method is a transaction of its own."""

    def __init__(self, location: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)):
        """Open the accounts at a path or database URL; they are made where there are none."""
        self.location, self._now = location, now
        self._engine = engine_of(location, "make")
        with guard(location), self._engine.begin() as connection:
            _TABLES.create_all(connection)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def invite(self, name: str, role: Role, *, by: str) -> str:
        """Invite somebody, or let them choose a new password. Returns the code, which is not kept and works once.

        Raises SettingsError where the name is none.
        """
        if not _NAME.fullmatch(name):
            raise SettingsError(f"{name!r}: a name has up to 64 letters, figures and . _ - + @")
        with self._transaction() as connection:
            known = connection.execute(sa.select(_PEOPLE.c.role).where(_PEOPLE.c.name == name)).first()
            if known is None:
                connection.execute(_PEOPLE.insert(), {"name": name, "role": role, "active": True,
                                                      "made": self._time()})
            elif known.role != role:
                raise SettingsError(f"{name}: is here already, as {Role(known.role).name.lower()}; change the role")
            connection.execute(_SECRETS.delete().where(_SECRETS.c.kind == "invitation", _SECRETS.c.name == name))
            code = self._secret(connection, "invitation", name, role, INVITED)
            self._log(connection, by, "", "invite", f"{name} as {role.name.lower()}")
        return code

    def invited(self, code: str) -> Person:
        """Whom a code invites. Raises Refused where it is none, was used or is too old."""
        with self._transaction() as connection:
            found = self._find(connection, "invitation", code)
        if found is None:
            raise Refused("this invitation is used up, too old or mistyped; ask for another")
        return found

    def accept(self, code: str, password: str, *, address: str) -> Person:
        """Set the password of who was invited; the code works no more. Raises Refused or SettingsError."""
        person = self.invited(code)
        hashed = self._hash(password, person.name)
        with self._transaction() as connection:
            if not connection.execute(_SECRETS.delete().where(_SECRETS.c.hash == _digest(code))).rowcount:
                raise Refused("this invitation has just been used")
            self._set_password(connection, person.name, hashed)
            self._log(connection, person.name, address, "accept invitation", "")
        return person

    def attempt(self, address: str) -> bool:
        """Count an attempt to log in or to use an invitation; False where there were too many from this address.

        They are counted here, for all processes that serve the desk and over their restarts.
        """
        since = (self._now() - GUESSING).astimezone(UTC).isoformat(timespec="seconds")
        with self._transaction() as connection:
            connection.execute(_ATTEMPTS.delete().where(_ATTEMPTS.c.time <= since))
            chosen = sa.select(sa.func.count()).select_from(_ATTEMPTS).where(_ATTEMPTS.c.address == address)
            if (connection.scalar(chosen) or 0) >= GUESSES:
                return False
            connection.execute(_ATTEMPTS.insert(), {"address": address, "time": self._time()})
        return True

    def log_in(self, name: str, password: str, *, address: str) -> str:
        """Open a session, and return its secret. Raises Refused, in the same words and time whatever is wrong."""
        with self._transaction() as connection:
            row = connection.execute(sa.select(_PEOPLE).where(_PEOPLE.c.name == name)).first()
        known = row is not None and row.active and row.password is not None
        right = self._passwords.verify(password[:LONGEST], row.password if row and known else self._nobodys)
        with self._transaction() as connection:
            if row is None or not known or not right:
                self._log(connection, name[:64], address, "log-in refused", "")
                failed = True
            else:
                failed = False
                secret = self._secret(connection, "session", name, Role(row.role), SESSION)
                self._log(connection, name, address, "log in", "")
        if failed:
            raise Refused("name or password is wrong")
        return secret

    def log_out(self, secret: str) -> None:
        """End a session."""
        with self._transaction() as connection:
            connection.execute(_SECRETS.delete().where(_SECRETS.c.hash == _digest(secret)))

    def by_session(self, secret: str) -> Person | None:
        """Whose session it is; None where it is over."""
        return self._by("session", secret)

    def by_token(self, secret: str) -> Person | None:
        """Whose token it is, with no more rights than the token and its owner have; None where it is none."""
        return self._by("token", secret)

    def change_password(self, name: str, old: str, new: str, *, address: str) -> None:
        """Change one's own password, which ends all of one's sessions. Raises Refused or SettingsError."""
        with self._transaction() as connection:
            hashed = connection.scalar(sa.select(_PEOPLE.c.password).where(_PEOPLE.c.name == name))
        if not self._passwords.verify(old[:LONGEST], hashed or self._nobodys) or hashed is None:
            raise Refused("the old password is wrong")
        fresh = self._hash(new, name)
        with self._transaction() as connection:
            self._set_password(connection, name, fresh)
            self._log(connection, name, address, "change password", "")

    def people(self) -> list[Account]:
        """Everybody, by name."""
        with self._transaction() as connection:
            rows = connection.execute(sa.select(_PEOPLE).order_by(_PEOPLE.c.name)).all()
        return [Account(r.name, Role(r.role), r.active and r.password is not None, _moment(r.made),
                        _moment(r.seen) if r.seen else None) for r in rows]

    def change(self, name: str, *, by: str, role: Role | None = None, active: bool | None = None) -> None:
        """Change somebody's role, or shut them out or let them in again. It holds at once, in open sessions too.

        Raises SettingsError where there is nobody of that name, or where no administrator would be left.
        """
        values = {k: v for k, v in (("role", role), ("active", active)) if v is not None}
        with self._transaction() as connection:
            led = self._administrators(connection)
            changed = connection.execute(_PEOPLE.update().where(_PEOPLE.c.name == name).values(**values)).rowcount
            if not changed:
                raise SettingsError(f"{name}: nobody of that name is here")
            if active is False:
                connection.execute(_SECRETS.delete().where(_SECRETS.c.name == name))
            if led and not self._administrators(connection):
                raise SettingsError(f"{name}: is the last administrator; make another one first")
            told = ", ".join(f"{k} {v.name.lower() if isinstance(v, Role) else v}" for k, v in values.items())
            self._log(connection, by, "", "change", f"{name}: {told}")

    def has_administrator(self) -> bool:
        """Whether somebody can log in and invite others."""
        with self._transaction() as connection:
            return bool(self._administrators(connection))

    def make_token(self, person: Person, label: str, *, role: Role, days: int, address: str = "") -> str:
        """Make a token for programs, and return its secret. Raises SettingsError where it would be worth too much."""
        if role > person.role:
            raise SettingsError(f"a {person.role.name.lower()} makes no token of {role.name.lower()}")
        if not 1 <= days <= 366:
            raise SettingsError(f"{days} days; a token holds for 1 to 366")
        with self._transaction() as connection:
            secret = self._secret(connection, "token", person.name, role, timedelta(days=days), label[:100])
            self._log(connection, person.name, address, "make token", label[:100])
        return secret

    def tokens(self, name: str) -> list[Token]:
        """Somebody's tokens that still hold, the oldest first."""
        chosen = sa.select(_SECRETS).where(_SECRETS.c.kind == "token", _SECRETS.c.name == name,
                                           _SECRETS.c.expires > self._time())
        with self._transaction() as connection:
            rows = connection.execute(chosen.order_by(_SECRETS.c.made, _SECRETS.c.hash)).all()
        return [Token(r.hash[:16], r.label, Role(r.role), _moment(r.made), _moment(r.expires),
                      _moment(r.seen) if r.seen else None) for r in rows]

    def drop_token(self, name: str, key: str, *, address: str = "") -> None:
        """Take back a token of one's own, by its id."""
        with self._transaction() as connection:
            connection.execute(_SECRETS.delete().where(
                _SECRETS.c.kind == "token", _SECRETS.c.name == name, sa.func.substr(_SECRETS.c.hash, 1, 16) == key))
            self._log(connection, name, address, "drop token", key[:16])

    def log(self, person: str, address: str, action: str, detail: str = "") -> None:
        """Add a line to the audit log."""
        with self._transaction() as connection:
            self._log(connection, person, address, action, detail)

    def logged(self, limit: int = 100, before: int | None = None) -> list[tuple[int, Logged]]:
        """Lines of the audit log with their numbers, the last first; those before a number."""
        query = sa.select(_LOG).order_by(_LOG.c.number.desc()).limit(limit)
        with self._transaction() as connection:
            rows = connection.execute(query if before is None else query.where(_LOG.c.number < before)).all()
        return [(r.number, Logged(_moment(r.time), r.person, r.address, r.action, r.detail)) for r in rows]

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        with guard(self.location), self._engine.begin() as connection:
            yield connection

    def _time(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="seconds")

    def _by(self, kind: str, secret: str) -> Person | None:
        with self._transaction() as connection:
            return self._find(connection, kind, secret)

    def _find(self, connection: sa.Connection, kind: str, secret: str) -> Person | None:
        """Whose secret it is, if it still holds."""
        joined = _SECRETS.join(_PEOPLE, _PEOPLE.c.name == _SECRETS.c.name)
        row = connection.execute(
            sa.select(_SECRETS, _PEOPLE.c.role.label("own")).select_from(joined).where(
                _SECRETS.c.hash == _digest(secret), _SECRETS.c.kind == kind, _PEOPLE.c.active)).first()
        if row is None or row.expires <= self._time():
            return None
        now, last = self._now(), _moment(row.seen or row.made)
        if kind == "session" and now - last > IDLE:
            return None
        if now - last > _TOUCH or row.seen is None:
            connection.execute(_SECRETS.update().where(_SECRETS.c.hash == row.hash).values(seen=self._time()))
            connection.execute(_PEOPLE.update().where(_PEOPLE.c.name == row.name).values(seen=self._time()))
        own = Role(row.own)
        return Person(row.name, own if kind != "token" else min(own, Role(row.role)))

    def _secret(
        self, connection: sa.Connection, kind: str, name: str, role: Role, holds: timedelta, label: str = ""
    ) -> str:
        """Make a secret; those that hold no longer go with it."""
        secret = secrets.token_urlsafe(32)
        connection.execute(_SECRETS.delete().where(_SECRETS.c.expires <= self._time()))
        until = (self._now() + holds).astimezone(UTC).isoformat(timespec="seconds")
        connection.execute(_SECRETS.insert(), {"hash": _digest(secret), "kind": kind, "name": name, "role": role,
                                               "label": label, "made": self._time(), "expires": until})
        return secret

    def _set_password(self, connection: sa.Connection, name: str, hashed: str) -> None:
        """Set a password; whoever was in with the old one is out."""
        connection.execute(_PEOPLE.update().where(_PEOPLE.c.name == name).values(password=hashed))
        connection.execute(_SECRETS.delete().where(_SECRETS.c.kind == "session", _SECRETS.c.name == name))

    def _administrators(self, connection: sa.Connection) -> int:
        chosen = sa.select(sa.func.count()).select_from(_PEOPLE).where(
            _PEOPLE.c.role == Role.ADMIN, _PEOPLE.c.active, _PEOPLE.c.password.is_not(None))
        return connection.scalar(chosen) or 0

    def _log(self, connection: sa.Connection, person: str, address: str, action: str, detail: str) -> None:
        connection.execute(_LOG.insert(), {"time": self._time(), "person": person, "address": address,
                                           "action": action, "detail": detail[:500]})

    @cached_property
    def _passwords(self) -> PasswordHash:
        return PasswordHash.recommended()

    @cached_property
    def _nobodys(self) -> str:
        """The hash of a password that nobody has: an unknown name takes as long to refuse as a known one."""
        return self._passwords.hash(secrets.token_urlsafe(32))

    def _hash(self, password: str, name: str) -> str:
        if not SHORTEST <= len(password) <= LONGEST:
            raise SettingsError(f"a password has {SHORTEST} to {LONGEST} characters; a few words together do well")
        if name.casefold() in password.casefold() or len(set(password)) < 5:
            raise SettingsError("a password that is easily guessed; take a few words together, without your name")
        return self._passwords.hash(password)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
