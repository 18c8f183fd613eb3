"""The commands of charters and of the duties that follow from them."""

from __future__ import annotations

import click

from elearn.mandates.cli.charters import charters
from elearn.mandates.cli.duties import mandates

commands: tuple[click.Command, ...] = (charters, mandates)
