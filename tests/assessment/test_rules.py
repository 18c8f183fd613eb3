"""Scoring and drawing, for every type and every shuffle."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from elearn.assessment.rules import (
    Correction,
    Paper,
    Remedy,
    TimeFactor,
    attempts_left,
    counts_for_passing,
    disclosure,
    draw_paper,
    expires,
    mark,
    opens_again,
    standing,
)
from elearn.catalogue.rules import (
    AssessmentForLearning,
    AssessmentPolicy,
    Draw,
    QuestionForLearning,
)
from tests.conftest import NOW
from tests.questions import answers as authored_answers
from tests.questions import for_learning, perfect
from tests.questions import questions as authored_questions

seeds = st.text("0123456789abcdef", min_size=32, max_size=32)


@st.composite
def questions(draw: Any, key: str = "q") -> QuestionForLearning:
    """Draw a question of any type, as it is published."""
    authored = draw(authored_questions(key))
    return for_learning(
        authored,
        outcome=draw(st.sampled_from(["lo1", "lo2"])),
        difficulty=draw(st.sampled_from([None, "E", "M"])),
    )


@st.composite
def assessments(draw: Any) -> AssessmentForLearning:
    pool = tuple(draw(questions(f"q{n}")) for n in range(draw(st.integers(1, 12))))
    blueprint = draw(
        st.sampled_from(
            [
                (),
                (Draw("lo1", 2), Draw("lo2", 1)),
                (Draw("lo1", 4), Draw("lo1", 3)),
                (Draw("lo1", 2), Draw("lo1", 1, "M"), Draw("lo2", 1, "E")),
            ]
        )
    )
    return AssessmentForLearning(
        key="a",
        kind=draw(st.sampled_from(["check", "final"])),
        module_id=None,
        pass_mark=draw(st.sampled_from([0.0, 0.5, 0.8, 1.0])),
        policy=AssessmentPolicy(),
        blueprint=blueprint,
        questions=pool,
        titles={"en": "A"},
        source_language="en",
    )


@given(assessments(), seeds)
def test_the_same_seed_draws_the_same_paper(assessment: AssessmentForLearning, seed: str) -> None:
    paper = draw_paper(assessment, seed=seed)
    assert paper == draw_paper(assessment, seed=seed)
    assert Paper.from_document(paper.as_document()) == paper


@given(assessments(), seeds)
def test_a_paper_asks_what_the_blueprint_says(assessment: AssessmentForLearning, seed: str) -> None:
    asked = [item.question for item in draw_paper(assessment, seed=seed).items]
    pool = {question.key: question for question in assessment.questions}
    assert len(asked) == len(set(asked))
    if not assessment.blueprint:
        assert set(asked) == set(pool)
        return
    there = Counter((question.outcome, question.difficulty) for question in assessment.questions)
    counted = Counter((pool[key].outcome, pool[key].difficulty) for key in asked)
    for outcome in ("lo1", "lo2"):
        lines = [line for line in assessment.blueprint if line.outcome == outcome]
        special = {
            line.difficulty: min(line.items, there[outcome, line.difficulty])
            for line in lines
            if line.difficulty
        }
        for difficulty, least in special.items():
            assert counted[outcome, difficulty] >= least
        holds = sum(n for (name, _), n in there.items() if name == outcome) - sum(special.values())
        others = sum(line.items for line in lines if line.difficulty is None)
        drawn = sum(n for (name, _), n in counted.items() if name == outcome)
        assert drawn == sum(special.values()) + min(others, holds)


@given(assessments(), seeds)
def test_choices_keep_their_order_where_it_means_something(
    assessment: AssessmentForLearning, seed: str
) -> None:
    pool = {question.key: question for question in assessment.questions}
    for item in draw_paper(assessment, seed=seed).items:
        question = pool[item.question]
        authored = question.kind.orders(question.body)
        assert {part: sorted(names) for part, names in item.orders.items()} == {
            part: sorted(names) for part, names in authored.items()
        }
        if not question.shuffle and question.type != "ordering":
            assert item.orders == authored
        if question.type == "ordering":
            assert item.orders != authored


@given(assessments().filter(lambda a: a.kind == "check"), seeds)
def test_a_check_keeps_the_authors_order_of_questions(
    assessment: AssessmentForLearning, seed: str
) -> None:
    if not assessment.blueprint:
        asked = [item.question for item in draw_paper(assessment, seed=seed).items]
        assert asked == [question.key for question in assessment.questions]


@given(assessments(), seeds, seeds)
def test_a_retake_avoids_what_was_seen_as_far_as_the_pool_allows(
    assessment: AssessmentForLearning, first: str, second: str
) -> None:
    assume(all(line.difficulty is None for line in assessment.blueprint))
    before = {item.question for item in draw_paper(assessment, seed=first).items}
    after = {
        item.question for item in draw_paper(assessment, seed=second, seen=Counter(before)).items
    }
    for outcome in ("lo1", "lo2"):
        pool = {q.key for q in assessment.questions if q.outcome == outcome}
        unseen = pool - before
        assert after & unseen == unseen or not after & pool & before


@given(st.data(), seeds, seeds)
def test_the_score_is_the_same_for_every_shuffle_and_that_of_the_answers(
    data: Any, first: str, second: str
) -> None:
    authored = [data.draw(authored_questions(f"q{n}")) for n in range(data.draw(st.integers(1, 6)))]
    pool = tuple(map(for_learning, authored))
    assessment = of_pool(pool, kind="final", pass_mark=0.5)
    responses = {
        question["id"]: for_learning(question).kind.fit(
            for_learning(question).body, data.draw(authored_answers(question))
        )
        for question in authored
    }
    one = mark(assessment, draw_paper(assessment, seed=first), responses)
    other = mark(assessment, draw_paper(assessment, seed=second), responses)
    assert dict(one.points) == dict(other.points)
    assert (one.raw, one.max, one.scaled) == pytest.approx((other.raw, other.max, other.scaled))
    assert one.max == len(pool)
    assert 0 <= one.scaled <= 1
    assert one.passed == (one.scaled >= 0.5)
    assert set(one.waiting) == {
        question["id"]
        for question in authored
        if question["type"] == "long_answer" and responses[question["id"]]["text"]
    }


@given(st.data(), seeds)
def test_a_correction_changes_what_its_question_is_worth_and_nothing_else(
    data: Any, seed: str
) -> None:
    authored = [
        data.draw(authored_questions(f"q{n}", kinds=("single_choice", "matching", "ordering")))
        for n in range(3)
    ]
    pool = tuple(map(for_learning, authored))
    assessment = of_pool(pool, kind="final", pass_mark=0.5)
    paper = draw_paper(assessment, seed=seed)
    responses = {each["id"]: data.draw(authored_answers(each)) for each in authored}
    before = mark(assessment, paper, responses)

    def after(correction: Correction) -> Any:
        return mark(assessment, paper, responses, corrections={"q1": correction})

    void, full = after(Correction(Remedy.VOID)), after(Correction(Remedy.FULL))
    same = after(Correction(Remedy.KEY, pool[1]))
    assert (void.max, full.max, same.max) == (2, 3, 3)
    assert full.points["q1"] == 1
    assert dict(same.points) == dict(before.points)
    for other in ("q0", "q2"):
        assert {found.points[other] for found in (void, full, same)} == {before.points[other]}


def test_a_mended_key_scores_the_answers_given_before() -> None:
    wrong = {
        "id": "q",
        "type": "single_choice",
        "prompt": "?",
        "choices": [
            {"id": name, "text": name, "correct": name == "a", "feedback": name} for name in "ab"
        ],
    }
    mended = {
        **wrong,
        "choices": [{**each, "correct": each["id"] == "b"} for each in wrong["choices"]],
    }
    assessment = of_pool((for_learning(wrong),), kind="final", pass_mark=1.0)
    paper = draw_paper(assessment, seed="0")
    correction = {"q": Correction(Remedy.KEY, for_learning(mended))}
    found = mark(assessment, paper, {"q": perfect(mended)}, corrections=correction)
    assert (found.points["q"], found.passed) == (1, True)
    gone = {"q": Correction(Remedy.KEY, for_learning({**mended, "choices": mended["choices"][1:]}))}
    assert mark(assessment, paper, {"q": {"choices": ["a"]}}, corrections=gone).points["q"] == 0


def of_pool(
    pool: tuple[QuestionForLearning, ...], *, kind: str, pass_mark: float, **policy: Any
) -> AssessmentForLearning:
    return AssessmentForLearning(
        key="a",
        kind=kind,
        module_id=None,
        pass_mark=pass_mark,
        policy=AssessmentPolicy(**policy),
        blueprint=(),
        questions=pool,
        titles={"en": "A"},
        source_language="en",
    )


@given(assessments(), seeds)
def test_nothing_answered_is_worth_nothing(assessment: AssessmentForLearning, seed: str) -> None:
    assert mark(assessment, draw_paper(assessment, seed=seed), {}).raw == 0


def test_attempts_left_count_down_to_none() -> None:
    assert [attempts_left(3, made) for made in range(5)] == [3, 2, 1, 0, 0]
    assert attempts_left(None, 99) is None


@pytest.mark.parametrize(
    ("kind", "feedback", "outcome", "left", "key", "told"),
    [
        ("check", "own", "failed", 5, True, True),
        ("check", "none", "failed", 5, True, True),
        ("final", "own", "failed", 2, False, True),
        ("final", "own", "failed", None, False, True),
        ("final", "own", "failed", 0, True, True),
        ("final", "own", "passed", 2, True, True),
        ("final", "full", "failed", 2, True, True),
        ("final", "late", "failed", 2, False, False),
        ("final", "late", "failed", 0, True, True),
        ("final", "late", "passed", 2, True, True),
        ("final", "none", "passed", 0, False, False),
    ],
)
def test_a_review_tells_what_the_policy_says(  # a table
    kind: str,
    feedback: str,
    outcome: str,
    left: int | None,
    key: bool,
    told: bool,
) -> None:
    assessment = of_pool((), kind=kind, pass_mark=0.8, attempts=3, feedback=feedback)
    found = disclosure(assessment, passed=outcome == "passed", left=left)
    assert (found.key, found.answers) == (key, told)


@dataclass
class Tried:
    number: int
    scaled: float | None


@pytest.mark.parametrize(("counts", "number"), [("best", 2), ("last", 4), ("first", 1)])
def test_the_score_that_stands_is_that_of_the_policy(counts: str, number: int) -> None:
    tried = [Tried(3, 0.9), Tried(1, 0.4), Tried(2, 0.9), Tried(5, None), Tried(4, 0.1)]
    found = standing(AssessmentPolicy(counts=counts), tried)
    assert found
    assert found.number == number
    assert standing(AssessmentPolicy(counts=counts), [Tried(1, None)]) is None


def test_where_the_first_attempt_counts_later_ones_are_practice() -> None:
    first, best = AssessmentPolicy(counts="first"), AssessmentPolicy()
    assert [counts_for_passing(first, n) for n in (1, 2)] == [True, False]
    assert [counts_for_passing(best, n) for n in (1, 2)] == [True, True]


@pytest.mark.parametrize(
    ("factor", "minutes"),
    [
        (TimeFactor.USUAL, 40),
        (TimeFactor.QUARTER, 50),
        (TimeFactor.HALF, 60),
        (TimeFactor.DOUBLE, 80),
        (TimeFactor.NONE, None),
    ],
)
def test_the_time_is_longer_by_the_persons_factor(factor: TimeFactor, minutes: int | None) -> None:
    found = expires(AssessmentPolicy(time_limit=40), factor, NOW)
    assert found == (NOW + timedelta(minutes=minutes) if minutes else None)
    assert expires(AssessmentPolicy(), factor, NOW) is None


def test_a_cool_down_is_counted_from_the_closing() -> None:
    policy = AssessmentPolicy(cool_down=24)
    assert opens_again(policy, NOW) == NOW + timedelta(hours=24)
    assert opens_again(policy, None) is None
    assert opens_again(AssessmentPolicy(), NOW) is None
