"""Write a compiled course into the rows of its version."""

from __future__ import annotations

from sqlalchemy.orm import Session

from elearn.catalogue.formats.canonical import question_hash
from elearn.catalogue.formats.compile import CompiledCourse
from elearn.catalogue.formats.media import Medium
from elearn.catalogue.formats.pack import Question
from elearn.catalogue.formats.stored import definition, lesson_document, policy, words
from elearn.catalogue.models import (
    AssessmentDefinition,
    LessonText,
    MediaFile,
    PackFile,
    QuestionDefinition,
    QuestionText,
    VersionLanguage,
)


def store(session: Session, version_id: int, course: CompiledCourse) -> None:
    """Add everything of the course to the session, below its version."""
    _languages(session, version_id, course)
    _assessments(session, version_id, course)
    _files(session, version_id, course)
    session.flush()


def _languages(session: Session, version_id: int, course: CompiledCourse) -> None:
    for compiled in course.languages:
        session.add(
            VersionLanguage(
                version_id=version_id,
                language=compiled.language,
                offered=compiled.offered,
                texts=dict(compiled.texts),
                translated=compiled.translated,
                total=compiled.total,
                fuzzy=compiled.fuzzy,
            )
        )
        # in this order, so that the ids follow the languages as they are listed
        session.flush()
        session.add_all(
            LessonText(
                version_id=version_id,
                lesson_id=lesson.id,
                language=compiled.language,
                html=lesson.html,
                blocks=lesson_document(lesson),
            )
            for lesson in compiled.lessons.values()
        )


def _assessments(session: Session, version_id: int, course: CompiledCourse) -> None:
    pack = course.pack
    for position, assessment in enumerate(pack.assessments.values(), 1):
        row = AssessmentDefinition(
            version_id=version_id,
            key=assessment.id,
            module_key=pack.modules_of.get(assessment.id),
            kind=assessment.kind,
            position=position,
            policy=policy(assessment),
        )
        session.add(row)
        session.flush()
        questions = [
            QuestionDefinition(
                assessment_id=row.id,
                key=question.id,
                position=n,
                type=question.type,
                definition=definition(question),
                content_hash=question_hash(question),
            )
            for n, question in enumerate(assessment.questions, 1)
        ]
        session.add_all(questions)
        session.flush()
        for question, stored in zip(assessment.questions, questions, strict=True):
            _words(session, course, question, stored.id)


def _words(session: Session, course: CompiledCourse, question: Question, question_id: int) -> None:
    for compiled in course.languages:
        texts = compiled.questions.get(question.id)
        if texts:
            session.add(
                QuestionText(
                    question_id=question_id, language=compiled.language, texts=words(texts)
                )
            )


def _files(session: Session, version_id: int, course: CompiledCourse) -> None:
    pack = course.pack
    for compiled in course.languages:
        session.add_all(_media_file(version_id, *made) for made in compiled.made.values())
    for path, data in pack.files.items():
        medium = pack.media.get(path)
        if medium:
            session.add(_media_file(version_id, medium, data))
        else:
            session.add(PackFile(version_id=version_id, path=path, data=data))


def _media_file(version_id: int, medium: Medium, data: bytes) -> MediaFile:
    return MediaFile(
        version_id=version_id,
        path=medium.path,
        content_type=medium.content_type,
        digest=medium.digest,
        data=data,
    )
