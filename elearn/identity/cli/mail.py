"""`elearn mail send|list|print`: what leaves the outbox, and what is still in it."""

from __future__ import annotations

import io
from pathlib import Path

import click
from flask import current_app

from elearn import audit
from elearn.database import db, transaction
from elearn.identity.formats.letters import write_sheets, write_table
from elearn.identity.queries import organisation_by_code
from elearn.identity.services import print_letters
from elearn.mail import (
    MOST_ATTEMPTS,
    OutboxMessage,
    Sent,
    listed,
    send_waiting,
    transport_of,
    unsent_count,
)
from elearn.settings import Settings
from elearn.web import time
from elearn.web.cli import Group, in_app


@click.group("mail", cls=Group)
def mail() -> None:
    """Send messages, list them, and print those for people without an address."""


@mail.command("send")
@in_app
def send_command() -> None:
    """Send every message whose time has come, one by one; for a timer."""
    chosen: Settings = current_app.config["ELEARN"]
    transport = transport_of(chosen.mail_url)
    if transport is None:
        click.echo(
            f"ELEARN_MAIL_URL is not set, so nothing is sent: {unsent_count(db.session())} messages"
            " wait."
        )
        return
    done: list[Sent] = []
    try:
        for sent in send_waiting(transaction, transport, sender=chosen.mail_from, clock=time.now):
            done.append(sent)
            if sent.error:
                end = "given up, for paper" if sent.given_up else "tried again later"
                click.echo(f"{sent.public_id}: {sent.error}; {end}", err=True)
    finally:
        failed = sum(bool(sent.error) for sent in done)
        click.echo(f"{len(done) - failed} messages sent, {failed} failed.")


@mail.command("list")
@click.option("--unsent", is_flag=True, help="Only those that wait.")
@in_app
def list_command(*, unsent: bool) -> None:
    """List the messages, the newest first, with what became of each; not what they say."""
    with transaction() as session:
        found = listed(session, unsent=unsent)
        audit.record(
            session,
            actor_id=None,
            action="mail.listed",
            subject="outbox",
            details={"messages": len(found)},
            now=time.now(),
        )
        for message in found:
            click.echo(
                "\t".join(
                    (
                        f"{message.created_at:%Y-%m-%dT%H:%MZ}",
                        message.public_id,
                        message.address or "no address",
                        _fate(message),
                    )
                )
            )


@mail.command("print")
@click.argument("code", metavar="ORGANISATION")
@click.option("--format", "form", type=click.Choice(["text", "csv"]), default="text")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A new file, which only you can read; the terminal unless given.",
)
@in_app
def print_command(code: str, form: str, output: Path | None) -> None:
    """Print what waits for people of an ORGANISATION whom no mail reaches, unit by unit.

    Each message comes once: it is then marked as printed.
    """
    write = write_table if form == "csv" else write_sheets
    if output is not None:
        try:
            output.touch(mode=0o600, exist_ok=False)
        except OSError as error:
            raise click.ClickException(
                f"{output} cannot be made as a new file: {error.strerror}. Choose another name."
            ) from error
    with transaction() as session:
        organisation = organisation_by_code(session, code)
        letters = print_letters(session, organisation=organisation, now=time.now())
        if output is None:
            text = io.StringIO(newline="")
            write(text, letters)
            click.echo(text.getvalue(), nl=False)
        else:
            with output.open("w", encoding="utf-8", newline="") as file:
                write(file, letters)
    click.echo(f"{len(letters)} messages printed.", err=True)


def _fate(message: OutboxMessage) -> str:
    """Return what became of a message, in a few words."""
    ends = {
        "sent": message.sent_at,
        "printed": message.printed_at,
        "withdrawn": message.withdrawn_at,
    }
    for word, at in ends.items():
        if at is not None:
            return f"{word} {at:%Y-%m-%dT%H:%MZ}"
    if message.address is None:
        return "waits for paper"
    if message.attempts >= MOST_ATTEMPTS:
        return f"given up after {message.attempts} attempts, waits for paper: {message.last_error}"
    turn = f"waits until {message.next_try_at:%Y-%m-%dT%H:%MZ}"
    if message.failed_at is not None:
        return f"attempt {message.attempts} failed, {turn}: {message.last_error}"
    return turn
