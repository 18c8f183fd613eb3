"""The API of charters: the list, and one version with its articles and what follows from them."""

from __future__ import annotations

from typing import Any

from elearn.database import db
from elearn.identity.login import current_person
from elearn.identity.models import Organisation
from elearn.locales import current_language, pick
from elearn.mandates.api.blueprint import blueprint
from elearn.mandates.api.parts import said
from elearn.mandates.models import Article, CharterVersion, Requirement
from elearn.mandates.queries import charter_view, charters_loaded
from elearn.mandates.rules import Asked, ExemptionRule, FirstDeadline, Recurrence
from elearn.mandates.schemas import (
    CharterAskedSchema,
    CharterListSchema,
    ChartersAskedSchema,
    CharterSchema,
)
from elearn.permissions import Permission, requires
from elearn.web.time import now, today

KEPT_AS_THEY_ARE = (
    "code",
    "paragraph",
    "audience",
    "programme",
    "grace_days",
    "valid_from",
    "valid_to",
    "responsible",
    "languages",
    "reminders",
    "reporting",
    "retention_months",
    "counts_in_appraisal",
    "fulfils",
    "provenance",
)


@blueprint.get("/charters")
@requires(Permission.CHARTER_READ)
@blueprint.arguments(ChartersAskedSchema, location="query")
@blueprint.response(200, CharterListSchema)
def charters(asked: dict[str, Any]) -> dict[str, Any]:
    """List the charters of this service, each by the version that is in force today.

    Words come in the language of the request (`?lang=`, the profile, `Accept-Language`).
    """
    on = today(now(), current_person().organisation_time_zone)
    page, size = asked["page"], asked["size"]
    total, found = charters_loaded(db.session(), on, first=(page - 1) * size, size=size)
    items = [
        {
            **_head(each.charter.code, each.owner, each.version),
            "versions": [version.version for version in each.versions],
        }
        for each in found
    ]
    return {"total": total, "page": page, "size": size, "items": items}


@blueprint.get("/charters/<code>")
@requires(Permission.CHARTER_READ)
@blueprint.arguments(CharterAskedSchema, location="query")
@blueprint.response(200, CharterSchema)
def charter(asked: dict[str, Any], code: str) -> dict[str, Any]:
    """Return a version of a charter whole: articles, requirements, and what a body itself owes.

    Words come in the language of the request, else in the language of record.
    """
    found = charter_view(
        db.session(),
        code,
        today=today(now(), current_person().organisation_time_zone),
        version=asked.get("version"),
    )
    version, record = found.version, found.version.language_of_record
    return {
        **_head(found.code, found.organisation, version),
        "adopted_on": version.adopted_on,
        "source_url": version.source_url,
        "members": version.members,
        "versions": found.versions,
        "articles": [_article(each.article, record) for each in found.articles],
        "topics": [{**each, "title": said(each["titles"], record)} for each in version.topics],
        "requirements": [
            _requirement(requirement, each.article)
            for each in found.articles
            for requirement in each.requirements
        ],
        "body_duties": [
            {**each, "title": said(each["titles"], record)} for each in version.body_duties
        ],
    }


def _head(code: str, owner: Organisation, version: CharterVersion) -> dict[str, Any]:
    language, title = pick(version.titles, current_language(), version.language_of_record)
    return {
        "code": code,
        "organisation": owner.code,
        "title": title,
        "language": language,
        "version": version.version,
        "in_force_from": version.in_force_from,
        "in_force_to": version.in_force_to,
        "legal_status": version.legal_status,
        "language_of_record": version.language_of_record,
        "provenance": version.provenance,
        "on_adhesion": version.on_adhesion,
    }


def _article(found: Article, record: str) -> dict[str, Any]:
    language, text = pick(found.texts, current_language(), record)
    return {
        "number": found.number,
        "heading": said(found.headings, record),
        "text": text,
        "language": language,
        "valid_from": found.valid_from,
        "valid_to": found.valid_to,
        "source": found.source,
        "provenance": found.provenance,
    }


def _requirement(found: Requirement, article: Article) -> dict[str, Any]:
    return {
        "article": article.number,
        "asked": Asked.of(found.asked),
        "recurrence": Recurrence.of(found.recurrence),
        "initial_deadline": FirstDeadline.of(found.initial_deadline),
        "exemptions": list(map(ExemptionRule.of, found.exemptions)),
        **{name: getattr(found, name) for name in KEPT_AS_THEY_ARE},
    }
