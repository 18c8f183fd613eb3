"""Charters as they are read: one version with its articles and what follows from each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from elearn.errors import N_, Conflict, NotFound
from elearn.identity.models import Organisation
from elearn.identity.rules import ancestors
from elearn.mandates.models import Article, Charter, CharterVersion, Requirement
from elearn.mandates.queries.bound import LoadedCharter, loaded_charters, version_on


class CharterNotFound(NotFound):
    """No charter has this code, or none this version."""

    code = "charter-not-found"


class ArticleNotFound(NotFound):
    """The charter has no article with this number."""

    code = "article-not-found"


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article and the requirements that follow from it, in the order of the file."""

    article: Article
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class CharterView:
    """One version of a charter, whole, among its versions."""

    code: str
    organisation: Organisation
    version: CharterVersion
    versions: tuple[CharterVersion, ...]
    articles: tuple[ArticleView, ...]

    def article(self, number: str) -> ArticleView:
        """Return the article with this number, or raise ArticleNotFound."""
        for each in self.articles:
            if each.article.number == number:
                return each
        raise ArticleNotFound(N_("There is no article %(number)s in this charter."), number=number)


def charter_view(
    session: Session, code: str, *, today: date, version: int | None = None
) -> CharterView:
    """Return a version of the charter: the one asked for, else the one in force, else the first.

    Raises CharterNotFound. Four statements.
    """
    row = session.execute(
        select(Charter, Organisation)
        .join(Organisation, Organisation.id == Charter.organisation_id)
        .where(Charter.code == code)
    ).one_or_none()
    if row is None:
        raise CharterNotFound(N_("There is no charter %(code)s."), code=code)
    charter, organisation = row
    versions = tuple(
        session.scalars(
            select(CharterVersion)
            .where(CharterVersion.charter_id == charter.id)
            .order_by(CharterVersion.version)
        )
    )
    chosen = _chosen(versions, version, today)
    if chosen is None:
        raise CharterNotFound(
            N_("There is no version %(version)s of this charter."), version=version
        )
    articles = session.scalars(
        select(Article).where(Article.charter_version_id == chosen.id).order_by(Article.position)
    )
    requirements = session.scalars(
        select(Requirement)
        .where(Requirement.charter_version_id == chosen.id)
        .order_by(Requirement.position)
    ).all()
    return CharterView(
        code=code,
        organisation=organisation,
        version=chosen,
        versions=versions,
        articles=tuple(
            ArticleView(
                article, tuple(each for each in requirements if each.article_id == article.id)
            )
            for article in articles
        ),
    )


def _chosen(
    versions: Sequence[CharterVersion], wanted: int | None, today: date
) -> CharterVersion | None:
    if wanted is not None:
        return next((each for each in versions if each.version == wanted), None)
    return version_on(versions, today)


def charters_loaded(
    session: Session, on: date, *, first: int = 0, size: int | None = None
) -> tuple[int, list[LoadedCharter]]:
    """Return how many charters there are, and some of them by code, as they are on a day.

    Two statements for any number of them.
    """
    total = session.scalar(select(func.count()).select_from(Charter)) or 0
    some = select(Charter.id).order_by(Charter.code).offset(first).limit(size)
    rows = session.execute(
        select(Charter, Organisation, CharterVersion)
        .join(Organisation, Organisation.id == Charter.organisation_id)
        .join(CharterVersion, CharterVersion.charter_id == Charter.id)
        .where(Charter.id.in_(some.subquery().select()))
        .options(defer(CharterVersion.document))
        .order_by(Charter.code, CharterVersion.version)
    )
    return total, list(loaded_charters(((row[0], row[1], row[2]) for row in rows), on).values())


class NotKeptWhole(Conflict):
    """The version was loaded before versions were kept whole."""

    code = "not-kept-whole"


def charter_document(session: Session, code: str, *, version: int | None = None) -> dict[str, Any]:
    """Return all that a version says, the newest unless one is named.

    Raises CharterNotFound, and NotKeptWhole for a version of the first release.
    """
    statement = (
        select(CharterVersion.document)
        .join(Charter, Charter.id == CharterVersion.charter_id)
        .where(Charter.code == code)
        .order_by(CharterVersion.version.desc())
    )
    if version is not None:
        statement = statement.where(CharterVersion.version == version)
    document: dict[str, Any] | None = session.scalars(statement).first()
    if document is None:
        raise CharterNotFound(N_("There is no such version of a charter %(code)s."), code=code)
    if not document:
        raise NotKeptWhole(
            N_("This version was loaded before versions were kept whole. Use its file.")
        )
    return document


def charters_above(session: Session, path: str) -> Sequence[str]:
    """Return the codes of the charters that bind whoever works at `path`, the widest first."""
    return session.scalars(
        select(Charter.code)
        .join(Organisation, Organisation.id == Charter.organisation_id)
        .where(Organisation.path.in_(ancestors(path)))
        .order_by(Organisation.path, Charter.code)
    ).all()
