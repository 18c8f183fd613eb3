"""Blueprints: outcomes that exist, lines that do not repeat, pools that hold enough."""

from __future__ import annotations

from collections import Counter

from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.pack import Assessment, Course, Quota
from elearn.errors import N_


def check_blueprint(path: str, assessment: Assessment, course: Course, findings: Findings) -> None:
    """Note every line of the blueprint that the pool cannot satisfy.

    Lines that ask for a difficulty are drawn first, so what is left for one that does not is what
    they leave of the outcome.
    """
    known = {name for name, _ in course.outcomes}
    drawn: set[tuple[str, str | None]] = set()
    for quota in assessment.blueprint:
        key = (quota.outcome, quota.difficulty)
        if quota.outcome not in known:
            unknown(path, quota.line, "outcome", quota.outcome, known, findings)
        elif key in drawn:
            findings.fault(
                path,
                quota.line,
                N_("the outcome “%(outcome)s” is drawn twice"),
                N_("add the two numbers up in one line"),
                outcome=quota.outcome,
            )
        else:
            _enough(path, quota, assessment, findings)
        drawn.add(key)


def _enough(path: str, quota: Quota, assessment: Assessment, findings: Findings) -> None:
    pool = Counter(
        question.difficulty
        for question in assessment.questions
        if question.outcome == quota.outcome
    )
    if quota.difficulty:
        holds = pool[quota.difficulty]
        what = N_(
            "%(items)s questions of difficulty %(difficulty)s on “%(outcome)s” are drawn from a"
            " pool of %(pool)s"
        )
    else:
        taken = sum(
            min(each.items, pool[each.difficulty])
            for each in assessment.blueprint
            if each.outcome == quota.outcome and each.difficulty
        )
        holds = pool.total() - taken
        what = N_("%(items)s questions on “%(outcome)s” are drawn from a pool of %(pool)s")
    if holds < quota.items:
        findings.fault(
            path,
            quota.line,
            what,
            N_("write more questions on it, or draw fewer"),
            items=quota.items,
            outcome=quota.outcome,
            difficulty=quota.difficulty,
            pool=holds,
        )


def unknown(  # noqa: PLR0913, PLR0917  # one sentence with all its parts
    path: str, line: int, kind: str, name: str, known: set[str], findings: Findings
) -> None:
    """Note an id that course.yaml does not have."""
    findings.fault(
        path,
        line,
        N_("there is no %(kind)s “%(id)s” in course.yaml"),
        N_("name one of %(known)s"),
        kind=kind,
        id=name,
        known=", ".join(sorted(known)) or "—",
    )
