"""A federation of 100,000: the projection made anew and kept in step, and the overview."""

from __future__ import annotations

import resource
import subprocess
import time
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from statistics import median
from typing import Any, cast

from sqlalchemy import Connection, Engine, Table, delete, func, insert, select

from benchmarks.figures import Figure, Options
from benchmarks.ground import ELEARN, application, environment
from benchmarks.people import COURSE, cookie_of
from benchmarks.statements import counted
from elearn.catalogue.models import CourseVersion
from elearn.database import transaction
from elearn.identity.models import EmploymentSpell, Organisation, Person
from elearn.identity.services import grant_role
from elearn.learning.models import Completion, Enrolment
from elearn.mandates.formats import read_charter
from elearn.mandates.models import ProjectedObligation, ProjectedPerson
from elearn.mandates.services import load_charter, rebuild, refresh
from elearn.orm import new_public_id
from elearn.permissions import Role
from elearn.settings import ROOT
from elearn.web.time import now
from tests.databases import Templates

BODIES, UNITS = 40, 5
FEW, MANY = 1_000, 100_000
YEARS = 3
CHUNK = 5_000
MOST_SECONDS, MOST_MEGABYTES, MOST_STATEMENTS = 120, 500, 8
SAME, NEARLY_SAME = 1.5, 2.0
FAMILIES = ("front_desk", "social_services", "police_enforcement", "planning", "management")
CHARTER = """
charter:
  code: bench
  organisation: bench
  version: 1
  titles: {en: A compact}
  legal_status: ordinance
  adopted_on: 2020-01-01
  in_force_from: %(day)s
  language_of_record: en
  provenance: illustrative
articles:
  - {number: "1", headings: {en: Learning}, texts: {en: Everybody learns.}}
requirements:
"""
REQUIREMENTS = (
    ("R-1", "{}", "type: calendar_year, grace_days: 30", "hire, days: 90"),
    ("R-2", "{supervises_others: true}", "type: fiscal_year", "role_change, days: 120"),
    ("R-3", "{role_family: [social_services]}", "type: calendar_year", "hire, days: 45"),
    (
        "R-4",
        "{role_family: [police_enforcement]}",
        "type: interval_months, interval: 12, anchor: last_completion",
        "hire, days: 30",
    ),
    (
        "R-5",
        "{employment_type: [contractor]}",
        "type: interval_months, interval: 24",
        "hire, days: 30",
    ),
    ("R-6", "{public_contact: true}", "type: once", "charter_in_force, days: 365"),
)


def measure(options: Options, templates: Templates) -> list[Figure]:
    """Return the figures of the projection and of the overview, for few people and for many."""
    templates.renew("demo")
    with application(templates.url) as (app, engine):
        with app.app_context(), transaction() as session:
            _federation(session.connection())
            text = CHARTER % {"day": date(now().year - YEARS, 1, 1)} + "".join(
                map(_entry, REQUIREMENTS)
            )
            load_charter(session, found=read_charter("bench.yaml", text.encode()), now=now())
        with engine.begin() as connection:
            _people(connection, FEW)
        few = _sizes(app, engine, options.rounds, turn=1)
        with engine.begin() as connection:
            _people(connection, MANY - FEW)
        rebuilt, megabytes = _rebuilt(templates.url)
        many = _sizes(app, engine, options.rounds, turn=2)
        with engine.connect() as connection:
            rows = connection.scalar(select(func.count()).select_from(ProjectedObligation)) or 0
            plain = _plain(engine, rows)
    return [
        Figure(
            f"mandates: rebuild of {MANY:,} people, {rows:,} rows",
            f"{rebuilt:.0f} s",
            f"{plain:.0f} s (the rows alone)",
            rebuilt / plain,
            f"< {MOST_SECONDS} s",
            rebuilt < MOST_SECONDS,
        ),
        Figure(
            "mandates: memory of the rebuild",
            f"{megabytes:.0f} MB",
            target=f"< {MOST_MEGABYTES} MB",
            met=megabytes < MOST_MEGABYTES,
        ),
        _beside("one completion taken up", few["refresh"], many["refresh"], SAME),
        _beside("the overview page", few["page"], many["page"], NEARLY_SAME),
        Figure(
            "mandates: SQL statements of the overview",
            f"{many['statements']:.0f}",
            f"{few['statements']:.0f}",
            target=f"≤ {MOST_STATEMENTS}",
            met=many["statements"] <= MOST_STATEMENTS,
        ),
    ]


def _beside(what: str, few: float, many: float, most: float) -> Figure:
    return Figure(
        f"mandates: {what}, {MANY:,} people beside {FEW:,}",
        f"{many * 1000:.1f} ms",
        f"{few * 1000:.1f} ms",
        many / few,
        f"ratio ≤ {most}",
        many / few <= most,
    )


def _entry(requirement: tuple[str, str, str, str]) -> str:
    code, audience, recurrence, deadline = requirement
    return (
        f'  - code: {code}\n    article: "1"\n    audience: {audience}\n'
        f"    requirement: {{kind: course, courses: [{COURSE}]}}\n"
        f"    recurrence: {{{recurrence}}}\n    initial_deadline: {{trigger: {deadline}}}\n"
    )


def _federation(connection: Connection) -> None:
    """Add a federation of bodies with units, and its administrator."""
    top = {"kind": "federation", "names": {"en": "Bench"}, "default_language": "en"}
    top |= {"time_zone": "America/Santiago", "code": "bench", "path": "/bench/", "body_kind": None}
    connection.execute(insert(Organisation), [top | {"parent_id": None}])
    parent = connection.scalar(select(Organisation.id).where(Organisation.code == "bench"))
    for body in range(BODIES):
        code = f"bench-{body}"
        mine = {"code": code, "path": f"/bench/{code}/", "kind": "municipality"}
        connection.execute(insert(Organisation), [top | mine | {"parent_id": parent}])
        city = connection.scalar(select(Organisation.id).where(Organisation.code == code))
        units = [
            top
            | {"kind": "unit", "parent_id": city, "code": f"{code}-{unit}"}
            | {"path": f"/bench/{code}/{code}-{unit}/"}
            for unit in range(UNITS)
        ]
        connection.execute(insert(Organisation), units)


def _people(connection: Connection, count: int) -> None:
    """Employ people all over the federation, most of them with a completion in each past year."""
    units = connection.scalars(
        select(Organisation.id)
        .where(Organisation.kind == "unit", Organisation.path.startswith("/bench/"))
        .order_by(Organisation.id)
    ).all()
    employer = connection.scalar(select(Organisation.id).where(Organisation.code == "bench"))
    version = connection.execute(select(CourseVersion.id, CourseVersion.course_id)).first()
    assert version is not None
    first = (connection.scalar(select(func.max(Person.id))) or 0) + 1
    enrolment = (connection.scalar(select(func.max(Enrolment.id))) or 0) + 1
    this = now()
    people, spells, enrolments, done = [], [], [], []
    for number in range(first, first + count):
        people.append(
            {
                "id": number,
                "public_id": new_public_id(),
                "organisation_id": employer,
                "staff_number": f"mandates-{number}",
                "name": f"김서연 {number}",
                "created_at": this,
                "session_epoch": 1,
            }
        )
        spells.append(
            {
                "person_id": number,
                "unit_id": units[number % len(units)],
                "job_title": "Clerk",
                "role_family": FAMILIES[number % len(FAMILIES)],
                "employment_type": "contractor" if number % 11 == 0 else "permanent",
                "supervises_others": number % 10 == 0,
                "public_contact": number % 3 == 0,
                "starts_on": date(this.year - YEARS - 2, 1, 1) + timedelta(days=number % 900),
                "recorded_at": this - timedelta(days=YEARS * 365),
            }
        )
        for turn in range(YEARS if number % 5 else 1):
            at = datetime(this.year - turn, 1, 1, tzinfo=UTC) + timedelta(days=number % 330)
            if at < this:
                enrolments.append(
                    {
                        "id": enrolment,
                        "public_id": new_public_id(),
                        "person_id": number,
                        "course_id": version.course_id,
                        "version_id": version.id,
                        "sequence": YEARS - turn,
                        "enrolled_at": at,
                    }
                )
                done.append({"enrolment_id": enrolment, "completed_at": at, "language": "en"})
                enrolment += 1
    for model, rows in (
        (Person, people),
        (EmploymentSpell, spells),
        (Enrolment, enrolments),
        (Completion, done),
    ):
        listed = iter(rows)
        while chunk := list(islice(listed, CHUNK)):
            connection.execute(insert(model), chunk)


def _rebuilt(url: str) -> tuple[float, float]:
    """Return the seconds and the megabytes of `elearn mandates rebuild`, a process of its own."""
    begun = time.perf_counter()
    subprocess.run(
        [*ELEARN, "mandates", "rebuild"],
        cwd=ROOT,
        env=environment(url, demo=True),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    lasted = time.perf_counter() - begun
    return lasted, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def _plain(engine: Engine, rows: int) -> float:
    """Return how long the same rows take with nothing worked out: the limit of this database."""
    table = cast("Table", ProjectedObligation.__table__)
    with engine.connect() as connection:
        columns = [column for column in table.c if column.name != "id"]
        kept = [dict(row) for row in connection.execute(select(*columns)).mappings()]
        connection.execute(delete(table))
        begun = time.perf_counter()
        for start in range(0, rows, CHUNK):
            connection.execute(table.insert(), kept[start : start + CHUNK])
        connection.rollback()
    return time.perf_counter() - begun


def _sizes(app: Any, engine: Engine, rounds: int, *, turn: int) -> dict[str, float]:
    """Return what one new fact and the overview page cost at the present size."""
    with app.app_context(), transaction() as session:
        rebuild(session, now=now())
        person = session.scalars(
            select(Person)
            .join(ProjectedPerson, ProjectedPerson.person_id == Person.id)
            .join(Organisation, Organisation.id == Person.organisation_id)
            .where(Organisation.code == "bench")
            .order_by(Person.id)
        ).first()
        place = session.scalar(select(Organisation.id).where(Organisation.code == "bench"))
        assert person is not None
        assert place is not None
        grant_role(
            session,
            person_id=person.id,
            organisation_id=place,
            role=Role.ADMINISTRATOR,
            now=now(),
        )
        cookie = cookie_of(app, person)
        ids = session.scalars(
            select(Person.id).where(Person.id > person.id).limit(rounds * 3)
        ).all()
        version = session.execute(select(CourseVersion.id, CourseVersion.course_id)).first()
        last = session.scalar(select(func.max(Enrolment.id))) or 0
    taken = []
    for number in ids:
        with app.app_context(), transaction() as session:
            enrolment = Enrolment(
                id=last + len(taken) + 1,  # PostgreSQL's own numbers know nothing of the bulk
                person_id=number,
                course_id=version.course_id,
                version_id=version.id,
                sequence=100 * turn + len(taken),
                enrolled_at=now(),
            )
            session.add(enrolment)
            session.flush()
            session.add(Completion(enrolment_id=enrolment.id, completed_at=now(), language="en"))
        begun = time.perf_counter()
        with app.app_context(), transaction() as session:
            refresh(session, now=now())
        taken.append(time.perf_counter() - begun)
    client, pages = app.test_client(use_cookies=False), []
    for _ in range(rounds * 3 + 1):
        begun = time.perf_counter()
        with counted(engine) as seen:
            answer = client.get("/", headers={"Cookie": cookie})
        pages.append(time.perf_counter() - begun)
        assert answer.status_code == 200, answer.text
    return {"refresh": median(taken), "page": median(pages[1:]), "statements": len(seen)}
