"""The tables of organisations, people, employment, roles and access."""

from elearn.identity.models.access import AccessToken, RoleGrant, RosterUpload
from elearn.identity.models.calendar import CalendarRecord
from elearn.identity.models.organisation import Organisation
from elearn.identity.models.person import EarlierEnd, EmploymentSpell, Person

__all__ = [
    "AccessToken",
    "CalendarRecord",
    "EarlierEnd",
    "EmploymentSpell",
    "Organisation",
    "Person",
    "RoleGrant",
    "RosterUpload",
]
