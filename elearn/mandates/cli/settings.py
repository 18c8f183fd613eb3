"""The commands of what places record: duties done, charters joined, courses accredited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import click

from elearn.database import db, transaction
from elearn.identity.queries import organisation_by_code
from elearn.identity.rules.names import has_control_characters
from elearn.mandates.cli.days import DAY, of_our_time
from elearn.mandates.queries import accreditations_of, adhesions_of, body_duties_at
from elearn.mandates.services import accredit, adhere, record_body_duty, withdraw
from elearn.web.cli import in_app
from elearn.web.time import now, today


def at_most(most: int) -> Callable[[click.Context, click.Parameter, str], str]:
    """Return the check of a text of at most so many signs, without control characters."""

    def check(_ctx: click.Context, option: click.Parameter, value: str) -> str:
        text = value.strip()
        least = 1 if option.required else 0
        if not least <= len(text) <= most or has_control_characters(text):
            message = f"give {least} to {most} characters on one line"
            raise click.BadParameter(message)
        return text

    return check


@click.command("join")
@click.argument("code")
@click.argument("organisation")
@click.option(
    "--on",
    "day",
    type=DAY,
    callback=of_our_time,
    required=True,
    help="The first day on which it is bound.",
)
@click.option(
    "--norm",
    callback=at_most(300),
    required=True,
    help="The ordinance or decision by which it joins.",
)
@in_app
def join_command(code: str, organisation: str, day: datetime, norm: str) -> None:
    """Record that ORGANISATION has joined the charter CODE."""
    with transaction() as session:
        place = organisation_by_code(session, organisation)
        adhere(session, code=code, organisation=place, on=day.date(), norm=norm, now=now())
    click.echo(f"{organisation} is bound by {code} from {day:%Y-%m-%d}.")


@click.command("leave")
@click.argument("code")
@click.argument("organisation")
@click.option(
    "--on",
    "day",
    type=DAY,
    callback=of_our_time,
    required=True,
    help="The first day it is not bound.",
)
@in_app
def leave_command(code: str, organisation: str, day: datetime) -> None:
    """Record that ORGANISATION has left the charter CODE."""
    with transaction() as session:
        place = organisation_by_code(session, organisation)
        withdraw(session, code=code, organisation=place, on=day.date(), now=now())
    click.echo(f"{organisation} is not bound by {code} from {day:%Y-%m-%d}.")


@click.command("accredit")
@click.argument("code")
@click.argument("course")
@click.option("--from", "first", type=DAY, callback=of_our_time, required=True)
@click.option(
    "--until", "last", type=DAY, callback=of_our_time, required=True, help="The last day, included."
)
@click.option("--by", callback=at_most(200), required=True, help="Who certified it.")
@in_app
def accredit_command(code: str, course: str, first: datetime, last: datetime, by: str) -> None:
    """Record that COURSE counts for what the charter CODE asks to be accredited."""
    with transaction() as session:
        accredit(
            session,
            code=code,
            slug=course,
            granted_on=first.date(),
            expires_on=last.date(),
            accredited_by=by,
            now=now(),
        )
    click.echo(f"{course} is accredited under {code} until {last:%Y-%m-%d}.")


@click.command("done")
@click.argument("code")
@click.argument("organisation")
@click.argument("duty")
@click.option("--on", "day", type=DAY, callback=of_our_time, required=True)
@click.option("--note", callback=at_most(500), default="", help="Where it can be seen.")
@in_app
def done_command(code: str, organisation: str, duty: str, day: datetime, note: str) -> None:
    """Record that ORGANISATION has done what it owes itself under the charter CODE."""
    with transaction() as session:
        place = organisation_by_code(session, organisation)
        record_body_duty(
            session,
            code=code,
            organisation=place,
            duty=duty,
            done_on=day.date(),
            note=note,
            now=now(),
        )
    click.echo(f"{organisation} has done {duty} under {code}.")


@click.command("duties")
@click.argument("organisation")
@in_app
def duties_command(organisation: str) -> None:
    """List what ORGANISATION itself owes under the charters that bind it, by due day."""
    session = db.session()
    place = organisation_by_code(session, organisation)
    on = today(now(), place.time_zone)
    found = body_duties_at(session, place, on)
    for each in found:
        done = f", done on {each.done_on}" if each.done_on else ""
        note = f" ({each.note})" if each.note else ""
        click.echo(f"{each.charter}  {each.code}: {each.state(on)}, due {each.due_on}{done}{note}")
    if not found:
        click.echo(f"No charter asks anything of {organisation} itself.")


@click.command("adhesions")
@click.argument("organisation")
@in_app
def adhesions_command(organisation: str) -> None:
    """List which charters of others ORGANISATION has joined and left, the last first."""
    session = db.session()
    found = adhesions_of(session, organisation_by_code(session, organisation))
    for each in found:
        left = f", no longer from {each.withdrawn_on}" if each.withdrawn_on else ""
        click.echo(f"{each.charter}  bound from {each.adhered_on}{left}: {each.norm}")
    if not found:
        click.echo(f"{organisation} has joined no charter.")


@click.command("accreditations")
@click.argument("organisation")
@in_app
def accreditations_command(organisation: str) -> None:
    """List which courses the charters of ORGANISATION accredit, the last to end first."""
    session = db.session()
    found = accreditations_of(session, organisation_by_code(session, organisation))
    for each in found:
        click.echo(
            f"{each.charter}  {each.course}: {each.granted_on} to {each.expires_on},"
            f" by {each.accredited_by}"
        )
    if not found:
        click.echo(f"No course is accredited under a charter of {organisation}.")


commands: tuple[click.Command, ...] = (
    join_command,
    leave_command,
    accredit_command,
    done_command,
    duties_command,
    adhesions_command,
    accreditations_command,
)
"""They stand beside those of charters."""
