"""Reading the keys of one mapping of a YAML file, with a fault for whatever is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.yamldoc import Document, Path
from elearn.errors import N_

FIRST_YEAR, LAST_YEAR = 1900, 2199


class Fields:
    """One mapping at one path of a document; what is missing or wrong is noted and read as None."""

    def __init__(self, document: Document, findings: Findings, path: Path = ()) -> None:
        """Point at the mapping at `path`; anything but a mapping is a fault and reads as empty."""
        self.document, self.findings, self.path = document, findings, path
        value: Any = document.value
        for step in path:
            value = value[step]
        if not isinstance(value, dict):
            self.fault((), N_("this should be a list of keys with values"), N_("write key: value"))
            value = {}
        self.values: Mapping[str, Any] = value

    def line(self, *path: str | int) -> int:
        """Return the line of something below this mapping."""
        return self.document.line(*self.path, *path)

    def fault(self, path: Path, what: str, mend: str, /, **params: object) -> None:
        """Note a fault at a path below this mapping."""
        self.findings.fault(self.document.file, self.line(*path), what, mend, **params)

    def only(self, known: Collection[str], *, required: Collection[str] = ()) -> None:
        """Refuse keys that are not known, and the absence of required ones."""
        for key in self.values:
            if key not in known:
                self.fault(
                    (key,),
                    N_("“%(key)s” is not a key that a charter file knows here"),
                    N_("use one of %(known)s, or move it under “notes”, where it is kept as it is"),
                    key=key,
                    known=", ".join(known),
                )
        for key in required:
            if self.values.get(key) is None:
                self.fault((), N_("“%(key)s” is missing"), N_("add it"), key=key)

    def text(self, key: str, *, most: int | None = None) -> str | None:
        """Return a text of at most so many signs; a number is read as it was written."""
        value = self.values.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value.strip():
            if most is not None and len(value.strip()) > most:
                self.fault(
                    (key,),
                    N_("“%(key)s” is longer than %(most)s signs"),
                    N_("make it shorter"),
                    key=key,
                    most=most,
                )
            return value.strip()
        if value is not None:
            self.fault((key,), N_("“%(key)s” should be a text"), N_("write a text"), key=key)
        return None

    def whole(self, key: str, *, least: int = 0, most: int = 100_000) -> int | None:
        """Return a whole number within bounds."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.fault(
            (key,),
            N_("“%(key)s” is “%(value)s”"),
            N_("write a whole number from %(least)s to %(most)s"),
            key=key,
            value=value,
            least=least,
            most=most,
        )
        return None

    def wholes(self, key: str, *, most: int = 100_000) -> tuple[int, ...]:
        """Return a list of whole numbers, each once, the largest first."""
        value = self.values.get(key)
        if value is None:
            return ()
        listed = value if isinstance(value, list) else [value]
        if all(type(each) is int and 0 <= each <= most for each in listed):
            return tuple(sorted(set(listed), reverse=True))
        self.fault(
            (key,),
            N_("“%(key)s” should be a list of whole numbers up to %(most)s"),
            N_("write [60, 30, 7]"),
            key=key,
            most=most,
        )
        return ()

    def share(self, key: str) -> float | None:
        """Return a share, from 0 to 1."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
            return float(value)
        self.fault(
            (key,),
            N_("“%(key)s” is “%(value)s”"),
            N_("write a share from 0 to 1, such as 0.8"),
            key=key,
            value=value,
        )
        return None

    def day(self, key: str) -> date | None:
        """Return a civil date written as year-month-day."""
        value = self.values.get(key)
        return None if value is None else self._day(value, (key,))

    def days(self, key: str) -> tuple[date, ...]:
        """Return a list of civil dates."""
        value = self.values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.fault((key,), N_("“%(key)s” should be a list"), N_("write [a, b]"), key=key)
            return ()
        found = (self._day(each, (key, number)) for number, each in enumerate(value))
        return tuple(day for day in found if day is not None)

    def _day(self, value: object, path: Path) -> date | None:
        try:
            found = date.fromisoformat(str(value))
        except ValueError:
            found = date.min
        if FIRST_YEAR <= found.year <= LAST_YEAR:
            return found
        self.fault(
            path,
            N_("“%(value)s” is no date of our time"),
            N_("write year-month-day, such as 2026-01-31"),
            value=value,
        )
        return None

    def flag(self, key: str) -> bool | None:
        """Return true or false."""
        value = self.values.get(key)
        if value is None or isinstance(value, bool):
            return value
        self.fault((key,), N_("“%(key)s” is not true or false"), N_("write true or false"), key=key)
        return None

    def word(self, key: str, known: Collection[str]) -> str | None:
        """Return one word of a closed vocabulary."""
        value = self.text(key)
        return value if value is None or self.known(value, known, (key,)) else None

    def words(self, key: str, known: Collection[str] | None = None) -> tuple[str, ...]:
        """Return a list of words, of a closed vocabulary where one is given."""
        value = self.values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not value:
            self.fault((key,), N_("“%(key)s” should be a list"), N_("write [a, b]"), key=key)
            return ()
        found = tuple(str(item) for item in value)
        if known is not None:
            return tuple(w for n, w in enumerate(found) if self.known(w, known, (key, n)))
        return found

    def known(self, value: str, known: Collection[str], path: Path) -> bool:
        """Say whether the value is one of those known, and note a fault if not."""
        if value in known:
            return True
        self.fault(
            path,
            N_("“%(value)s” is not known here"),
            N_("use one of %(known)s"),
            value=value,
            known=", ".join(known),
        )
        return False

    def texts(self, key: str, languages: Collection[str]) -> dict[str, str]:
        """Return one text per language."""
        if self.values.get(key) is None:
            return {}
        inner = Fields(self.document, self.findings, (*self.path, key))
        for language in inner.values:
            if language not in languages:
                inner.fault(
                    (language,),
                    N_("“%(language)s” is not a language of this service"),
                    N_("use one of %(known)s"),
                    language=language,
                    known=", ".join(languages),
                )
        found = {language: inner.text(language) for language in inner.values}
        return {language: text for language, text in found.items() if text}

    def inner(self, key: str) -> Fields:
        """Return the mapping under a key; an absent one reads as empty."""
        if self.values.get(key) is None:
            return Fields(Document(self.document.file, {}, {(): self.line()}), self.findings)
        return Fields(self.document, self.findings, (*self.path, key))

    def each(self, key: str) -> Iterator[Fields]:
        """Yield the mappings of a list under a key."""
        value = self.values.get(key)
        if value is None:
            return
        if not isinstance(value, list):
            self.fault(
                (key,),
                N_("“%(key)s” should be a list"),
                N_("begin each entry with a dash"),
                key=key,
            )
            return
        for number in range(len(value)):
            yield Fields(self.document, self.findings, (*self.path, key, number))
