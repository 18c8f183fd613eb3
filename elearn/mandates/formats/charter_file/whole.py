"""A charter file as a whole: read it, or say everything that is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.yamldoc import Document, read_yaml
from elearn.catalogue.rules.languages import LANGUAGES
from elearn.errors import N_, Faults
from elearn.mandates.formats.charter_file.notes import not_enforced, noted
from elearn.mandates.formats.charter_file.parts import (
    read_article,
    read_body_duty,
    read_equivalences,
    read_topic,
)
from elearn.mandates.formats.charter_file.refusals import refuse_overlaps, refuse_repeats
from elearn.mandates.formats.charter_file.values import read_address, read_code
from elearn.mandates.formats.fields import Fields
from elearn.mandates.formats.requirement import (
    read_reporting,
    read_requirement,
)
from elearn.mandates.rules import (
    LEGAL_STATUSES,
    MEMBER_KINDS,
    PROVENANCES,
    CharterText,
    ReportingText,
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
    articles = tuple(read_article(fields, provenance) for fields in whole.each("articles"))
    refuse_overlaps(
        whole,
        "articles",
        "number",
        [(each.number, each.valid_from, each.valid_to) for each in articles],
    )
    topics = tuple(read_topic(fields) for fields in whole.each("topics"))
    refuse_repeats(whole, "topics", "code", [topic.code for topic in topics])
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
    refuse_overlaps(
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
    duties = tuple(read_body_duty(fields) for fields in whole.each("body_duties"))
    refuse_repeats(whole, "body_duties", "code", [duty.code for duty in duties])
    on_adhesion = head.flag("on_adhesion") or False
    members = head.words("members", MEMBER_KINDS)
    if members and not on_adhesion:
        head.fault(
            ("members",),
            N_("only a charter that binds on adhesion has members"),
            N_("add “on_adhesion: true”, or delete the line"),
        )
    return CharterText(
        code=read_code(head, "code"),
        organisation=read_code(head, "organisation"),
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
        notes={whose: notes for _, whose, notes in noted(document)},
        not_enforced=tuple(not_enforced(document)),
        source_url=read_address(head),
        on_adhesion=on_adhesion,
        members=members,
        topics=topics,
        equivalences=read_equivalences(whole),
        body_duties=duties,
    )
