"""The terms of every course, at its newest version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from elearn.catalogue.formats.analysis import fold, words
from elearn.catalogue.queries.courses import courses
from elearn.catalogue.queries.outlines import outline
from elearn.catalogue.rules import Entry, Outline


def glossary(session: Session, language: str) -> tuple[Entry, ...]:
    """Return every term once, in the order of the language's letters.

    Where two courses explain one term, the words are those of the first by code.
    """
    found: dict[str, Entry] = {}
    for version in courses(session):
        course = outline(session, version.id, version.content_hash)
        for term in course.terms:
            found[term] = _joined(found.get(term), _entry(course, term, language))
    return tuple(sorted(found.values(), key=lambda entry: fold(entry.term.text)))


def matching(terms: Sequence[Entry], wanted: str, language: str) -> tuple[Entry, ...]:
    """Return the terms in which every word wanted stands, in the language or the original."""
    stems = {word.stem for word in words(wanted, language)}
    return tuple(entry for entry in terms if stems <= _stems(entry, language))


def _stems(entry: Entry, language: str) -> set[str]:
    said = f"{entry.term.text} {entry.definition.text}"
    here = {word.stem for word in words(f"{said} {entry.original.text}", language)}
    return here | {word.stem for word in words(entry.original.text, entry.original.language)}


def _entry(course: Outline, term: str, language: str) -> Entry:
    key = f"term.{term}.term"
    return Entry(
        id=term,
        term=course.text(language, key),
        definition=course.text(language, f"term.{term}.definition"),
        original=course.text(course.source_language, key),
        courses=((course.slug, course.text(language, "course.title")),),
    )


def _joined(before: Entry | None, entry: Entry) -> Entry:
    if before is None:
        return entry
    return replace(before, courses=before.courses + entry.courses)
