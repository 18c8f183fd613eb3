"""Extract the messages of the interface and bring every catalogue up to date.

    python translations/update.py

A message whose English has changed becomes fuzzy in every language; `make check` lists those.
"""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
LANGUAGES = ("es", "fr", "ar", "zh", "ru", "ko", "pt")
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def extracted() -> Catalog:
    """Return the template: every message of the interface, with where it stands."""
    template = Catalog(project="elearn", version="1", charset="utf-8")
    with (HERE / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    root = HERE.parent
    found = extract_from_dir(root, methods, options, keywords=KEYWORDS, comment_tags=("NOTE:",))
    for filename, line, message, comments, context in found:
        place = str(Path(filename).as_posix())
        template.add(message, None, [(place, line)], auto_comments=comments, context=context)
    if len(template) == 0:
        sys.exit("No message was extracted: translations/babel.cfg matches nothing.")
    return template


def text_of(catalogue: Catalog) -> bytes:
    """Return the catalogue as it is written: sorted, without line numbers that change daily."""
    buffer = BytesIO()
    write_po(
        buffer,
        catalogue,
        width=100,
        sort_output=True,
        include_lineno=False,
        ignore_obsolete=True,
        omit_header=False,
    )
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    dated = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By')
    return "".join(line for line in lines if not line.startswith(dated)).encode()


def updated(language: str, template: Catalog) -> Catalog:
    """Return the language's catalogue with the template's messages."""
    path = HERE / language / "LC_MESSAGES" / "messages.po"
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
    else:
        catalogue = Catalog(locale=language, project="elearn", version="1", charset="utf-8")
    catalogue.update(template, no_fuzzy_matching=False)
    return catalogue


def main() -> None:
    """Write every catalogue anew."""
    template = extracted()
    for language in LANGUAGES:
        path = HERE / language / "LC_MESSAGES" / "messages.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text_of(updated(language, template)))


if __name__ == "__main__":
    main()
