"""`elearn people password|grant|revoke-role|access`: who gets in, and as what."""

from __future__ import annotations

from pathlib import Path

import click

from elearn.database import transaction
from elearn.identity.formats.cards import write_cards
from elearn.identity.queries import organisation_by_code, person_by_login
from elearn.identity.rules.passwords import check_password
from elearn.identity.services import (
    give_initial_passwords,
    grant_role,
    revoke_role,
    set_password,
)
from elearn.permissions import Role
from elearn.web import time
from elearn.web.cli import in_app

ROLES = click.Choice([role.value for role in Role])


@click.command("password")
@click.argument("login")
@click.password_option()
@in_app
def password_command(login: str, password: str) -> None:
    """Set the password of LOGIN (user name, staff number or code/staff number)."""
    with transaction() as session:
        person = person_by_login(session, login)
        check_password(password, names=(person.user_name or "", person.staff_number, person.name))
        set_password(session, person_id=person.id, password=password, now=time.now())
    click.echo(f"The password of {person.name} is set; every session before it has ended.")


@click.command("grant")
@click.argument("login")
@click.argument("role", type=ROLES)
@click.option("--organisation", "code", required=True, help="Where the role holds, and below.")
@in_app
def grant_command(login: str, role: str, code: str) -> None:
    """Grant LOGIN a ROLE on an organisation and everything below it."""
    with transaction() as session:
        person = person_by_login(session, login)
        organisation = organisation_by_code(session, code)
        grant_role(
            session,
            person_id=person.id,
            organisation_id=organisation.id,
            role=role,
            now=time.now(),
        )
    click.echo(f"{person.name} holds the role {role} on {code}.")


@click.command("revoke-role")
@click.argument("login")
@click.argument("role", type=ROLES)
@click.option("--organisation", "code", required=True, help="Where the role was granted.")
@in_app
def revoke_command(login: str, role: str, code: str) -> None:
    """Take a ROLE back from LOGIN."""
    with transaction() as session:
        person = person_by_login(session, login)
        organisation = organisation_by_code(session, code)
        revoke_role(
            session,
            person_id=person.id,
            organisation_id=organisation.id,
            role=role,
            now=time.now(),
        )
    click.echo(f"{person.name} no longer holds the role {role} on {code}.")


@click.command("access")
@click.option("--organisation", "code", required=True, help="The employer's code.")
@click.option("--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
@in_app
def access_command(code: str, output: Path) -> None:
    """Give first passwords to those who have none, and write them once to a new file."""
    try:
        output.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise click.ClickException(
            f"{output} cannot be made as a new file: {error.strerror}. Choose another name."
        ) from error
    with transaction() as session:
        organisation = organisation_by_code(session, code)
        given = give_initial_passwords(session, organisation_id=organisation.id, now=time.now())
        write_cards(
            output,
            [
                (person.name, person.user_name or f"{code}/{person.staff_number}", password)
                for person, password in given
            ],
        )
    click.echo(f"{len(given)} first passwords are in {output}. Print it, hand it out, delete it.")


commands = (password_command, grant_command, revoke_command, access_command)
