"""The commands of charters and of the duties that follow from them."""

from __future__ import annotations

import click

from elearn.mandates.cli.charters import charters
from elearn.mandates.cli.compliance import compliance_command
from elearn.mandates.cli.decisions import decisions
from elearn.mandates.cli.duties import mandates
from elearn.mandates.cli.remind import remind_command
from elearn.mandates.cli.settings import commands as settings_commands

for each in settings_commands:
    charters.add_command(each)
mandates.add_command(compliance_command)
mandates.add_command(remind_command)
commands: tuple[click.Command, ...] = (charters, decisions, mandates)
