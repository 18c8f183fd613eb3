"""The pages of people, rosters and accounts, as an administrator and a learner meet them."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.identity.models import Person, RosterUpload
from tests.conftest import PASSWORD, csrf_of

IMPORT = "/organisations/baekdam/people/import"
ROSTER = "사번,성명,부서\n1001,한서연,baekdam-front-desk\n2001,김민수,planning\n"


def upload(client: FlaskClient, content: bytes = ROSTER.encode(), **form: str) -> Any:
    client.get(IMPORT)
    data = {"csrf_token": csrf_of(client), "file": (io.BytesIO(content), "인사.csv"), **form}
    return client.post(IMPORT, data=data)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_roster_is_shown_first_and_written_when_confirmed(
    client: FlaskClient, cast: Any, sign_in: Any, session: Session
) -> None:
    sign_in(client, cast.manager)
    shown = upload(client)
    assert shown.status_code == 200
    assert "김민수" in shown.text
    assert "Nothing is changed yet." in shown.text
    assert session.scalar(select(func.count()).where(Person.staff_number == "2001")) == 0
    session.rollback()
    sent = {name: hidden(shown.text, name) for name in ("upload", "digest", "csrf_token")}
    done = client.post(IMPORT, data=sent)
    assert (done.status_code, done.location) == (
        303,
        "/organisations/baekdam/people?added=1&changed=0",
    )
    listed = client.get(done.location).text
    assert "The roster is imported" in listed
    assert "김민수" in listed
    assert session.scalar(select(func.count()).select_from(RosterUpload)) == 0
    again = client.post(IMPORT, data=sent)
    assert again.status_code == 422
    assert "This file is no longer kept. Choose it again." in again.text


def test_a_preview_that_no_longer_holds_is_shown_anew(
    client: FlaskClient, cast: Any, sign_in: Any
) -> None:
    sign_in(client, cast.manager)
    shown = upload(client)
    sent = {name: hidden(shown.text, name) for name in ("upload", "csrf_token")}
    answer = client.post(IMPORT, data={**sent, "digest": "0"})
    assert answer.status_code == 200
    assert "Something has changed since you looked." in answer.text


def test_nobody_else_can_confirm_an_upload(client: FlaskClient, cast: Any, sign_in: Any) -> None:
    sign_in(client, cast.manager)
    shown = upload(client).text
    sent = {name: hidden(shown, name) for name in ("upload", "digest")}
    sign_in(client, cast.administrator)
    client.get(IMPORT)
    answer = client.post(IMPORT, data={**sent, "csrf_token": csrf_of(client)})
    assert answer.status_code == 422


def test_faults_are_listed_in_the_language_of_the_reader_and_nothing_is_kept(
    client: FlaskClient, cast: Any, sign_in: Any, session: Session
) -> None:
    sign_in(client, cast.manager)
    answer = upload(client, b"staff number,name\n1,\n=1+1,Ana\n")
    assert answer.status_code == 422
    assert "Nothing was changed: 2 faults were found" in answer.text
    assert "<title>Error: Import a roster" in answer.text
    assert '<bdi dir="ltr">인사.csv:2</bdi>: the column “name” is empty; every' in answer.text
    assert session.scalar(select(func.count()).select_from(RosterUpload)) == 0


def test_no_file_at_all_is_asked_for(client: FlaskClient, cast: Any, sign_in: Any) -> None:
    sign_in(client, cast.manager)
    client.get(IMPORT)
    answer = client.post(IMPORT, data={"csrf_token": csrf_of(client)})
    assert answer.status_code == 422
    assert '<a href="#file">Choose the file that HR has exported.</a>' in answer.text


def test_an_oversized_upload_gets_a_sentence(
    client: FlaskClient, cast: Any, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, cast.manager)
    monkeypatch.setitem(client.application.config, "MAX_CONTENT_LENGTH", 1000)
    answer = upload(client, b"x" * 2000)
    assert answer.status_code == 413
    assert "What you sent is too large. Send a smaller file." in answer.text


@pytest.mark.parametrize(
    "door",
    [
        ("learner", "baekdam", 403),
        ("author", "baekdam", 403),
        ("auditor", "baekdam", 403),
        ("manager", "baekdam", 200),
        ("manager", "baekdam-planning", 200),
        ("manager", "almar", 404),
        ("manager", "valle", 404),
        ("administrator", "valle", 200),
        ("administrator", "almar", 404),
    ],
)
def test_people_are_seen_within_the_scope_alone(
    client: FlaskClient, cast: Any, sign_in: Any, door: tuple[str, str, int]
) -> None:
    part, code, status = door
    sign_in(client, getattr(cast, part))
    for page in ("people", "people/import"):
        answer = client.get(f"/organisations/{code}/{page}")
        assert answer.status_code == status, page
        assert "سلمى حداد" not in answer.text


def test_people_are_found_by_name_and_number(client: FlaskClient, cast: Any, sign_in: Any) -> None:
    sign_in(client, cast.manager)
    for search, found in (("서연", True), ("1001", True), ("LEARN", True), ("zzz%", False)):
        page = client.get("/organisations/baekdam/people", query_string={"q": search})
        assert ("한서연" in page.text) is found, search


def test_the_list_of_one_unit_holds_its_people_alone(
    client: FlaskClient, cast: Any, sign_in: Any
) -> None:
    sign_in(client, cast.manager)
    page = client.get("/organisations/baekdam-front-desk/people").text
    assert "한서연" in page
    assert "王小明" not in page


def test_a_page_beyond_the_last_is_the_last(client: FlaskClient, cast: Any, sign_in: Any) -> None:
    sign_in(client, cast.manager)
    for number in ("99", "-1", "x", "٣", "9" * 50):
        assert "한서연" in client.get(f"/organisations/baekdam/people?page={number}").text


def test_a_person_chooses_language_and_time_zone(
    client: FlaskClient, cast: Any, sign_in: Any
) -> None:
    sign_in(client, cast.learner)
    client.get("/account")
    sent = {"csrf_token": csrf_of(client), "language": "ko", "time_zone": "Asia/Seoul"}
    assert client.post("/account", data=sent).status_code == 303
    assert '<html lang="ko"' in client.get("/account").text
    wrong = client.post("/account", data={**sent, "language": "xx", "time_zone": "Mars/Base"})
    assert wrong.status_code == 422


def test_a_new_password_needs_the_old_one_and_some_length(
    client: FlaskClient, cast: Any, sign_in: Any
) -> None:
    sign_in(client, cast.learner)
    client.get("/account")

    def change(current: str, password: str) -> Any:
        sent = {"csrf_token": csrf_of(client), "current": current, "password": password}
        return client.post("/account/password", data=sent)

    assert "The current password is not right." in change("wrong", "a good long one").text
    assert "at least 10 characters" in change(PASSWORD, "short").text
    assert "that is not your name" in change(PASSWORD, "aaaaaaaaaaaa").text
    assert client.get("/account/password?lang=ar").location == "/account"
    assert change(PASSWORD, "바른 말과 긴 비밀번호").status_code == 303
    assert client.get("/account").status_code == 200
