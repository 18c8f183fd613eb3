"""Local texts: said once by an organisation, read by everyone who works there or below."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.audit import AuditEntry
from elearn.catalogue.formats.local import LONGEST, LocalEntry, local_html, read_local, write_local
from elearn.catalogue.models import LocalText
from elearn.catalogue.queries import local_texts
from elearn.catalogue.rules import filled, places_in
from elearn.catalogue.services import LocalTextUnfit, publish, set_local_texts
from elearn.errors import Faults
from elearn.identity.models import Organisation
from elearn.identity.queries import organisation_by_code
from elearn.learning.services import enrol
from tests.catalogue.packs import edited, sound
from tests.conftest import NOW, csrf_of

PLACE = "\n::: place complaint-point Where to complain\nAsk at your town hall.\n:::\n"
FILE = """\
format: 1
places:
  complaint-point:
    en: |
      The **city desk**.
    ko: "시 창구"
"""


def say(session: Session, code: str, place: str, language: str, text: str) -> int:
    return set_local_texts(
        session,
        organisation=organisation_by_code(session, code),
        entries=[LocalEntry(place, language, text)],
        actor_id=None,
        now=NOW,
    )


@pytest.fixture
def lesson(session: Session, cast: Any) -> str:
    """Return the address of a lesson with a place, for the learner."""
    files = edited("modules/duty/who.md", "so has the town.\n", f"so has the town.\n{PLACE}")
    publish(session, pack=sound(files), now=NOW)
    enrolment, _ = enrol(session, person_id=cast.learner.id, slug="small", now=NOW)
    session.commit()
    return f"/enrolments/{enrolment.public_id}/lessons/who"


def test_a_lesson_reads_well_without_and_says_the_own_text_with_it(
    client: FlaskClient, cast: Any, sign_in: Any, session: Session, lesson: str
) -> None:
    sign_in(client, cast.learner)
    assert "Ask at your town hall." in client.get(lesson).text
    say(session, "baekdam", "complaint-point", "en", "The **city desk**, ground floor.")
    session.commit()
    page = client.get(lesson).text
    assert "<strong>city desk</strong>" in page
    assert "Ask at your town hall." not in page
    say(session, "baekdam", "complaint-point", "en", "The desk has moved.")
    session.commit()
    assert "The desk has moved." in client.get(lesson).text
    say(session, "baekdam", "complaint-point", "en", "")
    session.commit()
    assert "Ask at your town hall." in client.get(lesson).text


def test_a_text_in_another_language_is_marked_with_it(
    client: FlaskClient, cast: Any, sign_in: Any, session: Session, lesson: str
) -> None:
    sign_in(client, cast.learner)
    say(session, "baekdam", "complaint-point", "ko", "시 창구")
    session.commit()
    page = client.get(f"{lesson}?lang=ar").text
    assert '<div class="stack" lang="ko" dir="ltr"><p>시 창구</p>' in page


def test_the_nearest_organisation_and_the_best_language_are_taken(
    session: Session, cast: Any
) -> None:
    root = session.scalars(select(Organisation).where(Organisation.code == "baekdam")).one()
    unit = session.scalars(
        select(Organisation).where(Organisation.parent_id == root.id).order_by(Organisation.id)
    ).first()
    assert unit
    for code, language, text in (
        (root.code, "en", "root en"),
        (root.code, "ko", "root ko"),
        (unit.code, "ar", "unit ar"),
    ):
        say(session, code, "charter", language, text)

    def read(language: str, path: str) -> list[str]:
        found = local_texts(
            session,
            organisation_id=root.id,
            home_path=path,
            language=language,
            places=["charter", "contacts"],
        )
        return [f"{each.language} {each.html.strip()}" for each in found]

    assert read("en", root.path) == ["en <p>root en</p>"]
    assert read("fr", root.path) == [f"{root.default_language} <p>root {root.default_language}</p>"]
    assert read("en", unit.path) == ["ar <p>unit ar</p>"]
    assert read("en", "") == ["en <p>root en</p>"]


def test_nothing_that_runs_gets_into_a_lesson() -> None:
    html = local_html(
        'Hi <script>alert(1)</script> [x](javascript:alert(1)) <b onclick="x">b</b>\n\n'
        "![p](http://x/y.png)\n\n# Title\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n[ok](https://x.test/)"
    )
    assert "<script" not in html
    assert "<img" not in html
    assert "<h1" not in html
    assert 'href="javascript' not in html
    assert "<b " not in html
    assert '<div class="table" tabindex="0"><table>' in html
    assert 'href="https://x.test/"' in html


def test_an_administrator_says_it_in_the_browser_and_others_may_not(
    client: FlaskClient, cast: Any, sign_in: Any, session: Session
) -> None:
    address = "/organisations/baekdam/local-texts"
    sign_in(client, cast.learner)
    assert client.get(address).status_code == 403
    sign_in(client, cast.manager)
    page = client.get(f"{address}?place=complaint-point&language=en").text
    assert "Where people complain" in page
    form = {"csrf_token": csrf_of(client), "place": "complaint-point", "language": "en"}
    done = client.post(address, data=form | {"text": "The **desk**"})
    assert done.status_code == 303
    assert "<strong>desk</strong>" in client.get(done.location).text
    (row,) = session.scalars(select(LocalText)).all()
    assert (row.place, row.language, row.text) == ("complaint-point", "en", "The **desk**")
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "local_texts.changed")
    ).one()
    assert entry.actor_id == cast.manager.id
    assert entry.details == {"texts": ["complaint-point.en"]}
    long = client.post(address, data=form | {"text": "x" * (LONGEST + 1)})
    assert long.status_code == 422
    assert "longer than 8000 signs" in long.text.replace(",", "")
    assert "x" * LONGEST in long.text
    wrong = client.post(address, data=form | {"place": "moon", "text": "x"})
    assert wrong.status_code == 422
    assert "There is no place “moon”" in wrong.text
    assert client.get("/organisations/port-almar/local-texts").status_code == 404


def test_the_api_puts_lists_and_takes_back(
    client: FlaskClient, cast: Any, sign_in: Any, session: Session
) -> None:
    sign_in(client, cast.manager)
    client.get("/my-training")
    base = "/api/v1/organisations/baekdam/local-texts"
    headers = {"X-CSRF-Token": csrf_of(client)}
    put = client.put(f"{base}/contacts/en", json={"text": "Call 1"}, headers=headers)
    assert put.status_code == 200, put.text
    (item,) = client.get(base).get_json()["items"]
    assert item["html"] == "<p>Call 1</p>\n"
    assert client.put(f"{base}/moon/en", json={"text": "x"}, headers=headers).status_code == 422
    client.put(f"{base}/contacts/en", json={"text": " "}, headers=headers)
    assert client.get(base).get_json() == {"items": []}


def test_a_file_is_loaded_whole_or_not_at_all(
    cli: Callable[..., Result], cast: Any, session: Session, tmp_path: Path
) -> None:
    file = tmp_path / "local.yaml"
    file.write_text(FILE, "utf-8")
    assert cli("local-texts", "check", str(file)).output.endswith(": 2 texts, no faults\n")
    options = ("--organisation", "baekdam")
    dry = cli("local-texts", "load", str(file), *options, "--dry-run")
    assert dry.output == "2 of 2 texts would be changed\n"
    assert session.query(LocalText).count() == 0
    session.rollback()
    done = cli("local-texts", "load", str(file), *options)
    assert done.output == "2 of 2 texts are changed\n"
    assert cli("local-texts", "load", str(file), *options).output == "0 of 2 texts are changed\n"
    given = cli("local-texts", "export", *options).output
    assert read_local("again.yaml", given.encode()) == read_local("local.yaml", FILE.encode())
    file.write_text(FILE.replace("ko:", "tlh:"), "utf-8")
    bad = cli("local-texts", "load", str(file), *options)
    assert bad.exit_code == 1
    assert "local.yaml:6: “tlh” is not known here" in bad.output


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("complaint-point", "moon-base", 3, "“moon-base” is not known here"),
        ("format: 1\n", "", 1, "format: 1"),
        ("places:", "place:", 2, "“place” is not known here"),
        ('"시 창구"', "[1]", 6, "“complaint-point.ko” is no text"),
        ('"시 창구"', '" "', 6, "“complaint-point.ko” is no text"),
        ('"시 창구"', "x" * (LONGEST + 1), 6, "longer than 8000 signs"),
        ('"시 창구"', "&a x", 6, ""),
    ],
)
def test_each_fault_of_a_file_names_the_line(old: str, new: str, line: int, said: str) -> None:
    with pytest.raises(Faults) as error:
        read_local("local.yaml", FILE.replace(old, new, 1).encode())
    first = error.value.faults[0]
    assert first.line == line
    assert said in str(first)


def test_files_and_texts_go_there_and_back() -> None:
    entries = read_local("local.yaml", FILE.encode())
    assert [each.text for each in entries] == ["The **city desk**.", "시 창구"]
    assert read_local("again.yaml", write_local(entries).encode()) == entries
    with pytest.raises(Faults, match="UTF-8"):
        read_local("local.yaml", b"\xff\xfe")


def test_places_are_found_and_filled() -> None:
    html = "<p>a</p><!--place:charter-->general<!--/place:charter--><p>b</p>"
    assert places_in(html) == ("charter",)
    assert filled(html, {"charter": "own"}) == "<p>a</p>own<p>b</p>"
    assert filled(html, {"contacts": "own"}) == html


def test_an_unknown_language_is_refused(session: Session, cast: Any) -> None:
    with pytest.raises(LocalTextUnfit, match="The language “tlh” is unknown"):
        say(session, "baekdam", "charter", "tlh", "x")
