"""The charter desk: proposed by one, approved by another, never overwritten, and seen before."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from elearn.audit import AuditEntry
from elearn.errors import ElearnError
from elearn.identity.models import Organisation
from elearn.mandates.formats import read_charter, write_charter
from elearn.mandates.models import Charter, CharterProposal, CharterVersion
from elearn.mandates.queries import charter_document
from elearn.mandates.queries.impact import impact
from elearn.mandates.rules import line_changes
from elearn.mandates.services import examine, propose
from tests.conftest import NOW, Cast, csrf_of
from tests.learning.test_races import at_once

SignIn = Callable[[FlaskClient, Any], None]
Token = Callable[[FlaskClient, Any], dict[str, str]]
PAGE = "/organisations/baekdam/charters"
API = "/api/v1/organisations/baekdam/charter-proposals"

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def amended(session: Session, charter: str) -> str:
    """Return the text of a second version, which nothing keeps out."""
    document = charter_document(session, charter)
    session.rollback()
    return write_charter({**document, "version": 2, "in_force_from": "2027-01-01"}).decode()


@pytest.fixture
def browser(app: Flask, cast: Cast, charter: str, sign_in: SignIn) -> Callable[[str], FlaskClient]:
    """Return a browser in which somebody of the cast is signed in, under the charter."""

    def opened(part: str) -> FlaskClient:
        client = app.test_client()
        sign_in(client, getattr(cast, part))
        return client

    return opened


def send(client: FlaskClient, path: str, **fields: Any) -> Any:
    client.get("/account")
    return client.post(path, data={**fields, "csrf_token": csrf_of(client)})


def begun(client: FlaskClient, **fields: Any) -> str:
    """Begin a proposal and return the address of its page."""
    answer = send(client, PAGE, **({"base": "baekdam/1"} | fields))
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def seen(session: Session, asked: Any) -> list[Any]:
    """Return what is committed by now."""
    session.rollback()
    return list(session.scalars(asked))


def actions(session: Session) -> list[str]:
    return seen(session, select(AuditEntry.action).order_by(AuditEntry.id))


def faults_of(session: Session, text: str, by: int) -> list[str]:
    """Propose a text for Baekdam's charter and return what the checks say, with the lines."""
    place = session.scalars(select(Organisation).where(Organisation.code == "baekdam")).one()
    made = propose(session, place=place, charter="baekdam", text=text, by=by, now=NOW)
    found = examine(session, place=place, proposal=made, now=NOW)
    session.rollback()
    return [str(fault) for fault in found.faults]


def test_one_proposes_and_another_approves(
    browser: Callable[[str], FlaskClient], session: Session, cast: Cast, amended: str
) -> None:
    one, two = browser("manager"), browser("administrator")
    assert "Propose a version" in one.get(PAGE).text
    address = begun(one)
    page = one.get(address).text
    assert "version: 2" in page
    assert "give a higher version and a later" in page
    assert "Line 4" in page
    assert send(one, address, text=amended, revision="1").status_code == 303
    assert "Nothing keeps it from being approved." in one.get(address).text
    assert "A second person must approve it" in one.get(address).text
    assert "Open proposal" in two.get(PAGE).text
    shown = two.get(address).text
    assert "in_force_from" in shown
    assert "2027-01-01" in shown
    unconfirmed = send(two, f"{address}/approval", revision="2")
    assert unconfirmed.status_code == 422
    assert 'href="#confirmed"' in unconfirmed.text
    done = send(two, f"{address}/approval", revision="2", confirmed="1")
    assert done.status_code == 303, done.text
    assert "Approved as version 2" in two.get(done.location).text
    versions = seen(session, select(CharterVersion).order_by(CharterVersion.version))
    assert [each.version for each in versions] == [1, 2]
    (proposal,) = seen(session, select(CharterProposal))
    assert (proposal.state, proposal.version, proposal.decided_by) == (
        "approved",
        2,
        cast.administrator.id,
    )
    loaded = seen(session, select(AuditEntry).where(AuditEntry.action == "charter.loaded"))
    assert loaded[-1].actor_id == cast.administrator.id
    told = [each for each in actions(session) if each.startswith("charter.prop")]
    assert told == ["charter.proposed", "charter.proposal_revised", "charter.proposal_approved"]
    closed = send(one, address, text="charter:", revision="2")
    assert closed.status_code == 409
    assert "approved or withdrawn already" in closed.text


@pytest.mark.parametrize("part", ["manager", "administrator"])
def test_neither_who_proposed_nor_who_edited_last_approves(
    browser: Callable[[str], FlaskClient], session: Session, amended: str, part: str
) -> None:
    address = begun(browser("manager"))
    assert send(browser("administrator"), address, text=amended, revision="1").status_code == 303
    answer = send(browser(part), f"{address}/approval", revision="2", confirmed="1")
    assert answer.status_code == 403
    assert "A second person must approve it" in answer.text
    assert seen(session, select(CharterVersion.version)) == [1]


def test_the_second_editor_sees_the_difference_and_keeps_what_they_typed(
    browser: Callable[[str], FlaskClient], session: Session, amended: str
) -> None:
    one, two = browser("manager"), browser("administrator")
    address = begun(one)
    theirs = amended.replace("Plan and report", "Plan, act and report")
    yours = amended.replace("Plan and report", "Plan and tell")
    assert send(one, address, text=theirs, revision="1").status_code == 303
    answer = send(two, address, text=yours.replace("\n", "\r\n"), revision="1")
    assert answer.status_code == 409
    assert "Nothing was overwritten" in answer.text
    assert '<code class="written">    en: Plan, act and report</code>' in answer.text
    assert '<code class="written">    en: Plan and tell</code>' in answer.text
    assert answer.text.count("Plan and tell") == 2
    assert 'name="revision" value="2"' in answer.text
    assert seen(session, select(CharterProposal.text)) == [theirs]
    assert send(two, address, text=yours, revision="2").status_code == 303
    assert send(two, address, text=yours, revision="1").status_code == 303
    stale = send(one, f"{address}/approval", revision="2", confirmed="1")
    assert stale.status_code == 403
    (stored,) = seen(session, select(CharterProposal))
    assert (stored.text, stored.revision) == (yours, 3)


def test_nobody_approves_what_they_have_not_read(
    browser: Callable[[str], FlaskClient], session: Session, amended: str, cast: Cast
) -> None:
    one = browser("manager")
    address = begun(one)
    send(one, address, text=amended, revision="1")
    answer = send(browser("administrator"), f"{address}/approval", revision="1", confirmed="1")
    assert answer.status_code == 409
    assert "Read it again" in answer.text
    assert seen(session, select(CharterVersion.version)) == [1]


def test_a_proposal_is_read_once_for_its_page_and_for_the_api(
    app: Flask, browser: Callable[[str], FlaskClient], cast: Cast, token: Token
) -> None:
    one = browser("manager")
    address = begun(one)
    program = app.test_client()
    headers = token(program, cast.manager)
    read: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "FROM charter_proposal" in statement:
            read.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert one.get(address).status_code == 200
        assert len(read) == 1, read
        assert (
            program.get(f"{API}/{address.rpartition('/')[2]}", headers=headers).status_code == 200
        )
        assert len(read) == 2, read
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_a_text_with_faults_is_kept_and_said_line_by_line_and_not_approved(
    browser: Callable[[str], FlaskClient], session: Session, amended: str
) -> None:
    one, two = browser("manager"), browser("administrator")
    address = begun(one)
    wrong = amended.replace("employment_type", "employment_typo").replace(
        "legal_status: ordinance", "legal_status: wish"
    )
    lines = wrong.split("\n")
    line = next(n for n, each in enumerate(lines, 1) if "legal_status" in each)
    assert send(one, address, text=wrong, revision="1").status_code == 303
    page = one.get(address).text
    assert f'<a href="#text">Line {line}</a>' in page
    assert "“wish” is not known here" in page
    assert '<code dir="ltr" class="small quiet">legal_status: wish</code>' in page
    answer = send(two, f"{address}/approval", revision="2", confirmed="1")
    assert answer.status_code == 422
    assert "Nothing was changed" in answer.text
    assert seen(session, select(CharterVersion.version)) == [1]


def test_a_version_is_never_overwritten_nor_approved_twice(
    browser: Callable[[str], FlaskClient], session: Session, amended: str, cast: Cast
) -> None:
    other = amended.replace("version: 2", "version: 1").replace("2027-01-01", "2026-01-01")
    (fault,) = faults_of(session, other.replace("Plan and report", "Plan"), cast.manager.id)
    assert fault.startswith("baekdam.yaml:4: version 1 is loaded already, with other content")
    one, two = browser("manager"), browser("administrator")
    address = begun(one)
    send(one, address, text=other, revision="1")
    answer = send(two, f"{address}/approval", revision="2", confirmed="1")
    assert answer.status_code == 409
    assert "is there already and says the same" in answer.text


def test_a_text_of_another_place_says_nothing_of_it(
    browser: Callable[[str], FlaskClient], session: Session, amended: str, cast: Cast
) -> None:
    foreign = amended.replace("organisation: baekdam", "organisation: almar")
    (fault,) = faults_of(session, foreign, cast.manager.id)
    assert fault.startswith("baekdam.yaml:3: “organisation” is “almar”")
    renamed = amended.replace("code: baekdam", "code: almar", 1)
    (fault,) = faults_of(session, renamed, cast.manager.id)
    assert fault.startswith("baekdam.yaml:2: “code” is “almar”")
    one = browser("manager")
    address = begun(one)
    send(one, address, text=foreign, revision="1")
    page = one.get(address).text
    assert "Whom it binds" not in page
    assert cast.stranger.name not in page


def test_what_the_tables_cannot_hold_is_a_fault_with_its_line(
    session: Session, amended: str, cast: Cast
) -> None:
    long = amended.replace("code: A-7-1", f"code: {'A' * 65}")
    told = faults_of(session, long, cast.manager.id)
    assert any("“code” is longer than 64 signs; make it shorter" in each for each in told)


def test_the_impact_is_that_of_the_service_and_names_whom_one_may_see(
    browser: Callable[[str], FlaskClient],
    session: Session,
    cast: Cast,
    amended: str,
    token: Token,
    app: Flask,
) -> None:
    narrowed = amended.replace("code: A-7-1", "code: A-7-9")
    expected = impact(session, read_charter("x", narrowed.encode()).charter, now=NOW)
    session.rollback()
    assert {each.code for each in expected if each.leaves} == {"A-7-1"}
    one = browser("manager")
    address = begun(one)
    send(one, address, text=narrowed, revision="1")
    before = actions(session).count("charter.impact_read")
    page = one.get(address).text
    assert "Dropped" in page
    assert "Who joins and who leaves: A-7-9" in page
    assert cast.learner.name in page
    assert actions(session).count("charter.impact_read") == before + 1
    client = app.test_client()
    headers = token(client, cast.manager)
    public_id = address.rpartition("/")[2].partition("?")[0]
    told = client.get(f"{API}/{public_id}", headers=headers).get_json()
    assert [
        (each["requirement"], each["bound"], each["joins"], each["leaves"])
        for each in told["impact"]
    ] == [(each.code, len(each.bound), len(each.joins), len(each.leaves)) for each in expected]
    assert cast.learner.name not in str(told["impact"])
    assert actions(session).count("charter.impact_read") == before + 1


def test_an_audience_that_matches_nobody_is_a_warning(
    browser: Callable[[str], FlaskClient], amended: str
) -> None:
    one = browser("manager")
    address = begun(one)
    text = amended.replace("audience:\n", "audience:\n    hired_after: 2190-01-01\n", 1)
    answer = send(one, address, text=text, revision="1")
    assert answer.status_code == 303
    assert "matches nobody today" in one.get(address).text


def test_a_proposal_begins_from_a_file_or_from_nothing(
    browser: Callable[[str], FlaskClient], session: Session, amended: str
) -> None:
    one = browser("manager")
    new = amended.replace("code: baekdam", "code: second", 1).encode()
    address = begun(one, base="", file=(BytesIO(new), "second.yaml"))
    page = one.get(address).text
    assert "Proposal for the charter second" in page
    assert "This charter has no version yet: all of it is new." in page
    empty = begun(one, base="", charter="third")
    assert "code: third" in one.get(empty).text
    assert "“articles” is missing" in one.get(empty).text
    for fields, field in (
        ({"charter": "Not a code"}, "charter"),
        ({"charter": ""}, "charter"),
        ({"charter": "third"}, "charter"),
        ({"base": "baekdam/9"}, "base"),
        ({"file": (BytesIO(b"\xff\xfe"), "x.yaml")}, "file"),
        ({"file": (BytesIO(b"a: \0"), "x.yaml"), "charter": "x"}, "file"),
    ):
        answer = send(one, PAGE, **fields)
        assert answer.status_code in {409, 422}, fields
        assert f'href="#{field}"' in answer.text, fields
    assert len(seen(session, select(CharterProposal))) == 2


def test_a_withdrawn_proposal_stays_on_record_and_makes_room(
    browser: Callable[[str], FlaskClient], session: Session
) -> None:
    one = browser("manager")
    address = begun(one)
    again = send(one, PAGE, base="baekdam/1")
    assert again.status_code == 409
    assert "There is an open proposal for the charter baekdam" in again.text
    assert send(one, f"{address}/withdrawal").status_code == 303
    assert "Withdrawn" in one.get(address).text
    assert send(one, f"{address}/withdrawal").status_code == 409
    begun(one)
    assert seen(session, select(CharterProposal.state).order_by(CharterProposal.id)) == [
        "withdrawn",
        "open",
    ]


def test_of_two_who_propose_at_once_one_is_told_of_the_other(
    app: Flask, session: Session, cast: Cast, charter: str
) -> None:
    def proposing(inner: Session) -> str:
        place = inner.scalars(select(Organisation).where(Organisation.code == "baekdam")).one()
        try:
            propose(inner, place=place, charter="new", text="", by=cast.manager.id, now=NOW)
        except ElearnError as error:
            return error.code
        return "made"

    found = at_once(app, [proposing] * 4)
    assert sorted(found) == ["already-proposed"] * 3 + ["made"]


@pytest.mark.parametrize("other", [False, True])
@pytest.mark.parametrize("code", ["baekdam", "second"])
def test_a_load_in_the_instant_of_an_approval_finds_it_or_is_found(
    browser: Callable[[str], FlaskClient],
    cli: Callable[..., Result],
    session: Session,
    amended: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    *,
    other: bool,
) -> None:
    checked, loaded = Event(), Event()

    def paused(*arguments: Any, **options: Any) -> Any:
        """Let the load begin once the approval has found that the version is not there."""
        if not checked.is_set():
            checked.set()
            loaded.wait(0.5)
        return impact(*arguments, **options)

    monkeypatch.setattr("elearn.mandates.services.load.impact", paused)
    text = amended.replace("code: baekdam", f"code: {code}", 1)
    file = tmp_path / "charter.yaml"
    file.write_text(text.replace("Plan and report", "Plan") if other else text, "utf-8")
    address = begun(browser("manager"), base="", file=(BytesIO(text.encode()), "proposed.yaml"))
    two = browser("administrator")
    with ThreadPoolExecutor(1) as pool:
        approval = pool.submit(send, two, f"{address}/approval", revision="1", confirmed="1")
        assert checked.wait(10)
        told = cli("charters", "load", str(file))
        loaded.set()
        answer = approval.result()
    of_it = (
        select(CharterVersion.titles)
        .join(Charter, Charter.id == CharterVersion.charter_id)
        .where(Charter.code == code, CharterVersion.version == 2)
    )
    assert len(seen(session, of_it)) == 1
    if answer.status_code == 303:
        assert ("with other content" if other else "already; nothing changes") in told.output
        assert told.exit_code == int(other)
        return
    assert "is loaded (" in told.output
    assert answer.status_code == (422 if other else 409)
    assert ("with other content" if other else "there already and says the same") in answer.text


@pytest.mark.parametrize("part", ["learner", "author", "auditor"])
def test_nobody_else_has_a_desk(browser: Callable[[str], FlaskClient], part: str) -> None:
    assert browser(part).get(PAGE).status_code == 403


def test_outside_ones_scope_there_is_no_proposal(
    browser: Callable[[str], FlaskClient],
    session: Session,
    cast: Cast,
    app: Flask,
    token: Token,
    charter: str,
) -> None:
    almar = session.scalars(select(Organisation).where(Organisation.code == "almar")).one()
    made = propose(session, place=almar, charter="harbour", text="", by=cast.stranger.id, now=NOW)
    with pytest.raises(ElearnError) as refused:
        propose(session, place=almar, charter="baekdam", text="", by=cast.stranger.id, now=NOW)
    assert refused.value.code == "charter-elsewhere"
    session.commit()
    one = browser("manager")
    client = app.test_client()
    headers = token(client, cast.manager)
    for code in ("baekdam", "almar"):
        address = f"/organisations/{code}/charters/proposals/{made.public_id}"
        assert one.get(address).status_code == 404
        for path in ("", "/approval", "/withdrawal"):
            answer = send(one, address + path, text="x", revision="1", confirmed="1")
            assert answer.status_code == 404, path
        api = f"/api/v1/organisations/{code}/charter-proposals/{made.public_id}"
        body = {"text": "x", "revision": 1}
        assert client.get(api, headers=headers).status_code == 404
        assert client.put(api, headers=headers, json=body).status_code == 404
        assert client.delete(api, headers=headers).status_code == 404
    assert one.get("/organisations/almar/charters").status_code == 404
    assert "harbour" not in one.get(PAGE).text


@pytest.mark.parametrize("language", ["ar", "ko"])
def test_the_text_keeps_its_direction_in_every_language(
    browser: Callable[[str], FlaskClient], amended: str, language: str
) -> None:
    one = browser("manager")
    address = begun(one)
    page = one.get(f"{address}?lang={language}").text
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page
    start = page.index("<textarea")
    assert 'dir="ltr"' in page[start : page.index(">", start)]
    assert one.get(f"{PAGE}?lang={language}").status_code == 200


def test_administrators_find_the_desk(browser: Callable[[str], FlaskClient]) -> None:
    one = browser("manager")
    for page in ("/organisations/baekdam/people", "/"):
        assert PAGE in one.get(page, follow_redirects=True).text


def test_the_api_goes_the_whole_way(
    app: Flask, cast: Cast, charter: str, token: Token, amended: str, session: Session
) -> None:
    client = app.test_client()
    one, two = token(client, cast.manager), token(client, cast.administrator)
    body = {"charter": "baekdam", "text": "charter: {}"}
    made = client.post(API, headers=one, json=body)
    assert made.status_code == 201, made.text
    large = client.post(API, headers=one, json={"charter": "new", "text": "x" * 1_000_001})
    assert (large.status_code, large.get_json()["code"]) == (422, "text-unfit")
    told = made.get_json()
    address = f"{API}/{told['id']}"
    assert told["revision"] == 1
    assert told["faults"][0]["line"] == 1
    twice = client.post(API, headers=two, json=body)
    assert (twice.status_code, twice.get_json()["id"]) == (409, told["id"])
    better = client.put(address, headers=one, json={"text": amended, "revision": 1}).get_json()
    assert (better["revision"], better["faults"], better["newest"]) == (2, [], 1)
    assert {"place": "version", "before": "1", "after": "2"} in better["differences"]
    late = client.put(address, headers=two, json={"text": "mine", "revision": 1})
    assert late.status_code == 409
    assert late.get_json()["text"] == amended
    approval = f"{address}/approval"
    assert client.post(approval, headers=one, json={"revision": 2}).status_code == 403
    done = client.post(approval, headers=two, json={"revision": 2})
    assert done.get_json() == {"charter": "baekdam", "version": 2}
    assert client.delete(address, headers=two).status_code == 409
    (listed,) = client.get(API, headers=two).get_json()["items"]
    assert (listed["state"], listed["version"]) == ("approved", 2)
    assert client.get(API, headers=token(client, cast.learner)).status_code == 403


def test_the_command_line_lists_them(
    cli: Callable[..., Result], session: Session, cast: Cast, charter: str
) -> None:
    assert "Nothing is proposed" in cli("charters", "proposals", "baekdam").output
    place = session.scalars(select(Organisation).where(Organisation.code == "baekdam")).one()
    made = propose(session, place=place, charter="new", text="", by=cast.manager.id, now=NOW)
    session.commit()
    told = cli("charters", "proposals", "baekdam").output
    assert told.startswith(f"{made.public_id}  new  open, revision 1, changed 2026-11-20")
    assert f"proposed by {cast.manager.name}" in told


def test_two_texts_are_compared_line_by_line() -> None:
    found = line_changes("a\nb\nc", "a\nx\nc\nd")
    assert [(each.number, each.text, each.is_new) for each in found] == [
        (2, "b", False),
        (2, "x", True),
        (4, "d", True),
    ]
    assert line_changes("a", "a") == ()
