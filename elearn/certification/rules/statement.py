"""What a certificate says, frozen: every fact in every language it was published in.

A certificate is never rendered from live data. Whatever a page, a PDF or an API answer shows of it
comes from this record, which is stored as JSON and known by the SHA-256 of its canonical form.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

SCHEMA = 1
"""The form of the record; a later form gets its own reader, and old records stay as they are."""

Texts = Mapping[str, str]
"""A text by language tag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whom the certificate is for."""

    name: str
    """As they write it, in whatever script."""
    name_latin: str | None
    language: str | None
    """Their own language, if known: it decides between the forms of Han characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """The municipality that states it."""

    code: str
    names: Texts
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """The course, in the very version that was completed."""

    slug: str
    code: str
    version: int
    content_hash: str
    titles: Texts
    source_language: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The article of a charter, in a dated version, that asks for the course."""

    charter: str
    version: int
    titles: Texts
    language_of_record: str
    in_force_from: date | None
    article: str
    paragraph: str | None
    headings: Texts
    texts: Texts
    """The words of the paragraph, or of the whole article where it has none."""
    provenance: str
    """Whether those words are documented or illustrative."""
    requirement: str
    period: str | None

    @property
    def place(self) -> str:
        """The number of the article, with its paragraph in brackets."""
        return f"{self.article}\u00a0({self.paragraph})" if self.paragraph else self.article


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Everything a certificate says."""

    schema: int = SCHEMA
    holder: Holder
    issuer: Issuer
    course: Completed
    language: str
    """In which language the course was completed."""
    completed_at: datetime
    completed_on: date
    """The civil day of completion in the issuer's time zone."""
    time_zone: str
    score: str | None
    """The share of the points that was reached, from 0 to 1, if there was a score."""
    ground: Ground | None
    """None when no charter asked for the course on that day."""


def record(statement: Statement) -> dict[str, Any]:
    """Return the statement as plain JSON values: instants in UTC, days as ISO dates."""
    return {key: _plain(value) for key, value in dataclasses.asdict(statement).items()}


def read(payload: Mapping[str, Any]) -> Statement:
    """Return the statement of a stored record.

    Raises ValueError when the record has a form this version does not know.
    """
    if payload.get("schema") != SCHEMA:
        message = f"unknown form of certificate record: {payload.get('schema')!r}"
        raise ValueError(message)
    ground = payload["ground"]
    return Statement(
        holder=Holder(**payload["holder"]),
        issuer=Issuer(**payload["issuer"]),
        course=Completed(**payload["course"]),
        language=payload["language"],
        completed_at=datetime.fromisoformat(payload["completed_at"]),
        completed_on=date.fromisoformat(payload["completed_on"]),
        time_zone=payload["time_zone"],
        score=payload["score"],
        ground=None if ground is None else Ground(**ground | {"in_force_from": _day(ground)}),
    )


def canonical(payload: Mapping[str, Any]) -> bytes:
    """Return the record as the one JSON text it has: keys sorted, no spaces, UTF-8."""
    text = json.dumps(
        payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode()


def fingerprint(payload: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the canonical record, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(payload)).hexdigest()


def chosen(texts: Texts, language: str, first: str) -> tuple[str, str]:
    """Return the language and the text to show: the asked for, else the original, else any.

    Raises LookupError when there is no text at all.
    """
    for candidate in (language, first, *sorted(texts)):
        if texts.get(candidate):
            return candidate, texts[candidate]
    message = "a text in no language"
    raise LookupError(message)


def civil_day(instant: datetime, zone: str) -> date:
    """Return the day an instant falls on in a zone (a name of the IANA database)."""
    return instant.astimezone(ZoneInfo(zone)).date()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return value


def _day(ground: Mapping[str, Any]) -> date | None:
    value = ground["in_force_from"]
    return None if value is None else date.fromisoformat(value)
