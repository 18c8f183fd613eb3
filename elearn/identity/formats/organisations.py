"""A YAML list of organisations to entries that are sound each by itself, or to all its faults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from zoneinfo import available_timezones

from elearn.errors import N_, Fault, Faults
from elearn.identity.formats import plain_yaml
from elearn.identity.formats.mapping import LANGUAGES
from elearn.identity.rules import BodyKind, OrganisationKind
from elearn.identity.rules.names import composed, has_control_characters
from elearn.identity.rules.organisations import OrganisationEntry

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CODE_LIMIT = 64
NAME_LIMIT = 200
KEYS = frozenset({"code", "kind", "names", "parent", "default_language", "time_zone", "body_kind"})
ONE_OF = {
    "kind": tuple(OrganisationKind),
    "body_kind": tuple(BodyKind),
    "default_language": LANGUAGES,
}
"""The keys whose value is one of a few words."""


def read_organisations(text: str, *, file: str) -> tuple[OrganisationEntry, ...]:
    """Return the entries of a file, in its order. Raises Faults, naming the line of each."""
    data = plain_yaml.load(text, file, kind="rt")
    if not isinstance(data, list) or not all(isinstance(item, dict) for item in data):
        raise Faults(
            [
                Fault(
                    file,
                    N_("this is not a list of organisations"),
                    N_("begin each organisation with “- code:”"),
                )
            ]
        )
    places: Any = getattr(data, "lc")  # noqa: B009  # ruamel's own list knows the place of each item
    lines = [places.item(index)[0] + 1 for index in range(len(data))]
    faults = [
        Fault(file, what, mend, line=line, params=params)
        for line, item in zip(lines, data, strict=True)
        for what, mend, params in _wrong(item)
    ]
    if faults:
        raise Faults(faults)
    return tuple(_entry(line, item) for line, item in zip(lines, data, strict=True))


def _entry(line: int, item: dict[str, Any]) -> OrganisationEntry:
    names = {str(language): composed(str(name)) for language, name in item["names"].items()}
    rest = {key: str(item[key]) for key in KEYS - {"names"} if item.get(key) is not None}
    return OrganisationEntry(line=line, names=names, **rest)


def _wrong(item: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield what is wrong with one entry: sentence, mend and their placeholders."""
    for key in item.keys() - KEYS:
        yield (
            N_("the key %(key)s is not known"),
            N_("use only %(keys)s"),
            {"key": key, "keys": ", ".join(sorted(KEYS))},
        )
    code = str(item.get("code", ""))
    if not CODE.fullmatch(code) or len(code) > CODE_LIMIT:
        yield (
            N_("the code “%(code)s” cannot be used"),
            N_("write small letters a–z, digits and hyphens, at most 64"),
            {"code": code},
        )
    for key, words in ONE_OF.items():
        value = item.get(key)
        if (value is None and key == "kind") or (value is not None and value not in words):
            yield (
                N_("“%(value)s” is not a known %(key)s"),
                N_("write one of %(words)s"),
                {"value": value, "key": key, "words": ", ".join(words)},
            )
    zone = item.get("time_zone")
    if zone is not None and zone not in available_timezones():
        yield (
            N_("“%(value)s” is not a known time zone"),
            N_("write a name of the IANA database, such as Asia/Seoul"),
            {"value": zone},
        )
    yield from _wrong_names(item.get("names"))


def _wrong_names(names: Any) -> Iterator[tuple[str, str, dict[str, object]]]:
    if not isinstance(names, dict) or not names:
        yield N_("it has no names"), N_("give a name in one language at least"), {}
        return
    for language, name in names.items():
        text = str(name or "").strip()
        unusable = not text or len(text) > NAME_LIMIT or has_control_characters(text)
        if language not in LANGUAGES or unusable:
            yield (
                N_("the name “%(name)s” in “%(language)s” cannot be used"),
                N_("write a name of at most 200 letters, under one of %(languages)s"),
                {"name": text[:80], "language": language, "languages": ", ".join(LANGUAGES)},
            )
