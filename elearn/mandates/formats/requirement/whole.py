"""One requirement of a charter file, with all that it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from elearn.catalogue.rules.languages import LANGUAGES
from elearn.errors import N_
from elearn.mandates.formats.fields import Fields
from elearn.mandates.formats.requirement.asked import read_asked
from elearn.mandates.formats.requirement.audience import read_audience
from elearn.mandates.formats.requirement.exemptions import read_exemptions
from elearn.mandates.formats.requirement.limits import (
    LONGEST_CODE,
    LONGEST_DAYS,
    LONGEST_MONTHS,
    LONGEST_PARAGRAPH,
)
from elearn.mandates.formats.requirement.timing import read_deadline, read_recurrence
from elearn.mandates.formats.requirement.told import read_reminders, read_reporting
from elearn.mandates.rules import (
    PROVENANCES,
    RESPONSIBLE,
    ArticleText,
    ReportingText,
    RequirementText,
)

KEYS = (
    "code",
    "article",
    "paragraph",
    "provenance",
    "valid_from",
    "valid_to",
    "amends_open_periods",
    "fulfils",
    "audience",
    "responsible",
    "requirement",
    "provider",
    "recurrence",
    "initial_deadline",
    "exemptions",
    "evidence",
    "reminders",
    "reporting",
    "counts_in_appraisal",
    "notes",
)


def read_requirement(  # noqa: PLR0913, PLR0917  # what the charter says for all of them
    fields: Fields,
    articles: Sequence[ArticleText],
    topics: Mapping[str, tuple[str, ...]],
    provenance: str,
    in_force_from: date,
    reporting: ReportingText,
) -> RequirementText:
    """Return the requirement at one place of the file; faults are noted there.

    `topics` are those that the charter defines; `in_force_from` is its first day; `reporting` holds
    what the charter says of reports for all its requirements.
    """
    fields.only(
        KEYS,
        required=("code", "article", "audience", "requirement", "recurrence", "initial_deadline"),
    )
    valid_from, valid_to = fields.day("valid_from"), fields.day("valid_to")
    place = _article(fields, articles, valid_from or in_force_from)
    asked = fields.inner("requirement")
    recurrence = fields.inner("recurrence")
    turn = read_recurrence(recurrence)
    deadline = read_deadline(fields.inner("initial_deadline"), turn)
    begins = max(
        in_force_from,
        valid_from or in_force_from,
        (articles[place].valid_from if articles else None) or in_force_from,
    )
    if deadline.fixed_date is not None and deadline.fixed_date < begins:
        fields.fault(
            ("initial_deadline", "fixed_date"),
            N_("the deadline %(deadline)s lies before %(day)s, the day it comes into force"),
            N_("give a deadline on or after that day"),
            deadline=deadline.fixed_date.isoformat(),
            day=begins.isoformat(),
        )
    return RequirementText(
        code=fields.text("code", most=LONGEST_CODE) or "",
        article=place,
        paragraph=fields.text("paragraph", most=LONGEST_PARAGRAPH),
        audience=read_audience(fields.inner("audience")),
        asked=read_asked(fields, asked, topics),
        programme=asked.text("programme"),
        recurrence=turn,
        deadline=deadline,
        grace_days=recurrence.whole("grace_days", most=LONGEST_DAYS) or 0,
        exemptions=read_exemptions(fields),
        provenance=fields.word("provenance", PROVENANCES) or provenance,
        responsible=fields.word("responsible", RESPONSIBLE) or "learner",
        valid_from=valid_from,
        valid_to=valid_to,
        amends_open=fields.flag("amends_open_periods") or False,
        languages=asked.words("languages", LANGUAGES),
        reminders=read_reminders(fields.inner("reminders")),
        reporting=read_reporting(fields.inner("reporting"), reporting),
        retention_months=fields.inner("evidence").whole("retention_months", most=LONGEST_MONTHS),
        counts_in_appraisal=fields.flag("counts_in_appraisal") or False,
        fulfils=_fulfils(fields),
    )


def _article(fields: Fields, articles: Sequence[ArticleText], day: date) -> int:
    """Return the place of the article from which it follows: the one in force on the first day."""
    number = fields.text("article") or ""
    found = [place for place, each in enumerate(articles) if each.number == number]
    if number and not found:
        fields.fault(
            ("article",),
            N_("there is no article “%(article)s” in this file"),
            N_("write one of %(known)s, or add the article"),
            article=number,
            known=", ".join(dict.fromkeys(each.number for each in articles)),
        )
    for place in found:
        article = articles[place]
        if (article.valid_from or date.min) <= day <= (article.valid_to or date.max):
            return place
    if len(found) > 1:
        fields.fault(
            ("article",),
            N_("no text of article “%(article)s” is in force on %(day)s"),
            N_("give “valid_from”, so that the requirement follows one of its texts"),
            article=number,
            day=day.isoformat(),
        )
    return found[0] if found else 0


def _fulfils(fields: Fields) -> str | None:
    value = fields.text("fulfils")
    if value is not None and value.count("/") != 1:
        fields.fault(
            ("fulfils",),
            N_("“%(value)s” names no requirement of another charter"),
            N_("write the code of the charter, a slash and the code of the requirement"),
            value=value,
        )
        return None
    return value
