"""The completions of an organisation by the API and by the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask.testing import FlaskClient

from elearn.identity.formats.tables import BOM

pytestmark = pytest.mark.usefixtures("clock")
ADDRESS = "/api/v1/organisations/baekdam/completions"
HEADER = (
    "unit,staff_number,name,course,course_code,course_version,"
    "completed_on,completed_at,language,enrolment"
)


@pytest.fixture
def manager(client: FlaskClient, cast: Any, token: Callable[..., dict[str, str]]) -> dict[str, str]:
    return token(client, cast.manager)


def test_completions_come_as_json(
    client: FlaskClient, manager: dict[str, str], cast: Any, complete: Callable[..., None]
) -> None:
    complete(cast.learner)
    answer = client.get(ADDRESS, headers=manager).json
    assert (answer["total"], answer["as_of"], answer["time_zone"]) == (
        1,
        "2026-11-20",
        "Asia/Seoul",
    )
    (item,) = answer["items"]
    assert item["name"] == cast.learner.name
    assert item["course"] == "human-rights-foundations"
    assert item["completed_on"] == "2026-04-20"
    assert item["completed_at"] == "2026-04-20T18:00:00+09:00"


def test_completions_come_as_csv_with_a_stable_header(
    client: FlaskClient, manager: dict[str, str], cast: Any, complete: Callable[..., None]
) -> None:
    complete(cast.learner)
    answer = client.get(f"{ADDRESS}?format=csv&lang=ko", headers=manager)
    assert answer.mimetype == "text/csv"
    lines = answer.text.removeprefix(BOM).splitlines()
    assert lines[0] == HEADER
    assert len(lines) == 2


def test_as_of_leaves_out_what_came_later(
    client: FlaskClient, manager: dict[str, str], cast: Any, complete: Callable[..., None]
) -> None:
    complete(cast.learner)
    before = client.get(f"{ADDRESS}?as_of=2026-04-19", headers=manager).json
    assert (before["total"], before["items"]) == (0, [])


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("code", ["almar", "valle", "nowhere"])
def test_another_city_does_not_exist(
    client: FlaskClient, manager: dict[str, str], code: str, form: str
) -> None:
    answer = client.get(f"/api/v1/organisations/{code}/completions?format={form}", headers=manager)
    assert answer.status_code == 404


def test_names_are_for_those_who_may_see_them(
    client: FlaskClient, cast: Any, token: Callable[..., dict[str, str]]
) -> None:
    assert client.get(ADDRESS).status_code == 401
    assert client.get(ADDRESS, headers=token(client, cast.learner)).status_code == 403
    assert client.get(ADDRESS, headers=token(client, cast.auditor)).status_code == 403


@pytest.mark.parametrize("query", ["as_of=2026-02-30", "as_of=9999-12-31", "format=pdf"])
def test_a_wrong_question_gets_a_problem(
    client: FlaskClient, manager: dict[str, str], query: str
) -> None:
    answer = client.get(f"{ADDRESS}?{query}", headers=manager)
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"


def test_the_command_writes_the_same_rows(
    cli: Callable[..., Result], cast: Any, complete: Callable[..., None], tmp_path: Path
) -> None:
    complete(cast.learner)
    file = tmp_path / "completions.csv"
    arguments = ("reports", "completion", "--organisation", "baekdam")
    done = cli(*arguments, "--output", str(file))
    assert done.exit_code == 0, done.output
    assert file.read_text("utf-8").removeprefix(BOM).splitlines()[0] == HEADER
    found = json.loads(cli(*arguments, "--format", "json", "--as-of", "2026-11-20").output)
    assert [row["staff_number"] for row in found] == ["1001"]
    assert json.loads(cli(*arguments, "--format", "json", "--as-of", "2026-01-01").output) == []


def test_the_command_says_which_organisation_is_not_there(
    cli: Callable[..., Result], cast: Any
) -> None:
    done = cli("reports", "completion", "--organisation", "nowhere")
    assert done.exit_code == 1
    assert "There is no organisation nowhere here." in done.output
