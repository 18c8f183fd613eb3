"""Translations: nothing lost on the way, a header that tells the truth, and what is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from babel.messages.plurals import get_plural

from elearn.catalogue.formats.checks.allowances import Allowed
from elearn.catalogue.formats.checks.figures import check_figures, figures_of
from elearn.catalogue.formats.checks.pairs import Translated, translated
from elearn.catalogue.formats.checks.terms import check_terms, terms_of
from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.markdown import inline
from elearn.catalogue.formats.merge import merge
from elearn.catalogue.formats.messages import Message, messages
from elearn.catalogue.formats.pack import Pack
from elearn.catalogue.formats.po import Catalogue, Entry, Key
from elearn.catalogue.rules.languages import LANGUAGES
from elearn.errors import N_

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
PLURALS = re.compile(r"nplurals\s*=\s*(\d+)")
Mark = tuple[str, str]


def check_languages(pack: Pack, findings: Findings, allowed: Allowed, *, whole: bool) -> None:
    """Note every fault of the translations, and as a warning what keeps one from being offered.

    What is missing is told of a `whole` pack alone.
    """
    texts = messages(pack)
    figures, terms = figures_of(pack, texts), terms_of(pack, texts)
    marks = {message.key: _marks(message.text, message) for message in texts}
    for language, catalogue in pack.catalogues.items():
        if language not in pack.course.languages or language not in LANGUAGES:
            continue
        _header(language, catalogue, findings)
        pairs = translated(texts, catalogue)
        _entries(pairs, marks, catalogue.file, findings)
        check_figures(pack, language, pairs, figures, findings, allowed)
        check_terms(pack, language, pairs, terms, findings, allowed)
        if whole:
            _state(language, catalogue, texts, findings)


def _header(language: str, catalogue: Catalogue, findings: Findings) -> None:
    said = catalogue.header.get("language", language).replace("_", "-")
    if said and said.split("-")[0] != language.split("-", maxsplit=1)[0]:
        findings.fault(
            catalogue.file,
            catalogue.header_line,
            N_("the header says “%(said)s”, the name of the file “%(language)s”"),
            N_("write “Language: %(language)s” in the header"),
            said=said,
            language=language,
        )
    plurals = PLURALS.search(catalogue.header.get("plural-forms", ""))
    wanted = get_plural(language).num_plurals
    if plurals and int(plurals[1]) != wanted:
        findings.fault(
            catalogue.file,
            catalogue.header_line,
            N_("the header says %(said)s plural forms; the language has %(wanted)s"),
            N_("write “nplurals=%(wanted)s”, with its formula"),
            said=plurals[1],
            wanted=wanted,
        )


def _entries(
    pairs: Sequence[Translated], marks: Mapping[Key, Counter[Mark]], file: str, findings: Findings
) -> None:
    for message, entry in pairs:
        wanted, had = marks[message.key], _marks(entry.translation, message)
        lost, added = wanted - had, had - wanted
        for mark, count in lost.items():
            _say(file, entry, mark, count, findings, *LOST)
        kinds = {kind for kind, _ in lost}
        for mark, count in added.items():
            # a link that leads elsewhere was lost and added: that is one fault, not two
            if mark[0] not in kinds:
                _say(file, entry, mark, count, findings, *ADDED)


LOST = (
    N_("the translation lost a %(kind)s of its source: %(value)s"),
    N_("put it in again (%(count)s), or mark the entry fuzzy"),
)
ADDED = (
    N_("the translation has a %(kind)s that its source has not: %(value)s"),
    N_("take it out (%(count)s), or mark the entry fuzzy"),
)


def _say(  # noqa: PLR0913, PLR0917  # one sentence with all its parts
    file: str, entry: Entry, mark: Mark, count: int, findings: Findings, what: str, mend: str
) -> None:
    kind, value = mark
    line = entry.translation_line
    findings.fault(file, line, what, mend, kind=kind, value=value, count=count)


def _marks(text: str, message: Message) -> Counter[Mark]:
    """Count what a translation must carry over."""
    marks: Counter[Mark] = Counter(("placeholder", each) for each in PLACEHOLDER.findall(text))
    if not message.markdown:
        return marks
    for token in inline(text):
        match token.type:
            case "citation":
                marks["citation", f"[@{token.meta['id']}]"] += 1
            case "link_open":
                marks["link target", str(token.attrs.get("href", ""))] += 1
            case "image":
                marks["picture", str(token.attrs.get("src", ""))] += 1
            case "strong_open":
                marks["bold", "**…**"] += 1
            case "code_inline":
                marks["code", token.content] += 1
    return marks


def _state(
    language: str, catalogue: Catalogue, texts: tuple[Message, ...], findings: Findings
) -> None:
    merged = merge(catalogue, texts)
    if merged.changed:
        findings.warn(
            catalogue.file,
            None,
            N_("%(count)s texts of the course are new or changed since this translation"),
            N_("run “elearn courses translate”, then translate them"),
            count=merged.changed,
        )
    entries = merged.by_key()
    needed = {m.key for m in texts if m.required and not entries[m.key].done}
    if needed:
        findings.warn(
            catalogue.file,
            None,
            N_("%(count)s titles or graded texts are missing or fuzzy in “%(language)s”"),
            N_("translate them; until then learners are not offered this language"),
            count=len(needed),
            language=language,
        )
