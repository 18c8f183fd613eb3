"""One requirement of a charter file: whom it binds, to what, by when, and who is excused."""

from elearn.mandates.formats.requirement.limits import LONGEST_CODE, LONGEST_DAYS
from elearn.mandates.formats.requirement.told import read_reporting
from elearn.mandates.formats.requirement.whole import read_requirement

__all__ = ["LONGEST_CODE", "LONGEST_DAYS", "read_reporting", "read_requirement"]
