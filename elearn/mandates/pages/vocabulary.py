"""The closed vocabularies of charters, each word as a reader meets it."""

from __future__ import annotations

from elearn.errors import N_
from elearn.mandates.rules import Because, State

EMPLOYMENT_TYPES = {
    "permanent": N_("Permanent staff"),
    "fixed_term": N_("Fixed-term staff"),
    "part_time": N_("Part-time staff"),
    "intern": N_("Interns"),
    "volunteer": N_("Volunteers"),
    "contractor": N_("Contractors"),
}
ROLE_FAMILIES = {
    "front_desk": N_("Front desk"),
    "police_enforcement": N_("Police and enforcement"),
    "social_services": N_("Social services"),
    "education": N_("Education"),
    "health": N_("Health"),
    "planning": N_("Planning"),
    "finance": N_("Finance"),
    "management": N_("Management"),
    "political": N_("Elected officials"),
}
BODY_KINDS = {
    "administration": N_("The administration"),
    "council": N_("The council"),
    "owned_corporation": N_("Corporations owned by the city"),
    "entrusted_institution": N_("Institutions entrusted with public services"),
    "adhering_municipality": N_("Municipalities that have joined"),
}
REPORT_AUDIENCES = {
    "learner": N_("The learner alone"),
    "supervisor": N_("Whoever leads the unit"),
    "head_of_body": N_("Whoever leads the body"),
    "council": N_("The council"),
    "public": N_("The public"),
}
FREQUENCIES = {
    "monthly": N_("A report every month"),
    "quarterly": N_("A report every quarter"),
    "yearly": N_("A report every year"),
}
LEGAL_STATUSES = {
    "ordinance": N_("Ordinance of %(day)s. Language of record: %(language)s."),
    "statute": N_("Statute of %(day)s. Language of record: %(language)s."),
    "charter_binding": N_("Binding charter of %(day)s. Language of record: %(language)s."),
    "charter_political": N_(
        "Charter of %(day)s, a political commitment. Language of record: %(language)s."
    ),
    "internal_rule": N_("Internal rule of %(day)s. Language of record: %(language)s."),
}
TRIGGERS = {
    "hire": N_("%(days)s after hire"),
    "role_change": N_("%(days)s after the change of role"),
    "election": N_("%(days)s after the election"),
    "contract_start": N_("%(days)s after the start of the contract"),
    "charter_in_force": N_("%(days)s after entry into force"),
    "adhesion": N_("%(days)s after the municipality has joined"),
}
PROVENANCES = {
    "illustrative": N_("Example text, not a real law"),
    "mixed": N_("Partly example text, not a real law"),
}
PROVIDERS = {
    "platform_self_paced": N_("Courses of this service"),
    "own_body": N_("The body itself"),
    "civil_society": N_("Civil society"),
    "nhri": N_("The national human rights institution"),
    "academy": N_("An academy"),
    "association": N_("An association of municipalities"),
    "university": N_("A university"),
    "other": N_("Others"),
}
RESPONSIBLE = {
    "learner": N_("The person"),
    "supervisor": N_("The person's superior"),
    "head_of_unit": N_("The head of the unit"),
    "head_of_body": N_("The head of the body"),
    "council_secretariat": N_("The secretariat of the council"),
    "hr_department": N_("The human resources department"),
}
EXEMPTION_REASONS = {
    "parental_leave": N_("Parental leave"),
    "long_sick_leave": N_("Long sick leave"),
    "service_abroad": N_("Service abroad"),
    "military_or_civil_service": N_("Military or civil service"),
    "short_contract": N_("Short contract"),
    "recognised_equivalent": N_("Training elsewhere that was recognised"),
    "accessibility_pending": N_("No accessible form of the training yet"),
    "other": N_("Another reason"),
}
EFFECTS = {
    "pause": N_("the time does not run"),
    "defer": N_("it is due later"),
    "waive": N_("nothing is asked"),
    "prorate": N_("less is asked"),
}
REASONS = {
    Because.IN_FORCE: N_("This text has been in force since %(since)s."),
    Because.AMONG_THEM: N_("You have been among those it speaks of since %(since)s."),
    Because.TAKEN_OVER: N_(
        "The text that is in force since %(since)s took over what was open on that day."
    ),
    Because.FIRST_ASKED: N_("As you were new to this duty, you were asked for it by %(by)s."),
    Because.DUE: N_("This turn of the duty is due on %(on)s."),
    Because.MOVED: N_("An exemption has moved the due day from %(before)s to %(to)s."),
    Because.PRORATED: N_(
        "As you are there for less of the year, %(minutes)s minutes are asked, not %(usual)s."
    ),
    Because.WAIVED: N_("An exemption until %(until)s covers the due day, so nothing is asked."),
    Because.PAUSED: N_("An exemption pauses it until %(until)s."),
    Because.RECOGNISED: N_("Training done elsewhere was recognised and counts here."),
    Because.MET_IN_TIME: N_("All that is asked was there on %(on)s, in time."),
    Because.MET_LATE: N_(
        "All that is asked was there on %(on)s, after the days of grace had ended on %(grace)s."
    ),
}
TAGS = {
    State.UPCOMING: ("none", N_("Not open yet")),
    State.DUE: ("due", N_("Due")),
    State.IN_GRACE: ("due", N_("In the days of grace")),
    State.OVERDUE: ("late", N_("Overdue")),
    State.PAUSED: ("excused", N_("Paused")),
    State.WAIVED: ("excused", N_("Waived")),
    State.SATISFIED: ("done", N_("Completed")),
    State.SATISFIED_LATE: ("done", N_("Completed late")),
}
BODY_DUTY_TAGS = {
    "open": ("due", N_("Open")),
    "overdue": ("late", N_("Overdue")),
    "done": ("done", N_("Completed")),
    "done_late": ("done", N_("Completed late")),
}
