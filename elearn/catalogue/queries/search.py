"""Search of the catalogue: courses and lessons, in the reader's language."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import TextClause, and_, func, select, text
from sqlalchemy.orm import Session, aliased

from elearn.catalogue.formats.analysis import stem
from elearn.catalogue.formats.lookup import Wanted, excerpt, trimmed, wanted
from elearn.catalogue.models import Course, CourseTopic, CourseVersion, SearchEntry, SearchWord
from elearn.catalogue.queries.courses import newest
from elearn.catalogue.queries.fulltext import fitting_among
from elearn.catalogue.queries.outlines import outline
from elearn.catalogue.rules import Filters, Found, Hit, Text

LIMIT = 10
"""Whoever does not find it among so many types another word."""
MENDABLE = 4
"""Letters of the shortest word that may be taken for another; a short one is near to many."""
LONG = 8
"""From so many letters on a word may have two slips."""
CANDIDATES = 200
"""How many that fit are ranked; where more do, nobody reads to the end."""
NO_FILTERS = Filters()
ABOUT = (
    "EXISTS (SELECT 1 FROM course_topic WHERE course_id = {of}"
    " AND kind = :kind{n} AND key = :key{n})"
)
"""The condition that the course whose id stands in the column `of` has the n-th of some topics."""

Topic = tuple[str, str]


def search(  # noqa: PLR0913  # what, in which language, where, how much
    session: Session,
    text: str,
    language: str,
    *,
    filters: Filters = NO_FILTERS,
    about: Collection[Topic] = (),
    limit: int = LIMIT,
) -> Found:
    """Return what says the words, best first: titles before texts; at most `limit`.

    A course that is not offered in the language is searched in the one it was written in. `about`
    holds topics, (kind, key), whose name was typed: courses about them come first. Where nothing
    fits, a word that no course says is read as the nearest that one does; where that finds nothing
    either, what says some of the words is given.
    """
    scopes = tuple(_scopes(session, language))
    for stage in ("said", "mended", "some"):
        searches = [_Search(session, text, *scope, filters, stage) for scope in scopes]
        ids = _courses_about(session, about, language, filters) if stage == "said" else []
        for titles in (True, False):
            if len(ids) < limit:
                ids += _best(each for one in searches for each in one.run(titles=titles))
        if ids:
            found = list(dict.fromkeys(ids))[:limit]
            sought = {one.language: one.sought for one in searches}
            read_as = next((one.read_as for one in searches if one.fits), None)
            return Found(_hits(session, found, sought), read_as, some=stage == "some")
    return Found(())


def courses_left(session: Session, filters: Filters) -> frozenset[str]:
    """Return the slugs of the courses that the filters leave."""
    return frozenset(session.scalars(select(Course.slug).where(*_filtered(filters, "course.id"))))


def instruments(session: Session, language: str) -> tuple[tuple[str, Text], ...]:
    """Return the instruments that courses are about, with their titles, by title."""
    statement = (
        select(CourseTopic.key, func.min(CourseTopic.course_id))
        .where(CourseTopic.kind == "instrument")
        .group_by(CourseTopic.key)
    )
    of = dict(session.execute(statement).all())
    outlines = {
        version.course_id: outline(session, version.id, version.content_hash)
        for version in newest(session, set(of.values()))
    }
    titles = [
        (key, outlines[course].text(language, f"source.{key}.title")) for key, course in of.items()
    ]
    return tuple(sorted(titles, key=lambda each: each[1].text.casefold()))


def topics(session: Session) -> dict[str, tuple[str, ...]]:
    """Return what the courses are about and are offered in: the keys of each kind, in order."""
    found: dict[str, list[str]] = {}
    statement = select(CourseTopic.kind, CourseTopic.key).distinct()
    for kind, key in session.execute(statement):
        found.setdefault(kind, []).append(key)
    return {kind: tuple(sorted(keys, key=_order)) for kind, keys in found.items()}


def _order(key: str) -> tuple[tuple[int, str], ...]:
    """Order 4.7 before 11.1, and words by their letters."""
    return tuple((int(part) if part.isdigit() else 0, part) for part in key.split("."))


def _about(filters: Filters, of: str, mark: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the conditions of the filters with their parameters, whose names end with `mark`."""
    for n, (kind, key) in enumerate(filters.pairs()):
        name = f"{n}{mark}"
        yield ABOUT.format(of=of, n=name), {f"kind{name}": kind, f"key{name}": key}


def _filtered(filters: Filters, of: str) -> list[TextClause]:
    return [text(said).bindparams(**params) for said, params in _about(filters, of)]


def _scopes(session: Session, language: str) -> Iterator[tuple[str, str | None]]:
    """Yield the reader's language; and others beside it, for courses not offered in it."""
    yield language, None
    offered = _about(Filters(language=language), "course.id")
    statement = (
        select(CourseVersion.source_language)
        .join(Course)
        .where(*(text(f"NOT {said}").bindparams(**params) for said, params in offered))
        .distinct()
    )
    yield from ((source, language) for source in session.scalars(statement) if source != language)


class _Search:
    """What is looked for in one language, at one stage."""

    def __init__(  # noqa: PLR0913, PLR0917  # what, where and how
        self,
        session: Session,
        text: str,
        language: str,
        reader: str | None,
        filters: Filters,
        stage: str,
    ) -> None:
        self.session, self.language, self.reader, self.filters = session, language, reader, filters
        self.every = stage != "some"
        typed = wanted(text, language)
        self.sought = typed
        if stage != "said":
            self.sought = tuple(trimmed(_mended(session, word, language)) for word in typed)
        mended = any(a.said != b.said for a, b in zip(typed, self.sought, strict=True))
        self.read_as = " ".join(word.said for word in self.sought) if mended else None
        self.fits = False

    def run(self, *, titles: bool) -> list[tuple[float, int]]:
        """Return rank and id of what fits; the lower the rank the better."""
        if not self.sought:
            return []
        conditions: list[str] = []
        params: dict[str, str] = {}
        for said, named in _about(self.filters, "entry.course_id"):
            conditions.append(said)
            params |= named
        if self.reader:
            for said, named in _about(Filters(language=self.reader), "entry.course_id", "reader"):
                conditions.append(f"NOT {said}")
                params |= named
        rows = fitting_among(
            self.session,
            self.sought,
            conditions,
            params,
            every=self.every,
            titles=titles,
            most=CANDIDATES,
        )
        self.fits = self.fits or bool(rows)
        return rows


def _best(rows: Iterator[tuple[float, int]]) -> list[int]:
    return [key for _, key in sorted(rows)]


def _mended(session: Session, word: Wanted, language: str) -> Wanted:
    """Return the word, or the nearest that some course says where none says it."""
    length = len(word.said)
    if word.phrase or length < MENDABLE or word.said.isdigit():
        return word
    bare = [token.removeprefix(language) for token in word.tokens]
    known = select(SearchWord.id).where(SearchWord.language == language, SearchWord.stem.in_(bare))
    if session.execute(known.limit(1)).first():
        return word
    slips = 2 if length >= LONG else 1
    near = select(SearchWord.surface).where(
        SearchWord.language == language,
        func.length(SearchWord.surface).between(length - slips, length + slips),
    )
    found = process.extractOne(
        word.said, sorted(session.scalars(near)), scorer=OSA.distance, score_cutoff=slips
    )
    if found is None:
        return word
    token = f"{language}{stem(found[0], language)}"
    return replace(word, tokens=(token,), said=found[0])


def _courses_about(
    session: Session, about: Collection[Topic], language: str, filters: Filters
) -> list[int]:
    """Return the entries of the courses about one of the topics."""
    found: list[int] = []
    for kind, key in about:
        statement = (
            select(SearchEntry.id)
            .join(CourseTopic, CourseTopic.course_id == SearchEntry.course_id)
            .where(
                CourseTopic.kind == kind,
                CourseTopic.key == key,
                SearchEntry.lesson_id == "",
                SearchEntry.language == language,
                *_filtered(filters, "search_entry.course_id"),
            )
            .order_by(SearchEntry.course_id)
        )
        found += session.scalars(statement)
    return found


def _hits(
    session: Session, ids: Sequence[int], sought: dict[str, tuple[Wanted, ...]]
) -> tuple[Hit, ...]:
    """Return the hits of the entries, in their order."""
    whole = aliased(SearchEntry)
    of_course = and_(
        whole.course_id == SearchEntry.course_id,
        whole.language == SearchEntry.language,
        whole.lesson_id == "",
    )
    columns = (SearchEntry.id, SearchEntry.language, SearchEntry.lesson_id, SearchEntry.title)
    statement = (
        select(*columns, SearchEntry.text, whole.title.label("course"), Course.slug, Course.code)
        .join(Course, Course.id == SearchEntry.course_id)
        .join(whole, of_course)
        .where(SearchEntry.id.in_(ids))
    )
    found = {row.id: row for row in session.execute(statement)}
    return tuple(
        Hit(
            slug=row.slug,
            code=row.code,
            course=Text(row.course, row.language),
            lesson_id=row.lesson_id or None,
            title=Text(row.title, row.language),
            excerpt=excerpt(row.text, sought.get(row.language, ()), row.language),
        )
        for row in (found[key] for key in ids)
    )
