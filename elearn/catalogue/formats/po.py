"""A translation as a PO file: read strictly, with the line of every entry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from elearn.catalogue.formats.faults import Findings
from elearn.errors import N_

Key = tuple[str, str]
"""(msgctxt, msgid)"""
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"\Z')
ESCAPE = re.compile(r"\\(.)")
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*(.*)\Z")
CHARSET = re.compile(r"charset=([^\s;]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a PO file."""

    context: str
    source: str
    translation: str
    line: int
    """Where msgid stands."""
    translation_line: int
    fuzzy: bool = False
    previous: str | None = None
    comments: tuple[str, ...] = ()
    """The translator's own, kept by an update."""

    @property
    def key(self) -> Key:
        """What tells it from the others."""
        return self.context, self.source

    @property
    def done(self) -> bool:
        """Whether it is translated and holds for its source as it stands."""
        return bool(self.translation) and not self.fuzzy


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A PO file: its header, its entries in order, and the obsolete ones at its end."""

    file: str
    header: Mapping[str, str]
    header_line: int
    header_comments: tuple[str, ...]
    entries: tuple[Entry, ...]
    obsolete: tuple[Entry, ...]


@dataclass(slots=True)
class _Draft:
    """An entry while its lines are being read."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    fuzzy: bool = False
    obsolete: bool = False

    def text(self, name: str) -> str:
        return "".join(self.texts.get(name, []))


def read_po(file: str, text: str, findings: Findings) -> Catalogue:
    """Return the catalogue; every error of syntax is a fault with its line."""
    reader = _Reader(file, findings)
    for number, line in enumerate(text.split("\n"), 1):
        reader.line(number, line.strip())
    reader.finish()
    _check_header(reader, findings)
    return Catalogue(
        file,
        reader.header,
        reader.header_line,
        tuple(reader.header_comments),
        tuple(reader.entries.values()),
        tuple(reader.obsolete),
    )


def _check_header(reader: _Reader, findings: Findings) -> None:
    content = reader.header.get("content-type", "")
    charset = CHARSET.search(content)
    if charset is None or charset[1].lower() not in {"utf-8", "utf8"}:
        findings.fault(
            reader.file,
            reader.header_lines.get("content-type", reader.header_line),
            N_("the header does not say that this file is UTF-8"),
            N_("write “Content-Type: text/plain; charset=UTF-8” there"),
        )


class _Reader:
    def __init__(self, file: str, findings: Findings) -> None:
        self.file, self.findings = file, findings
        self.entries: dict[Key, Entry] = {}
        self.obsolete: list[Entry] = []
        self.header: dict[str, str] = {}
        self.header_line = 1
        self.header_lines: dict[str, int] = {}
        self.header_comments: list[str] = []
        self.draft = _Draft()
        self.current: str | None = None

    def refuse(self, number: int, what: str, mend: str, /, **params: object) -> None:
        self.findings.fault(self.file, number, what, mend, **params)

    def line(self, number: int, line: str) -> None:
        if not line:
            return
        previous = obsolete = False
        if line.startswith("#"):
            obsolete = line.startswith("#~")
            body = line[2:].lstrip() if obsolete else line
            if obsolete and body.startswith("|"):
                return
            previous = body.startswith("#|")
            if not obsolete and not previous:
                self.comment(line)
                return
            line = body.removeprefix("#|").lstrip()
        if line.startswith('"'):
            self.more(number, line)
        elif match := KEYWORD.match(line):
            self.keyword(number, match[1], match[2], previous=previous, obsolete=obsolete)
        else:
            self.refuse(
                number,
                N_("this line is not PO"),
                N_("begin it with msgctxt, msgid, msgstr, # or a quotation mark"),
            )

    def comment(self, line: str) -> None:
        if "msgstr" in self.draft.texts:
            self.finish()
        if line.startswith("#,"):
            self.draft.fuzzy |= "fuzzy" in [flag.strip() for flag in line[2:].split(",")]
        elif not line.startswith(("#.", "#:")):
            self.draft.comments.append(line[1:].strip())

    def keyword(self, number: int, name: str, rest: str, *, previous: bool, obsolete: bool) -> None:
        name = f"#|{name}" if previous else name
        if "msgstr" in self.draft.texts and not name.startswith("msgstr"):
            self.finish()
        if name == "msgid_plural" or name.startswith("msgstr["):
            self.refuse(
                number,
                N_("a course pack has no plural forms"),
                N_("write one msgid and one msgstr"),
            )
            name = "msgid_plural" if name == "msgid_plural" else "msgstr"
        elif name in self.draft.texts:
            self.refuse(
                number,
                N_("“%(name)s” is there twice"),
                N_("begin a new entry, or remove one of them"),
                name=name,
            )
        if name == "msgstr" and "msgid" not in self.draft.texts:
            self.refuse(number, N_("this msgstr has no msgid"), N_("write its msgid before it"))
        self.draft.obsolete |= obsolete
        self.draft.texts[name], self.draft.lines[name] = [], number
        self.current = name
        self.more(number, rest)

    def more(self, number: int, quoted: str) -> None:
        match = QUOTED.match(quoted)
        if self.current is None or match is None:
            self.refuse(
                number,
                N_("this text does not stand between quotation marks"),
                N_("put one at each end, and a backslash before any inside"),
            )
            return
        for escape in ESCAPE.finditer(match[1]):
            if escape[1] not in ESCAPES:
                self.refuse(
                    number,
                    N_("“\\%(character)s” means nothing in PO"),
                    N_("write two backslashes for one"),
                    character=escape[1],
                )
        text = ESCAPE.sub(lambda found: ESCAPES.get(found[1], found[1]), match[1])
        self.draft.texts[self.current].append(text)

    def finish(self) -> None:
        draft, self.draft, self.current = self.draft, _Draft(), None
        if "msgid" not in draft.texts:
            if draft.texts:
                self.refuse(
                    min(draft.lines.values()),
                    N_("this entry has no msgid"),
                    N_("write it, or remove the entry"),
                )
            return
        line = draft.lines["msgid"]
        if "msgstr" not in draft.texts:
            self.refuse(line, N_("this msgid has no msgstr"), N_("write msgstr “” after it"))
            return
        if not draft.text("msgid") and "msgctxt" not in draft.texts:
            self.take_header(draft)
            return
        entry = Entry(
            draft.text("msgctxt"),
            draft.text("msgid"),
            draft.text("msgstr"),
            line,
            draft.lines["msgstr"],
            draft.fuzzy,
            draft.text("#|msgid") or None,
            tuple(draft.comments),
        )
        if draft.obsolete:
            self.obsolete.append(entry)
        elif entry.key in self.entries:
            self.refuse(
                line,
                N_("this text was translated before, at line %(first)s"),
                N_("keep one of the two"),
                first=self.entries[entry.key].line,
            )
        else:
            self.entries[entry.key] = entry

    def take_header(self, draft: _Draft) -> None:
        self.header_line = draft.lines["msgstr"]
        self.header_comments = draft.comments
        for offset, row in enumerate(draft.text("msgstr").split("\n")):
            name, colon, value = row.partition(":")
            if colon:
                self.header[name.strip().lower()] = value.strip()
                # msgstr "" stands on its own line; the header's rows follow one a line
                self.header_lines[name.strip().lower()] = self.header_line + 1 + offset
