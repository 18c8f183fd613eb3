"""A charter as it is read from a file: one dated version, its articles and requirements."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
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

    def content_hash(self) -> str:
        """Return a digest of all that the version says; two equal texts have the same one."""
        plain = asdict(self)
        plain.pop("not_enforced")
        words = json.dumps(plain, default=_plain, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(words.encode()).hexdigest()


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
