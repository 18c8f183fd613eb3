"""The group of the commands for people; the commands stand in modules of their own."""

from __future__ import annotations

import click

from elearn.web.cli import Group


@click.group("people", cls=Group)
def people() -> None:
    """Load rosters; give roles, passwords and lists of first passwords."""
