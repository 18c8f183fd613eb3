"""The charter file: the YAML shape of the data model of local charters, in our glossary's words.

What that model knows and this service does not decide yet (minutes, live minutes, exemptions,
terms) goes under `notes`, which is kept as it is and listed as recorded, not yet enforced. Any
other unknown key is a fault, so that a slip of the pen never makes a duty vanish.
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
from elearn.mandates.formats.requirement import read_requirement
from elearn.mandates.rules import (
    LEGAL_STATUSES,
    PROVENANCES,
    ArticleText,
    CharterText,
)

LARGEST = 1_000_000
"""Bytes; the longest charters have a few thousand words."""

CHARTER_KEYS = (
    "code",
    "organisation",
    "version",
    "titles",
    "legal_status",
    "adopted_on",
    "in_force_from",
    "in_force_to",
    "language_of_record",
    "provenance",
)
OPTIONAL = {"in_force_to", "provenance"}
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
        ("charter", "articles", "requirements", "notes"),
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
    _unique(whole, "articles", "number", [article.number for article in articles])
    numbers = {article.number: article for article in articles}
    requirements = tuple(
        read_requirement(fields, numbers, provenance) for fields in whole.each("requirements")
    )
    _unique(whole, "requirements", "code", [requirement.code for requirement in requirements])
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
    )


def _article(fields: Fields, provenance: str) -> ArticleText:
    fields.only(
        ("number", "provenance", "headings", "texts"), required=("number", "headings", "texts")
    )
    return ArticleText(
        number=_number(fields),
        headings=fields.texts("headings", LANGUAGES),
        texts=fields.texts("texts", LANGUAGES),
        provenance=fields.word("provenance", PROVENANCES) or provenance,
    )


def _number(fields: Fields) -> str:
    value = fields.text("number") or ""
    if value and not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z.-]*", value):
        fields.fault(
            ("number",),
            N_("“%(value)s” cannot stand in an address"),
            N_("use letters, digits, dots and hyphens"),
            value=value,
        )
    return value


def _code(fields: Fields, key: str) -> str:
    value = fields.text(key) or ""
    if value and not (value.isascii() and value.replace("-", "").isalnum() and value.islower()):
        fields.fault(
            (key,),
            N_("“%(value)s” cannot stand in an address"),
            N_("use lower-case letters, digits and hyphens"),
            value=value,
        )
    return value


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
