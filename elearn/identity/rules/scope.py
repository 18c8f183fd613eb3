"""How far a role reaches: an organisation and everything below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from elearn.permissions import GRANTED, Permission, Role


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role a person holds, and the organisation it is granted on."""

    role: Role
    organisation_id: int
    organisation_path: str


@dataclass(frozen=True, slots=True)
class Scope:
    """The subtrees of organisations somebody may reach; none at all reaches nothing."""

    paths: tuple[str, ...] = ()

    def covers(self, path: str) -> bool:
        """Return whether the organisation at `path` lies within this scope.

        A path ends with a slash, so that `/almar/` does not reach `/almar-south/`.
        """
        return any(path.startswith(own) for own in self.paths)

    def __bool__(self) -> bool:
        """Return whether the scope reaches anything."""
        return bool(self.paths)


EVERYTHING = Scope(("/",))
"""The scope of the command line, whose user holds the machine."""


def scope_of(roles: Iterable[RoleHeld], permission: Permission) -> Scope:
    """Return where a holder of `roles` has `permission`, without paths inside one another."""
    return Scope(
        outermost(held.organisation_path for held in roles if permission in GRANTED[held.role])
    )


def outermost(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the paths that lie inside no other one, each once and in their order."""
    known = sorted(set(paths))
    return tuple(
        path
        for path in known
        if not any(path != other and path.startswith(other) for other in known)
    )


def ancestors(path: str) -> list[str]:
    """Return the paths of an organisation and of all above it."""
    codes = path.strip("/").split("/")
    return ["/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]
