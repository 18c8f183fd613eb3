"""`elearn mandates remind`: digests of reminders, for a timer."""

from __future__ import annotations

import contextlib
from datetime import datetime
from functools import partial

import click
from flask import current_app

from elearn.database import db, transaction
from elearn.mandates.cli.digest import Links, compose
from elearn.mandates.queries import Digest, reminder_plan
from elearn.mandates.services import remind
from elearn.settings import Settings
from elearn.web.cli import in_app
from elearn.web.time import now as this_instant


@click.command("remind")
@click.option("--now", "at", metavar="ISO", help="Another instant, with its zone; for trying out.")
@click.option("--dry-run", is_flag=True, help="Say how much would be written; change nothing.")
@in_app
def remind_command(at: str | None, *, dry_run: bool) -> None:
    """Write into the outbox what people are to be told today: one digest a person and day.

    Reminders for whoever owes something, and, past the due day, for managers and the office. As
    often as you like: nothing is written twice. `elearn mail send` sends it.
    """
    now = _instant(at)
    reading = db.session()
    plan = reminder_plan(reading, now=now)
    reading.rollback()
    if dry_run:
        _say(plan.digests, "Dry run, nothing written: ")
    else:
        chosen: Settings = current_app.config["ELEARN"]
        words = partial(compose, links=Links.of(current_app, chosen.public_url))
        written = []
        for digest in plan.digests:
            with transaction() as session:
                said = remind(session, digest=digest, compose=words, now=now)
            if said is not None:
                written.append(said)
        _say(written, "")
    if plan.unheard:
        click.echo(
            f"Nobody answers for {plan.unheard} duties past their day: name managers and"
            " administrators with `elearn people grant`."
        )


def _say(digests: tuple[Digest, ...] | list[Digest], lead: str) -> None:
    own = sum(len(each.own) for each in digests)
    others = sum(len(each.others) for each in digests)
    paper = sum(each.recipient.address is None for each in digests)
    click.echo(
        f"{lead}{len(digests)} digests, with {own} reminders and {others} lines about others;"
        f" {paper} for people without an address."
    )


def _instant(given: str | None) -> datetime:
    if given is None:
        return this_instant()
    found = None
    with contextlib.suppress(ValueError):
        found = datetime.fromisoformat(given)
    if found is None or found.tzinfo is None:
        message = (
            f"--now is {given!r}: write an instant with its zone, for example"
            " 2026-12-01T09:00:00+09:00."
        )
        raise click.UsageError(message)
    return found
