"""Days and instants as options of commands."""

from __future__ import annotations

from datetime import datetime

import click

from elearn.mandates.schemas.bounds import FIRST, LAST

DAY = click.DateTime(["%Y-%m-%d"])
INSTANT = click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])


def of_our_time(
    _ctx: click.Context, _option: click.Parameter, value: datetime | None
) -> datetime | None:
    """Refuse days that no duty can reach."""
    if value is not None and not FIRST <= value.date() <= LAST:
        raise click.BadParameter(f"give a day from {FIRST} to {LAST}")
    return value
