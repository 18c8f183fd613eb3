"""The commands of charters and of the duties that follow from them."""

from __future__ import annotations

import click

from elearn.mandates.cli.charters import charters
from elearn.mandates.cli.duties import mandates
from elearn.mandates.cli.remind import remind_command

mandates.add_command(remind_command)
commands: tuple[click.Command, ...] = (charters, mandates)
