"""Programmes: paths made of courses, with what is missing named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from elearn.catalogue.formats.programmes import as_document, programmes_of, read_programmes
from elearn.catalogue.rules import Member, Part, Programme, path
from elearn.catalogue.services import load_programmes
from elearn.errors import Faults
from elearn.learning.models import Completion
from elearn.learning.queries import paths_of
from elearn.learning.services import enrol
from elearn.settings import ROOT
from tests.conftest import NOW
from tests.learning.packs import SLUG, publish_small

FILE = f"""\
format: 1
courses:
  - {{id: {SLUG}, code: T1, minutes: 60}}
  - {{id: later, code: T2, minutes: 90, first: [{SLUG}], title: {{en: Later rights, ar: لاحقاً}}}}
  - {{id: other, code: T3, minutes: 30, title: {{en: Other rights}}}}
programmes:
  - id: clerk
    title: {{en: Clerk, ar: موظف}}
    summary: {{en: For clerks.}}
    parts:
      - {{course: {SLUG}}}
      - {{any_of: [later, other]}}
"""


def load(session: Session, text: str = FILE) -> None:
    load_programmes(session, name="p", found=read_programmes("p.yaml", text.encode()), now=NOW)
    session.commit()


@pytest.fixture
def _done(session: Session, cast: Any, tmp_path: Path) -> None:
    publish_small(session, tmp_path)
    load(session)
    enrolment, _ = enrol(session, person_id=cast.learner.id, slug=SLUG, now=NOW)
    session.add(Completion(enrolment_id=enrolment.id, completed_at=NOW, language="en"))
    session.commit()


@pytest.mark.usefixtures("_done")
def test_the_page_names_what_is_met_and_what_is_missing(
    client: FlaskClient, cast: Any, sign_in: Any
) -> None:
    sign_in(client, cast.learner)
    page = client.get("/programmes").text
    assert "1 of 2 parts, 1 of 1.5 hours" in page
    assert "T2 Later rights" in page
    assert "T3 Other rights" in page
    assert "2 of these courses are not published yet." in page
    arabic = client.get("/programmes?lang=ar").text
    assert "موظف" in arabic
    assert "لاحقاً" in arabic
    assert '<span lang="en" dir="auto">Other rights</span>' in arabic


def test_what_comes_first_is_named(
    client: FlaskClient, cast: Any, sign_in: Any, session: Session, tmp_path: Path
) -> None:
    publish_small(session, tmp_path)
    load(session, FILE.replace("T1, minutes: 60", "T1, minutes: 60, first: [other]"))
    sign_in(client, cast.learner)
    page = client.get("/programmes").text
    assert "Take first: Other rights" in page
    assert f'href="/courses/{SLUG}"' in page


@pytest.mark.usefixtures("_done")
def test_the_api_says_the_same(client: FlaskClient, cast: Any, sign_in: Any) -> None:
    sign_in(client, cast.learner)
    (item,) = client.get("/api/v1/programmes").get_json()["items"]
    assert item["id"] == "clerk"
    assert (item["is_met"], item["minutes"], item["minutes_needed"]) == (False, 60, 90)
    assert item["parts"] == [
        {"any_of": [SLUG], "least": None, "met_by": SLUG, "published": [SLUG]},
        {"any_of": ["later", "other"], "least": None, "met_by": None, "published": []},
    ]


@pytest.mark.usefixtures("_done")
def test_a_least_score_is_that_of_what_the_completion_rests_on(session: Session, cast: Any) -> None:
    load(session, FILE.replace(f"course: {SLUG}}}", f"course: {SLUG}, least: 0.9}}"))
    (found,) = paths_of(session, cast.learner.id).paths
    assert not found.parts[0].met_by
    assert found.parts[0].too_low


def test_a_file_is_loaded_anew_or_not_at_all(
    cli: Callable[..., Result], tmp_path: Path, session: Session
) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(FILE, "utf-8")
    assert cli("programmes", "check", str(file)).output.endswith(": 1 programmes, no faults\n")
    assert cli("programmes", "load", str(file)).output == "1 programmes are loaded\n"
    assert cli("programmes", "load", str(file)).output == "1 programmes are there already\n"
    assert cli("programmes", "list").output == "clerk: Clerk\n  T1\n  T2 or T3\n"
    file.write_text(FILE.replace("[later, other]", "[later, never]"), "utf-8")
    bad = cli("programmes", "load", str(file))
    assert bad.exit_code == 1
    assert "ours.yaml:12: there is no course “never”" in bad.output
    assert cli("programmes", "list").output == "clerk: Clerk\n  T1\n  T2 or T3\n"


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("id: other", "id: later", 5, "“later” is there twice"),
        ("first: [small-rights]", "first: [later]", 4, "would have to be taken before itself"),
        ("ar: موظف", "tlh: x", 8, "the language “tlh” is unknown"),
        ("{en: For clerks.}", "{ar: x}", 9, "lacks “en”"),
        ("minutes: 30", "minutes: soon", 5, "must be a whole number"),
        ("{any_of: [later, other]}", "{}", 12, "programmes.0.parts.1"),
        ("format: 1", "format: 2", 1, "cannot be “2”"),
        ("any_of: [later, other]", "any_of: [later, other], least: 2", 12, "cannot be 2"),
    ],
)
def test_each_fault_of_a_file_names_the_line(old: str, new: str, line: int, said: str) -> None:
    assert old in FILE
    with pytest.raises(Faults) as error:
        read_programmes("p.yaml", FILE.replace(old, new, 1).encode())
    shown = [(fault.line, str(fault)) for fault in error.value.faults]
    assert any(at == line and said in text for at, text in shown), shown


def test_our_own_programmes_are_sound_and_in_every_language() -> None:
    (file,) = (ROOT / "programmes").glob("*.yaml")
    found = read_programmes(file.name, file.read_bytes())
    assert [each.slug for each in found[1]] == [
        "rights-based-planner",
        "un-mechanisms-focal-point",
        "rights-based-services",
        "diploma",
    ]
    for programme in found[1]:
        assert len(programme.title) == len(programme.summary) == 8
    assert programmes_of(as_document(found)) == found


SLUGS = ("a", "b", "c")
MEMBERS = {slug: Member(slug, slug.upper(), 10 * n, (), {}) for n, slug in enumerate(SLUGS, 1)}
PARTS = st.builds(
    Part,
    st.lists(st.sampled_from(SLUGS), min_size=1, max_size=3, unique=True).map(tuple),
    st.none() | st.just(0.6),
)
DONE = st.dictionaries(st.sampled_from(SLUGS), st.none() | st.sampled_from([0.5, 0.6, 1.0]))


@given(st.lists(PARTS, min_size=1, max_size=4).map(tuple), DONE)
def test_a_path_is_met_exactly_when_each_part_has_a_course_that_is_enough(
    parts: tuple[Part, ...], done: dict[str, float | None]
) -> None:
    found = path(Programme("p", {}, {}, parts), MEMBERS, done)
    met = [
        any(s in done and (p.least is None or (done[s] or 0) >= p.least) for s in p.any_of)
        for p in parts
    ]
    assert [state.met_by is not None for state in found.parts] == met
    assert found.is_met == all(met)
    assert found.minutes <= found.minutes_needed
    assert found.is_met == (found.minutes == found.minutes_needed)
