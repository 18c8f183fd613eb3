"""Check that the catalogues of the interface are complete and keep their placeholders.

    python tests/catalogues.py

The stock check of Babel misses empty plurals, tags and messages that the code has but the catalogue
lacks. Every fault is one line; the exit code says whether there was any.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "translations"))

import update  # noqa: E402  # the script beside the catalogues

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")
TAG = re.compile(r"</?\w+[^>]*>")


def faults() -> Iterator[str]:
    """Yield one sentence a fault, over all languages."""
    template = update.extracted()
    for language in update.LANGUAGES:
        path = ROOT / "translations" / language / "LC_MESSAGES" / "messages.po"
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, abort_invalid=True)
        for fault in faults_of(template, catalogue):
            yield f"{path.relative_to(ROOT)}: {fault}"


def faults_of(template: Catalog, catalogue: Catalog) -> Iterator[str]:
    """Yield what one catalogue lacks against the template."""
    if len(template) == 0:
        yield "no message was extracted at all"
    for wanted in template:
        if not wanted.id:
            continue
        found = catalogue.get(wanted.id, wanted.context)
        name = repr(wanted.id if isinstance(wanted.id, str) else wanted.id[0])
        if found is None:
            yield f"{name} is missing; run translations/update.py and translate it"
        elif found.fuzzy:
            yield f"{name} is fuzzy; check it against the English and remove the mark"
        else:
            yield from faults_of_message(name, found, catalogue.num_plurals)
    for kept in catalogue:
        if kept.id and template.get(kept.id, kept.context) is None:
            yield f"{kept.id!r} is no longer used; run translations/update.py"


def faults_of_message(name: str, message: Message, plurals: int) -> Iterator[str]:
    """Yield what is wrong with one translation: empty, placeholders or tags lost or changed."""
    sources = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    texts = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    if len(sources) > 1 and len(texts) != plurals:
        yield f"{name} has {len(texts)} plural forms where the language has {plurals}"
    for text in texts:
        if not text:
            yield f"{name} is not translated"
            continue
        # A singular or a dual may leave the number out: the word itself says it.
        allowed = [Counter(PLACEHOLDER.findall(source)) for source in sources]
        found = Counter(PLACEHOLDER.findall(text))
        optional = {"%(count)s"} if len(sources) > 1 else set()
        wanted = set().union(*allowed)
        if not (wanted - optional <= set(found) <= wanted):
            yield f"{name} has other placeholders: {text!r}"
        if Counter(TAG.findall(text)) not in [Counter(TAG.findall(s)) for s in sources]:
            yield f"{name} has other tags: {text!r}"


if __name__ == "__main__":
    found = list(faults())
    for line in found:
        print(line)
    sys.exit(f"{len(found)} faults in the catalogues." if found else 0)
