"""The command line of assessment: `elearn assessment …`."""

from __future__ import annotations

from typing import Any

import click

from elearn.assessment import services
from elearn.assessment.rules import Remedy, TimeFactor
from elearn.assessment.services import Change, Wrong
from elearn.database import db, transaction
from elearn.identity.queries import person_by_login
from elearn.identity.rules.scope import EVERYTHING
from elearn.web.cli import in_app
from elearn.web.time import now

BY = click.option("--by", required=True, help="Who decides it: a user name or staff number.")
REASON = click.option("--reason", required=True, help="Why, in a sentence for whoever asks.")


@click.group()
def assessment() -> None:
    """Mend questions that proved wrong, close attempts whose time has ended, give longer time."""


@assessment.command()
@click.argument("slug")
@click.option("--version", type=int, help="Which version asks it; the newest unless given.")
@click.option("--assessment", "key", required=True, help="The id of the quiz.")
@click.option("--question", required=True, help="The id of the question.")
@click.option("--void", "remedy", flag_value="void", help="It counts no longer.")
@click.option("--full", "remedy", flag_value="full", help="Whoever was asked it gets its point.")
@click.option(
    "--key-of", type=int, help="It is scored by the key of this other version of the course."
)
@click.option("--dry-run", is_flag=True, help="Say who changes from what to what; change nothing.")
@BY
@REASON
@in_app
def regrade(  # noqa: PLR0913  # the options of a command
    *,
    slug: str,
    version: int | None,
    key: str,
    question: str,
    remedy: str | None,
    key_of: int | None,
    dry_run: bool,
    by: str,
    reason: str,
) -> None:
    """Correct a QUESTION of the course SLUG that proved wrong, and score anew who was asked it.

    Both scores stay on record with the reason. A pass is never taken away.
    """
    if (remedy is None) == (key_of is None):
        message = "Say one of --void, --full and --key-of VERSION."
        raise click.UsageError(message)
    asked: dict[str, Any] = {
        "slug": slug,
        "version": version,
        "assessment": key,
        "question": question,
        "remedy": Remedy(remedy or "key"),
        "key_of": key_of,
    }
    if dry_run:
        reading = db.session()
        author = person_by_login(reading, by)
        wrong = services.find_wrong(reading, **asked)
        _tell(list(services.changes(reading, wrong)), wrong)
        reading.rollback()
        click.echo(f"Nothing was changed. Without --dry-run {author.name} decides it.")
        return
    with transaction() as session:
        author = person_by_login(session, by)
        wrong = services.find_wrong(session, **asked)
        done = services.regrade(session, wrong=wrong, author_id=author.id, reason=reason, now=now())
    _tell(done, wrong)


def _tell(found: list[Change] | Any, wrong: Wrong) -> None:
    for change in found:
        before, after = change.before, change.after
        verdict = (
            "passed, and stays so"
            if change.kept
            else f"{_word(passed=before.passed)} -> {_word(passed=change.passed)}"
        )
        click.echo(
            f"{change.staff_number}\tattempt {change.attempt.number}"
            f" ({change.attempt.public_id[:8]})\t{before.scaled:.1%} -> {after.scaled:.1%}"
            f"\t{verdict}"
        )
    won = sum(change.passed and not change.before.passed for change in found)
    kept = sum(change.kept for change in found)
    click.echo(
        f"{wrong.version.course.slug} version {wrong.version.version}, {wrong.definition.key},"
        f" {wrong.question}: {len(found)} attempts change, {won} are passed now,"
        f" {kept} stay passed all the same."
    )


def _word(*, passed: bool) -> str:
    return "passed" if passed else "failed"


@assessment.command("close-expired")
@in_app
def close_expired() -> None:
    """Close every attempt whose time has ended, with what was saved by then; for a timer."""
    with transaction() as session:
        count = services.close_expired(session, now=now())
    click.echo(f"{count} attempts were closed.")


@assessment.command()
@in_app
def statistics() -> None:
    """Compute what answers tell of every question anew; for a timer, once a night."""
    with transaction() as session:
        count = services.compute_statistics(session, now=now())
    click.echo(f"{count} quizzes were looked at.")


@assessment.command("time")
@click.argument("login")
@click.argument("factor", type=click.Choice([factor.value for factor in TimeFactor]))
@BY
@REASON
@in_app
def time_command(login: str, factor: str, by: str, reason: str) -> None:
    """Let LOGIN have FACTOR times the usual time in quizzes from now on (none: no limit)."""
    with transaction() as session:
        person, author = person_by_login(session, login), person_by_login(session, by)
        services.set_time_factor(
            session,
            author_id=author.id,
            scope=EVERYTHING,
            person_public_id=person.public_id,
            factor=TimeFactor(factor),
            reason=reason,
            now=now(),
            on=now().date(),
        )
    click.echo(f"{person.name}: {factor}.")


commands = (assessment,)
