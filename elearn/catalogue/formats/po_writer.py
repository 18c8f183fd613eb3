"""A translation written as a PO file that gettext's own tools read.

Babel escapes and wraps the strings; the entries are laid out here, because its own writer marks any
text with a per cent sign as a Python format and breaks previous texts in the middle of a quotation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from babel.messages.plurals import get_plural
from babel.messages.pofile import normalize

from elearn.catalogue.formats.merge import Merged
from elearn.catalogue.formats.messages import Message
from elearn.catalogue.formats.po import Catalogue, Entry, Key

WIDTH = 100


def write_catalogue(  # noqa: PLR0913  # the parts of one file
    slug: str,
    language: str,
    merged: Merged,
    messages: Sequence[Message],
    *,
    former: Catalogue | None,
    now: datetime,
) -> bytes:
    """Return the PO file: the pack's messages in reading order, then the obsolete ones.

    The header of the former file is kept; `now` dates a new one.
    """
    places: dict[Key, list[Message]] = {}
    for message in messages:
        places.setdefault(message.key, []).append(message)
    lines = list(_header(slug, language, former, now))
    for entry in merged.entries:
        lines.append("")
        lines += _comments(entry, places[entry.key])
        lines += _entry(entry)
    for entry in merged.obsolete:
        lines.append("")
        lines += [f"# {comment}".rstrip() for comment in entry.comments]
        if entry.fuzzy:
            lines.append("#, fuzzy")
        lines += [f"#~ {line}" for line in _entry(entry)]
    return ("\n".join(lines) + "\n").encode()


def _header(slug: str, language: str, former: Catalogue | None, now: datetime) -> Iterator[str]:
    comments = former.header_comments if former else (f"Translation of the course {slug}.",)
    yield from (f"# {comment}".rstrip() for comment in comments)
    stamp = now.strftime("%Y-%m-%d %H:%M%z")
    plurals = get_plural(language)
    header = {
        "Project-Id-Version": slug,
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": stamp,
        "PO-Revision-Date": stamp,
        "Last-Translator": "",
        "Language": language,
        "Language-Team": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": f"nplurals={plurals.num_plurals}; plural={plurals.plural_expr};",
    }
    kept = former.header if former else {}
    yield 'msgid ""'
    yield 'msgstr ""'
    for name, value in header.items():
        yield f'"{name}: {kept.get(name.lower(), value)}\\n"'
    names = {name.lower() for name in header}
    for name, value in kept.items():
        if name not in names:
            yield f'"{name.title()}: {value}\\n"'


def _comments(entry: Entry, places: Sequence[Message]) -> Iterator[str]:
    yield from (f"# {comment}".rstrip() for comment in entry.comments)
    yield from (f"#. {note}" for note in dict.fromkeys(place.note for place in places))
    yield from (
        f"#: {where}" for where in dict.fromkeys(f"{each.file}:{each.line}" for each in places)
    )
    if entry.fuzzy:
        yield "#, fuzzy"
    if entry.previous and entry.fuzzy:
        yield from (f"#| {line}" for line in _keyword("msgid", entry.previous))


def _keyword(keyword: str, text: str) -> list[str]:
    return f"{keyword} {normalize(text, width=WIDTH)}".split("\n")


def _entry(entry: Entry) -> Iterator[str]:
    yield from _keyword("msgctxt", entry.context)
    yield from _keyword("msgid", entry.source)
    yield from _keyword("msgstr", entry.translation)
