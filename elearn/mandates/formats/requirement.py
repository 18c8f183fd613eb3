"""One requirement of a charter file: whom it binds, what is asked, when it is due."""

from __future__ import annotations

from collections.abc import Mapping

from elearn.errors import N_
from elearn.mandates.formats.fields import Fields
from elearn.mandates.rules import (
    ANCHORS,
    AUDIENCE_WORDS,
    KINDS,
    PROVENANCES,
    RECURRENCES,
    TRIGGERS,
    ArticleText,
    Audience,
    FirstDeadline,
    Recurrence,
    RequirementText,
)

LONGEST_DAYS = 3660
LONGEST_MONTHS = 240


def read_requirement(
    fields: Fields, articles: Mapping[str, ArticleText], provenance: str
) -> RequirementText:
    """Return the requirement at one place of the file; faults are noted there."""
    fields.only(
        (
            "code",
            "article",
            "paragraph",
            "provenance",
            "audience",
            "requirement",
            "recurrence",
            "initial_deadline",
            "notes",
        ),
        required=("code", "article", "audience", "requirement", "recurrence", "initial_deadline"),
    )
    article = fields.text("article") or ""
    if article and article not in articles:
        fields.fault(
            ("article",),
            N_("there is no article “%(article)s” in this file"),
            N_("write one of %(known)s, or add the article"),
            article=article,
            known=", ".join(articles),
        )
    asked = fields.inner("requirement")
    asked.only(("kind", "courses"), required=("kind", "courses") if asked.values else ())
    recurrence = fields.inner("recurrence")
    turn = _recurrence(recurrence)
    return RequirementText(
        code=fields.text("code") or "",
        article=article,
        paragraph=fields.text("paragraph"),
        audience=_audience(fields.inner("audience")),
        kind=asked.word("kind", KINDS) or "course",
        courses=asked.words("courses"),
        recurrence=turn,
        deadline=_deadline(fields.inner("initial_deadline"), turn),
        grace_days=recurrence.whole("grace_days", most=LONGEST_DAYS) or 0,
        provenance=fields.word("provenance", PROVENANCES) or provenance,
    )


def _audience(fields: Fields) -> Audience:
    fields.only((*AUDIENCE_WORDS, "unit", "supervises_others", "public_contact"))
    listed = {name: frozenset(fields.words(name, known)) for name, known in AUDIENCE_WORDS.items()}
    return Audience(
        **listed,
        unit=frozenset(fields.words("unit")),
        supervises_others=fields.flag("supervises_others"),
        public_contact=fields.flag("public_contact"),
    )


def _recurrence(fields: Fields) -> Recurrence:
    fields.only(
        (
            "type",
            "interval",
            "anchor",
            "anchor_date",
            "grace_days",
            "window_open_days_before_due",
        ),
        required=("type",) if fields.values else (),
    )
    found = Recurrence(
        type=fields.word("type", RECURRENCES) or "once",
        interval=fields.whole("interval", least=1, most=LONGEST_MONTHS),
        anchor=fields.word("anchor", ANCHORS) or "assignment_date",
        anchor_date=fields.day("anchor_date"),
        window_days=fields.whole("window_open_days_before_due", most=LONGEST_DAYS),
    )
    if found.type == "interval_months" and fields.values.get("interval") is None:
        fields.fault((), N_("“interval” is missing"), N_("say after how many months it returns"))
    if found.anchor == "fixed_date" and fields.values.get("anchor_date") is None:
        fields.fault((), N_("“anchor_date” is missing"), N_("give the date it is counted from"))
    return found


def _deadline(fields: Fields, recurrence: Recurrence) -> FirstDeadline:
    fields.only(("trigger", "days", "fixed_date"))
    found = FirstDeadline(
        trigger=fields.word("trigger", TRIGGERS),
        days=fields.whole("days", most=LONGEST_DAYS) or 0,
        fixed_date=fields.day("fixed_date"),
    )
    if not fields.values:
        return found
    given = [key for key in ("trigger", "fixed_date") if fields.values.get(key) is not None]
    if len(given) != 1:
        fields.fault(
            (),
            N_("a first deadline hangs on a trigger or on a fixed date"),
            N_("give either “trigger” with “days”, or “fixed_date”"),
        )
    if fields.values.get("days") is None and (
        "trigger" in given or recurrence.type != "calendar_year"
    ):
        fields.fault((), N_("“days” is missing"), N_("say how many days people have"))
    return found
