"""What a person does for an organisation, from which day to which day.

The words are those in which charters name their audiences, so that a roster and a charter meet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class OrganisationKind(StrEnum):
    """What a node of the tree of organisations is."""

    FEDERATION = "federation"
    MUNICIPALITY = "municipality"
    UNIT = "unit"
    BODY = "body"


class BodyKind(StrEnum):
    """What sort of public body an organisation is, where a charter tells them apart."""

    ADMINISTRATION = "administration"
    COUNCIL = "council"
    OWNED_CORPORATION = "owned_corporation"
    ENTRUSTED_INSTITUTION = "entrusted_institution"
    ADHERING_MUNICIPALITY = "adhering_municipality"


class EmploymentType(StrEnum):
    """On what terms a person serves."""

    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    PART_TIME = "part_time"
    INTERN = "intern"
    VOLUNTEER = "volunteer"
    CONTRACTOR = "contractor"


class RoleFamily(StrEnum):
    """What sort of work a person does."""

    FRONT_DESK = "front_desk"
    POLICE_ENFORCEMENT = "police_enforcement"
    SOCIAL_SERVICES = "social_services"
    EDUCATION = "education"
    HEALTH = "health"
    PLANNING = "planning"
    FINANCE = "finance"
    MANAGEMENT = "management"
    POLITICAL = "political"


@dataclass(frozen=True, slots=True)
class Employment:
    """What is true of a person's work for as long as one spell lasts."""

    unit_id: int
    job_title: str = ""
    role_family: str | None = None
    employment_type: str | None = None
    supervises_others: bool = False
    public_contact: bool = False


@dataclass(frozen=True, slots=True)
class Spell:
    """An employment between two days, both included; `ends_on` None while it lasts."""

    employment: Employment
    starts_on: date
    ends_on: date | None = None
