"""The real courses, in some of their languages: eight take a while to publish."""

from __future__ import annotations

import re
from functools import cache

from elearn.catalogue.formats.pack import Pack
from elearn.catalogue.formats.reader import read_files
from elearn.settings import ROOT

ACCEPTED = re.compile(r"^ +([a-z]{2}): \[.*\]\n", re.MULTILINE)
"""The accepted answers of a language, on a line of their own."""
CAPTIONS = re.compile(r", ([a-z]{2}): media/[^,}]+")
LANGUAGES = re.compile(r"^languages: .*$", re.MULTILINE)


@cache
def real_course(slug: str, *languages: str) -> Pack:
    """Return a course of this repository, offered in English and these languages."""
    folder = ROOT / "courses" / slug
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (path.suffix != ".po" or path.stem in languages)
    }
    wanted = {"en", *languages}
    listed = f"languages: [{', '.join(('en', *languages))}]"
    for path in [path for path in files if path.endswith(".yaml")]:
        text = files[path].decode()
        for each in (ACCEPTED, CAPTIONS):
            text = each.sub(lambda found: found[0] if found[1] in wanted else "", text)
        files[path] = LANGUAGES.sub(listed, text).encode()
    report = read_files(files, folder_name=slug)
    assert report.pack
    assert not report.faults
    return report.pack
