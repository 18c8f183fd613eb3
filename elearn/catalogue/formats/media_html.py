"""A film or a sound as HTML, with its captions, its sound alone, and its transcript to read."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from babel import Locale

from elearn.catalogue.formats.inline_html import InlineWriter
from elearn.catalogue.formats.media import Medium
from elearn.catalogue.formats.pack import MediaNote
from elearn.catalogue.rules.languages import direction

PLAYER = 'controls="" preload="none"'
"""Nothing is loaded before somebody presses the button."""


def film(  # noqa: PLR0913, PLR0917  # one element with all its parts
    medium: Medium,
    name: str,
    marks: str,
    note: MediaNote | None,
    writer: InlineWriter,
    files: Mapping[str, bytes],
    language: str,
    source_language: str,
) -> str:
    """Return the player with its captions in every language there are, and what does without it.

    The transcript stands in the page itself: it can be read where media are blocked.
    """
    captions = note.captions if note else {}
    tracks = "".join(
        f'<track kind="captions" src="{escape(writer.address(path))}" srclang="{each}"'
        f' label="{escape(Locale.parse(each).display_name or each)}">'
        for each, path in captions.items()
    )
    return (
        _player(medium, name, marks, tracks)
        + _sound(note, name, marks, writer)
        + _transcript(note, files, language, source_language)
    )


def _player(medium: Medium, name: str, marks: str, tracks: str) -> str:
    tag = medium.content_type.partition("/")[0]
    source = f'<source src="{medium.url}" type="{medium.content_type}">'
    return f'<{tag} {PLAYER} aria-label="{escape(name)}"{marks}>{source}{tracks}</{tag}>'


def _sound(note: MediaNote | None, name: str, marks: str, writer: InlineWriter) -> str:
    """Return the player of the sound alone, to be opened; empty where there is none."""
    medium = writer.media.get(note.audio) if note and note.audio else None
    if medium is None:
        return ""
    player = _player(medium, name, marks, "")
    return f"<details><summary><!--label:sound--></summary>{player}</details>"


def _transcript(
    note: MediaNote | None, files: Mapping[str, bytes], language: str, source_language: str
) -> str:
    """Return the transcript in the language, else in the source's, to be opened."""
    transcripts = note.transcripts if note else {}
    spoken = language if language in transcripts else source_language
    data = files.get(transcripts.get(spoken, ""))
    if data is None:
        return ""
    text = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    paragraphs = [" ".join(each.split()) for each in text.split("\n\n")]
    said = "".join(f"<p>{escape(each)}</p>" for each in paragraphs if each)
    own = f' lang="{spoken}" dir="{direction(spoken)}"' if spoken != language else ""
    return f"<details><summary><!--label:transcript--></summary><div{own}>{said}</div></details>"
