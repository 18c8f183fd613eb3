"""Reads of organisations, people and employment; every list goes through one filter of scope."""

from elearn.identity.queries.organisations import (
    OrganisationNotFound,
    municipality_of,
    organisation_by_code,
    organisations_within,
    units_below,
    within,
)
from elearn.identity.queries.people import (
    PeoplePage,
    PersonNotFound,
    PersonRow,
    SpellRow,
    people_within,
    person_by_login,
    person_within,
    spells_of,
    spells_within,
)
from elearn.identity.queries.roles import scope_held

__all__ = [
    "OrganisationNotFound",
    "PeoplePage",
    "PersonNotFound",
    "PersonRow",
    "SpellRow",
    "municipality_of",
    "organisation_by_code",
    "organisations_within",
    "people_within",
    "person_by_login",
    "person_within",
    "scope_held",
    "spells_of",
    "spells_within",
    "units_below",
    "within",
]
