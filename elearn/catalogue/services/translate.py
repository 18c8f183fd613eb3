"""Make or update a translation file of a pack folder, as msgmerge would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.files import decoded
from elearn.catalogue.formats.merge import merge
from elearn.catalogue.formats.messages import messages
from elearn.catalogue.formats.pack import Pack
from elearn.catalogue.formats.po import read_po
from elearn.catalogue.formats.po_writer import write_catalogue
from elearn.catalogue.formats.reader import read_pack
from elearn.catalogue.rules import LANGUAGES
from elearn.errors import N_, Faults, Invalid


class LanguageUnknown(Invalid):
    """The language is none that the interface speaks, or is the pack's own."""

    code = "language-unknown"


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update of a translation did."""

    path: Path
    translated: int
    fuzzy: int
    missing: int
    obsolete: int


def update_translation(*, folder: Path, language: str, now: datetime) -> Updated:
    """Write `locale/<language>.po` of the pack in the folder, keeping every translation that holds.

    LanguageUnknown for a language that cannot be; Faults when the source or the PO file cannot be
    read; nothing is written then.
    """
    report = read_pack(folder)
    if report.pack is None:
        raise Faults(fault for fault in report.faults if not fault.file.startswith("locale/"))
    source = report.pack.course.source_language
    if language not in LANGUAGES or language == source:
        raise LanguageUnknown(
            N_("“%(language)s” is not a language to translate into: use one of %(known)s."),
            language=language,
            known=", ".join(each for each in LANGUAGES if each != source),
        )
    path = f"locale/{language}.po"
    _refuse_what_would_be_lost(report.pack, path)
    texts = messages(report.pack)
    former = report.pack.catalogues.get(language)
    merged = merge(former, texts)
    data = write_catalogue(report.pack.slug, language, merged, texts, former=former, now=now)
    target = folder / path
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(data)
    done = sum(entry.done for entry in merged.entries)
    fuzzy = sum(entry.fuzzy for entry in merged.entries)
    missing = len(merged.entries) - done - fuzzy
    return Updated(target, done, fuzzy, missing, len(merged.obsolete))


def _refuse_what_would_be_lost(pack: Pack, path: str) -> None:
    """Raise Faults when the file has entries that could not be read, and so would be dropped."""
    findings = Findings()
    if path in pack.files:
        text = decoded(pack.files, path, findings)
        if text is not None:
            read_po(path, text, findings)
    if findings.faults:
        raise Faults(findings.sorted_faults())
