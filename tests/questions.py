"""Questions of every type as their authors write them, drawn by Hypothesis, and answers to them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from elearn.catalogue.formats.stored import body
from elearn.catalogue.rules import QuestionForLearning
from elearn.catalogue.rules.questions import REGISTER, QuestionTexts, body_of, words_of

TYPES = tuple(found.NAME for found in REGISTER)
NAMES = "abcdef"
GRADES = ("partly", "weak", "harmful")


def chooser(draw: Any, name: str, part: str = "choices", *, single: bool) -> list[dict[str, Any]]:
    count = draw(st.integers(2, 6))
    names = [f"{name}{letter}" for letter in NAMES[:count]]
    right = (
        {draw(st.sampled_from(names))}
        if single
        else draw(st.sets(st.sampled_from(names), min_size=1))
    )
    return [
        {"id": each, "text": f"{part} {each}", "correct": each in right, "feedback": f"on {each}"}
        for each in names
    ]


@st.composite
def questions(draw: Any, key: str = "q", kinds: tuple[str, ...] = TYPES) -> dict[str, Any]:
    """Draw a sound question of one of the types, as it stands in YAML."""
    kind = draw(st.sampled_from(kinds))
    data: dict[str, Any] = {"id": key, "type": kind, "prompt": f"What about {key}?"}
    if draw(st.booleans()):
        data["shuffle"] = draw(st.booleans())
    return data | MAKERS[kind](draw)


def single_choice(draw: Any) -> dict[str, Any]:
    return {"choices": chooser(draw, "", single=True)}


def multiple_response(draw: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"choices": chooser(draw, "", single=False)}
    scoring = draw(
        st.sampled_from([None, "all_or_nothing", "per_option", "per_option_with_penalty"])
    )
    return found | ({"scoring": scoring} if scoring else {})


def true_false(draw: Any) -> dict[str, Any]:
    right = draw(st.booleans())
    verdicts = [
        {"id": "t", "text": "True", "correct": right, "feedback": "on t"},
        {"id": "f", "text": "False", "correct": not right, "feedback": "on f"},
    ]
    reasons = {"reasons": chooser(draw, "r", "reasons", single=True)}
    return {"choices": verdicts} | (reasons if draw(st.booleans()) else {})


def matching(draw: Any) -> dict[str, Any]:
    choices = [f"c{n}" for n in range(draw(st.integers(2, 5)))]
    items = [f"i{n}" for n in range(draw(st.integers(2, 5)))]
    return {
        "items": [
            {"id": name, "text": f"item {name}", "match": draw(st.sampled_from(choices))}
            for name in items
        ],
        "choices": [{"id": name, "text": f"choice {name}"} for name in choices],
    }


def classification(draw: Any) -> dict[str, Any]:
    groups = [f"g{n}" for n in range(draw(st.integers(2, 4)))]
    items = [f"i{n}" for n in range(draw(st.integers(2, 5)))]
    return {
        "groups": [{"id": name, "text": f"group {name}"} for name in groups],
        "items": [
            {"id": name, "text": f"item {name}", "group": draw(st.sampled_from(groups))}
            for name in items
        ],
    }


def ordering(draw: Any) -> dict[str, Any]:
    names = draw(st.permutations(NAMES[: draw(st.integers(3, 6))]))
    if names == sorted(names):
        names = [*names[1:], names[0]]
    scoring = draw(st.sampled_from(["exact", "adjacent_pairs"]))
    return {"scoring": scoring, "items": [{"id": n, "text": f"item {n}"} for n in names]}


def scenario(draw: Any) -> dict[str, Any]:
    count = draw(st.integers(1, 3))
    steps = []
    for n in range(count):
        names = [f"s{n}-{letter}" for letter in NAMES[: draw(st.integers(2, 4))]]
        best = draw(st.sampled_from(names))
        choices = [
            {
                "id": name,
                "text": f"choice {name}",
                "grade": "best" if name == best else draw(st.sampled_from(GRADES)),
                "feedback": f"on {name}",
            }
            for name in names
        ]
        if n + 1 < count:
            draw(st.sampled_from(choices))["next"] = f"s{n + 1}"
        steps.append({"id": f"s{n}", "text": f"step {n}", "choices": choices})
    return {"steps": steps}


def short_answer(draw: Any) -> dict[str, Any]:
    word = st.text("abcdé", min_size=1, max_size=6)
    languages = draw(st.sets(st.sampled_from(["es", "ar"])))
    accepted = {name: draw(st.lists(word, min_size=1, max_size=3)) for name in ["en", *languages]}
    return {"accepted": accepted, "normalise": ["nfkc", "case", "space", "diacritics"]}


def numeric(draw: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"value": draw(st.integers(-2000, 2000)) / 4}
    if draw(st.booleans()):
        found["tolerance"] = draw(st.integers(0, 8)) / 4
    if draw(st.booleans()):
        found["units"] = [
            {"id": "days", "text": "days"},
            {"id": "weeks", "text": "weeks", "factor": 7},
        ][: draw(st.integers(1, 2))]
    return found


def long_answer(draw: Any) -> dict[str, Any]:
    criteria = [
        {
            "id": f"k{n}",
            "text": f"criterion {n}",
            "levels": [
                {"id": "none", "text": f"nothing of {n}", "points": 0},
                {"id": "all", "text": f"all of {n}", "points": draw(st.integers(1, 20))},
            ],
        }
        for n in range(draw(st.integers(1, 3)))
    ]
    return {"rubric": {"markers": draw(st.sampled_from([1, 2])), "criteria": criteria}}


MAKERS = {
    "single_choice": single_choice,
    "multiple_response": multiple_response,
    "true_false": true_false,
    "matching": matching,
    "classification": classification,
    "ordering": ordering,
    "scenario": scenario,
    "short_answer": short_answer,
    "numeric": numeric,
    "long_answer": long_answer,
}


def texts_of(data: dict[str, Any], language: str = "en", prefix: str = "") -> QuestionTexts:
    """Return the words of a question, as a translation with that prefix would have them."""
    parts: dict[str, dict[str, str]] = {}
    for said in words_of(data):
        parts.setdefault(said.part, {})[said.id] = prefix + said.text
    return QuestionTexts(language, parts.pop("prompt")[""], parts)


def for_learning(data: dict[str, Any], **more: Any) -> QuestionForLearning:
    """Return the question as it is published."""
    common = {"outcome": None, "difficulty": None, "sources": ()} | {
        key: data[key] for key in ("outcome", "difficulty") if key in data
    }
    question = QuestionForLearning(
        key=data["id"],
        type=data["type"],
        shuffle=data.get("shuffle", data["type"] != "true_false"),
        body=body(body_of(data)),
        texts={"en": texts_of(data), "ar": texts_of(data, "ar", "ع ")},
        source_language="en",
        content_hash=data["id"],
        **common | more,
    )
    assert data["type"] == question.kind.NAME
    return question


def perfect(data: dict[str, Any]) -> dict[str, Any]:  # noqa: PLR0911  # one line a type
    """Return the answer that wins the point (a long answer: one that may)."""

    def correct(part: str) -> list[str]:
        return [each["id"] for each in data[part] if each["correct"]]

    match data["type"]:
        case "single_choice" | "multiple_response":
            return {"choices": correct("choices")}
        case "true_false":
            reason = {"reason": correct("reasons")[0]} if "reasons" in data else {}
            return {"choices": correct("choices")} | reason
        case "matching":
            return {"pairs": {each["id"]: each["match"] for each in data["items"]}}
        case "classification":
            return {"groups": {each["id"]: each["group"] for each in data["items"]}}
        case "ordering":
            return {"places": {each["id"]: n for n, each in enumerate(data["items"], 1)}}
        case "scenario":
            return {"steps": best_path(data)}
        case "short_answer":
            return {"text": data["accepted"]["en"][0]}
        case "numeric":
            unit = {"unit": "days"} if len(data.get("units", ())) > 1 else {}
            return {"number": f"{data['value']:.4f}"} | unit
        case _:
            return {"text": "An answer at length."}


def best_path(data: dict[str, Any]) -> dict[str, str]:
    steps = {step["id"]: step for step in data["steps"]}
    step, path = data["steps"][0], {}
    while step:
        best = next(each for each in step["choices"] if each["grade"] == "best")
        path[step["id"]] = best["id"]
        step = steps.get(best.get("next"))
    return path


@st.composite
def answers(draw: Any, data: dict[str, Any]) -> dict[str, Any]:  # noqa: C901, PLR0911  # the same
    """Draw an answer that fits the question: whole, in part or empty."""
    if draw(st.integers(0, 3)) == 0:
        return perfect(data)

    def ids(part: str) -> list[str]:
        return [each["id"] for each in data[part]]

    def some(keys: list[str], values: list[Any]) -> dict[str, Any]:
        chosen = draw(st.sets(st.sampled_from(keys)))
        return {key: draw(st.sampled_from(values)) for key in sorted(chosen)}

    match data["type"]:
        case "single_choice":
            return {"choices": draw(st.lists(st.sampled_from(ids("choices")), max_size=1))}
        case "multiple_response":
            return {"choices": draw(st.lists(st.sampled_from(ids("choices")), unique=True))}
        case "true_false":
            reason = (
                {"reason": draw(st.sampled_from(["", *ids("reasons")]))}
                if "reasons" in data
                else {}
            )
            return {"choices": draw(st.lists(st.sampled_from("tf"), max_size=1))} | reason
        case "matching":
            return {"pairs": some(ids("items"), ids("choices"))}
        case "classification":
            return {"groups": some(ids("items"), ids("groups"))}
        case "ordering":
            names = draw(st.permutations(ids("items")))
            count = draw(st.integers(0, len(names)))
            return {"places": {name: n for n, name in enumerate(names[:count], 1)}}
        case "scenario":
            return {
                "steps": {
                    step["id"]: draw(st.sampled_from([each["id"] for each in step["choices"]]))
                    for step in data["steps"]
                    if draw(st.booleans())
                }
            }
        case "short_answer":
            accepted = [text for texts in data["accepted"].values() for text in texts]
            return {"text": draw(st.sampled_from([*accepted, "no", ""]))}
        case "numeric":
            unit = (
                {"unit": draw(st.sampled_from(["", "days", "weeks"]))}
                if len(data.get("units", ())) > 1
                else {}
            )
            return {
                "number": draw(st.sampled_from(["", "12", "-0,5", f"{data['value']:.4f}"]))
            } | unit
        case _:
            return {"text": draw(st.sampled_from(["", "Some words."]))}
