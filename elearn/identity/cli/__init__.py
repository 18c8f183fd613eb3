"""The commands of this feature: `elearn organisations …`, `elearn people …`, `elearn mail …`."""

from elearn.identity.cli import access, roster
from elearn.identity.cli.mail import mail
from elearn.identity.cli.organisations import organisations
from elearn.identity.cli.people import people

__all__ = ["commands"]

for _command in (*roster.commands, *access.commands):
    people.add_command(_command)

commands = (organisations, people, mail)
