"""User names are the whole service's: no two people may have one, whoever employs them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn.errors import N_, Fault, Faults
from elearn.identity.models import Person
from elearn.identity.rules.roster import Roster

BATCH = 500


def user_name_faults(
    session: Session, roster: Roster, people: Mapping[str, Person]
) -> Iterator[Fault]:
    """Yield a fault for each user name that stands twice in the file or is somebody else's."""
    wanted: dict[str, int] = {}
    lines = [line for line in roster.lines if line.values.get("user_name")]
    named = {line.staff_number for line in lines}
    freed = {line.staff_number for line in roster.lines if "user_name" in line.values} - named
    taken = _taken(session, [str(line.values["user_name"]) for line in lines])
    staying = {
        person.id
        for number, person in people.items()
        if number not in named and number not in freed
    }
    ours = {person.id for person in people.values()}
    for line in lines:
        name = str(line.values["user_name"])
        holder = taken.get(name)
        header = roster.headers.get("user_name", "user_name")
        params = {"value": name, "column": header, "first": wanted.get(name)}
        if name in wanted:
            what = N_("“%(value)s” in the column “%(column)s” stands in line %(first)s already")
        elif holder is not None and (holder not in ours or holder in staying):
            what = N_("the user name “%(value)s” in the column “%(column)s” is somebody else’s")
        else:
            wanted[name] = line.line
            continue
        mend = N_("choose another user name, or leave it empty: the staff number will do")
        yield Fault(
            roster.file, what, mend, line=line.line, column=header, value=name, params=params
        )


@contextmanager
def settling_user_names(
    session: Session, roster: Roster, people: Mapping[str, Person]
) -> Iterator[None]:
    """Let the caller write; Faults for a user name that another employer's import took meanwhile.

    The lock on one employer does not hold up another, so the database has the last word.
    """
    try:
        with session.begin_nested():
            yield
    except IntegrityError as error:
        taken = list(user_name_faults(session, roster, people))
        if not taken:
            raise
        raise Faults(taken) from error


def _taken(session: Session, names: list[str]) -> dict[str, int]:
    """Return who holds which of these user names now."""
    taken: dict[str, int] = {}
    for start in range(0, len(names), BATCH):
        statement = select(Person.user_name, Person.id).where(
            Person.user_name.in_(names[start : start + BATCH])
        )
        taken.update({str(name): person_id for name, person_id in session.execute(statement)})
    return taken
