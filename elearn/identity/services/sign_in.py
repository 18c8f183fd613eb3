"""Who somebody is: passwords are checked in equal time, set, changed and handed out once."""

from __future__ import annotations

import functools
import secrets
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import audit
from elearn.errors import N_, Unauthenticated
from elearn.identity.models import Person
from elearn.identity.queries import PersonNotFound, person_by_login
from elearn.identity.rules.passwords import MAXIMUM, check_password, prepared

HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
"""The 19 MiB profile of OWASP's password storage guidance for argon2id."""

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""What initial passwords are made of: nothing that is mistaken for something else on paper."""


class SignInRefused(Unauthenticated):
    """The name and the password do not belong together."""

    code = "sign-in-refused"


@functools.cache
def _nobody() -> str:
    """Return the hash of a password that nobody has, for names that nobody has."""
    return HASHER.hash(secrets.token_urlsafe())


def check_credentials(session: Session, *, login: str, password: str) -> Person:
    """Return whom login and password belong to, or raise SignInRefused.

    The answer takes as long, and says as much, for a name that nobody has.
    """
    try:
        person: Person | None = person_by_login(session, login)
    except PersonNotFound:
        person = None
    known = person.password_hash if person else None
    try:
        HASHER.verify(known or _nobody(), prepared(password[: MAXIMUM + 1]))
    except (VerifyMismatchError, InvalidHashError):
        known = None
    if person is None or known is None:
        raise SignInRefused(
            N_("The name and the password do not match. Check both, then try again.")
        )
    return person


def set_password(
    session: Session,
    *,
    person_id: int,
    password: str,
    now: datetime,
    actor_id: int | None = None,
) -> None:
    """Set a password without asking for the old one, and end every session of the person."""
    person = session.get_one(Person, person_id)
    person.password_hash = HASHER.hash(prepared(password))
    person.session_epoch += 1
    audit.record(
        session,
        actor_id=actor_id,
        action="password.set",
        subject=f"person:{person.public_id}",
        now=now,
    )


def change_password(
    session: Session, *, person_id: int, current: str, password: str, now: datetime
) -> Person:
    """Set a new password for somebody who knows the current one, and end their other sessions.

    Raises SignInRefused for a wrong current password, PasswordRefused for an unsuitable new one.
    """
    person = session.get_one(Person, person_id)
    try:
        HASHER.verify(person.password_hash or _nobody(), prepared(current[: MAXIMUM + 1]))
    except (VerifyMismatchError, InvalidHashError) as error:
        raise SignInRefused(N_("The current password is not right. Type it again.")) from error
    check_password(password, names=(person.user_name or "", person.staff_number, person.name))
    set_password(session, person_id=person_id, password=password, now=now, actor_id=person_id)
    return person


def give_initial_passwords(
    session: Session, *, organisation_id: int, now: datetime
) -> list[tuple[Person, str]]:
    """Give a random password to each person of an employer who has none; return them, once.

    Nobody who has a password gets another. The caller writes the list where only HR can read it.
    """
    people = session.scalars(
        select(Person)
        .where(Person.organisation_id == organisation_id, Person.password_hash.is_(None))
        .order_by(Person.staff_number)
    ).all()
    given = []
    for person in people:
        password = initial_password()
        set_password(session, person_id=person.id, password=password, now=now)
        given.append((person, password))
    return given


def initial_password() -> str:
    """Return a random password that can be read from paper: four groups of four, 79 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
