"""One question of every type, with its right answer, for stories that go through all of them.

Feedback and accepted answers hold SECRET, so that a test can hunt for them.
"""

from __future__ import annotations

from typing import Any

from tests.learning.packs import SECRET


def told(name: str) -> str:
    return f"{SECRET} about {name}"


def chosen(names: str, right: str, part: str = "Choice") -> list[dict[str, object]]:
    return [
        {"id": n, "text": f"{part} {n}", "correct": n in right, "feedback": told(n)} for n in names
    ]


def decisions(grades: dict[str, str], **following: str) -> list[dict[str, object]]:
    return [
        {"id": n, "text": f"Decide {n}", "grade": grade, "feedback": told(n)}
        | ({"next": following[n]} if n in following else {})
        for n, grade in grades.items()
    ]


QUESTIONS: list[dict[str, Any]] = [
    {"id": "single", "type": "single_choice", "choices": chosen("abc", "b")},
    {
        "id": "several",
        "type": "multiple_response",
        "scoring": "per_option_with_penalty",
        "choices": chosen("abcd", "ac"),
    },
    {
        "id": "verdict",
        "type": "true_false",
        "choices": chosen("tf", "f", "Verdict"),
        "reasons": [{**each, "id": f"r{each['id']}"} for each in chosen("abc", "a", "Reason")],
    },
    {
        "id": "pairs",
        "type": "matching",
        "items": [
            {"id": "crc", "text": "Treaty on children", "match": "play", "feedback": told("crc")},
            {
                "id": "crpd",
                "text": "Treaty on disability",
                "match": "ramp",
                "feedback": told("crpd"),
            },
        ],
        "choices": [
            {"id": "ramp", "text": "A ramp"},
            {"id": "play", "text": "A playground"},
            {"id": "tax", "text": "A tax"},
        ],
    },
    {
        "id": "steps-in-order",
        "type": "ordering",
        "items": [
            {"id": "law", "text": "Is there a law", "feedback": told("law")},
            {"id": "aim", "text": "Is the aim legitimate"},
            {"id": "need", "text": "Is it necessary"},
        ],
    },
    {
        "id": "duties",
        "type": "classification",
        "groups": [{"id": "respect", "text": "Respect"}, {"id": "protect", "text": "Protect"}],
        "items": [
            {
                "id": "fire",
                "text": "Order a door open",
                "group": "protect",
                "feedback": told("fire"),
            },
            {"id": "camp", "text": "Do not clear a camp", "group": "respect"},
        ],
    },
    {
        "id": "march",
        "type": "scenario",
        "steps": [
            {
                "id": "first",
                "text": "What do you do first?",
                "choices": decisions({"refuse": "harmful", "talk": "best"}, talk="then"),
            },
            {
                "id": "then",
                "text": "And then?",
                "choices": decisions({"write": "best", "wait": "weak"}),
            },
        ],
    },
    {
        "id": "word",
        "type": "short_answer",
        "accepted": {
            "en": [SECRET, "equality"],
            "es": [f"{SECRET} es", "igualdad"],
            "ar": [f"{SECRET} ar", "المساواة"],
        },
        "feedback": told("word"),
    },
    {
        "id": "count",
        "type": "numeric",
        "value": 48151.5,
        "tolerance": 0.5,
        "units": [{"id": "days", "text": "days"}, {"id": "weeks", "text": "weeks", "factor": 7}],
        "feedback": told("count"),
    },
]
for _each in QUESTIONS:
    _each.setdefault("prompt", f"What about {_each['id']}?")
    _each.setdefault("outcome", "lo1")

ESSAY: dict[str, Any] = {
    "id": "essay",
    "type": "long_answer",
    "outcome": "lo2",
    "prompt": "Describe one change at your desk.",
    "length": 1000,
    "feedback": told("essay"),
    "rubric": {
        "criteria": [
            {
                "id": "hook",
                "text": "Names a right",
                "levels": [
                    {"id": "none", "text": "No right is named", "points": 0},
                    {"id": "full", "text": "A right is named", "points": 3},
                ],
            },
            {
                "id": "act",
                "text": "Names an act",
                "levels": [
                    {"id": "none", "text": "No act", "points": 0},
                    {"id": "some", "text": "A vague act", "points": 1},
                    {"id": "full", "text": "An act with a date", "points": 2},
                ],
            },
        ]
    },
}

RIGHT: dict[str, dict[str, Any]] = {
    "single": {"choices": ["b"]},
    "several": {"choices": ["a", "c"]},
    "verdict": {"choices": ["f"], "reason": "ra"},
    "pairs": {"pairs": {"crc": "play", "crpd": "ramp"}},
    "steps-in-order": {"places": {"law": 1, "aim": 2, "need": 3}},
    "duties": {"groups": {"fire": "protect", "camp": "respect"}},
    "march": {"steps": {"first": "talk", "then": "write"}},
    "word": {"text": "Equality"},
    "count": {"number": "48151,7", "unit": "days"},
}
"""The right answer of each."""

WRONG: dict[str, dict[str, Any]] = {
    "single": {"choices": ["a"]},
    "several": {"choices": ["b", "d"]},
    "verdict": {"choices": ["f"], "reason": "rb"},
    "pairs": {"pairs": {"crc": "tax", "crpd": "tax"}},
    "steps-in-order": {"places": {"need": 1, "aim": 2, "law": 3}},
    "duties": {"groups": {"fire": "respect", "camp": "protect"}},
    "march": {"steps": {"first": "refuse"}},
    "word": {"text": "charity"},
    "count": {"number": "1", "unit": "weeks"},
}
"""An answer worth nothing, of each."""


def form_of(response: dict[str, Any]) -> dict[str, Any]:
    """Return a response as the question's form sends it."""
    sent: dict[str, Any] = {}
    for part, value in response.items():
        if isinstance(value, dict):
            sent |= {f"{part}.{name}": str(each) for name, each in value.items()}
        else:
            sent[part] = value
    return sent
