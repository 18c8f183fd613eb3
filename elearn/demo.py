"""The demonstration: three invented places with their people, charters and a course.

It uses the services alone, as the commands of its README do, and lives only on a loopback address.
"""

from __future__ import annotations

import ipaddress
import os
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import click
from flask import Flask, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import migrate, settings
from elearn.catalogue.formats.local import read_local
from elearn.catalogue.formats.programmes import read_programmes
from elearn.catalogue.formats.reader import read_pack
from elearn.catalogue.services import load_programmes, publish, set_local_texts
from elearn.database import transaction
from elearn.errors import N_, Faults, Forbidden
from elearn.identity.formats.organisations import read_organisations
from elearn.identity.formats.roster import RosterOptions, read_roster
from elearn.identity.models import Person
from elearn.identity.queries import organisation_by_code, person_by_login
from elearn.identity.services import grant_role, import_roster, load_organisations, set_password
from elearn.mandates.formats import read_calendar, read_charter
from elearn.mandates.services import adhere, load_charter, rebuild, set_calendar
from elearn.permissions import Role
from elearn.settings import ROOT, Settings, SettingsError
from elearn.web.cli import Group
from elearn.web.time import now as this_instant

FOLDER = ROOT / "demo"
ISO, DAY_FIRST = "iso", "day-first"
PASSWORD = "demo"  # noqa: S105  # of the demonstration alone, which listens on loopback alone

ROSTERS = (
    ("baekdam-2026-11.csv", "baekdam", ISO),
    ("baekdam-facilities-2026-11.csv", "baekdam-facilities", ISO),
    ("port-almar-2026-11.txt", "port-almar", DAY_FIRST),
    ("rio-claro-2026-11.csv", "rio-claro", DAY_FIRST),
    ("san-telmo-2026-11.xlsx", "san-telmo", DAY_FIRST),
)

ACCOUNTS: tuple[tuple[str, Role | None, str], ...] = (
    ("learner", None, "baekdam"),
    ("manager", Role.ADMINISTRATOR, "baekdam"),
    ("approver", Role.ADMINISTRATOR, "baekdam"),
    ("head", Role.MANAGER, "baekdam-front-desk"),
    ("author", Role.AUTHOR, "baekdam"),
    ("translator", Role.TRANSLATOR, "port-almar"),
    ("trainer", Role.TRAINER, "baekdam"),
    ("administrator", Role.ADMINISTRATOR, "valle-norte"),
    ("auditor", Role.AUDITOR, "baekdam"),
)
"""User name, role beside that of a learner, and where the role holds.

Two are administrators of one city: what one proposes, only another can approve.
"""

COMPACT, JOINED_ON = "valle-norte", date(2026, 1, 1)
MEMBERS = (("rio-claro", "Ordenanza 3/2025"), ("san-telmo", "Ordenanza 11/2025"))
"""Who has joined the compact of the federation, and by which norm."""


class NotFromHere(Forbidden):
    """The demonstration was asked for from another machine."""

    code = "demo-loopback-only"


def load(session: Session, *, now: datetime) -> None:
    """Put the whole demonstration into an empty database. Raises Faults, with nothing applied."""
    places = FOLDER / "organisations.yaml"
    entries = read_organisations(places.read_text("utf-8"), file=places.name)
    load_organisations(session, entries=entries, file=places.name)
    for name, code, dates in ROSTERS:
        _import(session, FOLDER / "rosters" / name, code, dates, now)
    for folder in sorted((ROOT / "courses").iterdir()):
        report = read_pack(folder)
        if report.pack is None or report.faults:
            raise Faults(report.faults)
        publish(session, pack=report.pack, now=now)
    for path in sorted((ROOT / "programmes").glob("*.yaml")):
        found = read_programmes(path.name, path.read_bytes())
        load_programmes(session, name=path.stem, found=found, now=now)
    for path in sorted((FOLDER / "calendars").glob("*.yaml")):
        organisation = organisation_by_code(session, path.stem)
        calendar = read_calendar(path.name, path.read_bytes())
        set_calendar(session, organisation=organisation, calendar=calendar, now=now)
    for path in sorted((FOLDER / "charters").glob("*.yaml")):
        load_charter(session, found=read_charter(path.name, path.read_bytes()), now=now)
    for code, norm in MEMBERS:
        organisation = organisation_by_code(session, code)
        adhere(session, code=COMPACT, organisation=organisation, on=JOINED_ON, norm=norm, now=now)
    for path in sorted((FOLDER / "local-texts").glob("*.yaml")):
        _local_texts(session, path, now)
    for login, role, code in ACCOUNTS:
        _account(session, login, role, code, now)
    rebuild(session, now=now)


def _import(session: Session, path: Path, code: str, dates: str, now: datetime) -> None:
    roster = read_roster(path.read_bytes(), file=path.name, options=RosterOptions(dates=dates))
    organisation = organisation_by_code(session, code)
    import_roster(session, organisation_id=organisation.id, roster=roster, now=now)


def _local_texts(session: Session, path: Path, now: datetime) -> None:
    set_local_texts(
        session,
        organisation=organisation_by_code(session, path.stem),
        entries=read_local(path.name, path.read_bytes()),
        actor_id=None,
        now=now,
    )


def _account(session: Session, login: str, role: Role | None, code: str, now: datetime) -> None:
    person = person_by_login(session, login)
    set_password(session, person_id=person.id, password=PASSWORD, now=now)
    if role is not None:
        organisation = organisation_by_code(session, code)
        grant_role(
            session, person_id=person.id, organisation_id=organisation.id, role=role, now=now
        )


def is_loaded(session: Session) -> bool:
    """Return whether the demonstration is in the database already."""
    wanted = select(Person.id).where(Person.user_name == ACCOUNTS[0][0])
    return session.scalars(wanted).first() is not None


def greeting(url: str) -> str:
    """Return what a newcomer sees when the demonstration is up."""
    names = ", ".join(login for login, _role, _code in ACCOUNTS)
    return f"  {url}\n\n  Sign in as {names};\n  the password is {PASSWORD}. Ctrl+C stops."


@lru_cache(maxsize=256)
def is_loopback(host: str) -> bool:
    """Return whether an address or name means this very machine."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def guard() -> None:
    """Refuse whoever does not sit at this machine: the passwords are known to everyone."""
    if not is_loopback(request.remote_addr or ""):
        raise NotFromHere(N_("The demonstration answers only on the machine it runs on."))


def install(app: Flask, chosen: Settings) -> None:
    """Keep a demonstration to this machine. Raises SettingsError for any other public address."""
    if not chosen.demo:
        return
    host = urlsplit(chosen.public_url).hostname or ""
    if not is_loopback(host):
        raise SettingsError(
            f"ELEARN_PUBLIC_URL is {chosen.public_url}: a demonstration (ELEARN_DEMO=1) is for "
            "this machine alone; use http://127.0.0.1:8000, or unset ELEARN_DEMO."
        )
    app.before_request(guard)


@click.group("demo", cls=Group)
def group() -> None:
    """Load the demonstration, or start it over."""


@group.command("load")
@click.pass_context
def load_command(ctx: click.Context) -> None:
    """Migrate the database and load the demonstration, unless it is there already."""
    chosen = _settings()
    _refuse_outside_demo(chosen)
    migrate.upgrade(chosen.database_url)
    with ctx.find_root().obj().app_context(), transaction() as session:
        if is_loaded(session):
            return
        click.echo("Loading the demonstration: places, rosters, course and charters.")
        load(session, now=this_instant())


@group.command("reset")
@click.pass_context
def reset_command(ctx: click.Context) -> None:
    """Throw the database of the demonstration away and load it anew."""
    chosen = _settings()
    _refuse_outside_demo(chosen)
    migrate.downgrade(chosen.database_url, "base")
    ctx.invoke(load_command)
    click.echo("The demonstration is as on its first day.")


def _settings() -> Settings:
    try:
        return settings.load(os.environ)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


def _refuse_outside_demo(chosen: Settings) -> None:
    if not chosen.demo:
        raise click.ClickException(
            "This is no demonstration: set ELEARN_DEMO=1, with a database of its own, to have one."
        )
