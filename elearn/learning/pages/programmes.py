"""The programmes, each as a path: what is met, what is missing, what comes first."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for
from flask_babel import gettext, ngettext

from elearn.catalogue.rules import PartState, Path, Text
from elearn.database import db
from elearn.identity.login import current_person
from elearn.learning.pages.blueprint import blueprint
from elearn.learning.queries import Paths, paths_of
from elearn.locales import current_language, number, percent
from elearn.permissions import Permission, requires


@blueprint.get("/programmes")
@requires(Permission.LEARN)
def programmes() -> str:
    """Show every programme, and how far the reader is with it."""
    language = current_language()
    found = paths_of(db.session(), current_person().person_id)
    return render_template(
        "learning/programmes.html",
        programmes=[
            {
                "path": each,
                "title": _said(each.programme.title, language),
                "summary": _said(each.programme.summary, language),
                "hours": _hours(each),
                "rows": [
                    _row(n, state, found, language) for n, state in enumerate(each.parts, start=1)
                ],
            }
            for each in found.paths
        ],
    )


def _said(texts: Any, language: str) -> Text:
    spoken = language if language in texts else "en"
    return Text(texts[spoken], spoken)


def _title(slug: str, found: Paths, language: str) -> Text:
    published, member = found.published.get(slug), found.members[slug]
    if published:
        return published.text(language, "course.title")
    return _said(member.title or {"en": member.code}, language)


def _hours(path: Path) -> str:
    return gettext(
        "%(done)s of %(needed)s hours",
        done=number(round(path.minutes / 60, 1)),
        needed=number(round(path.minutes_needed / 60, 1)),
    )


def _row(n: int, state: PartState, found: Paths, language: str) -> dict[str, Any]:
    """Return one part of a path: its courses, what it waits for, how far it is."""
    slugs = [state.met_by] if state.met_by else list(state.part.any_of)
    courses = [
        {
            "title": _title(slug, found, language),
            "code": found.members[slug].code,
            "href": url_for("learning.course", slug=slug) if slug in found.published else None,
        }
        for slug in slugs
    ]
    notes = []
    if state.part.least is not None:
        notes.append(gettext("At least %(score)s.", score=percent(state.part.least)))
    if state.too_low:
        notes.append(gettext("You completed it with a lower score; taking it again can raise it."))
    if not state.met_by:
        notes += _waiting(slugs, found, language)
    return {
        "mark": number(n),
        "courses": courses,
        "notes": notes,
        "state": ("done", gettext("Completed")) if state.met_by else ("none", gettext("Missing")),
    }


def _waiting(slugs: list[str], found: Paths, language: str) -> list[str]:
    """Return what keeps the part from being taken: courses to come, courses to take before."""
    notes = []
    absent = [slug for slug in slugs if slug not in found.published]
    if absent:
        notes.append(
            ngettext(
                "This course is not published yet.",
                "%(count)s of these courses are not published yet.",
                len(absent) if len(slugs) > 1 else 1,
                count=number(len(absent)),
            )
        )
    before = {first for slug in slugs for first in found.members[slug].first} - found.done
    if before and len(absent) < len(slugs):
        titles = [_title(slug, found, language).text for slug in sorted(before)]
        notes.append(gettext("Take first: %(courses)s", courses=", ".join(titles)))
    return notes
