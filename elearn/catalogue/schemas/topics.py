"""What the topics of courses are called, in the reader's language."""

from __future__ import annotations

import re
from functools import cache

from flask_babel import gettext, lazy_gettext

from elearn.catalogue.formats.analysis import words
from elearn.catalogue.rules import RIGHTS

NAMES = {
    "assembly": lazy_gettext("Peaceful assembly"),
    "association": lazy_gettext("Freedom of association"),
    "child-rights": lazy_gettext("Rights of the child"),
    "culture": lazy_gettext("Cultural life"),
    "disability-rights": lazy_gettext("Rights of persons with disabilities"),
    "education": lazy_gettext("Education"),
    "environment": lazy_gettext("Clean, healthy and sustainable environment"),
    "equality": lazy_gettext("Equality and non-discrimination"),
    "expression": lazy_gettext("Freedom of expression"),
    "fair-procedure": lazy_gettext("Fair procedure"),
    "food": lazy_gettext("Food"),
    "freedom-from-torture": lazy_gettext("Freedom from torture"),
    "health": lazy_gettext("Health"),
    "housing": lazy_gettext("Housing"),
    "information": lazy_gettext("Access to information"),
    "minority-rights": lazy_gettext("Rights of minorities"),
    "participation": lazy_gettext("Participation in public affairs"),
    "privacy": lazy_gettext("Privacy and home"),
    "remedy": lazy_gettext("Effective remedy"),
    "social-security": lazy_gettext("Social security"),
    "water-sanitation": lazy_gettext("Water and sanitation"),
    "womens-rights": lazy_gettext("Rights of women"),
    "work": lazy_gettext("Work"),
}
TARGET = re.compile(r"(?:1[0-7]|[1-9])(?:\.(?:1[0-9]|[1-9]|[a-d]))?")


def right_name(key: str) -> str:
    """Return what the right of that key is called."""
    return str(NAMES[key])


def sdg_name(key: str) -> str:
    """Return what a goal or target of the 2030 Agenda is called: its number."""
    return gettext("SDG %(number)s", number=key)


@cache
def _stems(language: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the stems of every right's name; `language` is that of the request."""
    return tuple(
        (key, frozenset(word.stem for word in words(right_name(key), language))) for key in RIGHTS
    )


def named(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return the topics, (kind, key), whose name a reader typed: a right, or a goal by number."""
    typed = {word.stem for word in words(text, language)}
    found = [("right", key) for key, said in _stems(language) if typed and typed <= said]
    if "sdg" in text.casefold() and (target := TARGET.search(text)):
        found.append(("sdg", target[0]))
    return tuple(found)
