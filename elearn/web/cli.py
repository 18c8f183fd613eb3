"""What commands share: the application they run in, and errors said in one sentence."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import click

from elearn.errors import ElearnError, Faults

Command = TypeVar("Command", bound=Callable[..., Any])


def in_app(command: Command) -> Command:
    """Run the command inside the application that the root group knows how to make."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        create_app = click.get_current_context().find_root().obj
        with create_app().app_context():
            return command(*args, **kwargs)

    return wrapped  # type: ignore[return-value]  # the same signature, wrapped


class Group(click.Group):
    """A group whose commands say an error of ours as its sentence, and exit with 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Invoke the command; a raised ElearnError becomes a message on standard error."""
        try:
            return super().invoke(ctx)
        except Faults as error:
            for fault in error.faults:
                click.echo(str(fault), err=True)
            raise click.ClickException(error.sentence()) from error
        except ElearnError as error:
            raise click.ClickException(str(error)) from error
