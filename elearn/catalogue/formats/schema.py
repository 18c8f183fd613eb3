"""The published JSON Schema, and its errors as sentences with the line where they stand."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.yamldoc import Document
from elearn.catalogue.rules.questions import REGISTER, QuestionType
from elearn.catalogue.rules.topics import RIGHTS
from elearn.errors import N_

Sentence = tuple[str, str, dict[str, object]]
TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "keys and values",
}


COMMON: dict[str, Any] = {
    "id": {"$ref": "#/$defs/id"},
    "type": {"enum": [found.NAME for found in REGISTER]},
    "outcome": {"$ref": "#/$defs/id"},
    "difficulty": {"enum": ["E", "M", "H"]},
    "sources": {"type": "array", "uniqueItems": True, "items": {"$ref": "#/$defs/id"}},
    "prompt": {"$ref": "#/$defs/text"},
    "shuffle": {"type": "boolean"},
}
"""The keys that questions of every type have."""


def schema_text() -> str:
    """Return the schema as it is published: the file, with what each type of question says."""
    return json.dumps(_schema(), indent=2, ensure_ascii=False) + "\n"


@cache
def _schema() -> dict[str, Any]:
    text = files(__package__).joinpath("course-pack.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    about = schema["$defs"]["course"]["properties"]["about"]["properties"]
    about["rights"]["items"] = {"enum": [*RIGHTS]}
    schema["$defs"]["question"] = {
        "type": "object",
        "required": ["id", "type", "prompt"],
        "properties": {"type": COMMON["type"]},
        "allOf": [_of_type(found) for found in REGISTER],
    }
    return schema


def _of_type(found: QuestionType) -> dict[str, Any]:
    """Return what the schema says of the questions of one type."""
    return {
        "if": {"required": ["type"], "properties": {"type": {"const": found.NAME}}},
        "then": {
            "required": [*found.REQUIRED],
            "additionalProperties": False,
            "properties": {**COMMON, **found.PROPERTIES},
        },
    }


@cache
def _validator(part: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/$defs/{part}", "$defs": _schema()["$defs"]})


def validate(document: Document, part: str, findings: Findings) -> bool:
    """Note every departure from the part of the schema; return whether there was none."""
    errors = list(_validator(part).iter_errors(document.value))
    for error in errors:
        what, mend, params = _sentence(error)
        path = list(error.absolute_path)
        if error.validator == "additionalProperties":
            path.append(_extra(error)[0])
        where = ".".join(str(step) for step in error.absolute_path) or part
        findings.fault(document.file, document.line(*path), what, mend, where=where, **params)
    return not errors


def _wanted(error: Any) -> Any:
    """Return the value of the keyword that was not met."""
    return error.validator_value


def _extra(error: Any) -> list[str]:
    known: dict[str, Any] = dict(error.schema).get("properties", {})
    return [key for key in error.instance if key not in known]


def _sentence(error: ValidationError) -> Sentence:
    kind = str(error.validator)
    return SENTENCES.get(kind, _otherwise)(error)


def _required(error: Any) -> Sentence:
    missing = next(
        key for key in _wanted(error) if key not in error.instance and f"'{key}'" in error.message
    )
    return N_("%(where)s lacks “%(key)s”"), N_("add “%(key)s”"), {"key": missing}


def _unknown_key(error: ValidationError) -> Sentence:
    keys = _extra(error)
    known = ", ".join(dict(error.schema).get("properties", {}))  # type: ignore[arg-type]  # a mapping here
    return (
        N_("%(where)s does not know “%(key)s”"),
        N_("use one of %(known)s"),
        {"key": ", ".join(keys), "known": known},
    )


def _type(error: ValidationError) -> Sentence:
    wanted = TYPES.get(str(_wanted(error)), str(_wanted(error)))
    return N_("%(where)s must be %(wanted)s"), N_("write %(wanted)s"), {"wanted": wanted}


def _enum(error: ValidationError) -> Sentence:
    return (
        N_("%(where)s cannot be “%(value)s”"),
        N_("use one of %(known)s"),
        {"value": _shown(error), "known": ", ".join(map(str, _wanted(error)))},
    )


def _const(error: ValidationError) -> Sentence:
    return (
        N_("%(where)s cannot be “%(value)s”"),
        N_("write %(known)s"),
        {"value": _shown(error), "known": error.validator_value},
    )


def _pattern(error: ValidationError) -> Sentence:
    hint = str(dict(error.schema).get("description", "pattern " + str(_wanted(error))))  # type: ignore[arg-type]  # a mapping here
    hint = hint.rstrip(".")
    return (
        N_("%(where)s cannot be “%(value)s”"),
        N_("write it so: %(hint)s"),
        {"value": _shown(error), "hint": hint[:1].lower() + hint[1:]},
    )


def _bound(error: ValidationError) -> Sentence:
    least = error.validator == "minimum"
    mend = N_("write %(bound)s or more") if least else N_("write %(bound)s or less")
    return (
        N_("%(where)s cannot be %(value)s"),
        mend,
        {"value": _shown(error), "bound": error.validator_value},
    )


def _length(error: ValidationError) -> Sentence:
    if error.validator in {"minLength", "minItems"}:
        return (
            N_("%(where)s is empty or too short"),
            N_("give it at least %(bound)s"),
            {"bound": error.validator_value},
        )
    return (
        N_("%(where)s is too long"),
        N_("keep it within %(bound)s"),
        {"bound": error.validator_value},
    )


def _unique(error: ValidationError) -> Sentence:
    return N_("%(where)s names something twice"), N_("keep one of them"), {"value": _shown(error)}


def _otherwise(error: ValidationError) -> Sentence:
    return (
        N_("%(where)s is not as the format asks: %(problem)s"),
        N_("see the page on the course pack"),
        {"problem": error.message[:200]},
    )


def _shown(error: ValidationError) -> str:
    return str(error.instance)[:80]


SENTENCES: dict[str, Callable[[ValidationError], Sentence]] = {
    "required": _required,
    "additionalProperties": _unknown_key,
    "type": _type,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "minimum": _bound,
    "maximum": _bound,
    "minLength": _length,
    "minItems": _length,
    "maxLength": _length,
    "maxItems": _length,
    "uniqueItems": _unique,
}
