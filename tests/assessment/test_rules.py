"""Scoring and drawing, for every type and every shuffle."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.assessment.rules import (
    AnswerUnfit,
    Paper,
    attempts_left,
    draw_paper,
    fit_answer,
    mark,
    question_type,
    reveals_key,
)
from elearn.assessment.rules.register import BY_NAME
from elearn.catalogue.rules import (
    AssessmentForLearning,
    ChoiceForLearning,
    Draw,
    QuestionForLearning,
)

NAMES = "abcdef"
seeds = st.text("0123456789abcdef", min_size=32, max_size=32)


@st.composite
def questions(draw: Any, key: str = "q") -> QuestionForLearning:
    kind = draw(st.sampled_from(sorted(BY_NAME)))
    names = "ab" if kind == "true_false" else NAMES[: draw(st.integers(2, 6))]
    right = (
        draw(st.sets(st.sampled_from(names), min_size=1))
        if kind == "multiple_response"
        else {draw(st.sampled_from(names))}
    )
    return QuestionForLearning(
        key=key,
        type=kind,
        outcome=draw(st.sampled_from(["lo1", "lo2"])),
        difficulty=None,
        shuffle=draw(st.booleans()),
        sources=(),
        choices=tuple(ChoiceForLearning(name, name in right) for name in names),
        texts={},
        source_language="en",
        content_hash=key,
    )


@st.composite
def assessments(draw: Any) -> AssessmentForLearning:
    pool = tuple(draw(questions(f"q{n}")) for n in range(draw(st.integers(1, 12))))
    blueprint = draw(
        st.sampled_from([(), (Draw("lo1", 2), Draw("lo2", 1)), (Draw("lo1", 4), Draw("lo1", 3))])
    )
    return AssessmentForLearning(
        key="a",
        kind=draw(st.sampled_from(["check", "final"])),
        module_id=None,
        pass_mark=draw(st.sampled_from([0.0, 0.5, 0.8, 1.0])),
        attempts=None,
        blueprint=blueprint,
        questions=pool,
        titles={"en": "A"},
        source_language="en",
    )


@given(questions(), st.sets(st.sampled_from(NAMES)))
def test_every_score_lies_between_nothing_and_all(
    question: QuestionForLearning, chosen: set[str]
) -> None:
    assert 0 <= question_type(question.type).score(question, chosen) <= 1


@given(questions(), st.sets(st.sampled_from(NAMES)))
def test_only_exactly_the_right_choices_win_the_point(
    question: QuestionForLearning, chosen: set[str]
) -> None:
    score = question_type(question.type).score(question, chosen)
    assert score == float(chosen == {c.id for c in question.choices if c.correct})


@given(questions(), st.lists(st.sampled_from([*NAMES, "zz", ""]), max_size=8))
def test_an_answer_fits_or_is_refused_and_never_changes_its_meaning(
    question: QuestionForLearning, chosen: list[str]
) -> None:
    known = [choice.id for choice in question.choices]
    too_many = question.type != "multiple_response" and len(set(chosen)) > 1
    if set(chosen) - set(known) or too_many:
        with pytest.raises(AnswerUnfit):
            fit_answer(question, chosen)
    else:
        fitted = fit_answer(question, chosen)
        assert set(fitted) == set(chosen)
        assert fitted == sorted(fitted, key=known.index)


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
    wanted: Counter[str] = Counter()
    for line in assessment.blueprint:
        wanted[line.outcome] += line.items
    there = Counter(question.outcome for question in assessment.questions)
    counted = Counter(pool[key].outcome for key in asked)
    assert counted == +Counter({k: min(n, there[k]) for k, n in wanted.items()})


@given(assessments(), seeds)
def test_choices_keep_their_order_where_it_means_something(
    assessment: AssessmentForLearning, seed: str
) -> None:
    pool = {question.key: question for question in assessment.questions}
    for item in draw_paper(assessment, seed=seed).items:
        authored = [choice.id for choice in pool[item.question].choices]
        assert sorted(item.choices) == sorted(authored)
        if not pool[item.question].shuffle:
            assert list(item.choices) == authored


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
    before = {item.question for item in draw_paper(assessment, seed=first).items}
    after = {
        item.question for item in draw_paper(assessment, seed=second, seen=Counter(before)).items
    }
    for outcome in ("lo1", "lo2"):
        pool = {q.key for q in assessment.questions if q.outcome == outcome}
        unseen = pool - before
        assert after & unseen == unseen or not after & pool & before


@given(assessments(), seeds, seeds, st.data())
def test_the_score_is_the_same_for_every_shuffle(
    assessment: AssessmentForLearning, first: str, second: str, data: Any
) -> None:
    answers = {
        question.key: data.draw(st.sets(st.sampled_from([c.id for c in question.choices])))
        for question in assessment.questions
    }
    if assessment.blueprint:
        return
    one = mark(assessment, draw_paper(assessment, seed=first), answers)
    other = mark(assessment, draw_paper(assessment, seed=second), answers)
    assert (one.raw, one.max, one.scaled, one.passed) == (
        other.raw,
        other.max,
        other.scaled,
        other.passed,
    )
    assert 0 <= one.scaled <= 1
    assert one.passed == (one.raw / one.max >= assessment.pass_mark - 1e-6)


@given(assessments(), seeds)
def test_nothing_answered_is_worth_nothing(assessment: AssessmentForLearning, seed: str) -> None:
    assert mark(assessment, draw_paper(assessment, seed=seed), {}).raw == 0


def test_attempts_left_count_down_to_none() -> None:
    assert [attempts_left(3, made) for made in range(5)] == [3, 2, 1, 0, 0]
    assert attempts_left(None, 99) is None


@pytest.mark.parametrize(
    ("kind", "outcome", "left", "shown"),
    [
        ("check", "failed", 5, "shown"),
        ("final", "failed", 2, "kept"),
        ("final", "failed", None, "kept"),
        ("final", "failed", 0, "shown"),
        ("final", "passed", 2, "shown"),
    ],
)
def test_the_key_of_a_final_is_shown_when_nothing_is_to_be_won_by_it(
    kind: str, outcome: str, left: int | None, shown: str
) -> None:
    assessment = AssessmentForLearning(
        key="a",
        kind=kind,
        module_id=None,
        pass_mark=0.8,
        attempts=3,
        blueprint=(),
        questions=(),
        titles={},
        source_language="en",
    )
    found = reveals_key(assessment, passed=outcome == "passed", left=left)
    assert found == (shown == "shown")
