"""A stored version of a charter as a file again: the shape that `read_charter` reads."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from elearn.mandates.formats.charter_file import CHARTER_KEYS
from elearn.mandates.rules import ReportingText

WIDTH = 4096
USUAL_REPORTING = asdict(ReportingText())
ALL_ACCEPTED = ["attendance_sheet", "certificate"]


def write_charter(document: Mapping[str, Any]) -> bytes:
    """Return the YAML of a version, from what `rules.CharterText.document` wrote down.

    Reading it gives a charter with the same digest. Raises KeyError for a version that was loaded
    before versions were kept whole.
    """
    yaml = YAML()
    yaml.width = WIDTH
    yaml.allow_unicode = True
    out = io.BytesIO()
    yaml.dump(_file(document), out)
    return out.getvalue()


def _file(document: Mapping[str, Any]) -> dict[str, Any]:
    notes = dict(document["notes"])
    whole: dict[str, Any] = {
        "charter": _given(document, *CHARTER_KEYS),
        "articles": [_article(each) for each in document["articles"]],
    }
    if document["topics"]:
        whole["topics"] = [_given(each, "code", "titles", "courses") for each in document["topics"]]
    if document["equivalences"]:
        whole["equivalences"] = [
            {"course": course, "counts_as": other} for course, other in document["equivalences"]
        ]
    whole["requirements"] = [
        _requirement(each, document["articles"], notes.pop(each["code"], None))
        for each in document["requirements"]
    ]
    if document["body_duties"]:
        whole["body_duties"] = [
            _given(each, "code", "titles", "days", "to") for each in document["body_duties"]
        ]
    if "charter" in notes:
        whole["notes"] = notes["charter"]
    return whole


def _given(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return the named values that say something, in this order."""
    return {name: values[name] for name in names if values[name] not in (None, [], {}, "", False)}


def _article(article: Mapping[str, Any]) -> dict[str, Any]:
    found = _given(article, "number", "provenance", "source", "valid_from", "valid_to", "headings")
    found["texts"] = {
        language: LiteralScalarString(f"{text}\n") if "\n" in text else text
        for language, text in article["texts"].items()
    }
    return found


def _requirement(
    each: Mapping[str, Any], articles: list[Mapping[str, Any]], notes: object
) -> dict[str, Any]:
    asked = each["asked"]
    found: dict[str, Any] = {
        "code": each["code"],
        "article": articles[each["article"]]["number"],
        **_given(each, "paragraph", "provenance", "valid_from", "valid_to", "fulfils"),
        "responsible": each["responsible"],
        "audience": _audience(each["audience"]),
        "requirement": {
            "kind": asked["kind"],
            **_courses(asked),
            **_given(each, "programme"),
            **_given(asked, "min_minutes", "live_minutes", "min_sessions", "topics", "pass_mark"),
            **_given(each, "languages"),
        },
        "recurrence": {
            **_given(each["recurrence"], "type", "interval", "anchor", "anchor_date"),
            **_window(each["recurrence"]),
            **_given(each["recurrence"], "carry_over_minutes"),
            **_given(each, "grace_days"),
        },
        "initial_deadline": _deadline(each["deadline"]),
    }
    if each["amends_open"]:
        found["amends_open_periods"] = True
    provider = {
        **({"allowed": asked["providers"]} if asked["providers"] else {}),
        **({"accreditation_required": True} if asked["accreditation"] else {}),
    }
    evidence = {
        **({} if asked["accepted"] == ALL_ACCEPTED else {"accepted": asked["accepted"]}),
        **({"max_age_days": asked["max_age_days"]} if asked.get("max_age_days") else {}),
        **_given(each, "retention_months"),
    }
    reminders = {
        **({"before_days": each["reminders"]["before"]} if each["reminders"]["before"] else {}),
        **({"after_days": each["reminders"]["after"]} if each["reminders"]["after"] else {}),
        **_given(each["reminders"], "escalate"),
    }
    exemptions = [
        {
            "reason_code": rule["reason"],
            **_given(rule, "effect", "max_days", "approver", "evidence", "sensitive", "short_form"),
        }
        for rule in each["exemptions"]
    ]
    optional = {
        "provider": provider,
        "exemptions": exemptions,
        "evidence": evidence,
        "reminders": reminders,
        "reporting": {} if each["reporting"] == USUAL_REPORTING else each["reporting"],
        "counts_in_appraisal": each["counts_in_appraisal"],
        "notes": notes,
    }
    return {**found, **{name: value for name, value in optional.items() if value}}


def _audience(audience: Mapping[str, Any]) -> dict[str, Any]:
    found = {
        name: value
        for name, value in audience.items()
        if value not in (None, []) and name != "exclude"
    }
    if audience["exclude"]:
        found["exclude"] = _audience(audience["exclude"])
    return found


def _courses(asked: Mapping[str, Any]) -> dict[str, list[str]]:
    courses = [slug for part in asked["parts"] for slug in part["any_of"]]
    return {"courses": courses} if courses else {}


def _window(recurrence: Mapping[str, Any]) -> dict[str, int]:
    days = recurrence["window_days"]
    return {} if days is None else {"window_open_days_before_due": days}


def _deadline(deadline: Mapping[str, Any]) -> dict[str, Any]:
    found = _given(deadline, "trigger", "fixed_date")
    if deadline["trigger"] or deadline["days"]:
        found["working_days" if deadline["working"] else "days"] = deadline["days"]
    return found
