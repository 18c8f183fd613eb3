"""The YAML file of programmes, and its errors as sentences with the line where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.schema import validate
from elearn.catalogue.formats.yamldoc import Document, read_yaml_file
from elearn.catalogue.rules import LANGUAGES
from elearn.catalogue.rules.programmes import Member, Part, Programme
from elearn.errors import N_, Faults

Programmes = tuple[tuple[Member, ...], tuple[Programme, ...]]


def read_programmes(file: str, data: bytes) -> Programmes:
    """Return the courses and programmes of a file. Raises Faults with the line and the mend."""
    findings = Findings()
    document = read_yaml_file(file, data, findings)
    if document and validate(document, "programmes", findings):
        found = programmes_of(document.value)
        _check(document, found, findings)
        if not findings.faults:
            return found
    raise Faults(findings.sorted_faults())


def programmes_of(data: dict[str, Any]) -> Programmes:
    """Return the values of a document that is valid."""
    members = tuple(
        Member(
            slug=each["id"],
            code=each["code"],
            minutes=int(each["minutes"]),
            first=tuple(each.get("first", ())),
            title=each.get("title", {}),
        )
        for each in data["courses"]
    )
    programmes = tuple(
        Programme(
            slug=each["id"],
            title=each["title"],
            summary=each["summary"],
            parts=tuple(_part(part) for part in each["parts"]),
        )
        for each in data["programmes"]
    )
    return members, programmes


def _part(data: dict[str, Any]) -> Part:
    any_of = data.get("any_of") or [data["course"]]
    least = data.get("least")
    return Part(tuple(any_of), None if least is None else float(least))


def as_document(found: Programmes) -> dict[str, Any]:
    """Return the courses and programmes as `programmes_of` reads them."""
    members, programmes = found
    return {
        "courses": [
            {
                "id": each.slug,
                "code": each.code,
                "minutes": each.minutes,
                "first": list(each.first),
                "title": dict(each.title),
            }
            for each in members
        ],
        "programmes": [
            {
                "id": each.slug,
                "title": dict(each.title),
                "summary": dict(each.summary),
                "parts": [
                    {"any_of": list(part.any_of), "least": part.least} for part in each.parts
                ],
            }
            for each in programmes
        ],
    }


def _check(document: Document, found: Programmes, findings: Findings) -> None:
    """Note every course that is not listed, every id that is there twice, every circle."""
    members, programmes = found
    known = {member.slug for member in members}
    ids = {"courses": [each.slug for each in members]}
    ids["programmes"] = [each.slug for each in programmes]
    for what, slugs in ids.items():
        seen: set[str] = set()
        for n, slug in enumerate(slugs):
            if slug in seen:
                findings.fault(
                    document.file,
                    document.line(what, n, "id"),
                    N_("“%(id)s” is there twice"),
                    N_("take one of them away"),
                    id=slug,
                )
            seen.add(slug)
    for line, name in _named(document, found):
        if name not in known:
            findings.fault(
                document.file,
                line,
                N_("there is no course “%(id)s” among the courses of the file"),
                N_("list it there with its code and minutes, or mend the id"),
                id=name,
            )
    _circles(document, members, findings)
    _titles(document, findings)


def _named(document: Document, found: Programmes) -> Iterator[tuple[int, str]]:
    members, programmes = found
    for n, member in enumerate(members):
        for m, name in enumerate(member.first):
            yield document.line("courses", n, "first", m), name
    for n, programme in enumerate(programmes):
        for m, part in enumerate(programme.parts):
            for name in part.any_of:
                yield document.line("programmes", n, "parts", m), name


def _circles(document: Document, members: tuple[Member, ...], findings: Findings) -> None:
    before = {member.slug: member.first for member in members}
    for n, member in enumerate(members):
        waiting, seen = list(member.first), set()
        while waiting:
            name = waiting.pop()
            if name == member.slug:
                findings.fault(
                    document.file,
                    document.line("courses", n, "first"),
                    N_("“%(id)s” would have to be taken before itself"),
                    N_("take one of the courses out of “first”"),
                    id=member.slug,
                )
                break
            if name not in seen:
                seen.add(name)
                waiting += before.get(name, ())


def _titles(document: Document, findings: Findings) -> None:
    for what in ("courses", "programmes"):
        for n, each in enumerate(document.value[what]):
            for key in ("title", "summary"):
                for language in each.get(key, {}):
                    if language not in LANGUAGES:
                        findings.fault(
                            document.file,
                            document.line(what, n, key, language),
                            N_("the language “%(language)s” is unknown"),
                            N_("use some of %(known)s"),
                            language=language,
                            known=", ".join(LANGUAGES),
                        )
