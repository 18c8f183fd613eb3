"""The charter file: the YAML shape of the data model of local charters, in our glossary's words.

What a charter says beyond that model goes under `notes`, which is kept as it is and listed as
recorded, not enforced. Any other unknown key is a fault, so that a slip of the pen never makes a
duty vanish.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.yamldoc import Document, Path, read_yaml
from elearn.catalogue.rules.languages import LANGUAGES
from elearn.errors import N_, Faults
from elearn.mandates.formats.fields import Fields
from elearn.mandates.formats.requirement import (
    LONGEST_CODE,
    LONGEST_DAYS,
    read_reporting,
    read_requirement,
)
from elearn.mandates.rules import (
    LEGAL_STATUSES,
    MEMBER_KINDS,
    PROVENANCES,
    ArticleText,
    BodyDuty,
    CharterText,
    ReportingText,
    TopicText,
    stands_for,
)

LARGEST = 1_000_000
"""Bytes; the longest charters have a few thousand words."""
LONGEST_ADDRESS, LONGEST_NUMBER = 500, 32
"""Signs of where words were found, and of what an article is called."""

CHARTER_KEYS = (
    "code",
    "organisation",
    "version",
    "titles",
    "legal_status",
    "adopted_on",
    "in_force_from",
    "in_force_to",
    "on_adhesion",
    "members",
    "language_of_record",
    "source_url",
    "provenance",
)
OPTIONAL = {"in_force_to", "on_adhesion", "members", "source_url", "provenance"}
NEVER = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class CharterFile:
    """A charter, and where each of its values stands in the file."""

    file: str
    charter: CharterText
    document: Document

    def line(self, *path: str | int) -> int:
        """Return the line of the value at that path."""
        return self.document.line(*path)


def read_charter(file: str, content: bytes) -> CharterFile:
    """Return the charter that a file holds, or raise Faults with everything that is wrong in it.

    Whether its organisation and courses exist is for `services.load_charter` to say.
    """
    findings = Findings()
    document = _document(file, content, findings)
    charter = None if document is None else _charter(document, findings)
    if findings.faults or document is None or charter is None:
        raise Faults(findings.sorted_faults())
    return CharterFile(file, charter, document)


def charter_code(content: bytes) -> str | None:
    """Return the code that a file gives its charter, whatever else is wrong in it."""
    findings = Findings()
    document = _document("", content, findings)
    head = document.value.get("charter") if document and isinstance(document.value, dict) else None
    code = head.get("code") if isinstance(head, dict) else None
    return code if isinstance(code, str) else None


def _document(file: str, content: bytes, findings: Findings) -> Document | None:
    if len(content) > LARGEST:
        findings.fault(file, None, N_("this file is too large"), N_("keep it under one megabyte"))
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        findings.fault(file, line, N_("this line is not UTF-8"), N_("save the file as UTF-8"))
        return None
    return read_yaml(file, text, findings)


def _charter(document: Document, findings: Findings) -> CharterText | None:
    whole = Fields(document, findings)
    whole.only(
        (
            "charter",
            "articles",
            "topics",
            "equivalences",
            "reporting",
            "requirements",
            "body_duties",
            "notes",
        ),
        required=("charter", "articles", "requirements"),
    )
    head = whole.inner("charter")
    head.only(CHARTER_KEYS, required=[key for key in CHARTER_KEYS if key not in OPTIONAL])
    in_force_from = head.day("in_force_from") or NEVER
    in_force_to = head.day("in_force_to")
    if in_force_to is not None and in_force_to < in_force_from:
        head.fault(
            ("in_force_to",),
            N_("the charter ends on %(end)s, before it begins"),
            N_("give an end after %(start)s, or leave it out"),
            end=in_force_to.isoformat(),
            start=in_force_from.isoformat(),
        )
    provenance = head.word("provenance", PROVENANCES) or "mixed"
    articles = tuple(_article(fields, provenance) for fields in whole.each("articles"))
    _overlap(
        whole,
        "articles",
        "number",
        [(each.number, each.valid_from, each.valid_to) for each in articles],
    )
    topics = tuple(_topic(fields) for fields in whole.each("topics"))
    _unique(whole, "topics", "code", [topic.code for topic in topics])
    reporting = read_reporting(whole.inner("reporting"), ReportingText())
    requirements = tuple(
        read_requirement(
            fields,
            articles,
            {topic.code: topic.courses for topic in topics},
            provenance,
            in_force_from,
            reporting,
        )
        for fields in whole.each("requirements")
    )
    _overlap(
        whole,
        "requirements",
        "code",
        [
            (
                each.code,
                each.valid_from or (articles[each.article].valid_from if articles else None),
                each.valid_to or (articles[each.article].valid_to if articles else None),
            )
            for each in requirements
        ],
    )
    duties = tuple(_body_duty(fields) for fields in whole.each("body_duties"))
    _unique(whole, "body_duties", "code", [duty.code for duty in duties])
    on_adhesion = head.flag("on_adhesion") or False
    members = head.words("members", MEMBER_KINDS)
    if members and not on_adhesion:
        head.fault(
            ("members",),
            N_("only a charter that binds on adhesion has members"),
            N_("add “on_adhesion: true”, or delete the line"),
        )
    return CharterText(
        code=_code(head, "code"),
        organisation=_code(head, "organisation"),
        version=head.whole("version", least=1) or 1,
        titles=head.texts("titles", LANGUAGES),
        adopted_on=head.day("adopted_on") or NEVER,
        in_force_from=in_force_from,
        in_force_to=in_force_to,
        legal_status=head.word("legal_status", LEGAL_STATUSES) or "",
        language_of_record=head.word("language_of_record", LANGUAGES) or "",
        provenance=provenance,
        articles=articles,
        requirements=requirements,
        notes={whose: notes for _, whose, notes in _noted(document)},
        not_enforced=tuple(_not_enforced(document)),
        source_url=_address(head),
        on_adhesion=on_adhesion,
        members=members,
        topics=topics,
        equivalences=_equivalences(whole),
        body_duties=duties,
    )


def _article(fields: Fields, provenance: str) -> ArticleText:
    fields.only(
        ("number", "provenance", "source", "valid_from", "valid_to", "headings", "texts"),
        required=("number", "headings", "texts"),
    )
    valid_from, valid_to = fields.day("valid_from"), fields.day("valid_to")
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        fields.fault(
            ("valid_to",),
            N_("it ends on %(end)s, before it begins"),
            N_("give an end after %(start)s, or leave it out"),
            end=valid_to.isoformat(),
            start=valid_from.isoformat(),
        )
    return ArticleText(
        number=_number(fields),
        headings=fields.texts("headings", LANGUAGES),
        texts=fields.texts("texts", LANGUAGES),
        provenance=fields.word("provenance", PROVENANCES) or provenance,
        source=fields.text("source", most=LONGEST_ADDRESS),
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _topic(fields: Fields) -> TopicText:
    fields.only(("code", "titles", "courses"), required=("code", "titles"))
    return TopicText(
        code=fields.text("code") or "",
        titles=fields.texts("titles", LANGUAGES),
        courses=fields.words("courses"),
    )


def _equivalences(whole: Fields) -> tuple[tuple[str, str], ...]:
    """Return which course counts as which; refuse a circle."""
    found: list[tuple[str, str]] = []
    for fields in whole.each("equivalences"):
        fields.only(("course", "counts_as"), required=("course", "counts_as"))
        found.append((fields.text("course") or "", fields.text("counts_as") or ""))
        try:
            stands_for(found, found[-1][1])
        except ValueError:
            fields.fault(
                (),
                N_("“%(course)s” would count as itself by way of other courses"),
                N_("take one of the equivalences out, so that there is no circle"),
                course=found[-1][0],
            )
            found.pop()
    return tuple(found)


def _body_duty(fields: Fields) -> BodyDuty:
    fields.only(("code", "titles", "days", "to"), required=("code", "titles", "days"))
    return BodyDuty(
        code=_code(fields, "code"),
        titles=fields.texts("titles", LANGUAGES),
        days=fields.whole("days", most=LONGEST_DAYS) or 0,
        to=fields.text("to") or "",
    )


def _address(head: Fields) -> str | None:
    value = head.text("source_url", most=LONGEST_ADDRESS)
    if value is not None and not re.match(r"https?://[^\s]+$", value):
        head.fault(
            ("source_url",),
            N_("“%(value)s” is no address of a page"),
            N_("begin it with https://"),
            value=value,
        )
        return None
    return value


def _number(fields: Fields) -> str:
    value = fields.text("number", most=LONGEST_NUMBER) or ""
    if value and not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z.-]*", value):
        fields.fault(
            ("number",),
            N_("“%(value)s” cannot stand in an address"),
            N_("use letters, digits, dots and hyphens"),
            value=value,
        )
    return value


def _code(fields: Fields, key: str) -> str:
    value = fields.text(key, most=LONGEST_CODE) or ""
    if value and not (value.isascii() and value.replace("-", "").isalnum() and value.islower()):
        fields.fault(
            (key,),
            N_("“%(value)s” cannot stand in an address"),
            N_("use lower-case letters, digits and hyphens"),
            value=value,
        )
    return value


def _overlap(
    whole: Fields, key: str, name: str, entries: list[tuple[str, date | None, date | None]]
) -> None:
    """Refuse two entries of one name that are in force on the same day."""
    for number, (value, starts, ends) in enumerate(entries):
        for other, (same, begins, stops) in enumerate(entries[:number]):
            if not value or value != same:
                continue
            if starts is None and ends is None and begins is None and stops is None:
                what, mend = N_("“%(value)s” is there twice"), N_("give each its own")
            elif max(starts or date.min, begins or date.min) <= min(
                ends or date.max, stops or date.max
            ):
                what = N_("“%(value)s” overlaps the one of line %(line)s")
                mend = N_("end one on the day before the other begins: “valid_to”, “valid_from”")
            else:
                continue
            whole.fault(
                (key, number, name), what, mend, value=value, line=whole.line(key, other, name)
            )
            break


def _unique(whole: Fields, key: str, name: str, values: list[str]) -> None:
    for number, value in enumerate(values):
        if value and value in values[:number]:
            whole.fault(
                (key, number, name),
                N_("“%(value)s” is there twice"),
                N_("give each its own"),
                value=value,
            )


def _noted(document: Document) -> list[tuple[Path, str, Any]]:
    """Return (path, whose, notes) for the notes of the charter and of each requirement."""
    value = document.value if isinstance(document.value, dict) else {}
    found: list[tuple[Path, str, Any]] = [(("notes",), "charter", value.get("notes"))]
    listed = value.get("requirements")
    for number, each in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(each, dict):
            path = ("requirements", number, "notes")
            found.append((path, str(each.get("code", number)), each.get("notes")))
    return [entry for entry in found if isinstance(entry[2], dict)]


def _not_enforced(document: Document) -> list[str]:
    return [
        f"{document.file}:{document.line(*path, key)}: {whose}: {key}"
        for path, whose, notes in _noted(document)
        for key in notes
    ]
