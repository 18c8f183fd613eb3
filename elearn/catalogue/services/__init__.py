"""What can be done to the catalogue: publish, give back, and begin a translation."""

from elearn.catalogue.services.banks import BankUnfit, export_questions, import_questions
from elearn.catalogue.services.export import FolderNotEmpty, export
from elearn.catalogue.services.index import index_all
from elearn.catalogue.services.local import LocalTextUnfit, set_local_texts
from elearn.catalogue.services.packs import find_packs
from elearn.catalogue.services.programmes import load_programmes
from elearn.catalogue.services.publish import PublishedAlready, VersionTooLow, publish
from elearn.catalogue.services.translate import LanguageUnknown, Updated, update_translation

__all__ = [
    "BankUnfit",
    "FolderNotEmpty",
    "LanguageUnknown",
    "LocalTextUnfit",
    "PublishedAlready",
    "Updated",
    "VersionTooLow",
    "export",
    "export_questions",
    "find_packs",
    "import_questions",
    "index_all",
    "load_programmes",
    "publish",
    "set_local_texts",
    "update_translation",
]
