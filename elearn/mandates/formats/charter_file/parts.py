"""The parts of a charter file beside its requirements."""

from __future__ import annotations

from elearn.catalogue.rules.languages import LANGUAGES
from elearn.errors import N_
from elearn.mandates.formats.charter_file.values import (
    LONGEST_ADDRESS,
    read_code,
    read_number,
)
from elearn.mandates.formats.fields import Fields
from elearn.mandates.formats.requirement import (
    LONGEST_DAYS,
)
from elearn.mandates.rules import (
    PROVENANCES,
    ArticleText,
    BodyDuty,
    TopicText,
    stands_for,
)


def read_article(fields: Fields, provenance: str) -> ArticleText:
    """Return one article; `provenance` is that of the charter, for what does not say it."""
    fields.only(
        ("number", "provenance", "source", "valid_from", "valid_to", "headings", "texts"),
        required=("number", "headings", "texts"),
    )
    valid_from, valid_to = fields.day("valid_from"), fields.day("valid_to")
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        fields.fault(
            ("valid_to",),
            N_("it ends on %(end)s, before it begins"),
            N_("give an end after %(start)s, or leave it out"),
            end=valid_to.isoformat(),
            start=valid_from.isoformat(),
        )
    return ArticleText(
        number=read_number(fields),
        headings=fields.texts("headings", LANGUAGES),
        texts=fields.texts("texts", LANGUAGES),
        provenance=fields.word("provenance", PROVENANCES) or provenance,
        source=fields.text("source", most=LONGEST_ADDRESS),
        valid_from=valid_from,
        valid_to=valid_to,
    )


def read_topic(fields: Fields) -> TopicText:
    """Return a subject that requirements may name."""
    fields.only(("code", "titles", "courses"), required=("code", "titles"))
    return TopicText(
        code=fields.text("code") or "",
        titles=fields.texts("titles", LANGUAGES),
        courses=fields.words("courses"),
    )


def read_equivalences(whole: Fields) -> tuple[tuple[str, str], ...]:
    """Return which course counts as which; refuse a circle."""
    found: list[tuple[str, str]] = []
    for fields in whole.each("equivalences"):
        fields.only(("course", "counts_as"), required=("course", "counts_as"))
        found.append((fields.text("course") or "", fields.text("counts_as") or ""))
        try:
            stands_for(found, found[-1][1])
        except ValueError:
            fields.fault(
                (),
                N_("“%(course)s” would count as itself by way of other courses"),
                N_("take one of the equivalences out, so that there is no circle"),
                course=found[-1][0],
            )
            found.pop()
    return tuple(found)


def read_body_duty(fields: Fields) -> BodyDuty:
    """Return what a body itself owes once it is bound."""
    fields.only(("code", "titles", "days", "to"), required=("code", "titles", "days"))
    return BodyDuty(
        code=read_code(fields, "code"),
        titles=fields.texts("titles", LANGUAGES),
        days=fields.whole("days", most=LONGEST_DAYS) or 0,
        to=fields.text("to") or "",
    )
