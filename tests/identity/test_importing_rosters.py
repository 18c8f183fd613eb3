"""Rosters into the record: all or nothing, twice is once, and history is never rewritten."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.audit import AuditEntry
from elearn.errors import Faults
from elearn.identity.models import EmploymentSpell, Organisation, Person
from elearn.identity.queries import spells_of, spells_within
from elearn.identity.services import ImportReport, import_roster
from tests.conftest import NOW
from tests.identity.files import read

TODAY = date(2026, 11, 20)


@pytest.fixture
def city(session: Session, cast: Any) -> Organisation:
    return session.scalars(select(Organisation).where(Organisation.code == "baekdam")).one()


def load(session: Session, city: Organisation, text: str, **more: Any) -> ImportReport:
    report = import_roster(session, organisation_id=city.id, roster=read(text), now=NOW, **more)
    session.commit()
    return report


def history(session: Session, number: str) -> list[tuple[Any, ...]]:
    person = session.scalars(
        select(Person)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.staff_number == number, Organisation.code == "baekdam")
    ).one()
    return [
        (row.unit_code.removeprefix("baekdam-"), row.job_title, row.starts_on, row.ends_on)
        for row in spells_of(session, person.id)
    ]


def test_a_new_person_gets_a_spell_from_the_start_or_from_today(
    session: Session, city: Organisation
) -> None:
    text = (
        "staff number,name,unit,title,start\n7,Ana,planning,Clerk,2026-02-02\n8,Bo,Front desk,,\n"
    )
    report = load(session, city, text)
    assert [(each.staff_number, each.added) for each in report.changes] == [
        ("7", True),
        ("8", True),
    ]
    assert history(session, "7") == [("planning", "Clerk", date(2026, 2, 2), None)]
    assert history(session, "8") == [("front-desk", "", TODAY, None)]


def test_a_second_import_changes_nothing(session: Session, city: Organisation) -> None:
    text = "staff number,name,unit,title,start,end\n7,Ana,planning,Clerk,2020-01-01,2021-01-01\n"
    load(session, city, text)
    report = load(session, city, text)
    assert (report.changes, report.unchanged) == ((), 1)
    assert len(history(session, "7")) == 1


def test_a_changed_unit_closes_the_old_spell_the_day_before_and_opens_another(
    session: Session, city: Organisation
) -> None:
    text = "staff number,name,unit,title,start\n7,Ana,planning,Clerk,2020-01-01\n"
    load(session, city, text)
    moved = text.replace("planning", "front desk")
    report = load(session, city, moved, effective=date(2026, 12, 1))
    assert report.changes[0].columns == ("unit_name", "starts_on")
    expected = [
        ("planning", "Clerk", date(2020, 1, 1), date(2026, 11, 30)),
        ("front-desk", "Clerk", date(2026, 12, 1), None),
    ]
    assert history(session, "7") == expected
    assert load(session, city, moved).changes == ()
    assert history(session, "7") == expected


def test_a_file_that_dates_the_change_is_believed(session: Session, city: Organisation) -> None:
    load(session, city, "staff number,name,title,start\n7,Ana,Clerk,2020-01-01\n")
    load(session, city, "staff number,name,title,start\n7,Ana,Head,2026-03-01\n")
    assert [spell[1:] for spell in history(session, "7")] == [
        ("Clerk", date(2020, 1, 1), date(2026, 2, 28)),
        ("Head", date(2026, 3, 1), None),
    ]


def test_columns_the_file_does_not_have_stay_as_they_are(
    session: Session, city: Organisation
) -> None:
    load(session, city, "staff number,name,unit,title,e-mail\n7,Ana,planning,Clerk,a@b.test\n")
    assert load(session, city, "staff number,name\n7,Ana\n").changes == ()
    assert history(session, "7") == [("planning", "Clerk", TODAY, None)]


def test_leaving_ends_the_spell_and_coming_back_opens_another(
    session: Session, city: Organisation
) -> None:
    head = "staff number,name,title,start,end\n"
    load(session, city, f"{head}7,Ana,Clerk,2020-01-01,\n")
    report = load(session, city, f"{head}7,Ana,Clerk,2020-01-01,2026-10-31\n")
    assert report.changes[0].columns == ("ends_on",)
    back = f"{head}7,Ana,Clerk,2026-11-10,2027-11-09\n"
    load(session, city, back)
    assert load(session, city, back).changes == ()
    assert [spell[2:] for spell in history(session, "7")] == [
        (date(2020, 1, 1), date(2026, 10, 31)),
        (date(2026, 11, 10), date(2027, 11, 9)),
    ]


def test_a_contract_that_has_not_ended_yet_can_be_prolonged(
    session: Session, city: Organisation
) -> None:
    head = "staff number,name,start,end\n"
    load(session, city, f"{head}7,Ana,2020-01-01,2026-12-31\n")
    load(session, city, f"{head}7,Ana,2020-01-01,2028-12-31\n")
    assert [spell[2:] for spell in history(session, "7")] == [
        (date(2020, 1, 1), date(2028, 12, 31))
    ]


def test_what_contradicts_ended_history_is_told_and_left_alone(
    session: Session, city: Organisation
) -> None:
    head = "staff number,name,title,start,end\n"
    load(session, city, f"{head}7,Ana,Clerk,2020-01-01,2024-12-31\n")
    report = load(session, city, f"{head}7,Ana,Boss,2020-01-01,2023-12-31\n")
    assert report.changes == ()
    assert str(report.notices[0]) == (
        "hr.csv:2: it contradicts an employment that has ended, and history is not rewritten; "
        "leave it so, or give the start of the new employment"
    )


def test_a_start_that_differs_from_the_record_is_told_and_left_alone(
    session: Session, city: Organisation
) -> None:
    load(session, city, "staff number,name,start\n7,Ana,2020-01-01\n")
    report = load(session, city, "staff number,name,start\n7,Ana,2019-01-01\n")
    assert report.changes == ()
    assert "the start is not the one on record" in str(report.notices[0])


def test_a_change_on_the_first_day_of_a_spell_asks_for_another_day(
    session: Session, city: Organisation
) -> None:
    load(session, city, "staff number,name,title\n7,Ana,Clerk\n")
    with pytest.raises(Faults) as caught:
        load(session, city, "staff number,name,title\n7,Ana,Head\n")
    assert str(caught.value.faults[0]) == (
        "hr.csv:2: a change cannot take effect on or before the day the present employment began; "
        "name a later day with --effective, or give the start of the new employment"
    )


def test_a_person_missing_from_the_file_is_listed_and_kept(
    session: Session, city: Organisation
) -> None:
    report = load(session, city, "staff number,name\n1001,한서연\n")
    assert [each.staff_number for each in report.missing] == ["1002", "1003", "1004", "1005"]
    assert len(spells_within(session, city.path, TODAY)) == 5


@pytest.mark.parametrize(
    ("unit", "sentence"),
    [
        (
            "moon",
            (
                "hr.csv:2: the unit “moon” in the column “department” is not known; "
                "write the code or the name of one of: "
                "baekdam, baekdam-front-desk, baekdam-planning"
            ),
        ),
        (
            "",
            (
                "hr.csv:2: the column “department” is empty; write the code or the name of one of: "
                "baekdam, baekdam-front-desk, baekdam-planning"
            ),
        ),
        (
            "almar-harbour",
            (
                "hr.csv:2: the unit “almar-harbour” in the column “department” is not known; "
                "write the code or the name of one of: "
                "baekdam, baekdam-front-desk, baekdam-planning"
            ),
        ),
    ],
)
def test_a_unit_must_be_one_of_the_organisation(
    session: Session, city: Organisation, unit: str, sentence: str
) -> None:
    with pytest.raises(Faults) as caught:
        load(session, city, f"staff number,name,department\n7,Ana,{unit}\n")
    assert [str(fault) for fault in caught.value.faults] == [sentence]


def test_one_fault_keeps_the_whole_file_out(session: Session, city: Organisation) -> None:
    with pytest.raises(Faults):
        load(session, city, "staff number,name,unit\n7,Ana,planning\n8,Bo,moon\n")
    session.rollback()
    assert session.scalars(select(Person).where(Person.staff_number == "7")).all() == []


def test_a_user_name_is_nobody_elses(session: Session, city: Organisation) -> None:
    with pytest.raises(Faults) as caught:
        load(
            session,
            city,
            "staff number,name,user name\n7,Ana,Stranger\n8,Bo,bo\n9,Cy,BO\n10,Di,author\n",
        )
    mend = "choose another user name, or leave it empty: the staff number will do"
    assert [str(fault) for fault in caught.value.faults] == [
        f"hr.csv:2: the user name “stranger” in the column “user name” is somebody else’s; {mend}",
        f"hr.csv:4: “bo” in the column “user name” stands in line 3 already; {mend}",
        f"hr.csv:5: the user name “author” in the column “user name” is somebody else’s; {mend}",
    ]


def test_two_people_may_exchange_their_user_names(session: Session, city: Organisation) -> None:
    load(session, city, "staff number,name,user name\n7,Ana,ana\n8,Bo,bo\n")
    report = load(session, city, "staff number,name,user name\n7,Ana,bo\n8,Bo,ana\n")
    assert report.changed == 2
    names = select(Person.staff_number, Person.user_name).where(Person.user_name.in_(["ana", "bo"]))
    assert set(map(tuple, session.execute(names))) == {("7", "bo"), ("8", "ana")}


def test_a_language_chosen_by_the_person_is_left_alone(
    session: Session, city: Organisation
) -> None:
    load(session, city, "staff number,name,language\n7,Ana,Korean\n")
    person = session.scalars(select(Person).where(Person.staff_number == "7")).one()
    assert person.language == "ko"
    assert load(session, city, "staff number,name,language\n7,Ana,Spanish\n").changes == ()


def test_a_dry_run_writes_nothing(session: Session, city: Organisation) -> None:
    report = load(session, city, "staff number,name\n7,Ana\n", dry_run=True)
    assert report.added == 1
    assert session.scalars(select(Person).where(Person.staff_number == "7")).all() == []


def test_an_import_leaves_its_entry_in_the_trail(session: Session, city: Organisation) -> None:
    load(session, city, "staff number,name\n7,Ana\n", actor_id=3)
    statement = select(AuditEntry).where(AuditEntry.action == "people.imported")
    (entry,) = session.scalars(statement)
    assert (entry.subject, entry.details, entry.actor_id) == (
        "organisation:baekdam",
        {"added": 1, "changed": 0},
        3,
    )


def test_today_is_that_of_the_organisation(session: Session, city: Organisation) -> None:
    evening = NOW.replace(hour=20)
    roster = read("staff number,name\n7,Ana\n")
    import_roster(session, organisation_id=city.id, roster=roster, now=evening)
    assert history(session, "7")[0][2] == date(2026, 11, 21)


LINES = st.lists(
    st.tuples(
        st.integers(1, 6),
        st.sampled_from(["Ana", "王小明", "أمل", "Núñez; Bo"]),
        st.sampled_from(["planning", "Front desk", "baekdam"]),
        st.sampled_from(["", "Clerk", "Head"]),
        st.sampled_from(["", "permanent", "intern"]),
        st.one_of(st.none(), st.dates(date(2019, 1, 1), date(2028, 1, 1))),
        st.one_of(st.none(), st.dates(date(2019, 1, 1), date(2028, 1, 1))),
    ).filter(lambda row: row[5] is None or row[6] is None or row[5] <= row[6]),
    max_size=6,
    unique_by=lambda row: row[0],
)


def as_text(lines: list[tuple[Any, ...]]) -> str:
    rows = [",".join(f'"{cell or ""}"' for cell in line) for line in lines]
    return "\n".join(["staff number,name,unit,title,employment type,start,end", *rows])


def everything(session: Session) -> list[tuple[Any, ...]]:
    statement = (
        select(
            Person.staff_number,
            Person.name,
            EmploymentSpell.unit_id,
            EmploymentSpell.job_title,
            EmploymentSpell.employment_type,
            EmploymentSpell.starts_on,
            EmploymentSpell.ends_on,
        )
        .join(EmploymentSpell, EmploymentSpell.person_id == Person.id)
        .order_by(Person.organisation_id, Person.staff_number, EmploymentSpell.starts_on)
    )
    return [tuple(row) for row in session.execute(statement)]


@pytest.fixture
def rolled_back(session: Session, city: Organisation) -> Iterator[Session]:
    session.rollback()
    yield session
    session.rollback()


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(first=LINES, second=LINES, seed=st.randoms())
def test_twice_is_once_and_the_order_of_lines_means_nothing(
    rolled_back: Session,
    city: Organisation,
    first: list[tuple[Any, ...]],
    second: list[tuple[Any, ...]],
    seed: random.Random,
) -> None:
    def run(lines: list[tuple[Any, ...]]) -> ImportReport | None:
        save = rolled_back.begin_nested()
        try:
            return import_roster(
                rolled_back, organisation_id=city.id, roster=read(as_text(lines)), now=NOW
            )
        except Faults:
            save.rollback()
            return None

    run(first)
    save = rolled_back.begin_nested()
    done = run(second)
    once = everything(rolled_back)
    if done is not None:
        again = run(second)
        assert again is not None
        assert again.changes == ()
        assert everything(rolled_back) == once
    save.rollback()
    rolled_back.expire_all()
    shuffled = list(second)
    seed.shuffle(shuffled)
    assert (run(shuffled) is None) is (done is None)
    assert everything(rolled_back) == once
    spells = [row for row in once if row[0] not in {"1001", "1002", "1003", "1004", "1005"}]
    for earlier, later in itertools.pairwise(spells):
        if earlier[0] == later[0]:
            assert earlier[6] is not None
            assert earlier[6] < later[5]
    rolled_back.rollback()
