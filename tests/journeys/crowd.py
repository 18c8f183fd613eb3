"""Many learners who answer at the same time, each over a connection of their own."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.assessment.models import Answer, Attempt
from elearn.assessment.services import start
from elearn.catalogue.queries import assessment_definition
from elearn.identity.models import Organisation
from elearn.identity.services import add_person
from elearn.identity.services.tokens import issue_token
from elearn.learning.services import enrol

COURSE = "human-rights-foundations"
OK = 200


@dataclass(frozen=True)
class Member:
    """One learner with an open attempt."""

    token: str
    attempt: str
    questions: tuple[tuple[str, tuple[dict[str, Any], ...]], ...]
    """Each question with answers that fit it."""


def gather(session: Session, count: int) -> list[Member]:
    """Add so many people, each with the final of the course open, and commit."""
    now = datetime.now(UTC)
    city = session.scalars(select(Organisation).where(Organisation.code == "baekdam")).one()
    members = []
    for number in range(count):
        person = add_person(
            session,
            organisation_id=city.id,
            staff_number=f"crowd-{number}",
            name=f"Crowd {number}",
            now=now,
        )
        session.flush()
        enrolment, _ = enrol(session, person_id=person.id, slug=COURSE, now=now)
        attempt, _ = start(
            session,
            person_id=person.id,
            enrolment_public_id=enrolment.public_id,
            assessment="final",
            now=now,
        )
        pool = assessment_definition(session, enrolment.version_id, "final")
        questions = []
        for item in attempt.sheet.items:
            question = pool.question(item.question)
            assert question
            best = question.kind.best(question.body)
            empty = {part: type(value)() for part, value in best.items()}
            questions.append((item.question, (best, empty)))
        token, _ = issue_token(session, person_id=person.id, now=now)
        members.append(Member(token, attempt.public_id, tuple(questions)))
    session.commit()
    return members


@dataclass
class Crowd:
    """What the members did, and what they were told."""

    port: int
    members: list[Member]
    pause: float
    """Seconds between two answers of one learner, on average."""
    seed: int = 20261127
    acknowledged: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    under_way: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def run(self, seconds: float) -> None:
        """Let everybody answer for so long, or until the service is gone."""
        asyncio.run(self._all(seconds))

    async def _all(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        await asyncio.gather(
            *(self._one(number, member, deadline) for number, member in enumerate(self.members))
        )

    async def _one(self, number: int, member: Member, deadline: float) -> None:
        chance = random.Random(self.seed + number)
        # A browser opens a connection when it has something to ask, and not before.
        await asyncio.sleep(chance.uniform(0, 2 * self.pause))
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return
        try:
            while time.monotonic() < deadline:
                await self._answer_one(chance, member, reader, writer)
                await asyncio.sleep(chance.uniform(0, 2 * self.pause))
        except (OSError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _answer_one(
        self,
        chance: random.Random,
        member: Member,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        question, responses = chance.choice(member.questions)
        response = chance.choice(responses)
        place = (member.attempt, question)
        self.under_way[place] = response
        begun = time.perf_counter()
        writer.write(_request(member, question, response))
        status, body = await _answer(reader)
        if status != OK:
            self.errors.append(f"{status} {body[:200]!r}")
            return
        self.latencies.append(time.perf_counter() - begun)
        self.acknowledged[place] = response
        del self.under_way[place]

    def lost(self, session: Session) -> list[str]:
        """Return every acknowledged answer that does not stand in the database as it was given.

        One that was under way when the line broke may stand there in its place.
        """
        stored = {
            (attempt, question): response
            for attempt, question, response in session.execute(
                select(Attempt.public_id, Answer.question, Answer.response).join(
                    Attempt, Attempt.id == Answer.attempt_id
                )
            )
        }
        return [
            f"{place}: {stored.get(place)} instead of {response}"
            for place, response in self.acknowledged.items()
            if stored.get(place) not in (response, self.under_way.get(place, response))
        ]


def _request(member: Member, question: str, response: dict[str, Any]) -> bytes:
    body = json.dumps({**response, "language": "en"}).encode()
    head = (
        f"PUT /api/v1/attempts/{member.attempt}/answers/{question} HTTP/1.1\r\n"
        f"Host: 127.0.0.1\r\nAuthorization: Bearer {member.token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    status = int(head.split(" ", 2)[1])
    length = int(head.split("content-length:", 1)[1].split("\r\n", 1)[0])
    return status, await reader.readexactly(length)
