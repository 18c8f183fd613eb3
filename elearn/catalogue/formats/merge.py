"""Bring a translation up to date with its pack: what changed becomes fuzzy, and that alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby

from elearn.catalogue.formats.messages import Message
from elearn.catalogue.formats.po import Catalogue, Entry, Key

ALIKE = 0.6
"""How alike two texts must be to count as one text changed, where their places do not tell."""

LOOKED_AT = 1000
"""How many characters are compared."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The entries of the pack as it stands now, and those no longer in use."""

    entries: tuple[Entry, ...]
    obsolete: tuple[Entry, ...]
    changed: int
    """How many entries the catalogue on disk lacks."""

    def by_key(self) -> dict[Key, Entry]:
        """Return the entries by context and source text."""
        return {entry.key: entry for entry in self.entries}


def merge(catalogue: Catalogue | None, messages: Sequence[Message]) -> Merged:
    """Return the catalogue's translations laid on the pack's messages.

    A message whose text is in the catalogue keeps its entry as it is. A text that took the place of
    another within the same context keeps that one's translation, marked fuzzy, with the former
    source as its previous text.
    """
    old = {entry.key: entry for entry in catalogue.entries} if catalogue else {}
    shelved = {entry.key: entry for entry in catalogue.obsolete} if catalogue else {}
    wanted = list(dict.fromkeys(message.key for message in messages))
    pairs = dict(_replacements(list(old), wanted))
    entries: list[Entry] = []
    for context, source in wanted:
        key = (context, source)
        if key in old:
            entries.append(old[key])
        elif key in pairs:
            entries.append(_fuzzy(old[pairs[key]], source))
        elif key in shelved:
            entries.append(shelved.pop(key))
        else:
            entries.append(Entry(context, source, "", 0, 0))
    used = {*wanted, *pairs.values()}
    gone = [entry for key, entry in old.items() if key not in used and entry.translation]
    return Merged(
        tuple(entries),
        (*gone, *shelved.values()),
        sum(key not in old for key in wanted),
    )


def _fuzzy(former: Entry, source: str) -> Entry:
    if not former.translation:
        return replace(former, source=source, fuzzy=False, previous=None)
    previous = former.previous if former.fuzzy and former.previous else former.source
    return replace(former, source=source, fuzzy=True, previous=previous)


def _replacements(old: Iterable[Key], new: Iterable[Key]) -> Iterator[tuple[Key, Key]]:
    """Yield (new key, old key) for every text that took the place of another."""
    before = _by_context(old)
    for context, sources in _by_context(new).items():
        former = before.get(context, [])
        matcher = SequenceMatcher(None, former, sources, autojunk=False)
        for tag, a1, a2, b1, b2 in matcher.get_opcodes():
            if tag != "replace":
                continue
            gone = [text for text in former[a1:a2] if text not in sources]
            come = [text for text in sources[b1:b2] if text not in former]
            for text, was in _paired(gone, come):
                yield (context, text), (context, was)


def _paired(gone: list[str], come: list[str]) -> Iterator[tuple[str, str]]:
    if len(gone) == len(come):
        yield from zip(come, gone, strict=True)
        return
    left = list(gone)
    for text in come:
        score, best = max(((_likeness(was, text), was) for was in left), default=(0.0, ""))
        if score >= ALIKE:
            left.remove(best)
            yield text, best


def _likeness(one: str, other: str) -> float:
    """Return how alike two texts are; the costly measure is taken only where it can matter."""
    shorter, longer = sorted((len(one), len(other)))
    if 2 * shorter < ALIKE * (shorter + longer):
        return 0.0
    matcher = SequenceMatcher(None, one[:LOOKED_AT], other[:LOOKED_AT])
    if matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def _by_context(keys: Iterable[Key]) -> dict[str, list[str]]:
    ordered = sorted(keys, key=lambda key: key[0])
    return {
        context: [source for _, source in group]
        for context, group in groupby(ordered, key=lambda key: key[0])
    }
