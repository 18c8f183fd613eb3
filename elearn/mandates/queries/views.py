"""An obligation with everything a reader is told about it: what, by when, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from elearn.catalogue.models import Course, CourseVersion, VersionLanguage
from elearn.mandates.queries.facts import Employed
from elearn.mandates.queries.requirements import Binding
from elearn.mandates.rules import Obligation, Reason, State, paragraph_of, reasons


@dataclass(frozen=True, slots=True)
class CourseView:
    """A course that an obligation asks for; `titles` are those of its newest version."""

    slug: str
    titles: Mapping[str, str]
    language: str
    """The source language, to fall back to."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What is asked beside courses, in minutes and sessions, and how much of it is there."""

    minutes: int
    minutes_done: int
    live_minutes: int
    live_minutes_done: int
    sessions: int
    sessions_done: int
    topics: tuple[Mapping[str, str], ...]
    """The titles of the topics that nothing has covered yet."""

    @classmethod
    def of(cls, obligation: Obligation, titles: Mapping[str, Mapping[str, str]]) -> Missing:
        """Return what an obligation asks beside courses; `titles` are those of topics, by code."""
        asked, there = obligation.asked, obligation.tally
        return cls(
            minutes=obligation.min_minutes,
            minutes_done=there.minutes,
            live_minutes=asked.live_minutes,
            live_minutes_done=there.live_minutes,
            sessions=asked.min_sessions,
            sessions_done=there.sessions,
            topics=tuple(
                titles.get(code, {"en": code}) for code in sorted(asked.topics - there.topics)
            ),
        )


@dataclass(frozen=True, slots=True)
class ObligationView:
    """One obligation of one person, with the words of the article it cites (invariant 6)."""

    requirement: str
    charter: str
    charter_titles: Mapping[str, str]
    charter_language: str
    """The language of record, to fall back to."""
    version: int
    article: str
    paragraph: str | None
    article_headings: Mapping[str, str]
    article_texts: Mapping[str, str]
    """The words of the paragraph it follows from, or of the whole article."""
    provenance: str
    kind: str
    courses: tuple[CourseView, ...]
    done: tuple[str, ...]
    """Slugs of those courses that are completed already."""
    period: str
    opens_on: date
    due_on: date
    grace_ends_on: date
    first_deadline: date | None
    state: State
    satisfied_on: date | None
    time_zone: str
    """The zone in which the due day ends."""
    place: Mapping[str, str]
    """The names of the employer, where that day ends."""
    missing: Missing
    excused_until: date | None
    """The last day of the exemption that pauses or waives it."""
    topics: Mapping[str, Mapping[str, str]]
    """The titles of the topics of its charter, by code."""
    reasons: tuple[Reason, ...]
    """Why it is owed, and why it stands as it does."""
    days_left: int
    """Days until the due day; negative when it has passed."""
    obligation: Obligation
    """What the rules say of it, without the words."""

    @property
    def asked_by(self) -> date | None:
        """The day by which somebody new is asked to complete it, while it lies ahead."""
        today = self.due_on - timedelta(days=self.days_left)
        asked = self.first_deadline
        ahead = asked is not None and today <= asked < self.due_on and self.satisfied_on is None
        return asked if ahead else None


def course_views(session: Session, slugs: Iterable[str]) -> dict[str, CourseView]:
    """Return the courses by slug, with the titles of the newest version. One statement."""
    newest = (
        select(CourseVersion.course_id, func.max(CourseVersion.version).label("version"))
        .group_by(CourseVersion.course_id)
        .subquery()
    )
    version = aliased(CourseVersion)
    rows = session.execute(
        select(
            Course.slug,
            version.source_language,
            VersionLanguage.language,
            VersionLanguage.texts["course.title"].as_string(),
        )
        .join(newest, newest.c.course_id == Course.id)
        .join(version, (version.course_id == Course.id) & (version.version == newest.c.version))
        .join(VersionLanguage, VersionLanguage.version_id == version.id)
        .where(Course.slug.in_(sorted(set(slugs))), VersionLanguage.offered.is_(True))
    )
    titles: dict[str, tuple[str, dict[str, str]]] = {}
    for slug, source, language, title in rows:
        titles.setdefault(slug, (source, {}))[1][language] = title
    return {slug: CourseView(slug, found, source) for slug, (source, found) in titles.items()}


def view(
    obligation: Obligation,
    bound: Binding,
    person: Employed,
    courses: Mapping[str, CourseView],
) -> ObligationView:
    """Join an obligation with the words behind it."""
    rule, cited = obligation.requirement, bound.cited[obligation.requirement.key]
    return ObligationView(
        requirement=rule.code,
        charter=rule.charter,
        charter_titles=cited.titles,
        charter_language=cited.language_of_record,
        version=rule.version,
        article=rule.article,
        paragraph=cited.paragraph,
        article_headings=cited.headings,
        article_texts={
            language: paragraph_of(text, cited.paragraph) for language, text in cited.texts.items()
        },
        provenance=cited.provenance,
        kind=rule.asked.kind,
        courses=tuple(courses.get(slug) or CourseView(slug, {}, "en") for slug in rule.courses),
        done=obligation.done,
        period=obligation.period.label,
        opens_on=obligation.opens_on,
        due_on=obligation.due_on,
        grace_ends_on=obligation.grace_ends_on,
        first_deadline=obligation.period.first_deadline,
        state=obligation.state,
        satisfied_on=obligation.satisfied_on,
        time_zone=person.time_zone,
        place=person.employer_names,
        missing=Missing.of(obligation, cited.topics),
        excused_until=obligation.exemption.exemption.ends_on if obligation.exemption else None,
        topics=cited.topics,
        reasons=reasons(obligation),
        days_left=(obligation.due_on - person.today).days,
        obligation=obligation,
    )
