"""Enrolments, lessons and progress as JSON."""

from __future__ import annotations

import marshmallow as ma

from elearn.learning.rules import EnrolmentStatus, LessonState
from elearn.locales import LANGUAGES

LANGUAGE = ma.validate.OneOf(LANGUAGES, error="Choose one of: {choices}.")


class LanguageSchema(ma.Schema):
    """The language of the words in the answer."""

    lang = ma.fields.String(
        validate=LANGUAGE,
        metadata={"description": "Without it: the profile's language, then `Accept-Language`"},
    )


class EnrolSchema(ma.Schema):
    """Which course, and whether a completed one is to be taken again."""

    course = ma.fields.String(required=True, metadata={"description": "The slug of the course"})
    again = ma.fields.Boolean(load_default=False)


class EnrolmentSchema(ma.Schema):
    """An enrolment in short."""

    id = ma.fields.String(required=True)
    course = ma.fields.String(required=True)
    version = ma.fields.Integer(required=True)
    status = ma.fields.String(
        required=True, validate=ma.validate.OneOf([status.value for status in EnrolmentStatus])
    )
    enrolled_at = ma.fields.AwareDateTime(required=True)
    completed_at = ma.fields.AwareDateTime(required=True, allow_none=True)
    progress = ma.fields.Float(required=True, metadata={"description": "A share of 1"})


class LessonStateSchema(ma.Schema):
    """A lesson in the list of an enrolment."""

    id = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    minutes = ma.fields.Integer(required=True)
    status = ma.fields.String(
        required=True, validate=ma.validate.OneOf([state.value for state in LessonState])
    )


class ModuleStateSchema(ma.Schema):
    """A module of an enrolment."""

    id = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    minutes = ma.fields.Integer(required=True)
    lessons = ma.fields.List(ma.fields.Nested(LessonStateSchema), required=True)
    assessment = ma.fields.String(required=True, allow_none=True)


class AssessmentStateSchema(ma.Schema):
    """An assessment of an enrolment, as far as its results tell."""

    id = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    kind = ma.fields.String(required=True)
    status = ma.fields.String(required=True)
    questions = ma.fields.Integer(required=True)
    pass_mark = ma.fields.Float(required=True)
    attempts = ma.fields.Integer(required=True, allow_none=True)
    required = ma.fields.Boolean(
        required=True, metadata={"description": "Whether the course cannot be done without it"}
    )


class WorksheetStateSchema(ma.Schema):
    """A worksheet of an enrolment, without what was written into it."""

    id = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    minutes = ma.fields.Integer(required=True)
    status = ma.fields.String(
        required=True, validate=ma.validate.OneOf([status.value for status in EnrolmentStatus])
    )


class PlaceSchema(ma.Schema):
    """Where to go on."""

    lesson = ma.fields.String(required=True)
    block = ma.fields.String(required=True, allow_none=True)


class EnrolmentDetailSchema(EnrolmentSchema):
    """An enrolment with everything in it."""

    title = ma.fields.String(required=True)
    language = ma.fields.String(
        required=True, metadata={"description": "The language of the titles"}
    )
    languages = ma.fields.List(ma.fields.String(), required=True)
    resume = ma.fields.Nested(PlaceSchema, required=True, allow_none=True)
    modules = ma.fields.List(ma.fields.Nested(ModuleStateSchema), required=True)
    assessments = ma.fields.List(ma.fields.Nested(AssessmentStateSchema), required=True)
    worksheets = ma.fields.List(ma.fields.Nested(WorksheetStateSchema), required=True)


class ReferenceSchema(ma.Schema):
    """A source that the lesson cites."""

    number = ma.fields.Integer(required=True)
    id = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    reference = ma.fields.String(required=True)
    locators = ma.fields.List(ma.fields.String(), required=True)
    url = ma.fields.String(required=True, allow_none=True)
    checked_on = ma.fields.String(required=True, allow_none=True)


class LessonSchema(ma.Schema):
    """A lesson to read."""

    id = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    html = ma.fields.String(required=True)
    language = ma.fields.String(required=True)
    direction = ma.fields.String(required=True)
    module = ma.fields.String(required=True)
    position = ma.fields.Integer(required=True)
    of = ma.fields.Integer(required=True)
    minutes = ma.fields.Integer(required=True)
    status = ma.fields.String(required=True)
    block = ma.fields.String(
        required=True, allow_none=True, metadata={"description": "The block last read"}
    )
    previous = ma.fields.String(required=True, allow_none=True)
    next = ma.fields.String(required=True, allow_none=True)
    blocks = ma.fields.List(ma.fields.Dict(), required=True)
    references = ma.fields.List(ma.fields.Nested(ReferenceSchema), required=True)


class ReportProgressSchema(ma.Schema):
    """How far a lesson is read."""

    status = ma.fields.String(
        required=True, validate=ma.validate.OneOf([LessonState.ATTEMPTED, LessonState.COMPLETED])
    )
    block = ma.fields.String(
        load_default=None, allow_none=True, metadata={"description": "The block last read"}
    )
    language = ma.fields.String(
        load_default=None,
        allow_none=True,
        validate=LANGUAGE,
        metadata={"description": "The language in which it was read"},
    )


class ProgressSchema(ma.Schema):
    """What the lesson and the enrolment have come to."""

    lesson = ma.fields.String(required=True)
    status = ma.fields.String(required=True)
    progress = ma.fields.Float(required=True)
    enrolment_status = ma.fields.String(required=True)
