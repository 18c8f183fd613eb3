"""Addresses of steps of a course; those of features above this one only where they are there."""

from __future__ import annotations

from flask import url_for

from elearn.learning.rules import Progress, Step


def step_url(eid: str, step: Step | None) -> str | None:
    """Return the address of a step of an enrolment, or None where there is none to show."""
    if step is None:
        return None
    if step.kind == "lesson":
        return url_for("learning.lesson", eid=eid, lesson=step.id)
    return url_for("assessment.intro", eid=eid, key=step.id)


def continue_url(eid: str, found: Progress) -> str | None:
    """Return where the learner goes on: the very block, or the assessment still to be passed."""
    place = found.place
    if place:
        return url_for("learning.lesson", eid=eid, lesson=place.lesson, _anchor=place.block)
    if found.next_assessment and not found.completed_at:
        return step_url(eid, Step("assessment", found.next_assessment))
    return None
