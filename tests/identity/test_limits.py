"""The limits on guessing: so many refusals for one name, then a pause."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from tests.conftest import PASSWORD, csrf_of


def test_ten_wrong_passwords_for_one_name_are_enough(limited: FlaskClient, cast: Any) -> None:
    def ask(name: str, password: str) -> Any:
        return limited.post("/api/v1/tokens", json={"username": name, "password": password})

    for _ in range(10):
        assert ask("learner", "wrong password").status_code == 401
    refused = ask("learner", PASSWORD)
    assert refused.status_code == 429
    assert refused.content_type == "application/problem+json"
    assert int(refused.headers["Retry-After"]) > 0
    assert ask("manager", PASSWORD).status_code == 201


def test_the_form_keeps_the_same_limit_and_right_passwords_do_not_count(
    limited: FlaskClient, cast: Any
) -> None:
    limited.get("/sign-in")

    def enter(password: str) -> int:
        limited.get("/sign-in")
        sent = {"csrf_token": csrf_of(limited), "login": "learner", "password": password}
        status = limited.post("/sign-in", data=sent).status_code
        if status == 303:
            limited.get("/account")
            limited.post("/sign-out", data={"csrf_token": csrf_of(limited)})
        return status

    assert [enter(PASSWORD) for _ in range(12)] == [303] * 12
    assert [enter("wrong password") for _ in range(11)] == [422] * 10 + [429]
