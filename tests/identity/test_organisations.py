"""The tree of organisations from a file, and the scopes that cut it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.errors import Faults
from elearn.identity.formats.organisations import read_organisations
from elearn.identity.models import Organisation
from elearn.identity.queries import (
    OrganisationNotFound,
    municipality_of,
    organisation_by_code,
    organisations_within,
    spells_within,
)
from elearn.identity.rules import RoleHeld, Scope, scope_of
from elearn.identity.services import load_organisations
from elearn.permissions import Permission, Role
from tests.conftest import NOW

PLACES = """
- code: almar
  kind: municipality
  names: {en: Almar, ar: ألمار}
  default_language: ar
  time_zone: Africa/Cairo
  body_kind: administration
- {code: almar-desk, kind: unit, parent: almar, names: {en: Front desk}}
- {code: almar-south, kind: municipality, names: {en: Almar South}}
- {code: harbour, kind: body, parent: almar, names: {en: Harbour}, body_kind: owned_corporation}
- {code: harbour-quay, kind: unit, parent: harbour, names: {en: Quay}}
"""


def load(session: Session, text: str) -> Any:
    return load_organisations(
        session, entries=read_organisations(text, file="places.yaml"), file="places.yaml"
    )


def test_a_tree_is_loaded_and_loaded_again_without_a_change(session: Session) -> None:
    assert len(load(session, PLACES).created) == 5
    again = load(session, PLACES)
    assert (again.created, again.changed, len(again.unchanged)) == ((), (), 5)
    desk = organisation_by_code(session, "almar-desk")
    assert (desk.path, desk.time_zone, desk.default_language) == (
        "/almar/almar-desk/",
        "Africa/Cairo",
        "ar",
    )


def test_a_changed_name_is_changed_and_nothing_else(session: Session) -> None:
    load(session, PLACES)
    loaded = load(session, PLACES.replace("Front desk", "Reception"))
    assert loaded.changed == ("almar-desk",)
    assert organisation_by_code(session, "almar-desk").name("ko") == "Reception"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("- {code: A, kind: unit, names: {en: x}}", "the code “A” cannot be used; write small"),
        ("- {code: a, kind: town, names: {en: x}}", "“town” is not a known kind; write one of"),
        ("- {code: a, kind: unit}", "it has no names; give a name in one language at least"),
        ("- {code: a, kind: unit, names: {xx: x}}", "the name “x” in “xx” cannot be used"),
        ("- {code: a, kind: unit, names: {en: ''}}", "the name “” in “en” cannot be used"),
        (
            "- {code: a, kind: unit, names: {en: x}, time_zone: Mars}",
            "“Mars” is not a known time zone; write a name of the IANA database",
        ),
        ("- {code: a, kind: unit, names: {en: x}, boss: y}", "the key boss is not known"),
        ("- {code: a, kind: unit, names: {en: x}, parent: b}", "the parent b of a is not known"),
        (
            "- {code: a, kind: unit, names: {en: x}}\n- {code: a, kind: unit, names: {en: x}}",
            "the code a stands in line 1 already; give every organisation its own code",
        ),
        ("just: a mapping", "this is not a list of organisations; begin each"),
        ("- [", "this is not valid YAML; check indentation"),
    ],
)
def test_each_fault_of_a_file_gets_a_sentence(session: Session, text: str, sentence: str) -> None:
    with pytest.raises(Faults) as caught:
        load(session, text)
    assert sentence in str(caught.value.faults[0])
    assert session.scalars(select(Organisation)).all() == []


def test_an_organisation_is_not_moved(session: Session) -> None:
    load(session, PLACES)
    with pytest.raises(Faults, match="stands under another parent in the database"):
        load(session, "- {code: harbour-quay, kind: unit, parent: almar, names: {en: Quay}}")


def test_a_scope_ends_at_the_slash(session: Session) -> None:
    load(session, PLACES)
    codes = [each.code for each in organisations_within(session, Scope(("/almar/",)))]
    assert codes == ["almar", "almar-desk", "harbour", "harbour-quay"]
    assert organisations_within(session, Scope()) == []
    with pytest.raises(OrganisationNotFound):
        organisation_by_code(session, "almar-south", Scope(("/almar/",)))


def test_signs_of_a_pattern_in_a_path_mean_themselves(session: Session, cast: Any) -> None:
    assert organisations_within(session, Scope(("/baek_am/", "/%/"))) == []
    assert spells_within(session, "/%/", NOW.date()) == []


def test_a_unit_of_a_corporation_belongs_to_the_corporation(session: Session) -> None:
    load(session, PLACES)
    found = {
        code: municipality_of(session, organisation_by_code(session, code)).code
        for code in ("almar", "almar-desk", "harbour-quay")
    }
    assert found == {"almar": "almar", "almar-desk": "almar", "harbour-quay": "harbour"}


def test_a_scope_names_its_outer_paths_once() -> None:
    roles = [
        RoleHeld(Role.ADMINISTRATOR, 1, "/a/"),
        RoleHeld(Role.ADMINISTRATOR, 2, "/a/b/"),
        RoleHeld(Role.AUDITOR, 3, "/c/"),
        RoleHeld(Role.LEARNER, 4, "/d/"),
    ]
    assert scope_of(roles, Permission.PEOPLE_READ) == Scope(("/a/",))
    assert scope_of(roles, Permission.REPORT_READ) == Scope(("/a/", "/c/"))
    assert not scope_of(roles, Permission.COURSE_READ_DRAFT)
    assert scope_of(roles, Permission.PEOPLE_READ).covers("/a/b/c/")
    assert not scope_of(roles, Permission.PEOPLE_READ).covers("/ab/")
