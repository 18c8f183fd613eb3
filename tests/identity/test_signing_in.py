"""Signing in and out, and what it gives away to those who guess: nothing."""

from __future__ import annotations

from typing import Any

import pytest
from argon2.exceptions import VerifyMismatchError
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from elearn.identity.pages.sign_in import safe_next
from elearn.identity.services import SignInRefused, check_credentials, set_password
from elearn.identity.services import sign_in as sign_in_service
from tests.conftest import NOW, PASSWORD, csrf_of


def enter(client: FlaskClient, login: str, password: str = PASSWORD, **more: str) -> Any:
    client.get("/sign-in")
    data = {"csrf_token": csrf_of(client), "login": login, "password": password, **more}
    return client.post("/sign-in", data=data)


@pytest.mark.parametrize("login", ["learner", "LEARNER ", "baekdam/1001", "1002"])
def test_people_sign_in_by_user_name_or_staff_number(
    client: FlaskClient, cast: Any, login: str
) -> None:
    answer = enter(client, login)
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/account").status_code == 200


def test_a_staff_number_that_two_employers_have_issued_needs_its_employer(
    client: FlaskClient, cast: Any
) -> None:
    assert enter(client, "1001").status_code == 422
    assert enter(client, "almar/1001").status_code == 303
    assert "سلمى حداد" in client.get("/account").text


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(
    client: FlaskClient, cast: Any
) -> None:
    wrong = enter(client, "learner", "not the password")
    unknown = enter(client, "nobody", "not the password")
    assert wrong.status_code == unknown.status_code == 422
    sentence = "The name and the password do not match. Check both, then try again."
    assert sentence in wrong.text
    assert sentence in unknown.text
    assert "<title>Error: Sign in" in wrong.text


@pytest.mark.parametrize("login", ["", "\0", "a/b/c", "'; --", "learner\0", "\ud800x"])
def test_odd_names_are_refused_in_a_sentence(client: FlaskClient, cast: Any, login: str) -> None:
    assert enter(client, login.encode("utf-8", "replace").decode()).status_code == 422


def test_after_signing_in_one_goes_where_one_was_going_but_never_elsewhere(
    client: FlaskClient, cast: Any
) -> None:
    assert enter(client, "learner", next="/courses?page=2").location == "/courses?page=2"


@pytest.mark.parametrize(
    "address",
    ["https://evil.test", "//evil.test", "/\\evil.test", "/\t/evil.test", "javascript:x", "", None],
)
def test_an_address_of_another_site_is_not_followed(app: Any, address: str | None) -> None:
    with app.test_request_context("/sign-in"):
        assert safe_next(address) == "/"


def test_a_new_session_begins_with_signing_in(client: FlaskClient, cast: Any) -> None:
    client.get("/sign-in")
    before = csrf_of(client)
    enter(client, "learner")
    with client.session_transaction() as stored:
        assert stored.get("csrf_token") != before[32:]


def test_signing_out_ends_the_session(client: FlaskClient, cast: Any, sign_in: Any) -> None:
    sign_in(client, cast.learner)
    client.get("/account")
    answer = client.post("/sign-out", data={"csrf_token": csrf_of(client)})
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert client.get("/account").status_code == 302


def test_a_new_password_ends_every_session(
    client: FlaskClient, cast: Any, sign_in: Any, session: Session
) -> None:
    sign_in(client, cast.learner)
    assert client.get("/account").status_code == 200
    set_password(session, person_id=cast.learner.id, password="something else", now=NOW)
    session.commit()
    assert client.get("/account").status_code == 302


def test_the_page_says_whose_service_it_is_in_every_language(
    client: FlaskClient, cast: Any
) -> None:
    page = client.get("/sign-in?lang=es").text
    assert "Federación del Valle" in page
    assert 'lang="ar"' in page
    assert 'dir="ltr"' in page


@pytest.mark.parametrize("login", ["learner", "nobody"])
def test_a_password_is_hashed_once_whether_or_not_the_name_is_known(
    session: Session, cast: Any, monkeypatch: pytest.MonkeyPatch, login: str
) -> None:
    hashed: list[bytes] = []

    class Counting:
        def verify(self, known: str, password: bytes) -> None:
            assert known.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
            hashed.append(password)
            raise VerifyMismatchError

    nobody = sign_in_service._nobody()
    monkeypatch.setattr(sign_in_service, "_nobody", lambda: nobody)
    monkeypatch.setattr(sign_in_service, "HASHER", Counting())
    with pytest.raises(SignInRefused):
        check_credentials(session, login=login, password="guess")
    assert hashed == [b"guess"]
