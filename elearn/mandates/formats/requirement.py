"""One requirement of a charter file: whom it binds, to what, by when, and who is excused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from elearn.catalogue.rules.languages import LANGUAGES
from elearn.catalogue.rules.programmes import Part
from elearn.errors import N_
from elearn.mandates.formats.fields import Fields
from elearn.mandates.rules import (
    ACCEPTED,
    ANCHORS,
    AUDIENCE_WORDS,
    EFFECTS,
    FREQUENCIES,
    KINDS,
    LEAST_CELL,
    PROVENANCES,
    PROVIDERS,
    REASONS,
    RECURRENCES,
    REPORT_AUDIENCES,
    REPORT_LEVELS,
    RESPONSIBLE,
    TRIGGERS,
    ArticleText,
    Asked,
    Audience,
    ExemptionRule,
    FirstDeadline,
    Recurrence,
    Reminders,
    ReportingText,
    RequirementText,
)

LONGEST_CODE, LONGEST_PARAGRAPH = 64, 16
LONGEST_DAYS = 3660
LONGEST_MONTHS = 240
LONGEST_MINUTES = 60_000
MOST_SESSIONS = 100
LARGEST_CELL = 1000
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
    turn = _recurrence(recurrence)
    deadline = _deadline(fields.inner("initial_deadline"), turn)
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
        audience=_audience(fields.inner("audience")),
        asked=_asked(fields, asked, topics),
        programme=asked.text("programme"),
        recurrence=turn,
        deadline=deadline,
        grace_days=recurrence.whole("grace_days", most=LONGEST_DAYS) or 0,
        exemptions=_exemptions(fields),
        provenance=fields.word("provenance", PROVENANCES) or provenance,
        responsible=fields.word("responsible", RESPONSIBLE) or "learner",
        valid_from=valid_from,
        valid_to=valid_to,
        amends_open=fields.flag("amends_open_periods") or False,
        languages=asked.words("languages", LANGUAGES),
        reminders=_reminders(fields.inner("reminders")),
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


def _audience(fields: Fields, *, within: bool = False) -> Audience:
    known = (*AUDIENCE_WORDS, "unit", "supervises_others", "public_contact")
    dates = ("hired_before", "hired_after")
    fields.only((*known, *dates) if within else (*known, *dates, "exclude"))
    listed = {name: frozenset(fields.words(name, words)) for name, words in AUDIENCE_WORDS.items()}
    excluded = None
    if not within and fields.values.get("exclude") is not None:
        excluded = _audience(fields.inner("exclude"), within=True)
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


def _asked(fields: Fields, asked: Fields, topics: Mapping[str, tuple[str, ...]]) -> Asked:
    asked.only(
        (
            "kind",
            "courses",
            "programme",
            "min_minutes",
            "live_minutes",
            "min_sessions",
            "topics",
            "pass_mark",
            "languages",
        ),
        required=("kind",) if asked.values else (),
    )
    kind = asked.word("kind", KINDS) or "course"
    courses = asked.words("courses")
    provider, evidence = fields.inner("provider"), fields.inner("evidence")
    provider.only(("allowed", "live_minutes_min", "accreditation_required"))
    evidence.only(("accepted", "max_age_days", "retention_months"))
    minutes = asked.whole("min_minutes", least=1, most=LONGEST_MINUTES) or 0
    live = (
        asked.whole("live_minutes", least=1, most=LONGEST_MINUTES)
        or provider.whole("live_minutes_min", least=1, most=LONGEST_MINUTES)
        or 0
    )
    sessions = asked.whole("min_sessions", least=1, most=MOST_SESSIONS) or 0
    _whole_kind(asked, kind, courses, minutes, sessions)
    if minutes and live > minutes:
        asked.fault(
            (),
            N_("%(live)s minutes live are more than the %(minutes)s minutes asked in all"),
            N_("raise “min_minutes”, or ask for fewer live minutes"),
            live=live,
            minutes=minutes,
        )
    return Asked(
        kind=kind,
        parts=_parts(kind, courses),
        min_minutes=minutes,
        live_minutes=live,
        min_sessions=sessions,
        topics=frozenset(asked.words("topics", topics)) if topics else frozenset(_none(asked)),
        pass_mark=asked.share("pass_mark"),
        providers=frozenset(provider.words("allowed", PROVIDERS)),
        accepted=frozenset(evidence.words("accepted", ACCEPTED)) or frozenset(ACCEPTED),
        accreditation=provider.flag("accreditation_required") or False,
        max_age_days=evidence.whole("max_age_days", least=1, most=LONGEST_DAYS) or 0,
    )


def _none(asked: Fields) -> tuple[str, ...]:
    """Refuse topics that the charter does not define."""
    if asked.values.get("topics") is not None:
        asked.fault(
            ("topics",),
            N_("this charter defines no topics"),
            N_("add a list “topics” beside “articles”, each with a code, titles and courses"),
        )
    return ()


def _whole_kind(
    asked: Fields, kind: str, courses: Sequence[str], minutes: int, sessions: int
) -> None:
    """Refuse a kind without what it counts."""
    needs = {
        "course": ("courses",),
        "course_any_of": ("courses",),
        "programme": ("programme",),
        "hours": ("min_minutes",),
        "course_and_hours": ("courses", "min_minutes"),
        "session_count": ("min_sessions",),
    }[kind]
    given = {
        "courses": bool(courses),
        "programme": asked.values.get("programme") is not None,
        "min_minutes": bool(minutes),
        "min_sessions": bool(sessions),
    }
    for key in needs:
        if asked.values and not given[key] and asked.values.get(key) is None:
            asked.fault(
                (), N_("“%(key)s” is missing for a requirement of this kind"), N_("add it"), key=key
            )


def _parts(kind: str, courses: Sequence[str]) -> tuple[Part, ...]:
    if not courses:
        return ()
    if kind == "course_any_of":
        return (Part(tuple(courses)),)
    return tuple(Part((slug,)) for slug in courses)


def _recurrence(fields: Fields) -> Recurrence:
    fields.only(
        (
            "type",
            "interval",
            "anchor",
            "anchor_date",
            "grace_days",
            "window_open_days_before_due",
            "carry_over_minutes",
        ),
        required=("type",) if fields.values else (),
    )
    found = Recurrence(
        type=fields.word("type", RECURRENCES) or "once",
        interval=fields.whole("interval", least=1, most=LONGEST_MONTHS),
        anchor=fields.word("anchor", ANCHORS) or "assignment_date",
        anchor_date=fields.day("anchor_date"),
        window_days=fields.whole("window_open_days_before_due", most=LONGEST_DAYS),
        carry_over_minutes=fields.whole("carry_over_minutes", most=LONGEST_MINUTES) or 0,
    )
    if found.type == "interval_months" and fields.values.get("interval") is None:
        fields.fault((), N_("“interval” is missing"), N_("say after how many months it returns"))
    if found.anchor == "fixed_date" and fields.values.get("anchor_date") is None:
        fields.fault((), N_("“anchor_date” is missing"), N_("give the date it is counted from"))
    return found


def _deadline(fields: Fields, recurrence: Recurrence) -> FirstDeadline:
    fields.only(("trigger", "days", "working_days", "fixed_date"))
    working = fields.values.get("working_days") is not None
    found = FirstDeadline(
        trigger=fields.word("trigger", TRIGGERS),
        days=fields.whole("working_days" if working else "days", most=LONGEST_DAYS) or 0,
        fixed_date=fields.day("fixed_date"),
        working=working,
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
    if working and fields.values.get("days") is not None:
        fields.fault(
            (),
            N_("the days are counted in two ways"),
            N_("keep either “days” or “working_days”"),
        )
    if (
        not working
        and fields.values.get("days") is None
        and ("trigger" in given or recurrence.type not in {"calendar_year", "fiscal_year"})
    ):
        fields.fault((), N_("“days” is missing"), N_("say how many days people have"))
    return found


def _exemptions(fields: Fields) -> tuple[ExemptionRule, ...]:
    found: list[ExemptionRule] = []
    for each in fields.each("exemptions"):
        each.only(
            (
                "reason_code",
                "effect",
                "max_days",
                "approver",
                "evidence",
                "sensitive",
                "short_form",
            ),
            required=("reason_code", "effect"),
        )
        rule = ExemptionRule(
            reason=each.word("reason_code", REASONS) or "other",
            effect=each.word("effect", EFFECTS) or "pause",
            max_days=each.whole("max_days", least=1, most=LONGEST_DAYS),
            approver=each.word("approver", ("manager", "administrator")) or "administrator",
            evidence=each.text("evidence"),
            sensitive=each.flag("sensitive") or False,
            short_form=each.flag("short_form") or False,
        )
        if any(rule.reason == other.reason for other in found):
            each.fault(
                ("reason_code",),
                N_("“%(value)s” is there twice"),
                N_("give each its own"),
                value=rule.reason,
            )
        if rule.reason == "short_contract" and rule.max_days is None:
            each.fault(
                (),
                N_("“max_days” is missing"),
                N_("say up to how many days a contract is short"),
            )
        found.append(rule)
    return tuple(found)


def _reminders(fields: Fields) -> Reminders:
    fields.only(("before_days", "after_days", "escalate"))
    escalate = fields.inner("escalate")
    escalate.only(("manager", "office"))
    told = {
        who: days
        for who in ("manager", "office")
        if (days := escalate.whole(who, most=LONGEST_DAYS)) is not None
    }
    return Reminders(
        before=fields.wholes("before_days", most=LONGEST_DAYS),
        after=fields.wholes("after_days", most=LONGEST_DAYS),
        escalate=told or None,
    )


def read_reporting(fields: Fields, usual: ReportingText) -> ReportingText:
    """Return whom reports are for, and how fine they are; `usual` is for what is not stated."""
    fields.only(("audience", "level", "min_cell", "frequency"))
    found = ReportingText(
        audience=fields.word("audience", REPORT_AUDIENCES) or usual.audience,
        level=fields.word("level", REPORT_LEVELS) or usual.level,
        min_cell=fields.whole("min_cell", least=LEAST_CELL, most=LARGEST_CELL) or usual.min_cell,
        frequency=fields.word("frequency", FREQUENCIES) or usual.frequency,
    )
    if found.level == "named" and found.audience in {"council", "public"}:
        fields.fault(
            ("level",) if "level" in fields.values else ("audience",),
            N_("the council and the public see no names"),
            N_("write “level: aggregate”"),
        )
    return found


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
