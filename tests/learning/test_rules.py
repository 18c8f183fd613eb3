"""When a course is done, how much of it, where to go on: against slow and obvious versions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.catalogue.rules import (
    AssessmentOutline,
    CompletionRule,
    LessonOutline,
    ModuleOutline,
    Outline,
)
from elearn.learning.rules import MoveOn, Place, Step, is_met, neighbours, resume, share_done, steps

IDS = [f"l{n}" for n in range(6)]
KEYS = [f"a{n}" for n in range(3)]

lesson_sets = st.frozensets(st.sampled_from([*IDS, "elsewhere"]))
key_sets = st.frozensets(st.sampled_from([*KEYS, "elsewhere"]))
rules = st.builds(
    CompletionRule,
    st.sampled_from(list(MoveOn)),
    st.lists(st.sampled_from(KEYS), unique=True).map(tuple),
)


def outline_of(rule: CompletionRule, count: int, check: str | None = None) -> Outline:
    lessons = tuple(LessonOutline(IDS[n], 4, "m", n + 1) for n in range(count))
    return Outline(
        content_hash="x",
        version_id=1,
        slug="c",
        code="C",
        version=1,
        source_language="en",
        languages=("en",),
        minutes=10,
        outcomes=(),
        modules=(ModuleOutline("m", 10, lessons, check),),
        assessments=tuple(
            AssessmentOutline(key, "final", None, 0.8, None, 1) for key in rule.assessments
        ),
        completion=rule,
        sources=(),
        licence="",
        terms=(),
        texts={},
    )


def slowly_met(move_on: str, lessons: Any, named: Any, completed: Any, passed: Any) -> bool:
    """Read the rule of cmi5 aloud, one word after the other."""
    is_completed = len(lessons) > 0
    for lesson in lessons:
        if lesson not in completed:
            is_completed = False
    is_passed = len(named) > 0
    for key in named:
        if key not in passed:
            is_passed = False
    if move_on == "Passed":
        return is_passed
    if move_on == "Completed":
        return is_completed
    if move_on == "CompletedAndPassed":
        return is_completed and is_passed
    if move_on == "CompletedOrPassed":
        return is_completed or is_passed
    return True


@given(rules, st.frozensets(st.sampled_from(IDS)), lesson_sets, key_sets)
def test_the_rule_is_met_as_cmi5_says(
    rule: CompletionRule, lessons: Any, completed: Any, passed: Any
) -> None:
    found = is_met(rule, lessons, completed=completed, passed=passed)
    assert found == slowly_met(rule.move_on, lessons, rule.assessments, completed, passed)


def test_an_unknown_word_is_an_error() -> None:
    with pytest.raises(ValueError, match="Perhaps"):
        is_met(CompletionRule("Perhaps", ()), {"l0"}, completed=set(), passed=set())


@given(rules, st.integers(0, 6), lesson_sets, key_sets, lesson_sets, key_sets)
def test_the_share_never_falls_and_never_exceeds_one(  # drawn by Hypothesis
    rule: CompletionRule, count: int, completed: Any, passed: Any, more: Any, more_passed: Any
) -> None:
    outline = outline_of(rule, count)
    before = share_done(outline, completed=completed, passed=passed)
    after = share_done(outline, completed=completed | more, passed=passed | more_passed)
    assert 0 <= before <= after <= 1


@given(rules, st.integers(0, 6), lesson_sets, key_sets)
def test_the_share_is_whole_when_the_rule_is_met(
    rule: CompletionRule, count: int, completed: Any, passed: Any
) -> None:
    outline = outline_of(rule, count)
    lessons = {lesson.id for lesson in outline.lessons}
    if is_met(rule, lessons, completed=completed, passed=passed):
        assert share_done(outline, completed=completed, passed=passed) == 1


def slowly_resumed(
    lessons: list[str], completed: Any, last: str | None, block: str | None
) -> Place | None:
    if last in lessons and last not in completed:
        return Place(last, block)
    start = lessons.index(last) if last in lessons else 0
    for step in range(len(lessons)):
        candidate = lessons[(start + step) % len(lessons)]
        if candidate not in completed:
            return Place(candidate)
    return None


@given(
    st.integers(0, 6),
    lesson_sets,
    st.none() | st.sampled_from([*IDS, "elsewhere"]),
    st.none() | st.just("b3"),
)
def test_reading_goes_on_where_it_stopped(
    count: int, completed: Any, last: str | None, block: str | None
) -> None:
    lessons = IDS[:count]
    found = resume(lessons, completed, last_lesson=last, last_block=block)
    assert found == slowly_resumed(lessons, completed, last, block)
    assert (found is None) == (set(lessons) <= completed)


def test_the_check_of_a_module_follows_its_lessons_and_the_finals_come_last() -> None:
    outline = outline_of(CompletionRule("Completed", ("a0",)), 2, check="check")
    way = steps(outline)
    assert [step.id for step in way] == ["l0", "l1", "check", "a0"]
    assert neighbours(outline, Step("lesson", "l0")) == (None, way[1])
    assert neighbours(outline, Step("assessment", "a0")) == (way[2], None)
