"""The report pages, and who sees what on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.audit import AuditEntry
from elearn.identity.formats.tables import BOM

pytestmark = pytest.mark.usefixtures("clock")
REPORT = "/organisations/baekdam/report"


@pytest.fixture
def manager(
    client: FlaskClient, cast: Any, charter: str, sign_in: Callable[..., None]
) -> FlaskClient:
    sign_in(client, cast.manager)
    return client


@pytest.fixture
def auditor(
    client: FlaskClient, cast: Any, charter: str, sign_in: Callable[..., None]
) -> FlaskClient:
    sign_in(client, cast.auditor)
    return client


def readings(session: Session) -> list[dict[str, Any]]:
    found = session.scalars(select(AuditEntry).where(AuditEntry.action == "report.names_read"))
    return [entry.details for entry in found]


def test_a_manager_sees_three_numbers_with_denominators_and_a_table_by_unit(
    manager: FlaskClient, cast: Any, complete: Callable[..., None]
) -> None:
    complete(cast.learner)
    page = manager.get(REPORT)
    assert page.status_code == 200, page.text
    assert (
        "<strong>1</strong> of <strong>5</strong> people with a duty have completed it" in page.text
    )
    assert "As known on Friday 20 November 2026, 18:00, local time." in page.text
    assert "Front desk" in page.text
    assert "Planning" in page.text
    assert 'aria-sort="ascending"' in page.text


@pytest.mark.parametrize(
    "column", ["unit", "people", "completed", "due", "overdue", "excused", "share"]
)
def test_the_table_can_be_sorted_either_way(manager: FlaskClient, column: str) -> None:
    for order, sort in (("ascending", column), ("descending", f"-{column}")):
        assert f'aria-sort="{order}"' in manager.get(f"{REPORT}?sort={sort}").text


def test_names_are_shown_to_those_who_may_and_the_reading_is_recorded(
    manager: FlaskClient, cast: Any, session: Session, complete: Callable[..., None]
) -> None:
    complete(cast.learner)
    page = manager.get(f"{REPORT}/people?group=completed")
    assert cast.learner.name in page.text
    assert cast.author.name not in page.text.partition("<main")[2]
    assert readings(session) == [{"report": "compliance", "as_of": "2026-11-20", "count": 1}]


def test_a_reader_without_the_right_to_names_sees_no_small_number(
    auditor: FlaskClient, cast: Any, complete: Callable[..., None]
) -> None:
    complete(cast.learner)
    page = auditor.get(REPORT).text
    assert page.count("hidden</td>") == 15
    assert "Numbers below 10 are hidden" in page
    assert "<strong>" not in page
    assert "report/people" not in page
    assert auditor.get(f"{REPORT}/people").status_code == 403
    assert auditor.get("/organisations/baekdam/completions.csv").status_code == 403


def test_the_order_of_hidden_rows_tells_nothing(auditor: FlaskClient) -> None:
    page = auditor.get(f"{REPORT}?sort=people").text
    assert page.index("Front desk</a>") < page.index("Planning</a>")
    page = auditor.get(f"{REPORT}?sort=-due").text
    assert "hidden" in page


def test_the_file_hides_what_the_page_hides(auditor: FlaskClient) -> None:
    lines = auditor.get(f"{REPORT}.csv").text.removeprefix(BOM).splitlines()
    assert lines == [
        "organisation,unit,as_of,article,people,completed,due,overdue,excused",
        "baekdam,baekdam-front-desk,2026-11-20,,,,,,",
        "baekdam,baekdam-planning,2026-11-20,,,,,,",
    ]


def test_the_table_comes_as_a_file(manager: FlaskClient) -> None:
    answer = manager.get(f"{REPORT}.csv?article=baekdam/7")
    assert answer.mimetype == "text/csv"
    assert "baekdam,baekdam-planning,2026-11-20,baekdam/7,4,0,4,0" in answer.text


def test_completions_come_as_a_file_and_the_reading_is_recorded(
    manager: FlaskClient, cast: Any, session: Session, complete: Callable[..., None]
) -> None:
    complete(cast.learner)
    complete(cast.stranger)
    text = manager.get("/organisations/baekdam/completions.csv").text
    assert len(text.splitlines()) == 2
    assert f"baekdam-front-desk,1001,{cast.learner.name},human-rights-foundations,C1,1," in text
    assert readings(session) == [{"report": "completions", "as_of": "2026-11-20", "count": 1}]


@pytest.mark.parametrize(
    "address",
    ["report", "report.csv", "report/people", "completions.csv"],
)
def test_another_city_does_not_exist_for_a_manager(manager: FlaskClient, address: str) -> None:
    for code in ("almar", "almar-harbour", "valle", "nowhere"):
        answer = manager.get(f"/organisations/{code}/{address}")
        assert answer.status_code == 404, (code, address)
        assert "Almar" not in answer.text


def test_the_choice_of_organisations_is_the_readers_scope(manager: FlaskClient) -> None:
    page = manager.get("/reports").text
    assert "/organisations/baekdam-planning/report" in page
    assert "almar" not in page
    assert "/organisations/valle/report" not in page


def test_a_learner_has_no_report(
    client: FlaskClient, cast: Any, charter: str, sign_in: Callable[..., None]
) -> None:
    sign_in(client, cast.learner)
    assert client.get(REPORT).status_code == 403
    assert client.get("/reports").status_code == 403


def test_a_day_that_is_none_is_said_in_the_form_and_kept(manager: FlaskClient) -> None:
    page = manager.get(f"{REPORT}?as_of=2026-02-30")
    assert page.status_code == 422
    assert 'href="#as_of"' in page.text
    assert "2026-02-30" in page.text
    assert manager.get(f"{REPORT}.csv?as_of=soon").status_code == 422


@pytest.mark.parametrize("language", ["ar", "ko"])
def test_the_pages_speak_other_languages(manager: FlaskClient, language: str) -> None:
    for address in ("/reports", REPORT, f"{REPORT}/people"):
        page = manager.get(f"{address}?lang={language}")
        assert page.status_code == 200
        assert f'lang="{language}"' in page.text


def test_a_place_without_people_says_what_to_do(manager: FlaskClient) -> None:
    page = manager.get(f"{REPORT}?as_of=2020-01-01").text
    assert "Nobody works here on that day." in page
