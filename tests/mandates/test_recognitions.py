"""Training done elsewhere, decided in the browser, over the API and on the command line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.audit import AuditEntry
from elearn.catalogue.models import CourseVersion
from elearn.mandates.formats import DocumentUnfit, fingerprint, read_charter
from elearn.mandates.formats.document import LARGEST
from elearn.mandates.models import ExemptionGrant, Recognition
from elearn.mandates.services import load_charter
from tests.conftest import NOW, Cast, csrf_of
from tests.mandates.stories import CHARTERS, SLUG

SignIn = Callable[[FlaskClient, Any], None]
Token = Callable[[FlaskClient, Any], dict[str, str]]
Cli = Callable[..., Result]
PAGE = "/organisations/baekdam/recognitions"
API = f"/api/v1{PAGE}"
PDF = b"%PDF-1.7 a certificate"
FORM: dict[str, Any] = {
    "who": "1001",
    "title": "حقوق الإنسان في المدينة",
    "provider": "nhri",
    "provider_name": "The commission",
    "completed_on": "2026-03-01",
    "minutes": "200",
    "live_minutes": "60",
    "courses": [SLUG],
    "valid_until": "",
    "decision": "accepted",
    "note": "Letter 12",
}
BODY = {
    **{key: value for key, value in FORM.items() if key not in {"who", "valid_until"}},
    "minutes": 200,
    "live_minutes": 60,
}

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def manager(client: FlaskClient, cast: Cast, charter: str, sign_in: SignIn) -> FlaskClient:
    """Sign the administrator of the city in, under its charter."""
    sign_in(client, cast.manager)
    return client


@pytest.fixture
def limited(session: Session, cast: Cast, course: CourseVersion) -> int:
    """Load a charter under which training elsewhere counts for 90 days; return the days."""
    text = (CHARTERS / "baekdam.yaml").read_text("utf-8")
    text = text.replace("{retention_months: 60}", "{retention_months: 60, max_age_days: 90}", 1)
    load_charter(session, found=read_charter("baekdam.yaml", text.encode()), now=NOW)
    session.commit()
    return 90


@pytest.fixture
def topics(session: Session, cast: Cast, course: CourseVersion) -> None:
    """Load a charter that knows four topics."""
    named = "".join(
        f"  - {{code: {code}, titles: {{en: {code}}}, courses: [{SLUG}]}}\n"
        for code in ("rights_basics", "complaints", "profiling", "use_of_force_law")
    )
    text = (CHARTERS / "baekdam.yaml").read_text("utf-8")
    text = text.replace("\nrequirements:", f"\ntopics:\n{named}\nrequirements:")
    load_charter(session, found=read_charter("baekdam.yaml", text.encode()), now=NOW)
    session.commit()


def send(client: FlaskClient, path: str = PAGE, **changed: Any) -> Any:
    client.get("/account")
    data = {**FORM, **changed, "csrf_token": csrf_of(client)}
    if "document" in changed:
        data["document"] = (BytesIO(changed["document"]), "letter.pdf")
    return client.post(path, data=data)


def document(content: bytes = PDF) -> dict[str, Any]:
    return {"document": content}


def on_record(session: Session) -> list[Recognition]:
    session.rollback()
    return list(session.scalars(select(Recognition).order_by(Recognition.id)))


def actions(session: Session) -> list[str]:
    session.rollback()
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_administrator_recognises_training_and_the_duty_is_met(
    manager: FlaskClient, cast: Cast, session: Session, token: Token, language: str
) -> None:
    assert send(manager, **document()).status_code == 303
    (made,) = on_record(session)
    assert (made.decision, made.decided_by, made.live_minutes) == ("accepted", cast.manager.id, 60)
    assert made.document_hash == hashlib.sha256(PDF).hexdigest()
    listed = manager.get(f"{PAGE}?lang={language}").text
    assert ('dir="rtl"' in listed) == (language == "ar")
    for text in (cast.learner.name, FORM["title"], "The commission", "Letter 12"):
        assert text in listed
    assert made.document_hash in listed
    mine = manager.application.test_client()
    own = mine.get("/api/v1/me/obligations", headers=token(mine, cast.learner)).json
    assert [(each["state"], each["satisfied_on"]) for each in own["items"]] == [
        ("satisfied", "2026-03-01")
    ]


def test_what_is_refused_is_listed_and_counts_for_nothing(
    manager: FlaskClient, cast: Cast, session: Session, token: Token
) -> None:
    assert send(manager, decision="refused").status_code == 303
    assert "It does not count" in manager.get(PAGE).text
    assert on_record(session)[0].document_hash is None
    mine = manager.application.test_client()
    own = mine.get("/api/v1/me/obligations", headers=token(mine, cast.learner)).json
    assert own["items"][0]["state"] == "due"


def test_taking_it_back_leaves_what_was_known(manager: FlaskClient, session: Session) -> None:
    send(manager)
    address = f"{PAGE}/{on_record(session)[0].public_id}/revocation"
    assert send(manager, address).status_code == 303
    assert on_record(session)[0].revoked_at is not None
    assert "Letter 12" not in manager.get(PAGE).text
    assert send(manager, address).status_code == 404


def test_a_decision_is_taken_back_where_the_person_works(
    manager: FlaskClient, session: Session
) -> None:
    send(manager)
    public_id = on_record(session)[0].public_id
    for place, status in (("baekdam-planning", 404), ("baekdam-front-desk", 303)):
        address = f"/organisations/{place}/recognitions/{public_id}/revocation"
        assert send(manager, address).status_code == status, place


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"who": ""}, "who", "Give a staff number"),
        ({"who": "9999"}, "who", "Nobody here has this staff number"),
        ({"who": "1002"}, "who", "You cannot decide this about yourself"),
        ({"title": " "}, "title", "Give the title"),
        ({"title": "a\0b"}, "title", "Give the title"),
        ({"provider": "friend"}, "provider", "Choose who gave it"),
        ({"provider_name": ""}, "provider_name", "Give the name of who gave it"),
        ({"completed_on": "soon"}, "completed_on", "Give the day of completion"),
        ({"completed_on": "2026-11-21"}, "completed_on", "has not come yet"),
        ({"minutes": "0"}, "minutes", "a whole number, one at least"),
        ({"minutes": "9" * 30}, "minutes", "a whole number, one at least"),
        ({"live_minutes": "201"}, "live_minutes", "not more than those in all"),
        ({"valid_until": "2026-02-28"}, "valid_until", "not before the day of completion"),
        ({"decision": ""}, "decision", "Say whether it counts"),
        ({"courses": ["none"]}, "courses", "There is no course none"),
        (document(b"MZ program"), "document", "no PDF, PNG or JPEG"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(
    manager: FlaskClient, session: Session, changed: dict[str, Any], field: str, sentence: str
) -> None:
    answer = send(manager, **changed)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}"' in answer.text
    assert sentence in answer.text
    assert "Letter 12" in answer.text
    assert on_record(session) == []


@pytest.mark.parametrize(
    "content", [PDF, b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", PDF.ljust(LARGEST)]
)
def test_a_document_is_known_by_what_is_in_it(content: bytes) -> None:
    assert fingerprint(content) == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("content", [b"", b"<html>", b" %PDF-", PDF.ljust(LARGEST + 1)])
def test_a_document_of_another_kind_or_size_is_refused(content: bytes) -> None:
    with pytest.raises(DocumentUnfit):
        fingerprint(content)


def test_a_document_that_is_too_large_is_refused_at_its_field(
    manager: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("elearn.mandates.formats.document.LARGEST", len(PDF) - 1)
    answer = send(manager, **document())
    assert answer.status_code == 422
    assert 'href="#document"' in answer.text
    assert "Send a smaller copy" in answer.text
    assert on_record(session) == []


def test_training_older_than_a_charter_in_force_allows_can_only_be_refused(
    client: FlaskClient, cast: Cast, limited: int, sign_in: SignIn, session: Session, token: Token
) -> None:
    sign_in(client, cast.manager)
    assert f"at most {limited} days ago" in client.get(PAGE).text
    older = send(client, completed_on="2026-08-21")
    assert older.status_code == 422
    assert 'href="#completed_on"' in older.text
    assert "more than 90 days ago" in older.text
    assert on_record(session) == []
    assert send(client, completed_on="2026-08-22").status_code == 303
    assert send(client, completed_on="2026-08-21", decision="refused").status_code == 303
    body = {**BODY, "person": cast.learner.public_id, "completed_on": "2026-08-21"}
    program = client.application.test_client()
    refused = program.post(API, headers=token(program, cast.manager), json=body)
    assert refused.status_code == 409
    assert refused.json["code"] == "too-old"
    assert [each.decision for each in on_record(session)] == ["accepted", "refused"]


def test_without_a_limit_the_page_speaks_of_none(manager: FlaskClient) -> None:
    assert "days ago" not in manager.get(PAGE).text


def test_a_topic_that_a_charter_here_knows_is_kept(
    client: FlaskClient, cast: Cast, topics: None, sign_in: SignIn, session: Session, cli: Cli
) -> None:
    sign_in(client, cast.manager)
    assert 'value="profiling"' in client.get(PAGE).text
    assert send(client, topics=["complaints", "profiling"]).status_code == 303
    assert recognise(cli, "--topic", "use_of_force_law").exit_code == 0
    assert [each.topics for each in on_record(session)] == [
        ["complaints", "profiling"],
        ["use_of_force_law"],
    ]


@pytest.mark.parametrize("decision", ["accepted", "refused"])
def test_a_topic_that_no_charter_knows_is_refused_with_the_nearest(
    client: FlaskClient,
    cast: Cast,
    topics: None,
    sign_in: SignIn,
    token: Token,
    session: Session,
    cli: Cli,
    decision: str,
) -> None:
    sentence = "No charter here knows the topic profilling. Choose among: profiling, "
    sign_in(client, cast.manager)
    answer = send(client, topics=["complaints", "profilling"], decision=decision)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'href="#topics"' in answer.text
    assert 'id="topics-error"' in answer.text
    assert "Letter 12" in answer.text
    program = client.application.test_client()
    headers = token(program, cast.manager)
    body = {**BODY, "person": cast.learner.public_id, "decision": decision}
    refused = program.post(API, headers=headers, json={**body, "topics": ["profilling"]})
    assert (refused.status_code, refused.json["code"]) == (404, "topic-unknown")
    assert sentence in refused.text
    more = ("--refuse",) if decision == "refused" else ()
    told = recognise(cli, "--topic", "profilling", *more)
    assert told.exit_code == 1
    assert sentence in told.output
    assert "use_of_force_law" not in told.output, "the three that come nearest"
    assert on_record(session) == []


def test_a_topic_of_charters_that_bind_nobody_here_is_unknown(
    cast: Cast, charter: str, session: Session, cli: Cli
) -> None:
    told = recognise(cli, "--topic", "complaints")
    assert told.exit_code == 1
    assert "No charter knows the topic complaints, nor any other here." in told.output
    assert on_record(session) == []


def test_every_decision_and_every_reading_is_entered(
    manager: FlaskClient, session: Session, cast: Cast, token: Token
) -> None:
    send(manager)
    manager.get(PAGE)
    program = manager.application.test_client()
    headers = token(program, cast.manager)
    program.get(API, headers=headers)
    program.delete(f"{API}/{on_record(session)[0].public_id}", headers=headers)
    kept = [each for each in actions(session) if each.startswith("recognition")]
    assert kept == [
        "recognition.accepted",
        "recognitions.read",
        "recognitions.read",
        "recognition.revoked",
    ]


@pytest.mark.parametrize("who", ["learner", "author", "auditor", "stranger"])
def test_nobody_else_sees_or_decides(
    client: FlaskClient, cast: Cast, charter: str, token: Token, sign_in: SignIn, who: str
) -> None:
    headers = token(client, getattr(cast, who))
    body = {**BODY, "person": cast.learner.public_id}
    assert client.get(API, headers=headers).status_code == 403
    assert client.post(API, headers=headers, json=body).status_code == 403
    assert client.delete(f"{API}/{'0' * 32}", headers=headers).status_code == 403
    sign_in(client, getattr(cast, who))
    assert client.get(PAGE).status_code == 403
    assert send(client).status_code == 403


def test_outside_ones_scope_there_is_nobody(
    manager: FlaskClient, cast: Cast, token: Token, session: Session
) -> None:
    assert manager.get("/organisations/almar/recognitions").status_code == 404
    assert send(manager, "/organisations/almar/recognitions").status_code == 404
    assert send(manager, "/organisations/almar/recognitions", who="").status_code == 404
    program = manager.application.test_client()
    headers = token(program, cast.manager)
    body = {**BODY, "person": cast.stranger.public_id}
    assert program.post(API, headers=headers, json=body).status_code == 404
    other = API.replace("baekdam", "almar")
    assert program.get(other, headers=headers).status_code == 404
    own = {**BODY, "person": cast.manager.public_id}
    assert program.post(API, headers=headers, json=own).status_code == 403
    assert on_record(session) == []


def test_the_api_decides_lists_and_takes_back(
    client: FlaskClient, cast: Cast, charter: str, token: Token
) -> None:
    headers = token(client, cast.manager)
    body = {**BODY, "person": cast.learner.public_id, "document_hash": "0a" * 32}
    made = client.post(API, headers=headers, json=body)
    assert made.status_code == 201, made.text
    (listed,) = client.get(API, headers=headers).json["items"]
    assert listed["id"] == made.json["id"]
    assert {key: listed[key] for key in body} == body
    assert listed["decided_by"] == cast.manager.name
    assert client.delete(f"{API}/{listed['id']}", headers=headers).status_code == 204
    assert client.delete(f"{API}/{listed['id']}", headers=headers).status_code == 404
    assert client.get(API, headers=headers).json["items"] == []


@pytest.mark.parametrize(
    "changed",
    [
        {"document_hash": "0A" * 32},
        {"document_hash": "0a" * 32 + "\n"},
        {"title": "a\0b"},
        {"minutes": 10**30},
        {"minutes": 0},
        {"decision": "perhaps"},
        {"courses": ["a\0b"]},
        {"completed_on": "1800-01-01"},
    ],
)
def test_a_body_that_makes_no_sense_is_refused(
    client: FlaskClient, cast: Cast, charter: str, token: Token, changed: dict[str, Any]
) -> None:
    headers = token(client, cast.manager)
    body = {**BODY, "person": cast.learner.public_id, **changed}
    assert client.post(API, headers=headers, json=body).status_code == 422


def recognise(cli: Cli, *more: str, by: str = "manager", who: str = "baekdam/1001") -> Result:
    """Recognise training on the command line."""
    return cli(
        *("decisions", "recognise", "baekdam", who, "--title", "Rights in the city"),
        *("--provider", "nhri", "--provider-name", "The commission"),
        *("--completed-on", "2026-03-01", "--minutes", "200", "--by", by, *more),
    )


def test_the_commands_decide_list_and_take_back(
    cli: Cli, cast: Cast, charter: str, session: Session, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(PDF)
    done = recognise(cli, "--course", SLUG, "--document", str(letter), "--note", "Letter 12")
    assert done.exit_code == 0, done.output
    (made,) = on_record(session)
    assert made.document_hash == hashlib.sha256(PDF).hexdigest()
    assert (made.decided_by, made.courses) == (cast.manager.id, [SLUG])
    assert made.public_id in done.output
    excused = cli(
        *("decisions", "excuse", "baekdam", "learner", "--charter", "baekdam"),
        *("--requirement", "A-7-1", "--reason", "parental_leave", "--from", "2026-11-01"),
        *("--until", "2027-02-28", "--by", "baekdam/1002"),
    )
    assert excused.exit_code == 0, excused.output
    session.rollback()
    grant = session.scalars(select(ExemptionGrant)).one()
    assert (grant.requirement, grant.approved_by) == ("A-7-1", cast.manager.id)
    listed = cli("decisions", "list", "baekdam").output
    assert f"recognition {made.public_id} 1001 {cast.learner.name}: accepted" in listed
    assert f"exemption {grant.public_id} 1001 {cast.learner.name}: parental_leave" in listed
    session.rollback()
    for kind, public_id in (("recognition", made.public_id), ("exemption", grant.public_id)):
        gone = cli("decisions", "revoke", "baekdam", kind, public_id, "--by", "manager")
        assert gone.exit_code == 0, gone.output
        again = cli("decisions", "revoke", "baekdam", kind, public_id, "--by", "manager")
        assert f"There is no such {kind} here" in again.output
    assert "Nothing has been decided" in cli("decisions", "list", "baekdam").output
    assert actions(session).count("recognitions.read") == 2


def test_the_commands_say_who_may_not_decide_and_what_does_not_fit(
    cli: Cli, cast: Cast, charter: str, session: Session, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html>", "utf-8")
    for result, sentence in (
        (recognise(cli, by="auditor"), "auditor may not decide about people of baekdam"),
        (recognise(cli, by="stranger"), "stranger may not decide about people of baekdam"),
        (recognise(cli, by="nobody"), "Nobody signs in as nobody"),
        (recognise(cli, who="manager"), "You cannot decide this about yourself"),
        (recognise(cli, who="stranger"), "There is no such person here"),
        (recognise(cli, "--course", "none"), "There is no course none"),
        (recognise(cli, "--live-minutes", "201"), "cannot be more than those in all"),
        (recognise(cli, "--document", str(page)), "no PDF, PNG or JPEG"),
        (recognise(cli, "--note", "x" * 501), "give 1 to 500 characters"),
    ):
        assert result.exit_code != 0
        assert sentence in result.output
    assert on_record(session) == []
    assert recognise(cli, "--refuse", by="administrator").exit_code == 0
    assert on_record(session)[0].decision == "refused"
