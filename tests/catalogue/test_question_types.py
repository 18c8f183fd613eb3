"""Every type of question: what an answer is worth, which answers fit, and what a page may show."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from werkzeug.datastructures import MultiDict

from elearn.assessment.pages.form import read_form
from elearn.catalogue.formats.schema import schema_text
from elearn.catalogue.rules.questions import (
    REGISTER,
    AnswerUnfit,
    LevelsUnfit,
    NumberUnread,
    question_type,
    read_number,
    worth,
)
from elearn.catalogue.rules.questions.kind import NOTHING
from elearn.catalogue.rules.questions.words import STEPS, normalised
from tests.questions import TYPES, answers, for_learning, perfect, questions

PATH = "elearn.catalogue.rules.questions"


def the_parts_shown(question: Any, orders: Any, response: Any) -> Any:
    texts, kind, body = question.text("en"), question.kind, question.body
    return (
        kind.controls(body, texts, orders, response),
        kind.shown(body, texts, orders, response),
        kind.answer_schema(body),
    )


def test_every_type_is_drawn_by_these_tests() -> None:
    assert set(TYPES) == {found.NAME for found in REGISTER}
    assert len(TYPES) == 10


@given(questions())
def test_the_schema_takes_every_question_drawn_here_and_nothing_flawed_is_drawn(data: Any) -> None:
    import json

    schema = json.loads(schema_text())
    Draft202012Validator({"$ref": "#/$defs/question", "$defs": schema["$defs"]}).validate(data)
    assert list(question_type(data["type"]).flaws(data)) == []


@given(st.data())
def test_every_score_lies_between_nothing_and_all(data: Any) -> None:
    authored = data.draw(questions())
    question = for_learning(authored)
    fitted = question.kind.fit(question.body, data.draw(answers(authored)))
    won = question.kind.score(question.body, fitted)
    assert won is None or 0 <= won <= 1
    assert (won is None) == (authored["type"] == "long_answer" and bool(fitted["text"]))


@given(questions())
def test_the_right_answer_wins_the_point_and_none_wins_nothing(authored: Any) -> None:
    question = for_learning(authored)
    kind, body = question.kind, question.body
    right = kind.fit(body, perfect(authored))
    assert kind.score(body, right) == (None if authored["type"] == "long_answer" else 1)
    assert kind.missing(body, right) == 0
    empty = kind.fit(body, {part: NOTHING[kind.SHAPE[part]] for part in kind.parts(body)})
    assert kind.score(body, empty) == 0
    assert kind.missing(body, empty) > 0
    assert kind.score(body, {}) == 0


@given(st.data())
def test_a_fitting_answer_is_kept_as_it_is_and_agrees_with_its_schema(data: Any) -> None:
    authored = data.draw(questions())
    question = for_learning(authored)
    kind, body = question.kind, question.body
    fitted = kind.fit(body, data.draw(answers(authored)))
    assert kind.fit(body, fitted) == fitted
    Draft202012Validator(kind.answer_schema(body)).validate(fitted)


@given(st.data())
def test_the_controls_of_a_form_give_back_the_answer_they_show(data: Any) -> None:
    authored = data.draw(questions())
    question = for_learning(authored)
    kind, body = question.kind, question.body
    fitted = kind.fit(body, data.draw(answers(authored)))
    orders = {
        part: tuple(data.draw(st.permutations(names))) for part, names in kind.orders(body).items()
    }
    controls = kind.controls(body, question.text("ar"), orders, fitted)
    sent = MultiDict([(control.name, value) for control in controls for value in control.given])
    shape = {part: kind.SHAPE[part] for part in kind.parts(body)}
    again = kind.fit(body, read_form(shape, sent))
    assert again == fitted
    assert kind.score(body, again) == kind.score(body, fitted)


@given(st.data())
def test_nothing_shown_before_closing_depends_on_the_key(data: Any) -> None:
    authored = data.draw(questions())
    question, other = for_learning(authored), for_learning(another_key(data, authored))
    kind = question.kind
    orders = kind.orders(question.body)
    response = kind.fit(question.body, data.draw(answers(authored)))
    shown = the_parts_shown(question, orders, response)
    assert shown == the_parts_shown(other, orders, response)


def another_key(data: Any, authored: dict[str, Any]) -> dict[str, Any]:
    """Return the question with all that decides drawn anew."""
    changed = dict(authored)
    for part in ("choices", "reasons"):
        if part in changed and "correct" in changed[part][0]:
            changed[part] = [
                {**each, "correct": data.draw(st.booleans())} for each in changed[part]
            ]
    match authored["type"]:
        case "matching":
            names = [each["id"] for each in authored["choices"]]
            changed["items"] = [
                {**each, "match": data.draw(st.sampled_from(names))} for each in authored["items"]
            ]
        case "classification":
            names = [each["id"] for each in authored["groups"]]
            changed["items"] = [
                {**each, "group": data.draw(st.sampled_from(names))} for each in authored["items"]
            ]
        case "ordering":
            changed["items"] = list(data.draw(st.permutations(authored["items"])))
        case "scenario":
            changed["steps"] = [
                {
                    **step,
                    "choices": [
                        {**each, "grade": data.draw(st.sampled_from(["best", "weak"]))}
                        for each in step["choices"]
                    ],
                }
                for step in authored["steps"]
            ]
        case "numeric":
            changed["value"] = data.draw(st.integers(-9, 9))
        case "short_answer":
            changed["accepted"] = {"en": ["something else"]}
    return changed


@given(st.data())
def test_an_answer_of_another_shape_is_refused_with_a_sentence(data: Any) -> None:
    authored = data.draw(questions())
    question = for_learning(authored)
    kind, body = question.kind, question.body
    part = data.draw(st.sampled_from(kind.parts(body)))
    shape = kind.SHAPE[part]
    wrong: list[Any] = [7, True, None]
    if shape != "text":
        wrong.append(["nowhere"] if shape == "list" else {"nowhere": "x"})
    if shape != "list":
        wrong.append(["a"])
    for value in wrong:
        with pytest.raises(AnswerUnfit) as caught:
            kind.fit(body, {part: value})
        assert "%(" not in str(caught.value)
    for response in ("a", None, [], {}, {"else": 1}, {part: NOTHING[shape], "else": 1}):
        with pytest.raises(AnswerUnfit):
            kind.fit(body, response)  # type: ignore[arg-type]


def test_a_text_that_is_too_long_is_refused_with_both_numbers() -> None:
    question = for_learning(
        {"id": "q", "type": "short_answer", "prompt": "?", "accepted": {"en": ["x"]}}
    )
    with pytest.raises(AnswerUnfit, match="201 characters and may have 200"):
        question.kind.fit(question.body, {"text": "x" * 201})


# --- what an answer is worth, against a slow and obvious second opinion ---------------------------


@given(st.data())
def test_multiple_response_is_worth_what_its_scoring_says(data: Any) -> None:
    authored = data.draw(questions(kinds=("multiple_response",)))
    question = for_learning(authored)
    response = data.draw(answers(authored))
    chosen = set(response["choices"])
    right = {each["id"] for each in authored["choices"] if each["correct"]}
    known = [each["id"] for each in authored["choices"]]
    hits, misses = chosen & right, chosen - right
    expected = {
        "all_or_nothing": float(chosen == right),
        "per_option": float(
            Fraction(sum((name in chosen) == (name in right) for name in known), len(known))
        ),
        "per_option_with_penalty": max(0.0, (len(hits) - len(misses)) / len(right)),
    }[authored.get("scoring", "all_or_nothing")]
    won = question.kind.score(question.body, question.kind.fit(question.body, response))
    assert won == (expected if chosen else 0)


@given(st.data())
def test_placed_items_are_worth_their_share(data: Any) -> None:
    authored = data.draw(questions(kinds=("matching", "classification")))
    question = for_learning(authored)
    response = data.draw(answers(authored))
    given_to = next(iter(response.values()))
    key = {each["id"]: each.get("match") or each.get("group") for each in authored["items"]}
    right = [name for name in key if given_to.get(name) == key[name]]
    assert question.kind.score(question.body, response) == pytest.approx(len(right) / len(key))


@given(st.data())
def test_an_order_is_worth_its_places_or_its_neighbours(data: Any) -> None:
    authored = data.draw(questions(kinds=("ordering",)))
    question = for_learning(authored)
    response = data.draw(answers(authored))
    right = [each["id"] for each in authored["items"]]
    order = sorted(response["places"], key=response["places"].get)
    if authored["scoring"] == "exact":
        expected = float(order == right)
    else:
        text = "".join(order)
        expected = sum(a + b in text for a, b in pairwise(right)) / (len(right) - 1)
    assert question.kind.score(question.body, response) == pytest.approx(expected)


@given(questions(kinds=("ordering",)), st.data())
def test_an_order_is_never_shown_as_the_right_one(authored: Any, data: Any) -> None:
    question = for_learning(authored)
    right = question.kind.orders(question.body)
    assert question.kind.fixed(question.body, right)["items"] != right["items"]
    other = {"items": tuple(data.draw(st.permutations(right["items"])))}
    if other != right:
        assert question.kind.fixed(question.body, other) == other


def test_two_items_at_one_place_are_refused_by_the_place() -> None:
    question = for_learning(
        {
            "id": "q",
            "type": "ordering",
            "prompt": "?",
            "items": [{"id": n, "text": n} for n in "bac"],
        }
    )
    with pytest.raises(AnswerUnfit, match="Two items are at place 2"):
        question.kind.fit(question.body, {"places": {"a": "2", "b": 2}})


MARCH: dict[str, Any] = {
    "id": "march",
    "type": "scenario",
    "prompt": "A march past the shops.",
    "steps": [
        {
            "id": "first",
            "text": "What do you do?",
            "choices": [
                {"id": "refuse", "text": "Refuse.", "grade": "harmful", "feedback": "No."},
                {"id": "cap", "text": "A cap.", "grade": "weak", "feedback": "No.", "next": "fees"},
                {
                    "id": "talk",
                    "text": "Talk.",
                    "grade": "best",
                    "feedback": "Yes.",
                    "next": "route",
                },
                {"id": "wait", "text": "Wait.", "grade": "partly", "feedback": "Half."},
            ],
        },
        {
            "id": "fees",
            "text": "And the fees?",
            "choices": [
                {"id": "waive", "text": "Waive.", "grade": "best", "feedback": "Yes."},
                {"id": "keep", "text": "Keep.", "grade": "harmful", "feedback": "No."},
            ],
        },
        {
            "id": "route",
            "text": "Which route?",
            "choices": [
                {"id": "short", "text": "Short.", "grade": "partly", "feedback": "Half."},
                {"id": "agreed", "text": "Agreed.", "grade": "best", "feedback": "Yes."},
            ],
        },
    ],
}


@pytest.mark.parametrize(
    ("steps", "kept", "score", "missing"),
    [
        ({}, [], 0.0, 1),
        ({"first": "refuse"}, ["first"], 0.0, 0),
        ({"first": "wait"}, ["first"], 0.5, 0),
        ({"first": "talk"}, ["first"], 0.5, 1),
        ({"first": "talk", "route": "agreed"}, ["first", "route"], 1.0, 0),
        ({"first": "talk", "route": "short"}, ["first", "route"], 0.75, 0),
        ({"first": "cap", "fees": "waive"}, ["first", "fees"], 0.5, 0),
        ({"first": "cap", "route": "agreed"}, ["first"], 0.0, 1),
        ({"first": "refuse", "route": "agreed"}, ["first"], 0.0, 0),
    ],
)
def test_a_scenario_is_worth_the_path_that_was_walked(
    steps: dict[str, str], kept: list[str], score: float, missing: int
) -> None:
    question = for_learning(MARCH)
    fitted = question.kind.fit(question.body, {"steps": steps})
    assert list(fitted["steps"]) == kept
    assert question.kind.score(question.body, fitted) == score
    assert question.kind.missing(question.body, fitted) == missing


def test_a_choice_of_another_step_is_refused() -> None:
    question = for_learning(MARCH)
    with pytest.raises(AnswerUnfit, match="“first” has no choice “agreed”"):
        question.kind.fit(question.body, {"steps": {"first": "agreed"}})


def test_a_harmful_decision_leads_back_to_the_lesson() -> None:
    question = for_learning(MARCH)
    lines = question.kind.lines(
        question.body,
        question.text("en"),
        question.kind.orders(question.body),
        {"steps": {"first": "refuse"}},
    )
    assert [line.review for line in lines] == [True]


# --- short answers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "accepted", "steps"),
    [
        ("  Non-Discrimination ", "non-discrimination", ["case", "space"]),
        ("Ｎｏｎ", "non", ["width", "case"]),
        ("ﬁne", "fine", ["nfkc"]),
        ("no discriminacion", "no discriminación", ["diacritics"]),
        ("المساواه", "المساواة", ["arabic_letters"]),
        ("الإنسان", "الانسان", ["arabic_letters"]),
        ("الحَقّ", "الحق", ["arabic_letters"]),
        ("المـــاء", "الماء", ["arabic_letters"]),
        ("٩", "9", ["numerals"]),
        ("۹", "9", ["numerals"]),
        ("STRASSE", "straße", ["case"]),
        ("«права»", "права", ["punctuation", "space"]),
        ("ещё", "еще", ["diacritics"]),
        ("인권", unicodedata.normalize("NFD", "인권"), ["nfkc"]),
    ],
)
def test_what_does_not_count_is_declared_by_the_question(
    typed: str, accepted: str, steps: list[str]
) -> None:
    data = {"id": "q", "type": "short_answer", "prompt": "?", "accepted": {"en": [accepted]}}
    lax, strict = (
        for_learning({**data, "normalise": steps}),
        for_learning({**data, "normalise": []}),
    )
    assert lax.kind.score(lax.body, {"text": typed}) == 1
    assert strict.kind.score(strict.body, {"text": typed}) == 0


@given(st.text(max_size=12), st.sets(st.sampled_from(sorted(STEPS))))
def test_a_normalised_text_stays_as_it_is(text: str, steps: set[str]) -> None:
    once = normalised(text, steps)
    assert normalised(once, steps) == once


def test_an_answer_accepted_in_one_language_is_right_in_all() -> None:
    question = for_learning(
        {
            "id": "q",
            "type": "short_answer",
            "prompt": "?",
            "accepted": {"en": ["water"], "ar": ["الماء"]},
        }
    )
    for text in ("Water", "الماء"):
        assert question.kind.score(question.body, {"text": text}) == 1


# --- numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", "12"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("0.5", "0.5"),
        ("0,5", "0.5"),
        (",5", "0.5"),
        ("12,", "12"),
        ("1,5", "1.5"),
        ("1.25", "1.25"),
        ("1,2345", "1.2345"),
        ("0.125", "0.125"),
        ("1234,567", "1234.567"),
        ("1 234", "1234"),
        ("1 234,5", "1234.5"),
        ("1’234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("١٢٫٥", "12.5"),
        ("١٬٢٣٤", "1234"),
        ("１２", "12"),
    ],
)
def test_a_number_is_read_in_the_notation_of_any_language(typed: str, value: str) -> None:
    assert read_number(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["1,234", "1.234", "-12.500", "١,٢٣٤"])
def test_what_can_be_read_in_two_ways_is_asked_again_with_both(typed: str) -> None:
    with pytest.raises(NumberUnread, match=r"can be read as .+ or as .+ Write the first"):
        read_number(typed)


@pytest.mark.parametrize(
    "typed",
    ["twelve", "1,2,3", "1..2", "12 34", "1e5", "", "--3", "½", "1,23.45", "٫", "1g2", "d5"],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(NumberUnread):
        read_number(typed)


@given(st.decimals(-(10**9), 10**9, allow_nan=False, places=2), st.sampled_from([".", ","]))
def test_a_number_with_two_decimals_is_read_back_whatever_its_sign(number: Any, sign: str) -> None:
    assert read_number(f"{number:f}".replace(".", sign)) == number


@given(st.integers(0, 10**12), st.sampled_from([",", ".", " ", "’"]))
def test_a_number_grouped_twice_is_read_back(number: int, group: str) -> None:
    text = f"{number + 10**6:,}".replace(",", group)
    assert read_number(text) == number + 10**6


def test_a_tolerance_includes_its_ends_and_units_are_converted() -> None:
    question = for_learning(
        {
            "id": "q",
            "type": "numeric",
            "prompt": "?",
            "value": 14.2,
            "tolerance": 0.2,
            "units": [
                {"id": "days", "text": "days"},
                {"id": "weeks", "text": "weeks", "factor": 7},
            ],
        }
    )
    worths = {
        (number, unit): question.kind.score(question.body, {"number": number, "unit": unit})
        for number, unit in product(
            ["14", "14.4", "14.41", "2", "2,05", "2,06"], ["days", "weeks", ""]
        )
    }
    right = {key for key, won in worths.items() if won}
    assert right == {("14", "days"), ("14.4", "days"), ("2", "weeks"), ("2,05", "weeks")}


# --- rubrics --------------------------------------------------------------------------------------

ESSAY: dict[str, Any] = {
    "id": "essay",
    "type": "long_answer",
    "prompt": "?",
    "rubric": {
        "criteria": [
            {
                "id": "hook",
                "text": "Legal hook",
                "levels": [
                    {"id": "none", "text": "none", "points": 0},
                    {"id": "full", "text": "full", "points": 15},
                ],
            },
            {
                "id": "causes",
                "text": "Causes",
                "levels": [
                    {"id": "none", "text": "none", "points": 0},
                    {"id": "some", "text": "some", "points": 5},
                    {"id": "full", "text": "full", "points": 20},
                ],
            },
        ]
    },
}


def test_levels_are_worth_their_points_over_the_points_possible() -> None:
    body = for_learning(ESSAY).body
    assert worth(body, {"hook": "full", "causes": "some"}) == 20 / 35
    assert worth(body, {"hook": "none", "causes": "none"}) == 0
    assert worth(body, {"hook": "full", "causes": "full"}) == 1


@pytest.mark.parametrize(
    ("levels", "named"),
    [
        ({"hook": "full"}, "causes"),
        ({"hook": "full", "causes": "half"}, "causes"),
        ({"hook": "full", "causes": "full", "style": "full"}, "style"),
    ],
)
def test_a_mark_names_one_level_for_each_criterion(levels: dict[str, str], named: str) -> None:
    with pytest.raises(LevelsUnfit, match=f"criterion “{named}”"):
        worth(for_learning(ESSAY).body, levels)


# --- what an author is told -----------------------------------------------------------------------


def flaws(data: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    return [
        (flaw.path, flaw.what % flaw.params) for flaw in question_type(data["type"]).flaws(data)
    ]


def test_two_choices_marked_best_are_named_with_their_step() -> None:
    steps = [dict(step) for step in MARCH["steps"]]
    steps[2]["choices"] = [{**each, "grade": "best"} for each in steps[2]["choices"]]
    assert flaws({**MARCH, "steps": steps}) == [
        (("steps", 2, "choices"), "the step “route” has 2 choices graded best")
    ]


def test_a_way_back_and_a_step_nobody_reaches_are_named() -> None:
    steps = [dict(step) for step in MARCH["steps"]]
    steps[1]["choices"] = [{**each, "next": "first"} for each in steps[1]["choices"]]
    steps[0]["choices"] = [
        {key: value for key, value in each.items() if key != "next"} for each in steps[0]["choices"]
    ]
    found = flaws({**MARCH, "steps": steps})
    assert [what for _, what in found] == [
        "the choice “waive” leads to “first”, which is no later step",
        "the choice “keep” leads to “first”, which is no later step",
        "no choice leads to the step “fees”",
        "no choice leads to the step “route”",
    ]


def test_ids_that_tell_the_key_are_refused() -> None:
    order = {"id": "q", "type": "ordering", "items": [{"id": n, "text": n} for n in "abc"]}
    assert flaws(order) == [
        (("items",), "the ids of the items are in alphabetical order, which is the key")
    ]
    placed = {
        "id": "q",
        "type": "classification",
        "groups": [{"id": "respect"}, {"id": "protect"}],
        "items": [{"id": "act-respect", "group": "respect"}, {"id": "b", "group": "nowhere"}],
    }
    assert [path for path, _ in flaws(placed)] == [("items", 0, "id"), ("items", 1, "group")]


def test_levels_by_which_nothing_can_be_won_are_named() -> None:
    criteria = [{"id": "hook", "levels": [{"id": "a", "points": 0}, {"id": "b", "points": 0}]}]
    data = {"id": "q", "type": "long_answer", "rubric": {"criteria": criteria}}
    assert flaws(data)[0][0] == ("rubric", "criteria", 0, "levels")


def test_two_tolerances_and_units_without_factors_are_named() -> None:
    data = {
        "id": "q",
        "type": "numeric",
        "value": 1,
        "tolerance": 1,
        "tolerance_percent": 5,
        "units": [{"id": "a", "factor": 2}, {"id": "b"}],
    }
    assert [path for path, _ in flaws(data)] == [
        ("tolerance_percent",),
        ("units", 0, "factor"),
        ("units", 1),
    ]
