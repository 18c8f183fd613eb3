"""The pages of charters: an article's words, and what follows from them for the reader."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext

from elearn.database import db
from elearn.identity.login import current_person
from elearn.locales import current_language, digits, pick
from elearn.mandates.pages import vocabulary, words
from elearn.mandates.pages.blueprint import blueprint
from elearn.mandates.queries import (
    ArticleView,
    CharterView,
    CourseView,
    ObligationView,
    body_duties_of,
    charter_view,
    obligations_of,
)
from elearn.mandates.queries.views import course_views
from elearn.mandates.rules import Asked, ExemptionRule, paragraphs
from elearn.permissions import Permission, requires
from elearn.web.time import now, today


@blueprint.get("/charters/<code>")
@requires(Permission.CHARTER_READ)
def charter(code: str) -> str:
    """Show a charter: its versions, its articles, and what the reader's own body owes itself."""
    found = _charter(code)
    return render_template("mandates/charter.html", **_frame(found), body_duties=_owed(found))


@blueprint.get("/charters/<code>/articles/<number>")
@requires(Permission.CHARTER_READ)
def article(code: str, number: str) -> str:
    """Show an article: its words, what follows from them, and what that means for the reader."""
    found = _charter(code)
    chosen = found.article(number)
    mine = [
        each
        for each in obligations_of(db.session(), current_person().person_id, today=now())
        if (each.charter, each.article) == (code, number)
    ]
    slugs = {slug for each in chosen.requirements for slug in Asked.of(each.asked).courses}
    return render_template(
        "mandates/article.html",
        **_frame(found),
        article=_article(found, chosen),
        requirements=_requirements(found, chosen, course_views(db.session(), slugs)),
        mine=[_mine(each) for each in mine],
    )


def _charter(code: str) -> CharterView:
    person = current_person()
    return charter_view(
        db.session(),
        code,
        today=today(now(), person.organisation_time_zone),
        version=request.args.get("version", type=int),
    )


def _frame(found: CharterView) -> dict[str, Any]:
    """Return what both pages show of the charter itself."""
    version = found.version
    chosen = {"version": version.version} if "version" in request.args else {}
    return {
        "code": found.code,
        "title": words.words(version.titles, version.language_of_record),
        "version": version,
        "versions": found.versions,
        "chosen": chosen,
        "status": words.status(
            version.legal_status, version.adopted_on, version.language_of_record
        ),
        "provenance": words.provenance(version.provenance),
        "owner": found.organisation.name(current_language()),
        "articles": [_article(found, each) for each in found.articles],
        "in_force": version.in_force_from <= today(now(), current_person().organisation_time_zone),
    }


def _owed(found: CharterView) -> list[dict[str, Any]]:
    person = current_person()
    day = today(now(), person.organisation_time_zone)
    record = found.version.language_of_record
    scope = person.scope(Permission.CHARTER_EDIT)
    return [
        {
            "title": words.words(each.titles, record),
            "to": each.to,
            "body": words.words(each.names, each.names_language),
            "due_on": each.due_on,
            "done_on": each.done_on,
            "late": (each.done_on or day) > each.due_on,
            "record_href": url_for("mandates.bound", code=each.organisation)
            if scope.covers(each.path)
            else None,
        }
        for each in body_duties_of(db.session(), found, person.home_path)
    ]


def _article(found: CharterView, chosen: ArticleView) -> dict[str, Any]:
    record = found.version.language_of_record
    text = words.words(chosen.article.texts, record)
    return {
        "number": chosen.article.number,
        "heading": words.words(chosen.article.headings, record),
        "language": text.language,
        "paragraphs": paragraphs(text.text),
        "provenance": words.provenance(chosen.article.provenance)
        if chosen.article.provenance != found.version.provenance
        else None,
    }


def _requirements(
    found: CharterView, chosen: ArticleView, courses: dict[str, CourseView]
) -> list[dict[str, Any]]:
    topics = {
        topic["code"]: words.words(topic["titles"], found.version.language_of_record).text
        for topic in found.version.topics
    }
    return [
        {
            "code": each.code,
            "paragraph": each.paragraph,
            "audience": list(words.audience(each.audience, {})),
            "courses": [
                _course(courses.get(slug) or CourseView(slug, {}, "en"))
                for slug in Asked.of(each.asked).courses
            ],
            "any_of": each.asked["kind"] == "course_any_of",
            "asked": list(words.asked(Asked.of(each.asked), topics)),
            "exemptions": list(words.exemptions(map(ExemptionRule.of, each.exemptions))),
            "responsible": gettext(vocabulary.RESPONSIBLE[each.responsible]),
            "reporting": words.reporting(each.reporting),
            "kept_months": each.retention_months,
            "appraisal": each.counts_in_appraisal,
            "recurrence": words.recurrence(each.recurrence),
            "first_deadline": words.first_deadline(each.initial_deadline),
            "grace": words.grace(each.grace_days),
        }
        for each in chosen.requirements
    ]


def _course(found: CourseView) -> dict[str, Any]:
    return {
        "href": url_for("learning.course", slug=found.slug),
        "title": words.words(found.titles or {found.language: found.slug}, found.language),
    }


def _mine(found: ObligationView) -> dict[str, Any]:
    kind, text = words.state(found.state)
    _, place = pick(found.place, current_language())
    return {
        "paragraph": found.paragraph,
        "period": digits(found.period, current_language()) if found.period.isdecimal() else None,
        "kind": kind,
        "state": text,
        "sentence": words.by_when(found.due_on, found.state, found.satisfied_on, place),
        "asked_by": found.asked_by,
        "met": found.satisfied_on is not None,
        "courses": [_course(each) for each in found.courses],
        "reasons": _reasons(found),
    }


def _reasons(found: ObligationView) -> list[str]:
    """Return why it is owed and why it stands as it does, sentence by sentence."""
    courses = {
        each.slug: words.words(each.titles, each.language).text or each.slug
        for each in found.courses
    }
    topics = {
        code: words.words(titles, found.charter_language).text
        for code, titles in found.topics.items()
    }
    return [words.reason(each, courses, topics) for each in found.reasons]
