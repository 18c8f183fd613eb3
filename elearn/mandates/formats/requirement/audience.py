"""Whom a requirement binds, by facts of employment."""

from __future__ import annotations

from elearn.errors import N_
from elearn.mandates.formats.fields import Fields
from elearn.mandates.rules import (
    AUDIENCE_WORDS,
    Audience,
)


def read_audience(fields: Fields, *, within: bool = False) -> Audience:
    """Return whom a requirement binds; `within` reads those whom it leaves out."""
    known = (*AUDIENCE_WORDS, "unit", "supervises_others", "public_contact")
    dates = ("hired_before", "hired_after")
    fields.only((*known, *dates) if within else (*known, *dates, "exclude"))
    listed = {name: frozenset(fields.words(name, words)) for name, words in AUDIENCE_WORDS.items()}
    excluded = None
    if not within and fields.values.get("exclude") is not None:
        excluded = read_audience(fields.inner("exclude"), within=True)
        if excluded == Audience():
            fields.fault(
                ("exclude",),
                N_("this leaves everybody out"),
                N_("say whom it leaves out, or delete the line"),
            )
    return Audience(
        **listed,
        unit=frozenset(fields.words("unit")),
        supervises_others=fields.flag("supervises_others"),
        public_contact=fields.flag("public_contact"),
        hired_before=fields.day("hired_before"),
        hired_after=fields.day("hired_after"),
        exclude=excluded,
    )
