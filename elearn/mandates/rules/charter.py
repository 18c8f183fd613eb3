"""A charter as it is read from a file: one dated version, its articles and requirements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from elearn.mandates.rules.audience import Audience
from elearn.mandates.rules.schedule import FirstDeadline, Recurrence

LEGAL_STATUSES = (
    "ordinance",
    "statute",
    "charter_binding",
    "charter_political",
    "internal_rule",
)
PROVENANCES = ("documented", "illustrative", "mixed")

Texts = Mapping[str, str]
"""One text per language code."""


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One article: the entity Provision of the data model of local charters."""

    number: str
    headings: Texts
    texts: Texts
    provenance: str


@dataclass(frozen=True, slots=True)
class RequirementText:
    """What follows from an article: the entity Obligation of the data model of local charters."""

    code: str
    article: str
    paragraph: str | None
    audience: Audience
    kind: str
    courses: tuple[str, ...]
    recurrence: Recurrence
    deadline: FirstDeadline
    grace_days: int
    provenance: str


@dataclass(frozen=True, slots=True)
class CharterText:
    """One version of a charter, whole.

    `not_enforced` lists what the file records under `notes` and the service does not decide yet.
    """

    code: str
    organisation: str
    version: int
    titles: Texts
    adopted_on: date
    in_force_from: date
    in_force_to: date | None
    legal_status: str
    language_of_record: str
    provenance: str
    articles: tuple[ArticleText, ...]
    requirements: tuple[RequirementText, ...]
    notes: Mapping[str, object]
    not_enforced: tuple[str, ...]
