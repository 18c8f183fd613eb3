"""A file that means harm, or is merely broken, gets a sentence; nothing of it is kept."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.catalogue.models import CourseVersion
from elearn.catalogue.services import publish
from elearn.errors import ElearnError, Faults
from elearn.identity.formats.roster import RosterOptions, read_roster
from elearn.identity.models import EmploymentSpell, Person
from elearn.mandates.formats import read_charter
from elearn.mandates.models import CharterVersion
from elearn.mandates.services import load_charter
from tests.audit.conftest import CHARTER, World
from tests.catalogue.packs import edited, read
from tests.conftest import NOW, csrf_of
from tests.identity.files import workbook

Cli = Callable[..., Result]
Browser = Callable[[str], FlaskClient]

ROWS = [["staff number", "name"], ["77", "Ana Mamani"]]


def members() -> dict[str, bytes]:
    """Return the parts of a sound workbook."""
    with zipfile.ZipFile(io.BytesIO(workbook(*ROWS))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes], **options: Any) -> bytes:
    """Return an archive of the parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", **options) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def liar() -> bytes:
    """Return a workbook whose table of strings says it has 64 bytes and unpacks to 20 MB."""
    parts = members()
    name = "xl/sharedStrings.xml"
    parts[name] = parts[name].replace(
        b"</sst>", b"<si><t>" + b"a" * 20_000_000 + b"</t></si></sst>"
    )
    content = bytearray(packed(parts, compression=zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        whole = archive.getinfo(name)
    said = struct.pack("<L", zlib.crc32(parts[name][:64])), struct.pack("<L", 64)
    true = struct.pack("<L", whole.CRC), struct.pack("<L", whole.file_size)
    for old, new in zip(true, said, strict=True):
        content = content.replace(old, new)
    return bytes(content)


def without_sheets() -> bytes:
    parts = members()
    book = parts["xl/workbook.xml"].decode()
    before, _, rest = book.partition("<sheets>")
    parts["xl/workbook.xml"] = (before + rest.partition("</sheets>")[2]).encode()
    return packed(parts)


def in_klingon() -> bytes:
    parts = members()
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"UTF-8", b"KLINGON")
    return packed(parts)


def with_a_password() -> bytes:
    content = bytearray(packed(members()))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := content.find(mark, start)) >= 0:
            content[start + offset] |= 1
            start += 4
    return bytes(content)


WORKBOOKS = {
    "a size that is a lie": liar,
    "no sheet": without_sheets,
    "an encoding nobody knows": in_klingon,
    "a password": with_a_password,
    "a member cut off": lambda: workbook(*ROWS)[:-400],
    "garbage within": lambda: workbook(*ROWS).replace(b"\x00\x00\x00", b"\xff\x00\x01", 40),
    "a zip that is no workbook": lambda: packed({"../../etc/passwd": b"x"}),
}


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_a_workbook_that_means_harm_is_refused_in_a_sentence(kind: str) -> None:
    with pytest.raises(ElearnError) as refused:
        read_roster(WORKBOOKS[kind](), file="hr.xlsx", options=RosterOptions())
    assert "hr.xlsx" in str(refused.value)


def test_the_browser_and_the_api_say_the_same_of_such_a_workbook(
    client: FlaskClient, browser: Browser, world: World, token: Any, session: Session
) -> None:
    page = browser("manager")
    page.get("/account")
    headers = token(client, world.cast.manager)
    for make in WORKBOOKS.values():
        content = make()
        sent = {"csrf_token": csrf_of(page), "file": (io.BytesIO(content), "hr.xlsx")}
        answer = page.post("/organisations/baekdam/people/import", data=sent)
        assert answer.status_code in {413, 422}
        sent = {"file": (io.BytesIO(content), "hr.xlsx")}
        answer = client.post(
            "/api/v1/organisations/baekdam/people/imports", headers=headers, data=sent
        )
        assert answer.status_code in {413, 422}
        assert "hr.xlsx" in answer.text
    assert session.scalar(select(func.count()).select_from(Person)) == 6


def test_an_oversized_upload_is_a_sentence_through_both_doors(
    client: FlaskClient, browser: Browser, world: World, token: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(client.application.config, "MAX_CONTENT_LENGTH", 1000)
    content = b"staff number,name\n" + b"x" * 2000
    page = browser("manager")
    page.get("/account")
    sent = {"csrf_token": csrf_of(page), "file": (io.BytesIO(content), "hr.csv")}
    answer = page.post("/organisations/baekdam/people/import", data=sent)
    assert answer.status_code == 413
    assert "too large" in answer.text or "larger than" in answer.text
    answer = client.post(
        "/api/v1/organisations/baekdam/people/imports",
        headers=token(client, world.cast.manager),
        data={"file": (io.BytesIO(content), "hr.csv")},
    )
    assert answer.status_code == 413
    assert answer.content_type == "application/problem+json"
    assert answer.json["detail"]


YAMLS = {
    "bomb": "a: &a [x, x]\nb: &b [*a, *a]\nheaders: {name: [*b, *b]}\n",
    "an alias of itself": "headers: {name: &a [*a]}\n",
    "deep": "headers: " + "[" * 800,
    "a tag": "!!python/object/apply:os.system [x]\n",
    "a NUL": "headers: \0\n",
    "a number of 5000 digits": "headers: {name: [" + "1" * 5000 + "]}\n",
    "a day that is none": "headers: {name: [2026-99-99]}\n",
    "no UTF-8": "headers: {name: [\udcff]}\n",
}


@pytest.mark.parametrize("kind", YAMLS)
def test_a_mapping_and_a_list_of_organisations_are_read_without_expanding_anything(
    cli: Cli, cast: Any, tmp_path: Path, kind: str
) -> None:
    words, roster = tmp_path / "words.yaml", tmp_path / "hr.csv"
    words.write_bytes(YAMLS[kind].encode("utf-8", "surrogateescape"))
    roster.write_text("staff number,name\n77,Ana\n")
    for command in (
        ("people", "import", str(roster), "--organisation", "baekdam", "--mapping", str(words)),
        ("organisations", "load", str(words)),
    ):
        done = cli(*command)
        assert done.exit_code == 1, done.output
        assert "words.yaml" in done.output
        assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version: 1", "version: 1" + "0" * 30),
        ("version: 1", "version: -1"),
        ("in_force_from: 2026", "in_force_from: 9999"),
        ("grace_days: ", "grace_days: 1" + "0" * 30 + " # "),
        ("grace_days: ", "grace_days: 99999999 # "),
        ("minutes: ", "minutes: 1" + "0" * 30 + " # "),
        ("days: ", "days: 1" + "0" * 30 + " # "),
        ("days: ", "days: 99999999 # "),
    ],
)
def test_a_charter_with_numbers_beyond_measure_is_refused_before_the_database(
    session: Session, world: World, browser: Browser, old: str, new: str
) -> None:
    text = CHARTER.read_text(encoding="utf-8").replace("human-rights-foundations", world.course)
    assert old in text
    broken = text.replace(old, new).replace("code: baekdam\n", "code: baekdam-2\n", 1)
    try:
        load_charter(session, found=read_charter("c.yaml", broken.encode()), now=NOW)
    except Faults as refused:
        assert str(refused.faults[0]).startswith("c.yaml:")  # noqa: PT017  # either is right
        session.rollback()
        assert session.scalar(select(func.count()).select_from(CharterVersion)) == 1
        return
    except ElearnError:
        return
    session.commit()
    client = browser("learner")
    for address in ("/my-training", "/api/v1/me/obligations", "/charters/baekdam"):
        assert client.get(address).status_code == 200, address
    assert browser("manager").get("/organisations/baekdam/report").status_code == 200


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version: 1", "version: 1" + "0" * 30),
        ("version: 1", "version: 0"),
        ("minutes: 10", "minutes: 1" + "0" * 30),
        ("minutes: 10", "minutes: 99999999999"),
        ("title: Rights in small", "title: " + "a" * 100_000),
        ("code: T1", "code: " + "T" * 1000),
    ],
)
def test_a_course_with_numbers_beyond_measure_is_refused_before_the_database(
    session: Session, cast: Any, old: str, new: str
) -> None:
    report = read(edited("course.yaml", old, new))
    assert report.faults or "a" * 1000 in new
    for fault in report.faults:
        assert str(fault).startswith("course.yaml:")
    if report.pack is None or report.faults:
        return
    publish(session, pack=report.pack, now=NOW)
    session.commit()
    assert session.scalar(select(func.count()).select_from(CourseVersion)) == 1


def test_one_fault_in_the_last_line_keeps_every_line_out_on_every_way(
    client: FlaskClient, browser: Browser, world: World, token: Any, session: Session
) -> None:
    lines = "".join(f"{number},Name {number},planning\n" for number in range(2000, 2040))
    content = f"staff number,name,unit code\n{lines}2001,Twice,planning\n".encode()
    page = browser("manager")
    page.get("/account")
    sent = {"csrf_token": csrf_of(page), "file": (io.BytesIO(content), "hr.csv")}
    answer = page.post("/organisations/baekdam/people/import", data=sent)
    assert answer.status_code == 422
    assert "hr.csv:42" in answer.text
    sent = {"file": (io.BytesIO(content), "hr.csv")}
    answer = client.post(
        "/api/v1/organisations/baekdam/people/imports",
        headers=token(client, world.cast.manager),
        data=sent,
    )
    assert answer.status_code == 422
    assert answer.json["faults"][0]["line"] == 42
    assert session.scalar(select(func.count()).select_from(Person)) == 6
    assert session.scalar(select(func.count()).select_from(EmploymentSpell)) == 6
