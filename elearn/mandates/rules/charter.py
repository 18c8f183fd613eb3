"""A charter as it is read from a file: one dated version, its articles and requirements."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from elearn.mandates.rules.audience import Audience
from elearn.mandates.rules.evidence import Asked
from elearn.mandates.rules.exemptions import ExemptionRule
from elearn.mandates.rules.schedule import FirstDeadline, Recurrence

LEGAL_STATUSES = (
    "ordinance",
    "statute",
    "charter_binding",
    "charter_political",
    "internal_rule",
)
PROVENANCES = ("documented", "illustrative", "mixed")
RESPONSIBLE = (
    "learner",
    "supervisor",
    "head_of_unit",
    "head_of_body",
    "council_secretariat",
    "hr_department",
)
"""Who answers for it: the data model of local charters, `responsible_actor`."""
REPORT_AUDIENCES = ("learner", "supervisor", "head_of_body", "council", "public")
REPORT_LEVELS = ("aggregate", "named")
FREQUENCIES = ("monthly", "quarterly", "yearly")
LEAST_CELL = 5
"""The data model of local charters, ReportingRule: no cell below five, ten recommended."""
MEMBER_KINDS = ("municipality", "provincial_office", "public_body")

Texts = Mapping[str, str]
"""One text per language code."""


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One article: the entity Provision of the data model of local charters.

    It is in force from `valid_from` to `valid_to` (its last day), or with its charter. The same
    number may be there again for other days: an amendment.
    """

    number: str
    headings: Texts
    texts: Texts
    provenance: str
    source: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Reminders:
    """When a person is reminded: days before the due date, and days after it, and who else hears.

    `escalate` names who is told after so many days past the due date: `manager`, then `office`.
    """

    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    escalate: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class ReportingText:
    """Who may be told how people stand with a requirement, and how finely."""

    audience: str = "head_of_body"
    level: str = "named"
    min_cell: int = 10
    frequency: str = "yearly"


@dataclass(frozen=True, slots=True)
class TopicText:
    """A subject that a charter wants covered, and the courses that cover it."""

    code: str
    titles: Texts
    courses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequirementText:
    """What follows from an article: the entity Obligation of the data model of local charters.

    `article` is the place of its article in the file, counted from 0. `languages` are those in
    which every course must be offered. `fulfils` names the requirement of a wider charter that this
    one carries out, as `charter/code`: it must not ask for less.
    """

    code: str
    article: int
    paragraph: str | None
    audience: Audience
    asked: Asked
    programme: str | None
    recurrence: Recurrence
    deadline: FirstDeadline
    grace_days: int
    exemptions: tuple[ExemptionRule, ...]
    provenance: str
    responsible: str = "learner"
    valid_from: date | None = None
    valid_to: date | None = None
    amends_open: bool = False
    languages: tuple[str, ...] = ()
    reminders: Reminders = Reminders()
    reporting: ReportingText = ReportingText()
    retention_months: int | None = None
    counts_in_appraisal: bool = False
    fulfils: str | None = None


@dataclass(frozen=True, slots=True)
class BodyDuty:
    """What an organisation itself owes once it is bound: so many days after that day."""

    code: str
    titles: Texts
    days: int
    to: str


@dataclass(frozen=True, slots=True)
class CharterText:
    """One version of a charter, whole.

    `on_adhesion` says that it binds a member from the day on which the member joins by its own
    norm; then `members` names the kinds of bodies that may. `not_enforced` lists what the file
    records under `notes` and the service does not decide on.
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
    source_url: str | None = None
    on_adhesion: bool = False
    members: tuple[str, ...] = ()
    topics: tuple[TopicText, ...] = ()
    equivalences: tuple[tuple[str, str], ...] = ()
    """Pairs of courses: whoever has completed the first has completed the second."""
    body_duties: tuple[BodyDuty, ...] = ()

    def article_of(self, requirement: RequirementText) -> ArticleText:
        """Return the article from which a requirement follows."""
        return self.articles[requirement.article]

    def document(self) -> dict[str, Any]:
        """Return all that the version says as plain data, in a fixed order."""
        plain = asdict(self)
        plain.pop("not_enforced")
        for requirement in plain["requirements"]:
            if not requirement["asked"]["max_age_days"]:  # so that older texts keep their digest
                del requirement["asked"]["max_age_days"]
        return json.loads(json.dumps(plain, default=_plain, sort_keys=True, ensure_ascii=False))  # type: ignore[no-any-return]  # an object, as it was written

    def content_hash(self) -> str:
        """Return a digest of all that the version says; two equal texts have the same one."""
        words = json.dumps(self.document(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(words.encode()).hexdigest()


def stands_for(equivalences: Iterable[tuple[str, str]], slug: str) -> tuple[str, ...]:
    """Return the courses whose completion counts as that of `slug`: itself first, then the others.

    An equivalent of an equivalent counts too. Raises ValueError where a course would count as
    itself by way of others, since then nobody could say what stands for what.
    """
    found = [slug]
    for one in found:
        for course, counts_as in equivalences:
            if counts_as == one:
                if course == slug:
                    message = f"{slug} counts as itself"
                    raise ValueError(message)
                if course not in found:
                    found.append(course)
    return tuple(found)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else sorted(value)  # type: ignore[call-overload]  # the only other kind is a frozenset of words


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of an article's words, which an empty line parts."""
    return tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip())


def paragraph_of(text: str, number: str | None) -> str:
    """Return the words of one paragraph, or all of them where none is named or it is not there."""
    parts = paragraphs(text)
    if number and number.isdecimal() and 0 < int(number) <= len(parts):
        return parts[int(number) - 1]
    return " ".join(parts)
