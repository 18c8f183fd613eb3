"""Which header means which column and which word means which value: the mapping files.

Ours, `headers.yaml`, speaks the languages of the interface; a city adds words with --mapping.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from elearn.errors import N_, Fault, Faults
from elearn.identity.formats import plain_yaml
from elearn.identity.rules import EmploymentType, RoleFamily
from elearn.identity.rules.names import search_key
from elearn.identity.rules.roster import COLUMNS

OWN = Path(__file__).with_name("headers.yaml")
LANGUAGES = ("en", "es", "fr", "ar", "zh", "ru", "ko", "pt")
VALUES: dict[str, tuple[str, ...]] = {
    "employment_type": tuple(EmploymentType),
    "role_family": tuple(RoleFamily),
    "yes_no": ("yes", "no"),
    "language": LANGUAGES,
}
"""The columns whose words are translated, and into which words."""

SIZE_LIMIT = 256 * 1024


@dataclass(frozen=True, slots=True)
class RosterMapping:
    """Columns by header and values by word, both as `search_key` writes them."""

    headers: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]

    def column(self, header: str) -> str | None:
        """Return the column that a header names, or None for one that means nothing to us."""
        return self.headers.get(search_key(header))

    def value(self, kind: str, word: str) -> str | None:
        """Return what a word of this kind means, or None."""
        return self.values[kind].get(search_key(word))


@functools.cache
def own_mapping() -> RosterMapping:
    """Return the mapping that comes with the service."""
    return _mapping(_load(OWN.read_text("utf-8"), OWN.name), OWN.name, {}, {})


def with_additions(text: str, file: str) -> RosterMapping:
    """Return our mapping with that of a city added; the city's words go first. Raises Faults."""
    own = own_mapping()
    return _mapping(_load(text, file), file, own.headers, own.values)


def _load(text: str, file: str) -> Any:
    if len(text) > SIZE_LIMIT:
        raise Faults([Fault(file, N_("it is too large"), N_("keep only headers and values in it"))])
    return plain_yaml.load(text, file)


def _mapping(
    data: Any, file: str, headers: Mapping[str, str], values: Mapping[str, Mapping[str, str]]
) -> RosterMapping:
    data = data if isinstance(data, dict) else {"?": None}
    faults = [_unknown(file, key) for key in data if key not in {"headers", "values"}]
    named = _section(data.get("headers"), "headers", COLUMNS, file, faults)
    words = data.get("values") or {}
    all_values = {kind: dict(values.get(kind, {})) for kind in VALUES}
    for kind in words if isinstance(words, dict) else ():
        if kind not in VALUES:
            faults.append(_unknown(file, f"values.{kind}"))
            continue
        all_values[kind].update(_section(words[kind], kind, VALUES[kind], file, faults))
    if faults:
        raise Faults(faults)
    return RosterMapping({**headers, **named}, all_values)


def _section(
    data: Any, name: str, known: tuple[str, ...], file: str, faults: list[Fault]
) -> dict[str, str]:
    found: dict[str, str] = {search_key(word): word for word in known}
    for target, words in (data or {}).items() if isinstance(data or {}, dict) else ():
        target_word = {True: "yes", False: "no"}.get(target, str(target))
        if target_word not in known or not isinstance(words, list):
            faults.append(_unknown(file, f"{name}.{target_word}"))
            continue
        found.update((search_key(word), target_word) for word in _flat(words))
    return found


def _flat(words: list[Any]) -> Iterator[str]:
    """Yield the words of a list, or of lists in it: one line a language reads better."""
    for word in words:
        yield from _flat(word) if isinstance(word, list) else (str(word),)


def _unknown(file: str, key: str) -> Fault:
    return Fault(
        file,
        N_("the mapping has an entry %(key)s that is not known"),
        N_("use headers: and values: with lists of words, as the guide for administrators shows"),
        params={"key": key},
    )
