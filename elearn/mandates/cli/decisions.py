"""`elearn decisions`: excuse people, recognise training done elsewhere, take it back, list it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from elearn.database import transaction
from elearn.identity.queries import organisation_by_code, person_by_login
from elearn.mandates.cli.days import DAY, of_our_time
from elearn.mandates.formats import fingerprint
from elearn.mandates.queries import decider
from elearn.mandates.rules import PROVIDERS, REASONS
from elearn.mandates.services import (
    Desk,
    Elsewhere,
    excuse,
    open_exemptions,
    open_recognitions,
    recognise,
    revoke_exemption,
    revoke_recognition,
)
from elearn.web.cli import in_app
from elearn.web.time import now, today

BY = click.option(
    "--by",
    required=True,
    metavar="LOGIN",
    help="Who decided: user name, staff number or code/staff number of an administrator there.",
)
MINUTES = click.IntRange(0, 60_000)
DOCUMENT = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def decisions() -> None:
    """Decisions about people of an organisation: exemptions, and training done elsewhere."""


def _desk(session: Session, organisation: str, by: str) -> Desk:
    """Return the desk of somebody who may decide there."""
    place, instant = organisation_by_code(session, organisation), now()
    return Desk(
        place=place,
        by=decider(session, by, place).id,
        now=instant,
        on=today(instant, place.time_zone),
    )


@decisions.command("excuse")
@click.argument("organisation")
@click.argument("login")
@click.option("--charter", required=True, help="The code of the charter.")
@click.option("--requirement", help="Its code; without it, all that know the reason.")
@click.option("--reason", required=True, type=click.Choice(REASONS))
@click.option("--from", "first", type=DAY, callback=of_our_time, required=True)
@click.option(
    "--until", "last", type=DAY, callback=of_our_time, required=True, help="The last day, included."
)
@click.option("--note", default="", help="What it rests on; not kept for a sensitive reason.")
@BY
@in_app
def excuse_command(  # noqa: PLR0913  # an option each
    *,
    organisation: str,
    login: str,
    charter: str,
    requirement: str | None,
    reason: str,
    first: datetime,
    last: datetime,
    note: str,
    by: str,
) -> None:
    """Excuse LOGIN, who works at ORGANISATION, from a first to a last day."""
    with transaction() as session:
        desk = _desk(session, organisation, by)
        made = excuse(
            session,
            scope=desk.scope,
            person_public_id=person_by_login(session, login).public_id,
            charter=charter,
            requirement=requirement,
            reason=reason,
            starts_on=first.date(),
            ends_on=last.date(),
            note=_note(note),
            approved_by=desk.by,
            now=desk.now,
            on=desk.on,
        )
        public_id = made.public_id
    click.echo(f"{login} is excused until {last:%Y-%m-%d}: {public_id}")


@decisions.command("recognise")
@click.argument("organisation")
@click.argument("login")
@click.option("--title", required=True, help="As the document has it.")
@click.option("--provider", required=True, type=click.Choice(PROVIDERS))
@click.option("--provider-name", required=True, help="The name of who gave it.")
@click.option("--completed-on", type=DAY, callback=of_our_time, required=True)
@click.option("--minutes", type=MINUTES, required=True, help="In all.")
@click.option("--live-minutes", type=MINUTES, default=0, help="Of these, together with others.")
@click.option("--course", "courses", multiple=True, help="A course it stands for; repeatable.")
@click.option("--topic", "topics", multiple=True, help="A topic it covers; repeatable.")
@click.option("--valid-until", type=DAY, callback=of_our_time, help="Counts until this day.")
@click.option("--document", type=DOCUMENT, help="PDF, PNG or JPEG; only its SHA-256 is kept.")
@click.option("--refuse", is_flag=True, help="It does not count.")
@click.option("--note", default="", help="What the decision rests on.")
@BY
@in_app
def recognise_command(  # noqa: PLR0913  # an option each
    *,
    organisation: str,
    login: str,
    title: str,
    provider: str,
    provider_name: str,
    completed_on: datetime,
    minutes: int,
    live_minutes: int,
    courses: tuple[str, ...],
    topics: tuple[str, ...],
    valid_until: datetime | None,
    document: Path | None,
    note: str,
    by: str,
    refuse: bool,
) -> None:
    """Decide that training LOGIN did elsewhere counts, or with --refuse that it does not."""
    found = Elsewhere(
        title=_fits(title, "--title", 300),
        provider=provider,
        provider_name=_fits(provider_name, "--provider-name", 200),
        completed_on=completed_on.date(),
        minutes=minutes,
        live_minutes=live_minutes,
        courses=courses,
        topics=topics,
        valid_until=valid_until.date() if valid_until else None,
        document_hash=fingerprint(document.read_bytes()) if document else None,
    )
    with transaction() as session:
        desk = _desk(session, organisation, by)
        made = recognise(
            session,
            scope=desk.scope,
            person_public_id=person_by_login(session, login).public_id,
            found=found,
            accepted=not refuse,
            note=_note(note),
            decided_by=desk.by,
            now=desk.now,
            on=desk.on,
        )
        public_id, decision = made.public_id, made.decision
    click.echo(f"The training of {login} is {decision}: {public_id}")


@decisions.command("revoke")
@click.argument("organisation")
@click.argument("kind", type=click.Choice(["exemption", "recognition"]))
@click.argument("decision")
@BY
@in_app
def revoke_command(organisation: str, kind: str, decision: str, by: str) -> None:
    """Take back the exemption or recognition DECISION (its id) of somebody at ORGANISATION."""
    revoke = revoke_exemption if kind == "exemption" else revoke_recognition
    with transaction() as session:
        desk = _desk(session, organisation, by)
        revoke(
            session,
            scope=desk.scope,
            public_id=decision,
            now=desk.now,
            on=desk.on,
            revoked_by=desk.by,
        )
    click.echo(f"It is taken back: {decision}")


@decisions.command("list")
@click.argument("organisation")
@in_app
def list_command(organisation: str) -> None:
    """List the decisions about people of ORGANISATION that hold; the reading is entered."""
    instant = now()
    with transaction() as session:
        place = organisation_by_code(session, organisation)
        on = today(instant, place.time_zone)
        excused = open_exemptions(session, reader_id=None, place=place, now=instant, on=on)
        recognised = open_recognitions(session, reader_id=None, place=place, now=instant, on=on)
    for grant in excused:
        duty = f"{grant.charter}/{grant.requirement or '*'}"
        click.echo(
            f"exemption {grant.public_id} {grant.staff_number} {grant.name}: {grant.reason},"
            f" {duty}, {grant.starts_on} to {grant.ends_on}, by {grant.approved_by}"
        )
    for each in recognised:
        click.echo(
            f"recognition {each.public_id} {each.staff_number} {each.name}: {each.decision},"
            f" “{each.title}” of {each.provider_name}, {each.completed_on}, {each.minutes} minutes,"
            f" by {each.decided_by}"
        )
    if not excused and not recognised:
        click.echo("Nothing has been decided about anybody there.")


def _fits(text: str, option: str, most: int) -> str:
    """Return a text that is there and not too long."""
    if not 0 < len(text.strip()) <= most:
        raise click.BadParameter(f"give 1 to {most} characters", param_hint=option)
    return text.strip()


def _note(text: str) -> str:
    return _fits(text, "--note", 500) if text else ""
