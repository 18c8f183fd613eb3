"""The pages of identity: signing in, one's account, people and their import."""

from elearn.identity.pages import account, people, roster, sign_in
from elearn.identity.pages.blueprint import blueprint

__all__ = ["account", "blueprint", "people", "roster", "sign_in"]
