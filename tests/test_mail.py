"""The outbox: what is put into it once leaves it once, by mail, as files or on paper."""

from __future__ import annotations

import csv
import io
import smtplib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import mail
from elearn.audit import AuditEntry
from elearn.database import transaction
from elearn.mail import Folder, MailServerUnreachable, OutboxMessage, Smtp, transport_of
from tests.conftest import NOW
from tests.learning.test_races import THREADS, at_once
from tests.mail_servers import MailServer, client_context, mail_server

SENDER = "Training <training@city.example>"
ARABIC = "تدريبك: واجب واحد مفتوح"


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.fixture
def put(session: Session, cast: Any) -> Callable[..., int]:
    """Put a message for somebody into the outbox, and commit."""

    def write(key: str = "digest:1", **facts: Any) -> int:
        usual = {
            "person_id": cast.learner.id,
            "address": "learner@city.example",
            "language": "ar",
            "subject": ARABIC,
            "body": "صباح الخير.\n\nhttps://training.example.org/my-training\n",
            "not_before": NOW,
        }
        made = mail.put(session, digest_key=key, now=NOW, **{**usual, **facts})
        session.commit()
        assert made is not None
        return made

    return write


@pytest.fixture
def send(app: Flask) -> Callable[..., list[mail.Sent]]:
    """Send what waits, by a transport, at an instant."""

    def run(transport: mail.Transport, now: datetime = NOW) -> list[mail.Sent]:
        with app.app_context():
            found = mail.send_waiting(transaction, transport, sender=SENDER, clock=lambda: now)
            return list(found)

    return run


@pytest.fixture
def with_settings(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give the application other settings for mail."""
    from dataclasses import replace

    def change(url: str) -> None:
        changed = replace(app.config["ELEARN"], mail_url=url, mail_from=SENDER)
        monkeypatch.setitem(app.config, "ELEARN", changed)

    return change


def only(session: Session) -> OutboxMessage:
    session.expire_all()
    return session.scalars(select(OutboxMessage)).one()


def parsed(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)  # type: ignore[return-value]


def test_a_mail_server_receives_the_message_and_every_header_says_what_it_is(
    server: MailServer, put: Any, send: Any, session: Session
) -> None:
    put()
    (sent,) = send(Smtp("127.0.0.1", server.port, security="none"))
    assert not sent.error
    (received,) = server.received
    assert received.sender == "FROM:<training@city.example>"
    assert received.recipients == ["learner@city.example"]
    assert received.content.isascii()
    assert max(map(len, received.content.split(b"\r\n"))) < 998
    message = parsed(received.content)
    stored = only(session)
    assert message["From"] == SENDER
    assert message["To"] == "learner@city.example"
    assert message["Subject"] == ARABIC
    assert message["Date"].datetime == NOW
    assert message["Message-ID"] == f"<{stored.public_id}@city.example>"
    assert message["Content-Language"] == "ar"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert message.get_content().replace("\r\n", "\n") == stored.body
    assert stored.sent_at == NOW
    assert stored.attempts == 1


def test_a_calendar_file_goes_along_in_seven_bits_under_the_method_it_states(
    server: MailServer, put: Any, send: Any
) -> None:
    lines = (
        "BEGIN:VCALENDAR",
        "METHOD:CANCEL",
        "SUMMARY:المساواة " + "ا" * 600,
        "END:VCALENDAR",
        "",
    )
    put(calendar="\r\n".join(lines))
    put("digest:2", calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    send(Smtp("127.0.0.1", server.port, security="none"))
    for received, method in zip(server.received, ("CANCEL", None), strict=True):
        assert received.content.isascii()
        assert max(map(len, received.content.split(b"\r\n"))) < 998
        message = parsed(received.content)
        assert (message["Subject"], message["Content-Language"]) == (ARABIC, "ar")
        body = message.get_body(("plain",))
        assert body is not None
        assert body.get_content().startswith("صباح الخير.")
        (file,) = message.iter_attachments()
        assert file.get_content_type() == "text/calendar"
        assert file.get_param("method") == method
        if method:
            assert file.get_content().splitlines() == list(lines[:-1])


def test_what_is_withdrawn_is_neither_sent_nor_printed_and_stays_in_the_log(
    server: MailServer, put: Any, send: Any, cli: Callable[..., Result], session: Session, cast: Any
) -> None:
    put("workshop:1:1")
    put("workshop:1:2", address=None)
    put("workshop:12:1", body="of another workshop")
    put("workshop:1:3", person_id=cast.author.id, body="to somebody else")
    mail.withdraw(session, people=[cast.learner.id], about="workshop:1:", now=NOW)
    session.commit()
    assert len(send(Smtp("127.0.0.1", server.port, security="none"))) == 2
    bodies = {parsed(each.content).get_content().strip() for each in server.received}
    assert bodies == {"of another workshop", "to somebody else"}
    assert cli("mail", "print", "baekdam").stdout == ""
    assert cli("mail", "list").output.count("withdrawn 2026-11-20T09:00Z") == 2
    assert cli("mail", "list", "--unsent").output == ""
    mail.withdraw(session, people=[cast.author.id], about="workshop:1:", now=NOW)
    session.commit()
    assert cli("mail", "list").output.count("sent 2026-11-20T09:00Z") == 2, "it has left already"


def test_a_key_is_put_into_the_outbox_once(session: Session, put: Any, cast: Any) -> None:
    put()
    again = mail.put(
        session,
        person_id=cast.learner.id,
        address=None,
        language="en",
        subject="x",
        body="x",
        digest_key="digest:1",
        not_before=NOW,
        now=NOW,
    )
    assert again is None
    assert only(session).subject == ARABIC


def test_what_is_sent_is_not_sent_again_and_what_may_not_arrive_yet_waits(
    server: MailServer, put: Any, send: Any
) -> None:
    transport = Smtp("127.0.0.1", server.port, security="none")
    put()
    put("digest:2", not_before=NOW + timedelta(hours=3))
    put("digest:3", address=None)
    assert len(send(transport)) == 1
    assert send(transport) == []
    assert len(send(transport, NOW + timedelta(hours=3))) == 1
    assert len(server.received) == 2


def test_two_senders_at_once_send_each_message_once(
    app: Flask, server: MailServer, put: Any
) -> None:
    for number in range(12):
        put(f"digest:{number}")
    transport = Smtp("127.0.0.1", server.port, security="none")

    def run(_session: Session) -> int:
        _session.rollback()
        found = mail.send_waiting(transaction, transport, sender=SENDER, clock=lambda: NOW)
        return len(list(found))

    assert sum(at_once(app, [run] * THREADS)) == 12
    keys = [parsed(each.content)["Message-ID"] for each in server.received]
    assert len(keys) == len(set(keys)) == 12


def test_a_killed_process_leaves_one_message_in_doubt_and_that_one_keeps_its_name(
    app: Flask, server: MailServer, put: Any, send: Any, session: Session
) -> None:
    put()
    put("digest:2")
    transport = Smtp("127.0.0.1", server.port, security="none")

    class Killed(BaseException):
        pass

    class Dying:
        def open(self) -> AbstractContextManager[Any]:
            return self._open()

        @contextmanager
        def _open(self) -> Iterator[Any]:
            with transport.open() as line:

                class Line:
                    @staticmethod
                    def send(message: EmailMessage, *, name: str) -> None:
                        line.send(message, name=name)
                        raise Killed

                yield Line()

    with pytest.raises(Killed):
        send(Dying())
    assert len(server.received) == 1
    assert len(send(transport)) == 1  # the other one; the one in doubt waits for its next turn
    assert len(server.received) == 2
    assert len(send(transport, NOW + mail.WAITS[0])) == 1
    first, _, again = (parsed(each.content)["Message-ID"] for each in server.received)
    assert first == again
    assert all(each.sent_at for each in session.scalars(select(OutboxMessage)))


def test_a_refused_address_is_kept_with_its_reason_and_tried_with_growing_waits_eight_times(
    server: MailServer, put: Any, send: Any, session: Session
) -> None:
    server.refuse = {"gone@city.example"}
    put(address="gone@city.example")
    put("digest:2")
    transport = Smtp("127.0.0.1", server.port, security="none")
    first, second = send(transport)
    assert first.error == "550 no such mailbox"
    assert not second.error  # one refusal holds up nobody else
    failed = session.scalars(select(OutboxMessage).where(OutboxMessage.sent_at.is_(None))).one()
    assert (failed.failed_at, failed.last_error) == (NOW, "550 no such mailbox")
    now, waits = NOW, []
    while failed.attempts < mail.MOST_ATTEMPTS:
        waits.append(failed.next_try_at - now)
        assert send(transport, failed.next_try_at - timedelta(seconds=1)) == []
        now = failed.next_try_at
        assert len(send(transport, now)) == 1
        session.rollback()
    assert waits == sorted(waits)
    assert len(waits) == 7
    assert send(transport, now + timedelta(days=365)) == []
    session.rollback()
    assert session.scalar(select(OutboxMessage.id).where(mail.unreached())) == failed.id


def test_a_line_that_breaks_is_opened_anew_for_the_next_message(
    server: MailServer, put: Any, send: Any
) -> None:
    for number in range(3):
        put(f"digest:{number}")
    server.hang_up_after = 1
    sent = send(Smtp("127.0.0.1", server.port, security="none"))
    assert [bool(each.error) for each in sent] == [False, True, False]
    assert server.connections == 2


def test_an_address_that_no_header_can_hold_is_a_failure_of_that_message_alone(
    server: MailServer, put: Any, send: Any
) -> None:
    put(address="nobody")
    put("digest:2", subject="two\nlines")
    put("digest:3", address="用户@city.example")  # the server does not speak of such addresses
    put("digest:4")
    sent = send(Smtp("127.0.0.1", server.port, security="none"))
    assert [bool(each.error) for each in sent] == [True, True, True, False]


@pytest.mark.one_database
def test_a_password_goes_over_a_secured_line(put: Any, send: Any) -> None:
    put()
    with mail_server(starttls=True) as server:
        send(Smtp("127.0.0.1", server.port, "user", "p@ss", "starttls", client_context()))
        assert [(each.secured, each.signed_in) for each in server.received] == [(True, True)]


@pytest.mark.one_database
def test_a_line_can_be_secured_from_its_first_byte(put: Any, send: Any) -> None:
    put()
    with mail_server(tls=True) as server:
        send(Smtp("127.0.0.1", server.port, "user", "p@ss", "tls", client_context()))
        assert [(each.secured, each.signed_in) for each in server.received] == [(True, True)]


@pytest.mark.one_database
@pytest.mark.parametrize("kind", ["starttls not offered", "unknown certificate", "wrong password"])
def test_without_a_safe_line_or_the_right_password_nothing_is_claimed(
    put: Any, send: Any, session: Session, kind: str
) -> None:
    put()
    context = None if kind == "unknown certificate" else client_context()
    password = "wrong" if kind == "wrong password" else "p@ss"
    with mail_server(starttls=kind != "starttls not offered") as server:
        way = Smtp("127.0.0.1", server.port, "user", password, "starttls", context)
        with pytest.raises(MailServerUnreachable, match="Correct ELEARN_MAIL_URL") as refused:
            send(way)
        assert "p@ss" not in str(refused.value)
        assert server.received == []
    assert only(session).attempts == 0


@pytest.mark.one_database
def test_the_address_of_a_mail_server_says_how_the_line_is_secured() -> None:
    assert transport_of("") is None
    assert transport_of("folder:/var/mail/out") == Folder(Path("/var/mail/out"))
    assert transport_of("smtp://me:p%40ss%2F@mail.example") == Smtp(
        "mail.example", 587, "me", "p@ss/", "starttls"
    )
    assert transport_of("smtps://mail.example") == Smtp("mail.example", 465, security="tls")
    assert transport_of("smtp://localhost:25") == Smtp("localhost", 25, security="none")
    assert transport_of("smtp://[::1]:25") == Smtp("::1", 25, security="none")


def test_a_folder_gets_one_file_a_message_which_only_its_owner_reads(
    tmp_path: Path, put: Any, send: Any, session: Session
) -> None:
    put()
    folder = tmp_path / "mail"
    send(Folder(folder))
    (file,) = folder.iterdir()
    assert file.name == f"{only(session).public_id}.eml"
    assert file.stat().st_mode & 0o777 == 0o600
    assert parsed(file.read_bytes())["Subject"] == ARABIC


@pytest.mark.one_database
def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(
    tmp_path: Path, put: Any, send: Any
) -> None:
    put()
    (tmp_path / "file").touch()
    with pytest.raises(MailServerUnreachable, match="of ELEARN_MAIL_URL cannot be made"):
        send(Folder(tmp_path / "file" / "mail"))


@pytest.mark.one_database
def test_a_server_whose_words_are_no_text_still_leaves_a_reason() -> None:
    from elearn.mail.transports import reason_of

    assert reason_of(smtplib.SMTPDataError(554, b"\xff no")) == "554 � no"
    assert reason_of(smtplib.SMTPServerDisconnected("gone")) == "gone"


def test_the_commands_send_and_list(
    cli: Callable[..., Result],
    put: Any,
    server: MailServer,
    with_settings: Any,
    session: Session,
    cast: Any,
) -> None:
    server.refuse = {"gone@city.example"}
    put()
    put("digest:2", address=None)
    put("digest:3", address="gone@city.example")
    with time_machine.travel(NOW, tick=False):
        with_settings("")
        assert "ELEARN_MAIL_URL is not set, so nothing is sent: 2 messages wait." in (
            cli("mail", "send").output
        )
        with_settings(f"smtp://127.0.0.1:{server.port}")
        done = cli("mail", "send")
        assert done.exit_code == 0
        assert "1 messages sent, 1 failed." in done.output
        assert "550 no such mailbox; tried again later" in done.output
        every = cli("mail", "list").output
        assert "learner@city.example\tsent 2026-11-20T09:00Z" in every
        assert "no address\twaits for paper" in every
        assert "attempt 1 failed, waits until 2026-11-20T09:10Z: 550 no such mailbox" in every
        assert ARABIC not in every
        assert "learner@city.example" not in cli("mail", "list", "--unsent").output
    session.rollback()
    entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "mail.listed")).all()
    assert [entry.details for entry in entries] == [{"messages": 3}, {"messages": 2}]


def test_a_server_that_does_not_answer_is_one_sentence(
    cli: Callable[..., Result], put: Any, with_settings: Any
) -> None:
    put()
    with mail_server() as server:
        port = server.port
    with_settings(f"smtp://127.0.0.1:{port}")
    with time_machine.travel(NOW, tick=False):
        done = cli("mail", "send")
    assert done.exit_code == 1
    assert f"The mail server 127.0.0.1, port {port}, cannot be used: Connection refused." in (
        done.output
    )


def test_people_without_an_address_get_it_on_paper_once_unit_by_unit(
    cli: Callable[..., Result], put: Any, session: Session, cast: Any
) -> None:
    put(address=None)
    put("digest:2", address=None, person_id=cast.author.id, subject="Author")
    put("digest:3", address=None, person_id=cast.stranger.id, subject="Stranger")
    put("digest:4")
    with time_machine.travel(NOW, tick=False):
        done = cli("mail", "print", "baekdam")
        again = cli("mail", "print", "baekdam")
    sheets = done.stdout.split("\f")[:-1]
    assert [sheet.splitlines()[:2] for sheet in sheets] == [
        ["Front desk", "한서연 (1001)"],
        ["Planning", "Leila Mansour (1003)"],
    ]
    assert "https://training.example.org/my-training" in sheets[0]
    assert again.stdout == ""
    session.rollback()
    printed = session.scalars(select(OutboxMessage).where(OutboxMessage.printed_at == NOW)).all()
    assert len(printed) == 2
    entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "mail.printed")).all()
    assert [(entry.subject, entry.details) for entry in entries] == [
        ("organisation:baekdam", {"messages": 2}),
        ("organisation:baekdam", {"messages": 0}),
    ]


def test_the_paper_list_is_a_table_too_in_a_file_that_only_its_owner_reads(
    cli: Callable[..., Result], put: Any, tmp_path: Path
) -> None:
    put(address=None)
    path = tmp_path / "letters.csv"
    arguments = ("mail", "print", "baekdam", "--format", "csv", "--output", str(path))
    with time_machine.travel(NOW, tick=False):
        assert cli(*arguments).exit_code == 0
        refused = cli(*arguments)
    assert "cannot be made as a new file" in refused.output
    assert path.stat().st_mode & 0o777 == 0o600
    (row,) = csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    assert row["unit_code"] == "baekdam-front-desk"
    assert row["name"] == "한서연"
    assert row["subject"] == ARABIC
    assert row["message"].startswith("صباح الخير.\n\n")


def test_an_unknown_organisation_prints_nothing(cli: Callable[..., Result], cast: Any) -> None:
    done = cli("mail", "print", "nowhere")
    assert done.exit_code == 1
    assert "There is no organisation nowhere here." in done.output
