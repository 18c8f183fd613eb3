"""What must hold in a pack beyond the shape of its files."""

from elearn.catalogue.formats.checks.allowances import Allowed
from elearn.catalogue.formats.checks.content import check_content
from elearn.catalogue.formats.checks.languages import check_languages
from elearn.catalogue.formats.checks.norms import check_norms
from elearn.catalogue.formats.checks.structure import check_structure

__all__ = ["Allowed", "check_content", "check_languages", "check_norms", "check_structure"]
