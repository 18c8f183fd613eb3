"""The commands of this feature: `elearn charters …` and `elearn mandates …`."""

import click

from elearn.mandates.cli.charters import charters
from elearn.mandates.cli.remind import mandates

__all__ = ["commands"]

commands: tuple[click.Command, ...] = (charters, mandates)
