"""Writes: organisations, people, employment, roles, passwords, tokens, the roster, letters."""

from elearn.identity.services.letters import print_letters
from elearn.identity.services.organisations import (
    OrganisationEntry,
    add_organisation,
    load_organisations,
)
from elearn.identity.services.people import add_person, employ, set_preferences
from elearn.identity.services.roles import grant_role, revoke_role
from elearn.identity.services.roster import Change, ImportReport, import_roster
from elearn.identity.services.sign_in import (
    SignInRefused,
    change_password,
    check_credentials,
    give_initial_passwords,
    set_password,
)
from elearn.identity.services.tokens import issue_token, revoke_token

__all__ = [
    "Change",
    "ImportReport",
    "OrganisationEntry",
    "SignInRefused",
    "add_organisation",
    "add_person",
    "change_password",
    "check_credentials",
    "employ",
    "give_initial_passwords",
    "grant_role",
    "import_roster",
    "issue_token",
    "load_organisations",
    "print_letters",
    "revoke_role",
    "revoke_token",
    "set_password",
    "set_preferences",
]
