"""Pure decisions about people and organisations: no clock, no database."""

from elearn.identity.rules.employment import (
    BodyKind,
    Employment,
    EmploymentType,
    OrganisationKind,
    RoleFamily,
    Spell,
)
from elearn.identity.rules.scope import RoleHeld, Scope, ancestors, outermost, scope_of

__all__ = [
    "BodyKind",
    "Employment",
    "EmploymentType",
    "OrganisationKind",
    "RoleFamily",
    "RoleHeld",
    "Scope",
    "Spell",
    "ancestors",
    "outermost",
    "scope_of",
]
