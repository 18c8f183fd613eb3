"""The command that loads charters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.catalogue.models import CourseVersion
from elearn.mandates.models import CharterVersion

FILE = str(Path(__file__).parents[2] / "demo" / "charters" / "baekdam.yaml")


def test_a_charter_is_loaded_and_says_what_is_not_enforced(
    cli: Callable[..., Result], cast: Any, course: CourseVersion, session: Session
) -> None:
    dry = cli("charters", "load", FILE, "--dry-run")
    assert "Nothing was changed." in dry.output
    assert session.scalar(select(func.count()).select_from(CharterVersion)) == 0
    session.rollback()
    done = cli("charters", "load", FILE)
    assert done.exit_code == 0, done.output
    assert "Charter baekdam, version 1 is loaded (articles: 2, requirements: 2)." in done.output
    assert "Recorded, not enforced:" in done.output
    assert "A-7-1: min_minutes" in done.output
    assert "nothing changes" in cli("charters", "load", FILE).output


def test_a_charter_that_names_an_unknown_course_is_refused_with_its_line(
    cli: Callable[..., Result], cast: Any, session: Session
) -> None:
    done = cli("charters", "load", FILE)
    assert done.exit_code == 1
    assert f"{FILE}:" in done.output
    assert "there is no course “human-rights-foundations” in the catalogue" in done.output
    assert session.scalar(select(func.count()).select_from(CharterVersion)) == 0
