"""A film or a sound as HTML, with its captions and its transcript."""

from __future__ import annotations

from html import escape

from babel import Locale

from elearn.catalogue.formats.inline_html import InlineWriter
from elearn.catalogue.formats.media import Medium
from elearn.catalogue.formats.pack import MediaNote


def film(  # noqa: PLR0913, PLR0917  # one element with all its parts
    medium: Medium,
    name: str,
    marks: str,
    note: MediaNote | None,
    writer: InlineWriter,
    language: str,
    source_language: str,
) -> str:
    """Return the player, its captions in every language there are, and a link to the transcript."""
    tag = medium.content_type.partition("/")[0]
    source = f'<source src="{medium.url}" type="{medium.content_type}">'
    captions = note.captions if note else {}
    tracks = "".join(
        f'<track kind="captions" src="{escape(writer.address(path))}" srclang="{each}"'
        f' label="{escape(Locale.parse(each).display_name or each)}">'
        for each, path in captions.items()
    )
    label = f' aria-label="{escape(name)}"{marks}'
    player = f'<{tag} controls="" preload="none"{label}>{source}{tracks}</{tag}>'
    transcripts = note.transcripts if note else {}
    path = transcripts.get(language) or transcripts.get(source_language)
    if path is None:
        return player
    address = escape(writer.address(path))
    return f'{player}<p><a href="{address}"><!--label:transcript--></a></p>'
