"""Questions from other systems and to them, as files."""

from __future__ import annotations

from pathlib import Path

from elearn.catalogue.formats.banks import (
    as_pool,
    questions_in,
    read_gift,
    read_moodle,
    write_gift,
    write_moodle,
)
from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.reader import read_pack
from elearn.errors import Fault, Faults, Invalid

LARGEST = 8 * 1024 * 1024
XML = "moodle-xml"


class BankUnfit(Invalid):
    """The files of a bank are not as a command needs them."""

    code = "bank-unfit"


def import_questions(  # noqa: PLR0913  # what to read and what to make of it
    *, bank: Path, target: Path, form: str | None, name: str, title: str, kind: str, language: str
) -> tuple[int, tuple[Fault, ...]]:
    """Write a file of questions made of a bank; return how many, and what was not carried over.

    BankUnfit where the target is there already or the bank is too large; Faults where the bank
    cannot be read, or holds what a pack does not allow. Nothing is written then.
    """
    _new(target)
    if bank.stat().st_size > LARGEST:
        raise BankUnfit("%(file)s is larger than 8 MiB: split it.", file=str(bank))
    data, findings = bank.read_bytes(), Findings()
    if _form(form, bank, data) == XML:
        questions = read_moodle(data, bank.name, findings, language)
    else:
        questions = read_gift(_decoded(data, bank), bank.name, findings, language)
    if not questions and not findings.faults:
        findings.fault(bank.name, None, "there is no question in it", "export the bank again")
    if findings.faults:
        raise Faults(findings.sorted_faults())
    text = as_pool(questions, target.name, findings, title=title, kind=kind, name=name)
    if findings.faults:
        raise Faults(findings.sorted_faults())
    target.write_text(text, "utf-8")
    return len(questions), findings.sorted_warnings()


def export_questions(
    *, folder: Path, target: Path, assessment: str, language: str, form: str | None
) -> tuple[int, tuple[Fault, ...]]:
    """Write the questions of a quiz of a pack as a bank; return how many, and what was lost.

    Faults where the pack has any; BankUnfit where the target is there already, or the pack has no
    such quiz or language.
    """
    _new(target)
    report = read_pack(folder)
    if report.pack is None or report.faults:
        raise Faults(report.faults)
    if assessment not in report.pack.assessments:
        raise BankUnfit(
            "The pack has no quiz “%(id)s”: name one of %(known)s.",
            id=assessment,
            known=", ".join(report.pack.assessments),
        )
    if language not in report.pack.course.languages:
        raise BankUnfit(
            "The pack is not written in “%(language)s”: name one of %(known)s.",
            language=language,
            known=", ".join(report.pack.course.languages),
        )
    questions, findings = questions_in(report.pack, assessment, language), Findings()
    if _form(form, target, b"") == XML:
        target.write_bytes(write_moodle(questions, target.name, findings, language))
    else:
        target.write_text(write_gift(questions, target.name, findings, language), "utf-8")
    return len(questions), findings.sorted_warnings()


def _new(target: Path) -> None:
    if target.exists():
        raise BankUnfit("%(file)s is there already: name another file.", file=str(target))
    if not target.parent.is_dir():
        raise BankUnfit("There is no folder %(folder)s.", folder=str(target.parent))


def _form(form: str | None, file: Path, data: bytes) -> str:
    if form:
        return form
    return XML if file.suffix.lower() == ".xml" or data.lstrip()[:5] == b"<?xml" else "gift"


def _decoded(data: bytes, bank: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BankUnfit(
            "%(file)s:%(line)s: this is not UTF-8: save the file as UTF-8.",
            file=bank.name,
            line=line,
        ) from error
