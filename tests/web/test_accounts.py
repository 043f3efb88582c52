"""Accounts: who gets in, with what rights, and what is kept of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from dragoman.errors import SettingsError
from dragoman.record.database import engine_of
from dragoman.web.accounts import GUESSES, GUESSING, IDLE, INVITED, SESSION, Accounts, Refused, Role, accounts_location

PASSWORD = "seven grey herons wade"  # noqa: S105 - nobody's
HERE = "127.0.0.1"


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.time = datetime(2026, 5, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(location: str, clock: Clock):
    with Accounts(location, clock) as kept:
        yield kept


def admitted(accounts: Accounts, name: str, role: Role = Role.READER) -> None:
    accounts.accept(accounts.invite(name, role, by="setup"), PASSWORD, address=HERE)


def test_a_file_beside_the_record_and_the_same_database_for_postgresql():
    assert accounts_location("/x/dragoman.db") == "/x/dragoman.desk.db"
    assert accounts_location("postgresql://u@h/d") == "postgresql://u@h/d"


def test_who_is_invited_sets_a_password_and_gets_in(accounts):
    code = accounts.invite("ines", Role.REVIEWER, by="setup")
    assert accounts.invited(code) == ("ines", Role.REVIEWER)
    assert accounts.people()[0].active is False  # cannot log in yet
    accounts.accept(code, PASSWORD, address=HERE)
    session = accounts.log_in("ines", PASSWORD, address=HERE)
    assert accounts.by_session(session) == ("ines", Role.REVIEWER)
    accounts.log_out(session)
    assert accounts.by_session(session) is None


def test_an_invitation_works_once_and_for_a_week(accounts, clock):
    code = accounts.invite("ines", Role.READER, by="setup")
    accounts.accept(code, PASSWORD, address=HERE)
    with pytest.raises(Refused, match="used up"):
        accounts.accept(code, PASSWORD, address=HERE)
    late = accounts.invite("omar", Role.READER, by="setup")
    clock.time += INVITED
    with pytest.raises(Refused, match="too old"):
        accounts.accept(late, PASSWORD, address=HERE)


def test_a_new_invitation_replaces_the_old_one(accounts):
    old, new = (accounts.invite("ines", Role.READER, by="setup") for _ in range(2))
    with pytest.raises(Refused):
        accounts.invited(old)
    assert accounts.invited(new).name == "ines"


@pytest.mark.parametrize("name", ["nobody", "ines", "OMAR", "' OR 1=1 --"])
def test_every_failed_log_in_is_refused_in_the_same_words(accounts, name):
    admitted(accounts, "ines")
    admitted(accounts, "omar")
    with pytest.raises(Refused, match=r"^name or password is wrong$"):
        accounts.log_in(name, PASSWORD if name != "ines" else "another password", address=HERE)
    assert accounts.logged()[0][1].action == "log-in refused"


@pytest.mark.parametrize("password", ["short", "x" * 1001, "aaaaaaaaaaaaaaaa", "my name is Ines!!"])
def test_a_weak_password_is_refused_and_the_invitation_stays(accounts, password):
    code = accounts.invite("ines", Role.READER, by="setup")
    with pytest.raises(SettingsError):
        accounts.accept(code, password, address=HERE)
    assert accounts.invited(code).name == "ines"


def test_sessions_end_by_idleness_and_by_age(accounts, clock):
    admitted(accounts, "ines")
    idle = accounts.log_in("ines", PASSWORD, address=HERE)
    clock.time += IDLE + timedelta(seconds=1)
    assert accounts.by_session(idle) is None
    used = accounts.log_in("ines", PASSWORD, address=HERE)
    for _ in range(SESSION // timedelta(days=5)):
        assert accounts.by_session(used) is not None
        clock.time += timedelta(days=5)
    assert accounts.by_session(used) is None


def test_a_changed_password_ends_every_session(accounts):
    admitted(accounts, "ines")
    session = accounts.log_in("ines", PASSWORD, address=HERE)
    with pytest.raises(Refused):
        accounts.change_password("ines", "not this one", "four blue kites", address=HERE)
    accounts.change_password("ines", PASSWORD, "four blue kites fly", address=HERE)
    assert accounts.by_session(session) is None
    assert accounts.log_in("ines", "four blue kites fly", address=HERE)


def test_a_changed_role_holds_at_once_and_a_token_is_worth_no_more_than_its_owner(accounts):
    admitted(accounts, "ada", Role.ADMIN)
    admitted(accounts, "ines", Role.REVIEWER)
    session = accounts.log_in("ines", PASSWORD, address=HERE)
    token = accounts.make_token(accounts.by_session(session), "script", role=Role.REVIEWER, days=30)
    accounts.change("ines", by="ada", role=Role.READER)
    assert accounts.by_session(session).role == Role.READER
    assert accounts.by_token(token).role == Role.READER
    with pytest.raises(SettingsError, match="no token of admin"):
        accounts.make_token(accounts.by_session(session), "more", role=Role.ADMIN, days=30)


def test_who_is_shut_out_is_out_with_sessions_and_tokens(accounts):
    admitted(accounts, "ada", Role.ADMIN)
    admitted(accounts, "ines")
    session = accounts.log_in("ines", PASSWORD, address=HERE)
    token = accounts.make_token(accounts.by_session(session), "script", role=Role.READER, days=1)
    accounts.change("ines", by="ada", active=False)
    assert (accounts.by_session(session), accounts.by_token(token)) == (None, None)
    with pytest.raises(Refused):
        accounts.log_in("ines", PASSWORD, address=HERE)


def test_the_last_administrator_stays(accounts):
    admitted(accounts, "ada", Role.ADMIN)
    for change in ({"active": False}, {"role": Role.READER}):
        with pytest.raises(SettingsError, match="last administrator"):
            accounts.change("ada", by="ada", **change)
    assert accounts.has_administrator()
    assert accounts.people()[0].role == Role.ADMIN


def test_tokens_are_listed_without_their_secret_and_can_be_taken_back(accounts, clock):
    admitted(accounts, "ines")
    person = accounts.by_session(accounts.log_in("ines", PASSWORD, address=HERE))
    secret = accounts.make_token(person, "script", role=Role.READER, days=2)
    (token,) = accounts.tokens("ines")
    assert token.label == "script"
    assert secret not in repr(token)
    accounts.drop_token("omar", token.id)  # not omar's to take back
    assert accounts.by_token(secret) == person
    accounts.drop_token("ines", token.id)
    assert accounts.by_token(secret) is None
    late = accounts.make_token(person, "late", role=Role.READER, days=2)
    clock.time += timedelta(days=2)
    assert accounts.by_token(late) is None


def test_a_secret_of_one_kind_opens_nothing_of_another(accounts):
    admitted(accounts, "ines")
    session = accounts.log_in("ines", PASSWORD, address=HERE)
    token = accounts.make_token(accounts.by_session(session), "script", role=Role.READER, days=1)
    assert accounts.by_token(session) is None
    assert accounts.by_session(token) is None
    with pytest.raises(Refused):
        accounts.accept(session, PASSWORD, address=HERE)


def test_neither_passwords_nor_secrets_are_kept(accounts):
    code = accounts.invite("ines", Role.READER, by="setup")
    accounts.accept(code, PASSWORD, address=HERE)
    session = accounts.log_in("ines", PASSWORD, address=HERE)
    token = accounts.make_token(accounts.by_session(session), "script", role=Role.READER, days=1)
    with engine_of(accounts.location, "make").connect() as connection:
        kept = "\n".join(str(tuple(row)) for table in sa.inspect(connection).get_table_names()
                         for row in connection.execute(sa.text(f"SELECT * FROM {table}")))  # noqa: S608
    for secret in (PASSWORD, code, session, token):
        assert secret not in kept
    assert "$argon2id$" in kept


@pytest.mark.parametrize("name", ["", "a b", "x" * 65, "<b>", "a/b"])
def test_a_name_is_a_plain_word(accounts, name):
    with pytest.raises(SettingsError, match="a name has"):
        accounts.invite(name, Role.READER, by="setup")


def test_attempts_are_counted_for_all_who_serve_the_desk(accounts, clock, location):
    with Accounts(location, clock) as other:  # another process, or the same after a restart
        tried = [one.attempt(HERE) for one in (accounts, other) * GUESSES]
    assert tried == [True] * GUESSES + [False] * GUESSES
    assert accounts.attempt("192.0.2.7")  # nobody else has to wait
    clock.time += GUESSING
    assert accounts.attempt(HERE)
