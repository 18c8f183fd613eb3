"""The requirements that bind whoever works at certain places, ready for the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from elearn.identity.models import Organisation
from elearn.mandates import rules
from elearn.mandates.models import Article, Charter, CharterVersion, Requirement


@dataclass(frozen=True, slots=True)
class Cited:
    """The words that stand behind a requirement (invariant 6)."""

    titles: Mapping[str, str]
    language_of_record: str
    headings: Mapping[str, str]
    texts: Mapping[str, str]
    paragraph: str | None
    provenance: str


@dataclass(frozen=True, slots=True)
class Binding:
    """Requirements for the rules, and what each cites, by `Requirement.key`."""

    requirements: tuple[rules.Requirement, ...]
    cited: Mapping[int, Cited]


def ancestors(path: str) -> list[str]:
    """Return the paths of an organisation and of all above it."""
    codes = path.strip("/").split("/")
    return ["/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]


def bound_at(path: str) -> ColumnElement[bool]:
    """Return the condition that an organisation's charter can bind somebody at or below `path`."""
    return or_(
        Organisation.path.in_(ancestors(path)), Organisation.path.startswith(path, autoescape=True)
    )


def binding(session: Session, where: ColumnElement[bool]) -> Binding:
    """Return the requirements of all charters of the organisations that `where` selects.

    One statement. A version without any requirement still ends the one before it.
    """
    statement = (
        select(Charter.code, CharterVersion, Organisation.path, Requirement, Article)
        .join(CharterVersion, CharterVersion.charter_id == Charter.id)
        .join(Organisation, Organisation.id == Charter.organisation_id)
        .outerjoin(Requirement, Requirement.charter_version_id == CharterVersion.id)
        .outerjoin(Article, Article.id == Requirement.article_id)
        .where(where)
        .order_by(Charter.code, CharterVersion.version, Requirement.position)
    )
    rows = list(session.execute(statement))
    until = _ends((code, version) for code, version, *_ in rows)
    found: list[rules.Requirement] = []
    cited: dict[int, Cited] = {}
    for code, version, path, maybe, article in rows:
        requirement: Requirement | None = maybe
        if requirement is None:
            continue
        found.append(
            rules.Requirement(
                charter=code,
                version=version.version,
                article=article.number,
                code=requirement.code,
                path=path,
                in_force_from=version.in_force_from,
                audience=rules.Audience.of(requirement.audience),
                courses=tuple(requirement.courses),
                recurrence=rules.Recurrence.of(requirement.recurrence),
                deadline=rules.FirstDeadline.of(requirement.initial_deadline),
                grace_days=requirement.grace_days,
                kind=requirement.kind,
                until=until[version.id],
                key=requirement.id,
            )
        )
        cited[requirement.id] = Cited(
            titles=version.titles,
            language_of_record=version.language_of_record,
            headings=article.headings,
            texts=article.texts,
            paragraph=requirement.paragraph,
            provenance=requirement.provenance,
        )
    return Binding(tuple(found), cited)


def _ends(versions: Iterable[tuple[str, CharterVersion]]) -> dict[int, date | None]:
    """Return, by version id, the first day on which it starts no period any more."""
    ends: dict[int, date | None] = {}
    before: tuple[str, CharterVersion] | None = None
    for code, version in versions:
        if before is not None and before[0] == code and before[1].id != version.id:
            ended = ends[before[1].id]
            ends[before[1].id] = min(ended or version.in_force_from, version.in_force_from)
        last = version.in_force_to
        ends.setdefault(version.id, last + timedelta(days=1) if last else None)
        before = (code, version)
    return ends
