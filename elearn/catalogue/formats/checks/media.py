"""Pictures that can be heard, films that can be read, and files that something shows."""

from __future__ import annotations

from collections.abc import Mapping

from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.files import climbs_out
from elearn.catalogue.formats.pack import MediaNote, Pack
from elearn.catalogue.formats.tree import Element
from elearn.errors import N_

COURSE = "course.yaml"


def check_picture(
    pack: Pack, file: str, element: Element, findings: Findings, shown: set[str]
) -> None:
    """Note what is wrong with a picture, film or sound in a lesson."""
    path = str(element.data["src"])
    shown.add(path)
    if not (element.text or "").strip():
        findings.fault(
            file,
            element.line,
            N_("this picture has no alternative text"),
            N_("say what it shows: ![here](%(path)s)"),
            path=path,
        )
    if climbs_out(path):
        findings.fault(
            file,
            element.line,
            N_("the path “%(path)s” leads out of the pack"),
            N_("put the file into media/ and write media/…"),
            path=path,
        )
    elif not path.startswith("media/") or path not in pack.files:
        findings.fault(
            file,
            element.line,
            N_("there is no file “%(path)s”"),
            N_("put it into media/, or mend the name"),
            path=path,
        )
    elif path in pack.media:
        kind = pack.media[path].content_type.partition("/")[0]
        if kind in {"video", "audio"}:
            _spoken(pack, file, element.line, path, findings, film=kind == "video")
        elif kind != "image":
            findings.fault(
                file,
                element.line,
                N_("“%(path)s” cannot be shown"),
                N_("show a picture, a film or a sound"),
                path=path,
            )


def _spoken(  # noqa: PLR0913  # one place and what is shown there
    pack: Pack, file: str, line: int, path: str, findings: Findings, *, film: bool
) -> None:
    source = pack.course.source_language
    note = next((note for note in pack.course.media if note.file == path), None)
    if film and (note is None or source not in note.captions):
        findings.fault(
            file,
            line,
            N_("the film “%(path)s” has no captions"),
            N_("declare them for “%(language)s” under “media” in course.yaml"),
            path=path,
            language=source,
        )
    if note is None or source not in note.transcripts:
        findings.fault(
            file,
            line,
            N_("“%(path)s” has no transcript"),
            N_("declare one for “%(language)s” under “media” in course.yaml"),
            path=path,
            language=source,
        )


def check_media_notes(pack: Pack, findings: Findings, shown: set[str]) -> None:
    """Note what course.yaml declares wrongly of its media, and the files that nothing shows."""
    used = set(shown)
    for note in pack.course.media:
        used |= {*note.captions.values(), *note.transcripts.values()}
        _declared(pack, note, note.file, ("video/", "audio/"), findings)
        if note.audio:
            used.add(note.audio)
            _declared(pack, note, note.audio, ("audio/",), findings)
        for texts, kind in ((note.captions, "text/vtt"), (note.transcripts, "text/plain")):
            _texts(pack, note, texts, kind, findings)
    for path in pack.media:
        if path not in used:
            findings.warn(path, None, N_("no lesson shows this file"), N_("show it, or remove it"))


def _texts(
    pack: Pack, note: MediaNote, texts: Mapping[str, str], kind: str, findings: Findings
) -> None:
    for language, path in texts.items():
        if language not in pack.course.languages:
            findings.fault(
                COURSE,
                note.line,
                N_("the language “%(language)s” is not among the course's"),
                N_("add it to “languages”, or remove it here"),
                language=language,
            )
        _declared(pack, note, path, (kind,), findings)


def _declared(
    pack: Pack, note: MediaNote, path: str, kinds: tuple[str, ...], findings: Findings
) -> None:
    if climbs_out(path):
        findings.fault(
            COURSE,
            note.line,
            N_("the path “%(path)s” leads out of the pack"),
            N_("put the file into media/ and write media/…"),
            path=path,
        )
    elif path not in pack.files:
        findings.fault(
            COURSE,
            note.line,
            N_("there is no file “%(path)s”"),
            N_("put it into media/, or mend the name"),
            path=path,
        )
    elif path in pack.media and not pack.media[path].content_type.startswith(kinds):
        findings.fault(
            COURSE,
            note.line,
            N_("“%(path)s” is not the kind of file that belongs here"),
            N_("name a file of the kind %(kinds)s"),
            path=path,
            kinds=", ".join(kinds),
        )
