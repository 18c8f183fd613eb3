"""Local texts: Markdown to HTML, and the YAML file in which an organisation keeps them.

format: 1
places:
  complaint-point:
    en: |
      The **city desk**, Town Hall, ground floor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import Any

from markdown_it import MarkdownIt
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.sanitise import sanitise
from elearn.catalogue.formats.yamldoc import Document, read_yaml_file
from elearn.catalogue.rules import LANGUAGES, PLACES
from elearn.errors import N_, Faults

LONGEST = 8_000
"""Signs of one text: a page, and not a chapter."""
WITHOUT = ("heading", "lheading", "image", "code", "fence", "html_block", "html_inline")


@dataclass(frozen=True, slots=True)
class LocalEntry:
    """One text as it is written."""

    place: str
    language: str
    text: str


def local_html(text: str) -> str:
    """Return the safe HTML of a local text: paragraphs, lists, tables, links, bold and italic."""
    html: str = _parser().render(text)
    html = html.replace("<table>", '<div class="table" tabindex="0"><table>')
    return sanitise(html.replace("</table>", "</table></div>"))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(WITHOUT)


def read_local(file: str, data: bytes) -> tuple[LocalEntry, ...]:
    """Return the texts of a file. Raises Faults that name the line and the mend."""
    findings = Findings()
    document = read_yaml_file(file, data, findings)
    entries = list(_entries(document, findings)) if document else []
    if findings.faults:
        raise Faults(findings.sorted_faults())
    return tuple(entries)


def _entries(document: Document, findings: Findings) -> Iterable[LocalEntry]:
    data: Any = document.value
    if not isinstance(data, dict) or data.get("format") != 1:
        findings.fault(
            document.file,
            1,
            N_("the file does not say “format: 1”"),
            N_("begin it with format: 1"),
        )
        return
    unknown = [key for key in data if key not in {"format", "places"}]
    for key in unknown:
        _unknown(document, findings, key, ("format", "places"), key)
    if unknown:
        return
    places = data.get("places")
    if not isinstance(places, dict):
        findings.fault(
            document.file,
            document.line("places"),
            N_("there are no places in it"),
            N_("write places: and the texts of each place below it, by language"),
        )
        return
    for place, texts in places.items():
        if place not in PLACES:
            _unknown(document, findings, place, PLACES, "places", place)
        elif not isinstance(texts, dict):
            findings.fault(
                document.file,
                document.line("places", place),
                N_("“%(key)s” has no texts by language"),
                N_("write the language before the text, as in  en: The city desk"),
                key=place,
            )
        else:
            yield from _texts(document, findings, place, texts)


def _texts(
    document: Document, findings: Findings, place: str, texts: Mapping[Any, Any]
) -> Iterable[LocalEntry]:
    for language, text in texts.items():
        line = document.line("places", place, language)
        if language not in LANGUAGES:
            _unknown(document, findings, language, LANGUAGES, "places", place, language)
        elif not isinstance(text, str) or not text.strip():
            findings.fault(
                document.file,
                line,
                N_("“%(key)s” is no text"),
                N_("write it between quotation marks, or after |"),
                key=f"{place}.{language}",
            )
        elif len(text) > LONGEST:
            findings.fault(
                document.file,
                line,
                N_("“%(key)s” is longer than %(most)s signs"),
                N_("say the essential, and link to the rest"),
                key=f"{place}.{language}",
                most=LONGEST,
            )
        else:
            yield LocalEntry(place, language, text.strip())


def _unknown(
    document: Document, findings: Findings, key: object, known: Iterable[str], *path: Any
) -> None:
    findings.fault(
        document.file,
        document.line(*path),
        N_("“%(key)s” is not known here"),
        N_("use one of %(known)s"),
        key=str(key)[:80],
        known=", ".join(known),
    )


def write_local(entries: Iterable[LocalEntry]) -> str:
    """Return the texts as a file that `read_local` reads."""
    places: dict[str, dict[str, str]] = {}
    for entry in entries:
        places.setdefault(entry.place, {})[entry.language] = LiteralScalarString(f"{entry.text}\n")
    yaml, out = YAML(), StringIO()
    yaml.width = 10_000
    yaml.dump({"format": 1, "places": places}, out)
    return out.getvalue()
