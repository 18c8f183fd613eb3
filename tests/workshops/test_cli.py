"""`elearn workshops`: the list, a workshop from a file, attendance from a list."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.audit import AuditEntry
from elearn.learning.models import Credit
from elearn.workshops.models import Attendance, Workshop
from tests.conftest import NOW
from tests.workshops.planning import DRAFT, END

Cli = Callable[..., Result]

FILE = """\
titles:
  en: Equality at the counter
  ar: المساواة عند الشباك
day: 2026-12-01
starts: 14:00
ends: 16:00
place: Town Hall, room 4
capacity: 20
language: en
provider: civil_society
topics: [equality]
minutes: 90
trainer: stranger
"""


@pytest.fixture(autouse=True)
def clock() -> Any:
    """Let the tests take place at NOW, and move on by `clock.move_to`."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_workshop_is_added_from_a_file_and_listed(
    cli: Cli, session: Session, cast: Any, tmp_path: Path
) -> None:
    added = cli("workshops", "add", "baekdam", written(tmp_path, "w.yaml", FILE))
    assert added.exit_code == 0, added.output
    workshop = session.scalars(select(Workshop)).one()
    assert (workshop.time_zone, workshop.capacity) == ("Asia/Seoul", 20)
    assert (workshop.created_by, workshop.trainer_id) == (None, cast.stranger.id)
    listed = cli("workshops", "list", "valle").output
    assert workshop.public_id in listed
    assert "2026-12-01 05:00 UTC\tbaekdam\tEquality at the counter\t0 booked, 20 places" in listed


def test_every_fault_of_a_file_is_said_with_its_line_and_nothing_is_added(
    cli: Cli, session: Session, cast: Any, tmp_path: Path
) -> None:
    faulty = (
        FILE.replace("14:00", "2 pm")
        .replace("  ar:", "  xx:")
        .replace("minutes: 90", "minutes: 0")
        .replace("Town Hall, room 4", "''")
    )
    refused = cli("workshops", "add", "baekdam", written(tmp_path, "w.yaml", faulty))
    assert refused.exit_code == 1
    for line in (
        "w.yaml:1: “xx” is not a language",
        "w.yaml:5: Write the time as hours and minutes: 14:00.",
        "w.yaml:7: Say where it is",
        "w.yaml:12: Write the minutes",
        "Nothing was changed: 4 faults",
    ):
        assert line in refused.output
    unknown = cli("workshops", "add", "baekdam", written(tmp_path, "w.yaml", FILE + "price: 9\n"))
    assert "w.yaml:14: the key price is not known" in unknown.output
    none = cli("workshops", "add", "baekdam", written(tmp_path, "w.yaml", "- a\n"))
    assert "w.yaml:1: this should be a list of keys" in none.output
    assert session.scalar(select(func.count(Workshop.id))) == 0


def test_json_is_yaml_so_what_the_api_takes_is_a_file_too(
    cli: Cli, session: Session, cast: Any, tmp_path: Path
) -> None:
    added = cli("workshops", "add", "baekdam", written(tmp_path, "w.yaml", json.dumps(DRAFT)))
    assert added.exit_code == 0, added.output


def test_attendance_is_read_from_a_list_all_or_nothing(
    cli: Cli, session: Session, cast: Any, workshop: Workshop, tmp_path: Path, clock: Any
) -> None:
    good = written(tmp_path, "list.csv", "staff_number,minutes\n1001,90\n\n1003,45\n")
    early = cli("workshops", "attendance", workshop.public_id, good)
    assert early.exit_code == 1
    assert "has not begun" in early.output
    clock.move_to(END)
    bad = "minutes;staff_number\n90;1001\n91;1003\n10;9999\n20;1001\n"
    refused = cli("workshops", "attendance", workshop.public_id, written(tmp_path, "bad.csv", bad))
    assert refused.exit_code == 1
    for line in (
        "bad.csv:3: This workshop credits 90 minutes at most",
        "bad.csv:4: Nobody who may attend has this staff number",
        "bad.csv:5: This person stands in the list twice",
        "Nothing was changed: 3 faults",
    ):
        assert line in refused.output
    assert session.scalar(select(func.count(Attendance.id))) == 0
    done = cli("workshops", "attendance", workshop.public_id, good)
    assert "2 lines were read, 2 changed something." in done.output
    session.rollback()
    assert sorted(session.scalars(select(Credit.minutes))) == [45, 90]
    assert set(session.scalars(select(Attendance.marked_by))) == {None}
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "attendance.marked"))
    assert [each.actor_id for each in entry] == [None]
    again = cli("workshops", "attendance", workshop.public_id, good)
    assert "2 lines were read, 0 changed something." in again.output


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "the columns are not those"),
        ("number,minutes\n1,2\n", "x.csv:1: the columns are not those"),
        ("staff_number,minutes\n1001\n", "x.csv:2: this line does not have"),
        ("staff_number,minutes\n,90\n", "x.csv:2: this line does not have"),
        ("staff_number,minutes\n1001,1 h\n", "x.csv:2: “1 h” is no number of minutes"),
        ("staff_number,minutes\n1001,-5\n", "x.csv:2: “-5” is no number of minutes"),
        ('staff_number,minutes\n"1001,5\n', "quotation marks"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_with_its_line(
    cli: Cli, cast: Any, workshop: Workshop, tmp_path: Path, clock: Any, content: str, told: str
) -> None:
    clock.move_to(END)
    refused = cli(
        "workshops", "attendance", workshop.public_id, written(tmp_path, "x.csv", content)
    )
    assert refused.exit_code == 1
    assert told in refused.output


def test_a_workshop_that_is_not_there_is_a_sentence(cli: Cli, cast: Any, tmp_path: Path) -> None:
    good = written(tmp_path, "list.csv", "staff_number,minutes\n1001,90\n")
    refused = cli("workshops", "attendance", "nothing", good)
    assert "There is no such workshop here." in refused.output
    assert refused.exit_code == 1
