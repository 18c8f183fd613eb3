"""The pages of workshops: one's own, those of a trainer, those of who plans them."""

from elearn.workshops.pages import attendance, mine, planning
from elearn.workshops.pages.blueprint import blueprint

__all__ = ["attendance", "blueprint", "mine", "planning"]
